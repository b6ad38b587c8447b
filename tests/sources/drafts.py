"""Small interviews made by the tests: written as a text with its annotation file, then edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from archive.models import Interview
from archive.sources import Outcome, import_parsed, parse_interview
from archive.text.sentences import sentence_spans

PEOPLE = {"ada": ("Ada L.", "interviewer"), "bob": ("Bob M.", "guest"), "eve": ("Eve N.", "guest")}


@dataclass
class DraftTurn:
    """`inside`: the turn begins inside the last paragraph of the turn before."""

    speaker: str
    paragraphs: list[str]
    kind: str = "answer"
    exchange: str = "talk"
    inside: bool = False
    doubts: list[dict[str, str]] = field(default_factory=list)
    times: dict[str, str] = field(default_factory=dict)


@dataclass
class DraftTopic:
    slug: str
    heading: str
    turns: list[DraftTurn]

    def lines(self) -> list[str]:
        """The source's paragraphs."""
        found: list[str] = []
        for turn in self.turns:
            first, *rest = turn.paragraphs
            if turn.inside:
                found[-1] += first
            else:
                found.append(first)
            found += rest
        return found


@dataclass
class Draft:
    topics: list[DraftTopic]
    slug: str = "draft"
    language: str = "en"
    title: str = "A conversation"
    markup: str = ""
    people: dict[str, tuple[str, str]] = field(default_factory=lambda: dict(PEOPLE))

    def text(self) -> str:
        blocks = [self.title]
        for topic in self.topics:
            blocks += [topic.heading, *topic.lines()]
        return "\n\n".join(blocks) + "\n"

    def annotations(self) -> dict[str, Any]:
        return {
            "interview": self.slug,
            "source": f"{self.slug}.txt",
            "language": self.language,
            **({"markup": self.markup} if self.markup else {}),
            "front": ["title"],
            "people": [
                {"slug": slug, "name": name, "role": role}
                for slug, (name, role) in self.people.items()
            ],
            "topics": [
                {"slug": topic.slug, "heading": topic.heading, "turns": self._turns(topic)}
                for topic in self.topics
            ],
        }

    def _turns(self, topic: DraftTopic) -> list[dict[str, Any]]:
        openings = [
            line[start:]
            for line in topic.lines()
            for start, _ in sentence_spans(line, self.language)
        ]
        places = _places(topic, self.language)
        notes = []
        for turn, place in zip(topic.turns, places, strict=True):
            opens = openings[place]
            alike = [index for index, text in enumerate(openings) if text.startswith(opens)]
            note: dict[str, Any] = {
                "opens": opens,
                "speaker": turn.speaker,
                "kind": turn.kind,
                "exchange": turn.exchange,
                **turn.times,
            }
            if len(alike) > 1:
                note["nth"] = alike.index(place) + 1
            if turn.doubts:
                note["doubts"] = turn.doubts
            notes.append(note)
        return notes

    def write(self, folder: Path) -> Path:
        """Write both files; return the annotation file."""
        path = folder / f"{self.slug}.yaml"
        (folder / f"{self.slug}.txt").write_text(self.text(), encoding="utf-8")
        dumped = yaml.safe_dump(self.annotations(), allow_unicode=True, sort_keys=False)
        path.write_text(dumped, encoding="utf-8")
        return path

    def load(self, folder: Path) -> Outcome:
        """Write both files and import them."""
        return import_parsed(parse_interview(self.write(folder)), discard_edits=True)

    def stored(self) -> Interview:
        return Interview.objects.get(slug=self.slug)


def _places(topic: DraftTopic, language: str) -> list[int]:
    """The index of each turn's first sentence among the topic's sentences."""
    lines = iter(topic.lines())
    places, count, offset = [], 0, 0
    spans: list[tuple[int, int]] = []
    for turn in topic.turns:
        for number, paragraph in enumerate(turn.paragraphs):
            if number or not turn.inside:
                count, offset = count + len(spans), 0
                spans = sentence_spans(next(lines), language)
            if not number:
                places.append(count + [start for start, _ in spans].index(offset))
            offset += len(paragraph)
    return places


def small() -> Draft:
    """Three people, two topics, an exchange across the heading, a turn inside a paragraph."""
    return Draft(
        [
            DraftTopic(
                "beginnings",
                "How it began",
                [
                    DraftTurn("ada", ["When did you build the first engine? "], "question"),
                    DraftTurn(
                        "bob", ["In the winter of that year. It took us months."], inside=True
                    ),
                    DraftTurn(
                        "eve", ["Yes.", "We soldered every night, in Bob's kitchen."], "remark"
                    ),
                    DraftTurn("ada", ["What did the neighbours say?"], "question", "neighbours"),
                ],
            ),
            DraftTopic(
                "neighbours",
                "The neighbours",
                [
                    DraftTurn(
                        "bob", ["They brought soup. Nobody complained."], exchange="neighbours"
                    ),
                    DraftTurn("eve", ["Yes."], "remark", "neighbours"),
                    DraftTurn("ada", ["And today?"], "question", "today"),
                    DraftTurn("eve", ["Yes.", "Today they own shares."], exchange="today"),
                ],
            ),
        ]
    )
