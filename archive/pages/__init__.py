"""Pages: what readers see of the archive, and the cache that keeps it.

Goes in: a request, and the `Transcript` that its address names.
Comes out: HTML from `templates/archive/`, with pictures of who speaks where and marks on words.
May import: site, text, models, changes, editing, transcript, quotations, metadata.
"""
