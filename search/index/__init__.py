"""Index: keeps the index as new as the database.

Goes in: saves and deletions of the archive's records.
Comes out: an index that is current, or marked as stale.
May import: languages, knowledge, documents, query, store, meaning, archive.text,
  archive.models, archive.changes, archive.site, archive.transcript.
"""
