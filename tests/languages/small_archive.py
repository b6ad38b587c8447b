"""A small archive of texts in any languages, each paragraph a turn, searched as the site does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from search.documents.analysis import ParagraphText, SegmentText
from search.engine import understand_query
from search.knowledge.names import Names
from search.pages.highlighting import Highlighter
from search.query.knowledge import Knowledge, knowledge_of
from search.query.understand import Understood
from search.store import Page
from search.store.whoosh.store import WhooshStore

TEXTS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "texts.yaml").read_text(encoding="utf-8")
)


class SmallArchive:
    """Texts by the tag of their language, indexed in `folder`."""

    def __init__(self, folder: Path, texts: Mapping[str, Sequence[str]]) -> None:
        self.texts = [text for each in texts.values() for text in each]
        self.store = WhooshStore(str(folder))
        self.store.rebuild(_segments(texts), lambda: Names({}))

    @property
    def knowledge(self) -> Knowledge:
        """What queries are understood with; it needs a database, which may be empty."""
        return knowledge_of(self.store.vocabulary())

    def understood(self, query: str) -> Understood:
        """The query as it is understood, and corrected."""
        return understand_query(query, self.knowledge)

    def search(self, query: str) -> list[str]:
        """The texts that a query finds, in order."""
        found = self.store.search(self.understood(query), {}, Page())
        return [self.texts[segment - 1] for segment in found.segments]

    def marked(self, query: str) -> list[list[str]]:
        """For each text that is found, in order, what is marked in it."""
        understood = self.understood(query)
        highlighter = Highlighter(understood)
        return [
            [stored.text[start:end] for start, end in highlighter.spans(stored)]
            for hit in self.store.search(understood, {}, Page()).hits
            for stored in hit.paragraphs
        ]


def _segments(texts: Mapping[str, Sequence[str]]) -> list[SegmentText]:
    number = 0
    segments = []
    for interview, (language, paragraphs) in enumerate(texts.items(), 1):
        for text in paragraphs:
            number += 1
            paragraph = ParagraphText(f"p{number}", number, number << 8, text)
            segments.append(_segment(number, interview, language, paragraph))
    return segments


def _segment(number: int, interview: int, language: str, paragraph: ParagraphText) -> SegmentText:
    keys = {"topic": interview, "speaker": 1, "kind": 2, "exchange": number}
    identity = {"id": f"archive.segment.{number}", "django_ct": "archive.segment"}
    return SegmentText(
        **identity,  # type: ignore[arg-type]
        **keys,  # type: ignore[arg-type]
        segment=number,
        interview=interview,
        title="",
        language=language,
        fields={"language": language},
        paragraphs=(paragraph,),
    )
