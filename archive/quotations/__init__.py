"""Quotations: links to selected words, which are found again after an edit.

Goes in: a link's parameters, and the turns on the page.
Comes out: marks at the words, what became of them where they were edited, a notice where they are
  gone.
May import: text, models, transcript.
"""
