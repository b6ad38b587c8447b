"""The fields of an index document: one document for each paragraph.

A turn is found through its paragraphs: so a long answer is ranked by its best paragraph, and a
result can say which of its paragraphs match.
"""

from __future__ import annotations

# To be raised with every change of what the index holds or how words are analysed.
SCHEMA_VERSION = 10

# Fields of terms, each with how often it occurs: normal and dictionary forms, in the scope of their
# language (`search.languages.tokens.scoped`), surfaces, sounds, groups of synonyms, the words of
# the topic's title, the glossary's terms that the paragraph means (`terms`) and those that it names
# (`named`), and
# who says it too, by their keys (`also`).
TERM_FIELDS = ("words", "surface", "sound", "sense", "title", "terms", "named", "also")
KINDS = ("question", "answer", "remark", "direction")
# Fields of one number: keys of the database, the language (`language_number`), place in the
# interview, source line, length in tokens.
NUMBERS = (
    *("segment", "interview", "topic", "speaker", "kind", "exchange", "language"),
    *("position", "line", "length"),
)
# How much a compound's unit counts beside the word on its own.
UNIT_COUNT = 0.7


def language_number(language: str) -> int:
    """A language's primary subtag (two to eight letters, of which four count) as a number."""
    return int.from_bytes(language.encode()[:4], "big")
