"""The words of a TEI file: a paragraph, with all that stands between its characters.

Times are `anchor`s that point into the timeline, one where a cue or a word begins and one where it
ends; a sentence ends at a `milestone`; a note stands where its mark would, and points back at the
`anchor` where its words begin.  So the text itself is never cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings

from archive.formats.tei_writing import moment
from archive.formats.xml_writing import XmlWriter
from archive.models import Cue, Note, Sentence
from archive.text import as_written, plain_text
from archive.transcript import Passage, Turn

DOUBT_LANGUAGE: str = settings.LANGUAGE_CODE


class Between(NamedTuple):
    """An element before the character `place`; of those at one place the lesser `rank` first."""

    place: int
    rank: int
    name: str
    attributes: dict[str, str]
    text: str = ""


def write_passage(xml: XmlWriter, passage: Passage) -> None:
    """The paragraph as one `seg`."""
    text, written = passage.plain, 0
    with xml.element("seg", {"xml:id": passage.anchor, "type": "paragraph"}):
        for each in sorted(_all(passage), key=lambda each: each[:2]):
            place = min(each.place, len(text))
            xml.text(text[written:place])
            written = place
            xml.leaf(each.name, each.text, each.attributes)
        xml.text(text[written:])


def _all(passage: Passage) -> Iterator[Between]:
    yield from _sentences(passage)
    for number, cue in enumerate(passage.cues, 1):
        yield from _cue(cue, f"{passage.anchor}.c{number}", str(number))
    for number, note in enumerate(passage.notes, 1):
        yield from _note(note, f"{passage.anchor}.n{number}", str(number))


def _sentences(passage: Passage) -> Iterator[Between]:
    place = 0
    for sentence in passage.sentences:
        place += len(plain_text(sentence.text, passage.markup))
        yield from _doubts(sentence, place)
        yield Between(place, 2, "milestone", {"unit": "sentence"})


def _doubts(sentence: Sentence, place: int) -> Iterator[Between]:
    """The note on a doubtful sentence behind it, and the same in English."""
    for language, doubt in ((DOUBT_LANGUAGE, sentence.doubt), ("en", sentence.doubt_en)):
        if sentence.doubt and doubt:
            attributes = {"type": "doubt", "xml:lang": language}
            yield Between(place, 1, "note", attributes, as_written(doubt))


def _cue(cue: Cue, name: str, number: str) -> Iterator[Between]:
    yield from _stretch("cue", name, number, (cue.first, cue.last), (cue.start, cue.end))
    for place, (first, last, start, end) in enumerate(cue.words, 1):
        times = timedelta(seconds=start), timedelta(seconds=end)
        yield from _stretch("word", f"{name}.w{place}", str(place), (first, last), times)


def _stretch(
    kind: str,
    name: str,
    number: str,
    span: tuple[int, int],
    times: tuple[timedelta, timedelta | None],
) -> Iterator[Between]:
    """Where a cue or a word begins and ends; whatever ends at a place does so first."""
    begins = {"xml:id": name, "type": kind, "n": number, "synch": moment(times[0])}
    yield Between(span[0], 4 if kind == "cue" else 5, "anchor", begins)
    ends = {"type": f"{kind}-end", "corresp": f"#{name}"}
    if times[1] is not None:
        ends["synch"] = moment(times[1])
    yield Between(span[1], 0, "anchor", ends)


def _note(note: Note, name: str, number: str) -> Iterator[Between]:
    yield Between(note.first, 3, "anchor", {"xml:id": name, "type": "note"})
    attributes = {"type": note.kind, "n": number, "target": f"#{name}"}
    # Behind where its words begin, if it is on none.
    rank = 6 if note.first == note.last else 1
    yield Between(note.last, rank, "note", attributes, as_written(note.text))


def moments_of(turn: Turn) -> Iterator[timedelta]:
    """All times in a turn."""
    times = [turn.segment.start, turn.segment.end]
    for passage in turn.passages:
        for cue in passage.cues:
            times += [cue.start, cue.end]
            for _first, _last, start, end in cue.words:
                times += [timedelta(seconds=start), timedelta(seconds=end)]
    return (time for time in times if time is not None)
