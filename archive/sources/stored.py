"""What an import writes below an interview, and what is stored there, as rows to compare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Model

from archive.models import Cue, Interview, Note, Segment
from archive.sources.parsed import ParsedInterview, ParsedTopic, ParsedTurn


class SentenceRow(NamedTuple):
    """All that an import writes of one sentence, with the turn and the paragraph that it is in.

    `first` and `last` (half open) are its columns in `line`; of a turn without sentences what a
    sentence has is None.
    """

    topic: str
    anchor: str
    speaker: str | None
    kind: str
    exchange: str
    language: str
    start: timedelta | None
    end: timedelta | None
    paragraph: str | None
    text: str | None
    line: int | None
    first: int | None
    last: int | None
    doubt: str | None
    doubt_en: str | None


Row = tuple[object, ...]
# Where the database has what a `SentenceRow` has.
_COLUMNS = (
    *("topic__slug", "anchor_id", "speaker__slug", "kind", "exchange__slug", "language"),
    *("start", "end", "paragraphs__anchor_id"),
    *(
        f"paragraphs__sentences__{name}"
        for name in ("text", "line", "start", "end", "doubt", "doubt_en")
    ),
)


_TOPIC = ("slug", "title", "line", "summary", "keywords", "translations", "parent__slug")
_PLACE = ("paragraph__anchor_id", "order", "first", "last")


def topic_values(topic: ParsedTopic) -> dict[str, Any]:
    """What an import writes of a topic by itself, by field."""
    note = topic.note
    return {
        "title": note.title,
        "line": topic.line,
        "summary": note.summary,
        "keywords": "\n".join(note.keywords),
        "translations": note.translations,
    }


def given_state(parsed: ParsedInterview) -> list[Row]:
    """Everything an import writes below the interview, comparable with `stored_state`."""
    topics: list[Row] = [
        (each.slug, *topic_values(each).values(), each.note.part_of or None)
        for each in parsed.topics
    ]
    exchanges: list[Row] = [(slug,) for slug in sorted({turn.exchange for turn in parsed.turns})]
    return [*topics, *exchanges, *given_sentences(parsed), *given_details(parsed)]


def given_sentences(parsed: ParsedInterview) -> Iterator[SentenceRow]:
    """The sentences that an import would write, in order."""
    for topic in parsed.topics:
        for turn in topic.turns:
            yield from _rows(topic.slug, turn)


def _rows(topic: str, turn: ParsedTurn) -> Iterator[SentenceRow]:
    head = (topic, turn.anchor, turn.speaker or None, turn.kind, turn.exchange)
    times = (turn.language, turn.start, turn.end)
    for paragraph in turn.paragraphs:
        for each in paragraph.sentences:
            place = (each.line, each.start, each.end)
            doubts = (each.doubt, each.doubt_en)
            yield SentenceRow(*head, *times, paragraph.anchor, each.text, *place, *doubts)


def stored_state(interview: Interview) -> list[Row]:
    """What is stored below the interview, in order, comparable with what an import would write."""
    topics: list[Row] = list(interview.topics.values_list(*_TOPIC))
    # Not by the database, whose order may be a language's.
    exchanges: list[Row] = sorted(interview.exchanges.values_list("slug"))
    return [*topics, *exchanges, *stored_sentences(interview), *stored_details(interview)]


def stored_sentences(interview: Interview) -> Iterator[SentenceRow]:
    """The sentences that are stored, in order."""
    # From the segment down, so that one without paragraphs or sentences shows as a difference.
    segments = Segment.objects.filter(topic__interview=interview).order_by(
        "topic__order", "order", "paragraphs__order", "paragraphs__sentences__order"
    )
    return map(SentenceRow._make, segments.values_list(*_COLUMNS))


def given_details(parsed: ParsedInterview) -> Iterator[Row]:
    """Who else speaks, when and with which notes, as `stored_details` has it."""
    for turn in parsed.turns:
        if others := turn.speakers[1:]:
            yield turn.anchor, tuple(sorted(others))
        for paragraph in turn.paragraphs:
            for order, cue in enumerate(paragraph.cues):
                place = (paragraph.anchor, order, cue.first, cue.last)
                yield (*place, cue.start, cue.end, cue.words)
            for order, note in enumerate(paragraph.notes):
                place = (paragraph.anchor, order, note.first, note.last)
                yield (*place, note.kind, note.text)


def stored_details(interview: Interview) -> Iterator[Row]:
    """The details that are stored, turn by turn, paragraph by paragraph."""
    segments = Segment.objects.filter(topic__interview=interview)
    others: dict[str, list[str]] = {}
    rows = segments.exclude(co_speakers=None).values_list("anchor_id", "co_speakers__slug")
    for anchor, slug in rows:
        others.setdefault(anchor, []).append(slug)
    cues = _by_paragraph(Cue, interview, "start", "end", "words")
    notes = _by_paragraph(Note, interview, "kind", "text")
    paragraphs = segments.order_by("topic__order", "order", "paragraphs__order")
    last = ""
    for anchor, paragraph in paragraphs.values_list("anchor_id", "paragraphs__anchor_id"):
        if anchor != last and anchor in others:
            yield anchor, tuple(sorted(others[anchor]))
        last = anchor
        yield from cues.get(paragraph, ())
        yield from notes.get(paragraph, ())


def _by_paragraph(model: type[Model], interview: Interview, *fields: str) -> dict[str, list[Row]]:
    records = model._default_manager.filter(paragraph__segment__topic__interview=interview)
    found: dict[str, list[Row]] = {}
    for row in records.order_by("paragraph", "order").values_list(*_PLACE, *fields):
        found.setdefault(row[0], []).append(row)
    return found
