"""Quotes: short links to quoted passages, their page, and their form in other sites' pages.

Goes in: words that a reader selected, with their anchor; the code of a short link.
Comes out: a kept quotation; its page, with plain links that pass it on; frames, and oEmbed.
May import: site, text, models, transcript, quotations, formats, metadata, pages.
"""
