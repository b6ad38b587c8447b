"""Readers: what a transcript file of any usual form says.

Goes in: the bytes of a file.
Comes out: a `ReadInterview` with lines and doubts, or an `UnreadableError` with every mistake.
May import: nothing of the archive.
"""
