"""The rows of the synthetic archive, as far as a search reads them."""

from __future__ import annotations

from django.core.management import call_command

from archive.models import Anchor, Exchange, Interview, Person, Segment, Topic
from tests.bench.corpus import PEOPLE, TOPICS, Corpus, topic_title

BATCH = 5000


def fill(corpus: Corpus) -> None:
    """Make the tables, and write people, interviews, topics, exchanges, turns and glossary."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("loaddata", "glossary.yaml", verbosity=0)
    turns = corpus.turns
    Person.objects.bulk_create(
        Person(pk=number, slug=f"person-{number}", name=f"Person {number}")
        for number in range(1, PEOPLE + 1)
    )
    Interview.objects.bulk_create(
        Interview(
            pk=number,
            slug=f"interview-{number}",
            title=f"Interview {number}",
            language="ja",
            source=f"interview-{number}.txt",
            first_line=1,
            last_line=10_000,
        )
        for number in sorted({turn.interview for turn in turns})
    )
    Topic.objects.bulk_create(
        Topic(
            pk=number,
            slug=f"topic-{number}",
            interview_id=(number - 1) // TOPICS + 1,
            title=topic_title(number),
            order=(number - 1) % TOPICS,
            line=1,
        )
        for number in sorted({turn.topic for turn in turns})
    )
    Exchange.objects.bulk_create(
        (
            Exchange(pk=number, slug=f"exchange-{number}", interview_id=interview)
            for number, interview in {turn.exchange: turn.interview for turn in turns}.items()
        ),
        batch_size=BATCH,
    )
    Anchor.objects.bulk_create(
        (Anchor(code=turn.anchor, interview_id=turn.interview) for turn in turns),
        batch_size=BATCH,
    )
    Segment.objects.bulk_create(
        (
            Segment(
                pk=turn.number,
                topic_id=turn.topic,
                speaker_id=turn.speaker,
                exchange_id=turn.exchange,
                anchor_id=turn.anchor,
                kind=turn.kind,
                order=turn.place,
            )
            for turn in turns
        ),
        batch_size=BATCH,
    )
