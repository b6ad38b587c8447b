"""A synthetic archive: interviews whose paragraphs are real sentences, put together anew.

Sentences are drawn as they come in the shipped interview, so that words keep their frequencies,
their readings and their names.  The same seed and size give the same archive, on any machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from random import Random
from typing import Any

from search.documents.analysis import ParagraphText, SegmentText
from search.documents.schema import KINDS
from search.languages.folding import fold
from search.languages.japanese import analyze
from search.languages.tokens import with_units

FIXTURE = Path(__file__).parents[2] / "fixtures" / "interview-ja.json"
SEED = 6
TURNS, TOPICS, PEOPLE = 50, 5, 40
# One exchange of an interview after the other: a question, what answers it, sometimes a remark.
EXCHANGES = [("question", "answer"), ("question", "answer", "remark")]
PARAGRAPHS = {"question": (1, 2), "answer": (2, 4), "remark": (1, 2)}
SENTENCES = (1, 4)


@dataclass(frozen=True)
class Turn:
    """A turn; numbers count from 1 over the whole archive, `place` from 0 in its topic."""

    number: int
    interview: int
    topic: int
    place: int
    speaker: int
    kind: str
    exchange: int
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def texts(self) -> list[str]:
        return ["".join(sentences) for sentences in self.paragraphs]

    @property
    def anchor(self) -> str:
        return f"s{self.number:06d}"


@lru_cache(maxsize=1)
def source() -> dict[str, list[str]]:
    """What the shipped interview has, by model: sentences, topic titles."""
    records: list[dict[str, Any]] = json.loads(FIXTURE.read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {"sentence": [], "topic": []}
    for record in records:
        name = record["model"].partition(".")[2]
        if name in found:
            fields = record["fields"]
            found[name].append(fields["text" if name == "sentence" else "title"])
    return found


@cache
def tokens_of(sentence: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The (surface, words) of a sentence's tokens, each followed by its units."""
    return tuple((each.surface, each.words) for each in with_units(analyze(fold(sentence))))


class Corpus:
    """The archive of `size` turns."""

    def __init__(self, size: int) -> None:
        self.size = size

    @cached_property
    def turns(self) -> list[Turn]:
        random = Random(SEED)
        return [
            turn
            for number in range(-(-self.size // TURNS))
            for turn in self._interview(number, random)
        ][: self.size]

    def _interview(self, number: int, random: Random) -> Iterator[Turn]:
        asking, answering = random.sample(range(1, PEOPLE + 1), 2)
        kinds: list[tuple[str, int]] = []
        while len(kinds) < TURNS:
            exchange = number * TURNS + len(kinds) + 1
            kinds += [(kind, exchange) for kind in random.choice(EXCHANGES)]
        for index, (kind, exchange) in enumerate(kinds[:TURNS]):
            topic, place = divmod(index, TURNS // TOPICS)
            yield Turn(
                number=number * TURNS + index + 1,
                interview=number + 1,
                topic=number * TOPICS + topic + 1,
                place=place,
                speaker=answering if kind == "answer" else asking,
                kind=kind,
                exchange=exchange,
                paragraphs=tuple(_paragraphs(kind, random)),
            )

    def segments(self) -> Iterator[SegmentText]:
        """The turns as the index takes them."""
        return (segment(turn) for turn in self.turns)


def _paragraphs(kind: str, random: Random) -> Iterator[tuple[str, ...]]:
    sentences = source()["sentence"]
    for _ in range(random.randint(*PARAGRAPHS[kind])):
        yield tuple(random.choices(sentences, k=random.randint(*SENTENCES)))


def topic_title(topic: int) -> str:
    """The title of the topic of that number."""
    titles = source()["topic"]
    return titles[topic % len(titles)]


def segment(turn: Turn) -> SegmentText:
    """A turn as the index takes it."""
    texts = turn.texts
    order = (turn.topic - 1) % TOPICS
    place = ((order << 12) + turn.place) << 8
    return SegmentText(
        id=f"archive.segment.{turn.number}",
        django_ct="archive.segment",
        segment=turn.number,
        interview=turn.interview,
        topic=turn.topic,
        speaker=turn.speaker,
        kind=KINDS.index(turn.kind),
        exchange=turn.exchange,
        title=topic_title(turn.topic),
        language="ja",
        fields=fields_of(turn),
        paragraphs=tuple(
            ParagraphText(f"p{turn.number:06d}{index}", place + index, place + index, text)
            for index, text in enumerate(texts)
        ),
    )


def fields_of(turn: Turn) -> dict[str, Any]:
    """What haystack would have prepared of the turn."""
    return {
        "id": f"archive.segment.{turn.number}",
        "django_ct": "archive.segment",
        "django_id": str(turn.number),
        "text": "".join(turn.texts),
        "anchor": turn.anchor,
        "kind": turn.kind,
        "interview": f"interview-{turn.interview}",
        "interview_title": f"Interview {turn.interview}",
        "language": "ja",
        "source": f"interview-{turn.interview}.txt",
        "topic": f"topic-{turn.topic}",
        "topic_title": topic_title(turn.topic),
        "topic_order": (turn.topic - 1) % TOPICS,
        "speaker": f"person-{turn.speaker}",
        "speaker_name": f"Person {turn.speaker}",
        "speaker_name_ja": "",
        "role": "guest" if turn.kind == "answer" else "interviewer",
        "question": None,
        "question_anchor": None,
        "question_topic": None,
    }
