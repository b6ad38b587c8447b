"""The Whoosh schema: one Whoosh document for each paragraph, and what each field weighs.

A turn is found through its paragraphs: so a long answer is ranked by its best paragraph, and a
result can say which of its paragraphs match.
"""

from __future__ import annotations

# BM25F: how much an occurrence counts, by the field that it is in; and how strongly a long
# field is held against it (0: not at all, 1: in full proportion).
WEIGHTS = {
    "words": 1.0,
    "surface": 1.0,
    "sound": 0.55,
    "sense": 0.35,
    "title": 0.35,
    "terms": 0.7,
    "speaker": 0.3,
    "together": 0.9,
}
LENGTH_NORM = 0.75
SATURATION = 2.0

# To be raised with every change of what the index holds or how words are analysed.
SCHEMA_VERSION = 7

KINDS = ("question", "answer", "remark")
NUMBERS = (
    "segment",
    "interview",
    "topic",
    "speaker",
    "kind",
    "exchange",
    "position",
    "line",
    "length",
)
# How much a compound's unit counts beside the word on its own.
UNIT_COUNT = 0.7
