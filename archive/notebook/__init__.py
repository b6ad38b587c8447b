"""Notebook: what a reader collected, in the reader's own browser, shown and written as a file.

Goes in: codes of turns, passages and terms, each with the reader's own note and tags.
Comes out: the page of the notebook; its entries with their words as JSON, RIS, BibTeX, CSL-JSON,
  CSV, Markdown and .docx; nothing is kept.
May import: site, text, models, transcript, quotations, citations, pages.
"""
