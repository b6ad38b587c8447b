"""Readers: what a transcript file of any usual form says.

Goes in: the bytes of a file.
Comes out: a `ReadInterview` with lines and doubts, or an `UnreadableError` with every mistake.
May import: text, sources.
"""

from archive.sources.readers.recognition import FORMS, read_file
from archive.sources.readers.transcripts import (
    Doubt,
    ReadAnchor,
    ReadCue,
    ReadInterview,
    ReadNote,
    ReadParagraph,
    ReadPerson,
    ReadSentence,
    ReadTopic,
    ReadTurn,
    ReadWord,
    UnreadableError,
)

__all__ = [
    "FORMS",
    "Doubt",
    "ReadAnchor",
    "ReadCue",
    "ReadInterview",
    "ReadNote",
    "ReadParagraph",
    "ReadPerson",
    "ReadSentence",
    "ReadTopic",
    "ReadTurn",
    "ReadWord",
    "UnreadableError",
    "read_file",
]
