"""The archive's own store: Whoosh's index, read into arrays, matched and ranked.

Goes in: documents to write; queries that are understood.
Comes out: `WhooshStore`, a `search.store.Store`.
May import: languages, knowledge, documents, query, store, archive.models.

All that touches Whoosh's inner parts is here.
"""
