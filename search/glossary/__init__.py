"""Glossary: its pages, where its terms are mentioned, and what it may want of an interview.

Goes in: the archive's terms and texts, and the index.
Comes out: HTML from `templates/glossary/`, its JSON twins, mentions in a turn, proposals of terms.
May import: languages, knowledge, documents, query, store, index, archive.site,
  archive.text, archive.models, archive.transcript, archive.formats, archive.metadata,
  archive.pages, archive.changes.
"""
