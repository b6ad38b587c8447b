"""Takes out of what was read what no text of the archive may hold, character for character."""

from __future__ import annotations

import re
from dataclasses import replace

from archive.sources.readers.transcripts import (
    Doubt,
    ReadInterview,
    ReadParagraph,
    ReadTopic,
    ReadTurn,
)

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
LINE_END = re.compile("[\n\r\u2028\u2029]")


def cleaned(read: ReadInterview) -> ReadInterview:
    """The same with a mark (U+FFFD) for each control character, and without empty parts.

    Each is a doubt: it was probably made by a conversion, and something is missing there.
    """
    topics = tuple(_topic(topic) for topic in read.topics)
    doubts = [
        Doubt(paragraph.line, f"has the control character U+{ord(found[0]):04X}: shown as \ufffd")
        for turn in read.turns
        for paragraph in turn.paragraphs
        if (found := CONTROL.search(paragraph.text))
    ]
    kept = tuple(topic for topic in topics if topic.turns or topic.title or topic.slug)
    return replace(read, topics=kept, doubts=(*read.doubts, *doubts))


def _topic(topic: ReadTopic) -> ReadTopic:
    turns = tuple(_turn(turn) for turn in topic.turns)
    spoken = tuple(turn for turn in turns if turn.paragraphs)
    return replace(topic, title=_clean(topic.title).strip(), turns=spoken)


def _turn(turn: ReadTurn) -> ReadTurn:
    paragraphs = (_paragraph(each) for each in turn.paragraphs)
    return replace(turn, paragraphs=tuple(each for each in paragraphs if each.text.strip()))


def _paragraph(paragraph: ReadParagraph) -> ReadParagraph:
    notes = tuple(replace(each, text=_clean(each.text)) for each in paragraph.notes)
    return replace(paragraph, text=_clean(paragraph.text), notes=notes)


def _clean(text: str) -> str:
    return CONTROL.sub("\ufffd", LINE_END.sub(" ", text))
