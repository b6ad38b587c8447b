"""What must hold of an interview in one of the archive's own forms, whichever it is.

Such a file may have been edited by hand since it was written: every mistake is told, with its line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from archive.sources.readers.transcripts import (
    Doubt,
    ReadCue,
    ReadInterview,
    ReadNote,
    ReadParagraph,
    ReadTopic,
    ReadTurn,
)
from archive.text import is_language, nearest_language

KINDS = ("question", "answer", "remark", "direction")
NOTE_KINDS = ("footnote", "editorial")
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
ANCHOR = re.compile(r"[sp][-a-zA-Z0-9_]{1,15}")


def utf8(data: bytes) -> tuple[str, list[Doubt]]:
    """The text of a file that the archive wrote, and mistakes where it is no UTF-8 any more."""
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"the byte {data[error.start]:#04x} is no UTF-8, in which the archive writes"
        return "", [Doubt(line, reason)]


def one_of(what: str, value: str, known: Collection[str]) -> str:
    """That it is none of those, and which was probably meant."""
    near = get_close_matches(value, known, 1)
    meant = f"; did you mean `{near[0]}`?" if near else f"; it is one of {', '.join(known)}"
    return f"{what} `{value}` isn’t known{meant}" if known else f"{what} `{value}` isn’t known"


def mistakes_in(read: ReadInterview) -> Iterator[Doubt]:
    """All that is wrong with what was read."""
    if not read.title:
        yield Doubt(1, "the interview has no title")
    if not SLUG.fullmatch(read.slug):
        yield Doubt(1, f"`{read.slug}` can’t be the interview’s slug: letters, digits, - and _ can")
    yield from _language("the interview’s language", read.language, 1)
    yield from _anchors(read)
    labels = {person.label for person in read.people}
    slugs: set[str] = set()
    for number, topic in enumerate(read.topics):
        yield from _topic(topic, is_first=not number)
        if topic.slug in slugs:
            yield Doubt(topic.line, f"two topics are called `{topic.slug}`")
        slugs.add(topic.slug)
        for turn in topic.turns:
            yield from _turn(turn, labels)
            for paragraph in turn.paragraphs:
                yield from _paragraph(paragraph)


def _language(what: str, tag: str, line: int) -> Iterator[Doubt]:
    if is_language(tag):
        return
    near = nearest_language(tag)
    meant = f"; did you mean `{near}`?" if near else "; it is a tag such as `ja` or `en-GB`"
    yield Doubt(line, f"{what} `{tag}` isn’t known{meant}")


def _topic(topic: ReadTopic, *, is_first: bool) -> Iterator[Doubt]:
    if topic.level == 2 and is_first:
        yield Doubt(topic.line, "the first topic can’t be a part of another")
    if not SLUG.fullmatch(topic.slug):
        yield Doubt(topic.line, f"`{topic.slug}` can’t be a topic’s slug")
    for language in topic.translations:
        yield from _language("the language of a translation", language, topic.line)


def _turn(turn: ReadTurn, labels: set[str]) -> Iterator[Doubt]:
    if turn.kind not in KINDS:
        yield Doubt(turn.line, one_of("the kind of turn", turn.kind, KINDS))
    elif (turn.kind == "direction") != (not turn.speakers):
        yield Doubt(turn.line, "a direction has no speaker, and nothing else is without one")
    for label in turn.speakers:
        if label not in labels:
            yield Doubt(turn.line, one_of("the speaker", label, labels))
    if turn.language:
        yield from _language("the turn’s language", turn.language, turn.line)
    yield from _place(turn)


def _place(turn: ReadTurn) -> Iterator[Doubt]:
    """When the turn is said, what it belongs to, and that there is one."""
    if turn.end is not None and (turn.start is None or turn.start >= turn.end):
        yield Doubt(turn.line, "the turn ends before it begins")
    if not SLUG.fullmatch(turn.exchange):
        yield Doubt(turn.line, f"`{turn.exchange}` can’t be the name of an exchange")
    if not turn.paragraphs:
        yield Doubt(turn.line, "the turn has no words")


def _paragraph(paragraph: ReadParagraph) -> Iterator[Doubt]:
    size, line = len(paragraph.text), paragraph.line
    if not paragraph.text:
        yield Doubt(line, "the paragraph has no words")
    for note in paragraph.notes:
        yield from _note(note, size, line)
    for cue in paragraph.cues:
        yield from _cue(cue, size, line)
    borders = [0, *(each.last for each in paragraph.sentences)]
    begins = [each.first for each in paragraph.sentences]
    if begins and (begins != borders[:-1] or borders[-1] != size):
        yield Doubt(line, "the sentences, joined, aren’t the paragraph’s text")


def _note(note: ReadNote, size: int, line: int) -> Iterator[Doubt]:
    if note.kind not in NOTE_KINDS:
        yield Doubt(line, one_of("the kind of note", note.kind, NOTE_KINDS))
    if not note.text:
        yield Doubt(line, "a note has no words")
    yield from _span("a note", note.first, note.last, size, line)


def _cue(cue: ReadCue, size: int, line: int) -> Iterator[Doubt]:
    yield from _span("a cue", cue.first, cue.last, size, line)
    if cue.first == cue.last:
        yield Doubt(line, "a cue is of no characters")
    if cue.end is not None and cue.start > cue.end:
        yield Doubt(line, "a cue ends before it begins")
    for word in cue.words:
        yield from _span("a word of a cue", word.first, word.last, size, line)


def _span(what: str, first: int, last: int, size: int, line: int) -> Iterator[Doubt]:
    if not 0 <= first <= last <= size:
        yield Doubt(line, f"{what} is of characters {first} to {last}; the text has {size}")


def _anchors(read: ReadInterview) -> Iterator[Doubt]:
    """Each anchor names one thing."""
    seen: dict[str, int] = {}
    for code, begins, line in _all_anchors(read):
        if not ANCHOR.fullmatch(code) or not code.startswith(begins):
            yield Doubt(line, f"`{code}` can’t be the anchor of a {NAMED[begins]}")
        elif code in seen:
            yield Doubt(line, f"the anchor `{code}` is given twice, first on line {seen[code]}")
        seen.setdefault(code, line)
    for anchor in read.former_anchors:
        if anchor.replaced_by and anchor.replaced_by not in seen:
            yield Doubt(1, f"`{anchor.code}` leads to `{anchor.replaced_by}`, which isn’t there")


NAMED = {"s": "turn", "p": "paragraph"}


def _all_anchors(read: ReadInterview) -> Iterable[tuple[str, str, int]]:
    for turn in read.turns:
        yield turn.anchor, "s", turn.line
        for paragraph in turn.paragraphs:
            yield paragraph.anchor, "p", paragraph.line
    for anchor in read.former_anchors:
        yield anchor.code, anchor.code[:1] if anchor.code[:1] in NAMED else "p", 1
