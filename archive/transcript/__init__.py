"""Transcript: an interview as pages and formats need it, in a fixed number of queries.

Goes in: an address's slug or anchor.
Comes out: a `Transcript` with its topics, turns and passages, or a 404 that says what is near.
May import: text, models.
"""
