"""Pages: what readers and programs see of a search.

Goes in: an address's parameters, and what the search found.
Comes out: HTML from `templates/search/`, `/search.json`, suggestions, snippets, marks on arrival.
May import: languages, knowledge, documents, query, store, index, archive.site,
  archive.text, archive.models, archive.transcript, archive.citations, archive.pages.
"""
