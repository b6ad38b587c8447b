"""Text: stored text on its way to a page.

Goes in: text that may carry HTML.
Comes out: sentences, openings, plain text, and HTML that is safe, with marks.
May import: nothing.
"""
