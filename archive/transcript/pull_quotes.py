"""The words that the editors put in large type on an interview's first page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.models.pull_quotes import PullQuote, parse_pull_quotes
from archive.transcript.loading import plain_words
from archive.transcript.passages import Passage
from archive.transcript.turns import Transcript, Turn


@dataclass(frozen=True)
class Pulled:
    """Words of a turn, as plain characters, and the anchor of the paragraph that has them."""

    turn: Turn
    anchor: str
    words: str


def pull_quotes_of(transcript: Transcript) -> list[Pulled]:
    """Those that the editors chose and that are still there, in their order."""
    try:
        places = parse_pull_quotes(transcript.interview.pull_quotes)
    except ValueError:
        return []
    passages = dict(_passages(transcript))
    found = (
        _pulled(place, *passages[place.anchor]) for place in places if place.anchor in passages
    )
    return [each for each in found if each.words]


def _passages(transcript: Transcript) -> Iterator[tuple[str, tuple[Turn, Passage]]]:
    """Every anchor, also a replaced one, with its turn and its paragraph (a turn's first)."""
    for turn in transcript.turns:
        for passage in turn.passages:
            for anchor in (passage.anchor, *passage.aliases):
                yield anchor, (turn, passage)
        if turn.passages:
            for anchor in (turn.anchor, *turn.aliases):
                yield anchor, (turn, turn.passages[0])


def _pulled(place: PullQuote, turn: Turn, passage: Passage) -> Pulled:
    sentences = passage.sentences[place.first - 1 : place.last]
    return Pulled(turn, passage.anchor, plain_words(sentences, passage.markup).strip())
