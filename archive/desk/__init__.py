"""The desk: pages on which editors read, correct and publish interviews.

Goes in: what an editor asks for and sends, from forms that work without script.
Comes out: HTML from `templates/desk/`, and edits by `archive.editing`.
May import: text, models, transcript, editing, sources, site.
"""
