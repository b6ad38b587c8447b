"""Glossary: its pages, and where its terms are mentioned.

Goes in: the archive's terms, and the index.
Comes out: HTML from `templates/glossary/`, its JSON twins, mentions in a turn.
May import: languages, knowledge, documents, query, store, index, archive.site,
  archive.text, archive.models, archive.transcript, archive.formats, archive.metadata,
  archive.pages.
"""
