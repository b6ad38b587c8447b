"""Gives a parsed interview's turns their anchors: those that their words have in the archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.anchors import Placement, TurnAnchors, place
from archive.sources.parsed import ParsedInterview, ParsedTurn


@dataclass(frozen=True)
class AlignedInterview:
    """An interview whose turns and paragraphs have their anchors, and how these came to be."""

    parsed: ParsedInterview
    placement: Placement


def align(parsed: ParsedInterview) -> AlignedInterview:
    """Align the text with the database's; nothing is written."""
    placement = place(parsed.annotations.slug, parsed.turns)
    anchors = iter(placement.turns)
    topics = tuple(
        replace(topic, turns=tuple(_named(topic.turns, anchors))) for topic in parsed.topics
    )
    return AlignedInterview(replace(parsed, topics=topics), placement)


def _named(turns: tuple[ParsedTurn, ...], anchors: Iterator[TurnAnchors]) -> Iterator[ParsedTurn]:
    # The turns first, so that none of the next topic's anchors is taken.
    for turn, names in zip(turns, anchors, strict=False):
        pairs = zip(turn.paragraphs, names.paragraphs, strict=True)
        paragraphs = tuple(replace(each, anchor=code) for each, code in pairs)
        yield replace(turn, anchor=names.turn, paragraphs=paragraphs)
