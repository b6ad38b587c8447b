"""Reads segments with their words: the one loader, and what is told of the words once loaded.

A `Transcript` loads an interview's segments with it, an import those that it replaces, the search
those that it indexes or lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Protocol, TypeVar

from django.db.models import Prefetch, QuerySet

from archive.models import Cue, Note, Paragraph, Person, Segment, Sentence
from archive.text import plain_text


class _HasKind(Protocol):
    @property
    def kind(self) -> str: ...


T = TypeVar("T", bound=_HasKind)


def with_words(segments: QuerySet[Segment]) -> QuerySet[Segment]:
    """The segments with their paragraphs and sentences in order, by two queries more."""
    sentences = Prefetch("sentences", Sentence.objects.order_by("order"))
    paragraphs = Paragraph.objects.order_by("order").prefetch_related(sentences)
    return segments.prefetch_related(Prefetch("paragraphs", paragraphs))


def with_details(segments: QuerySet[Segment], *, cues: bool = False) -> QuerySet[Segment]:
    """The segments with all that a page shows of them: words, notes and who speaks, by four
    queries more; with `cues`, by five."""
    sentences = Prefetch("sentences", Sentence.objects.order_by("order"))
    parts = [sentences, Prefetch("notes", Note.objects.order_by("order"))]
    if cues:
        parts.append(Prefetch("cues", Cue.objects.order_by("order")))
    paragraphs = Paragraph.objects.order_by("order").prefetch_related(*parts)
    people = Prefetch("co_speakers", Person.objects.order_by("pk"))
    return segments.select_related("speaker").prefetch_related(
        Prefetch("paragraphs", paragraphs), people
    )


def with_exchanges(segments: QuerySet[Segment]) -> QuerySet[Segment]:
    """The segments with their words and all turns of their exchanges, by six queries more."""
    exchange = with_words(in_reading_order(Segment.objects.select_related("topic__interview")))
    return with_words(segments.select_related("exchange")).prefetch_related(
        Prefetch("exchange__segments", exchange)
    )


def segments_of(interview: str) -> QuerySet[Segment]:
    """The segments of the interview with that slug, with their words, in reading order."""
    return with_words(bare_segments_of(interview))


def bare_segments_of(interview: str) -> QuerySet[Segment]:
    """The segments of the interview with that slug, in reading order, without their words."""
    return in_reading_order(Segment.objects.filter(topic__interview__slug=interview))


def in_reading_order(segments: QuerySet[Segment]) -> QuerySet[Segment]:
    """The segments, all of one interview, in the order in which they are read."""
    return segments.order_by("topic__order", "order")


def stored_text(sentences: Iterable[Sentence]) -> str:
    """The sentences as they are stored, joined."""
    return "".join(sentence.text for sentence in sentences)


def plain_words(sentences: Iterable[Sentence], markup: str) -> str:
    """The characters that a reader sees of the sentences, whose interview's kind is `markup`."""
    return "".join(plain_text(sentence.text, markup) for sentence in sentences)


def segment_plain(segment: Segment) -> str:
    """The characters that a reader sees of a segment, paragraphs joined."""
    markup = segment.topic.interview.markup
    return "".join(plain_words(each.sentences.all(), markup) for each in segment.paragraphs.all())


def question_of(turn: T, exchange: Iterable[T]) -> T | None:
    """The last question before `turn` in its exchange (in reading order); None for a question, and
    for a direction, which answers nothing."""
    if turn.kind in {Segment.Kind.QUESTION, Segment.Kind.DIRECTION}:
        return None
    before = takewhile(lambda each: each != turn, exchange)
    asked = [each for each in before if each.kind == Segment.Kind.QUESTION]
    return asked[-1] if asked else None


def load_segments(keys: Sequence[int]) -> list[Segment]:
    """The segments of these keys with their words, in this order.

    Those gone are left out, and those that readers may no longer see: an index can be behind.
    """
    segments = (
        Segment.objects.published()
        .filter(pk__in=keys)
        .select_related("speaker", "topic__interview")
        .prefetch_related(Prefetch("co_speakers", Person.objects.order_by("pk")))
    )
    found = with_words(segments).in_bulk()
    return [found[key] for key in keys if key in found]
