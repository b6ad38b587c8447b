"""Says which anchor every turn and paragraph of a new text gets, an old one where it had one.

It reads what the database has and writes nothing: `archive.anchors.writing` does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from archive.anchors.alignment import Carried, carry_over
from archive.anchors.issuing import GivenAnchors
from archive.anchors.naming import new_anchor
from archive.models import Anchor, Segment
from archive.models.anchors import PARAGRAPH, SEGMENT
from archive.transcript import segments_of, stored_text


class NewTurn(Protocol):
    """A turn that is to get its anchors: its speaker's slug, and the text of each paragraph.

    `wanted` are the anchors that it had where it comes from, its own and its paragraphs', or none.
    """

    @property
    def speaker(self) -> str: ...

    def texts(self) -> list[str]: ...

    def wanted(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class TurnAnchors:
    """The anchor of a turn, and those of its paragraphs."""

    turn: str
    paragraphs: tuple[str, ...]


@dataclass
class Placement:
    """The anchors of a new text.

    `turns` in their order.  `added` are anchors never given before; `replaced` leads from anchors
    whose words went on inside others to these; `retired` are those whose words are gone.
    """

    turns: list[TurnAnchors] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    replaced: dict[str, str] = field(default_factory=dict)
    retired: list[str] = field(default_factory=list)


def place(interview: str, turns: Sequence[NewTurn]) -> Placement:
    """Place `turns`, the new text of the interview with that slug."""
    stored = list(segments_of(interview).select_related("speaker"))
    old = {
        paragraph.anchor_id: stored_text(paragraph.sentences.all())
        for segment in stored
        for paragraph in segment.paragraphs.all()
    }
    texts = [turn.texts() for turn in turns]
    wanted = [turn.wanted() for turn in turns]
    flat = [
        code for each, codes in zip(texts, wanted, strict=True) for code in _padded(codes, each)
    ]
    carried = _as_given(carry_over(old, [text for each in texts for text in each]), flat, old)
    owners = [index for index, each in enumerate(texts) for _ in each]
    segments = _carry_segments(stored, old, carried, owners, [turn.speaker for turn in turns])
    heads = [codes[0] if codes else "" for codes in wanted]
    segments = _as_given(segments, heads, {segment.anchor_id for segment in stored})
    placement = Placement(retired=carried.retired + segments.retired)
    namer = _Namer(interview, placement.added)
    first = 0
    for index, text in enumerate(texts):
        anchor = segments.kept.get(index) or namer.name(SEGMENT, "".join(text), heads[index])
        codes = [
            carried.kept.get(first + at) or namer.name(PARAGRAPH, words, flat[first + at])
            for at, words in enumerate(text)
        ]
        first += len(text)
        placement.turns.append(TurnAnchors(anchor, tuple(codes)))
    placement.replaced = _replacements(carried, segments, placement.turns)
    return placement


def _padded(codes: tuple[str, ...], paragraphs: Sequence[str]) -> Sequence[str]:
    """The anchors that a file gives to a turn's paragraphs; empty where it gives none."""
    return codes[1:] or [""] * len(paragraphs)


def _as_given(carried: Carried, wanted: Sequence[str], stored: Collection[str]) -> Carried:
    """What was carried over, but where a file says itself which anchor is which: that counts."""
    given = {index: code for index, code in enumerate(wanted) if code in stored}
    if not given:
        return carried
    places = {code: index for index, code in carried.kept.items()} | carried.replaced
    codes = set(given.values())
    kept = {
        index: code
        for index, code in carried.kept.items()
        if index not in given and code not in codes
    } | given
    lost = [code for code in [*places, *carried.retired] if code not in set(kept.values())]
    return Carried(
        kept=kept,
        replaced={code: places[code] for code in lost if code in places},
        retired=[code for code in lost if code not in places],
    )


class _Namer:
    """Draws new anchors, none twice; words that come back get the anchor they had."""

    def __init__(self, interview: str, added: list[str]) -> None:
        self.interview = interview
        self.added = added
        self.taken = GivenAnchors()
        self.free: dict[tuple[str, str], list[str]] = {}
        free = Anchor.objects.filter(
            interview__slug=interview, segment=None, paragraph=None
        ).exclude(words="")
        for code, words in free.values_list("code", "words"):
            self.free.setdefault((code[0], words), []).append(code)

    def name(self, prefix: str, words: str, wanted: str = "") -> str:
        """Return the anchor for `words`: the one that is `wanted` and free, revived, or new."""
        if wanted.startswith(prefix) and self._take(wanted):
            return wanted
        if codes := self.free.get((prefix, words)):
            return codes.pop(0)
        code = new_anchor(prefix, self.interview, words, self.taken)
        self.taken.add(code)
        self.added.append(code)
        return code

    def _take(self, wanted: str) -> bool:
        """Take an anchor that is free: nobody's, or of words that left this very interview."""
        for codes in self.free.values():
            if wanted in codes:
                codes.remove(wanted)
                return True
        if wanted in self.taken:
            return False
        self.taken.add(wanted)
        self.added.append(wanted)
        return True


def _carry_segments(
    stored: Sequence[Segment],
    old: Mapping[str, str],
    carried: Carried,
    owners: Sequence[int],
    speakers: Sequence[str],
) -> Carried:
    """A segment's anchor follows its words: to the first segment that has any of them,
    one of the same speaker before any other.  Of two turns made one, the longer one's is kept."""
    kept = {anchor: owners[index] for index, anchor in carried.kept.items()}
    places = kept | {anchor: owners[index] for anchor, index in carried.replaced.items()}
    paragraphs = {
        segment.anchor_id: [each.anchor_id for each in segment.paragraphs.all()]
        for segment in stored
    }
    sizes = {
        segment: sum(len(old[anchor]) for anchor in anchors if anchor in kept)
        for segment, anchors in paragraphs.items()
    }
    segments = Carried()
    for segment in sorted(stored, key=lambda segment: -sizes[segment.anchor_id]):
        found = [places[each] for each in paragraphs[segment.anchor_id] if each in places]
        speaker = segment.speaker.slug if segment.speaker else ""
        found.sort(key=lambda index: (speakers[index] != speaker, index))
        free = [index for index in found if index not in segments.kept]
        if free:
            segments.kept[free[0]] = segment.anchor_id
        elif found:
            segments.replaced[segment.anchor_id] = found[0]
        else:
            segments.retired.append(segment.anchor_id)
    return segments


def _replacements(
    carried: Carried, segments: Carried, turns: Sequence[TurnAnchors]
) -> dict[str, str]:
    """Which anchor each one leads to whose words went on inside another paragraph or turn."""
    codes = [code for turn in turns for code in turn.paragraphs]
    return {
        **{anchor: codes[index] for anchor, index in carried.replaced.items()},
        **{anchor: turns[index].turn for anchor, index in segments.replaced.items()},
    }
