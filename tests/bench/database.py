"""The synthetic archive in the database: everything that pages, searches and exports read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.core.management import call_command
from django.db import models, transaction

from archive.models import (
    Anchor,
    Exchange,
    Interview,
    Paragraph,
    Participant,
    Person,
    Segment,
    Sentence,
    Topic,
)
from tests.bench.corpus import PEOPLE, TOPICS, Corpus, Turn, fields_of, segment, topic_title

BATCH = 5000
LINES = 10_000


def fill(corpus: Corpus) -> None:
    """Make the tables, and write the archive and the glossary."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("loaddata", "glossary.yaml", verbosity=0)
    turns = corpus.turns
    with transaction.atomic():
        _write(Person, _people())
        _write(Interview, _interviews(turns))
        _write(Participant, _participants(turns))
        _write(Topic, _topics(turns))
        _write(Exchange, _exchanges(turns))
        _write(Anchor, _anchors(turns))
        _write(Segment, _segments(turns))
        _write(Paragraph, _paragraphs(turns))
        _write(Sentence, _sentences(turns))


def _write(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    model._default_manager.bulk_create(rows, batch_size=BATCH)


def _people() -> Iterator[Person]:
    for number in range(1, PEOPLE + 1):
        yield Person(pk=number, slug=f"person-{number}", name=f"Person {number}")


def _interviews(turns: list[Turn]) -> Iterator[Interview]:
    for number in sorted({turn.interview for turn in turns}):
        yield Interview(
            pk=number,
            slug=f"interview-{number}",
            title=f"Interview {number}",
            language="ja",
            source=f"interview-{number}.txt",
            first_line=1,
            last_line=LINES,
        )


def _participants(turns: list[Turn]) -> Iterator[Participant]:
    """Who speaks in each interview; who answers there is a guest."""
    speaking: dict[tuple[int, int], str] = {}
    for turn in turns:
        role = fields_of(turn)["role"]
        key = turn.interview, turn.speaker
        speaking[key] = "guest" if "guest" in {role, speaking.get(key)} else role
    for order, ((interview, person), role) in enumerate(speaking.items()):
        yield Participant(interview_id=interview, person_id=person, role=role, order=order)


def _topics(turns: list[Turn]) -> Iterator[Topic]:
    for number in sorted({turn.topic for turn in turns}):
        yield Topic(
            pk=number,
            slug=f"topic-{number}",
            interview_id=(number - 1) // TOPICS + 1,
            title=topic_title(number),
            order=(number - 1) % TOPICS,
            line=1,
        )


def _exchanges(turns: list[Turn]) -> Iterator[Exchange]:
    for number, interview in {turn.exchange: turn.interview for turn in turns}.items():
        yield Exchange(pk=number, slug=f"exchange-{number}", interview_id=interview)


def _anchors(turns: list[Turn]) -> Iterator[Anchor]:
    for turn in turns:
        for code in (turn.anchor, *(each.anchor for each in segment(turn).paragraphs)):
            yield Anchor(code=code, interview_id=turn.interview)


def _segments(turns: list[Turn]) -> Iterator[Segment]:
    for turn in turns:
        yield Segment(
            pk=turn.number,
            topic_id=turn.topic,
            speaker_id=turn.speaker,
            exchange_id=turn.exchange,
            anchor_id=turn.anchor,
            kind=turn.kind,
            order=turn.place,
        )


def _paragraphs(turns: list[Turn]) -> Iterator[Paragraph]:
    for turn in turns:
        for order, text in enumerate(segment(turn).paragraphs):
            yield Paragraph(segment_id=turn.number, anchor_id=text.anchor, order=order)


def _sentences(turns: list[Turn]) -> Iterator[Sentence]:
    """A line of the source for each paragraph of an interview."""
    paragraphs = dict(Paragraph.objects.values_list("anchor", "pk"))
    interview, line = 0, 0
    for turn in turns:
        line = line if turn.interview == interview else 0
        interview = turn.interview
        for text, sentences in zip(segment(turn).paragraphs, turn.paragraphs, strict=True):
            line, column = line + 1, 0
            for order, sentence in enumerate(sentences):
                yield Sentence(
                    paragraph_id=paragraphs[text.anchor],
                    order=order,
                    text=sentence,
                    line=line,
                    start=column,
                    end=column + len(sentence),
                )
                column += len(sentence)
