"""Metadata: what pages say of themselves to browsers, search engines and other sites.

Goes in: a `Transcript`, or a part of it.
Comes out: heads, linked data, notes at a page's foot, cards, feeds, sitemaps.
May import: site, text, models, changes, transcript, quotations, citations, formats.
"""
