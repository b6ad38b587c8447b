"""Gives every turn and paragraph of a parsed interview its anchor, an old one where it had one."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from archive.anchors.alignment import Carried, OldText, carry_over
from archive.anchors.naming import new_anchor
from archive.models import Anchor, Interview, Segment
from archive.models.anchors import PARAGRAPH, SEGMENT
from archive.sources.attribute import ParsedInterview, ParsedTurn


@dataclass(frozen=True)
class PlacedTurn:
    """A turn with the anchors it has, or is about to get."""

    topic: str
    turn: ParsedTurn
    anchor: str
    paragraph_anchors: tuple[str, ...]


@dataclass
class Outcome:
    """What an import did.  `retired` and `replaced` name anchors whose words are gone or joined."""

    interview: str
    changed: bool = False
    added: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class OldTurn:
    """A segment as it stands in the database before the import; `key` is its row's."""

    anchor: str
    speaker: str
    key: int
    paragraphs: tuple[OldText, ...]

    def size(self, anchors: Container[str]) -> int:
        """Characters in those of its paragraphs that are among `anchors`."""
        return sum(len(text.text) for text in self.paragraphs if text.anchor in anchors)


def old_turns(interview: Interview) -> list[OldTurn]:
    """The interview's segments in reading order."""
    segments = (
        Segment.objects.filter(topic__interview=interview)
        .select_related("speaker")
        .prefetch_related("paragraphs__sentences")
        .order_by("topic__order", "order")
    )
    return [
        OldTurn(
            segment.anchor_id,
            segment.speaker.slug,
            segment.pk,
            tuple(
                OldText(each.anchor_id, "".join(item.text for item in each.sentences.all()))
                for each in segment.paragraphs.all()
            ),
        )
        for segment in segments
    ]


def place(
    parsed: ParsedInterview, interview: Interview, old: Sequence[OldTurn]
) -> tuple[list[PlacedTurn], Outcome]:
    """Place the parsed turns; anchors that are new or lost are recorded in the database."""
    outcome = Outcome(interview.slug)
    turns = [(topic.slug, turn) for topic in parsed.topics for turn in topic.turns]
    texts = [text for _, turn in turns for text in turn.texts()]
    carried = carry_over([text for turn in old for text in turn.paragraphs], texts)
    owners = [index for index, (_, turn) in enumerate(turns) for _ in turn.paragraphs]
    segments = _carry_segments(old, carried, owners, [turn.speaker for _, turn in turns])
    namer = _Namer(interview, outcome)
    placed, first = [], 0
    for index, (topic, turn) in enumerate(turns):
        text = turn.texts()
        anchor = segments.kept.get(index) or namer.name(SEGMENT, "".join(text))
        codes = [
            carried.kept.get(first + place) or namer.name(PARAGRAPH, words)
            for place, words in enumerate(text)
        ]
        first += len(text)
        placed.append(PlacedTurn(topic, turn, anchor, tuple(codes)))
    Anchor.objects.bulk_create(Anchor(code=code, interview=interview) for code in outcome.added)
    _name_heirs((carried, segments), placed, outcome)
    return placed, outcome


class _Namer:
    """Draws new anchors, none twice; words that come back get the anchor they had."""

    def __init__(self, interview: Interview, outcome: Outcome) -> None:
        self.interview = interview
        self.outcome = outcome
        self.taken = set(Anchor.objects.values_list("code", flat=True))
        self.free: dict[tuple[str, str], list[str]] = {}
        free = interview.anchors.filter(segment=None, paragraph=None).exclude(words="")
        for code, words in free.values_list("code", "words"):
            self.free.setdefault((code[0], words), []).append(code)

    def name(self, prefix: str, words: str) -> str:
        """Return the anchor for `words`, new or revived."""
        if codes := self.free.get((prefix, words)):
            return codes.pop(0)
        code = new_anchor(prefix, self.interview.slug, words, self.taken)
        self.taken.add(code)
        self.outcome.added.append(code)
        return code


def _carry_segments(
    old: Sequence[OldTurn], carried: Carried, owners: Sequence[int], speakers: Sequence[str]
) -> Carried:
    """A segment's anchor follows its words: to the first segment that has any of them,
    one of the same speaker before any other.  Of two turns made one, the longer one's is kept."""
    kept = {anchor: owners[index] for index, anchor in carried.kept.items()}
    homes = kept | {anchor: owners[index] for anchor, index in carried.replaced.items()}
    segments = Carried()
    for turn in sorted(old, key=lambda turn: -turn.size(kept)):
        found = [homes[text.anchor] for text in turn.paragraphs if text.anchor in homes]
        found.sort(key=lambda index: (speakers[index] != turn.speaker, index))
        free = [index for index in found if index not in segments.kept]
        if free:
            segments.kept[free[0]] = turn.anchor
        elif found:
            segments.replaced[turn.anchor] = found[0]
        else:
            segments.retired.append(turn.anchor)
    return segments


def _name_heirs(
    carried: tuple[Carried, Carried], placed: Sequence[PlacedTurn], outcome: Outcome
) -> None:
    """Record where the words of anchors went on; their last words are kept by the signals."""
    paragraphs, segments = carried
    codes = [code for turn in placed for code in turn.paragraph_anchors]
    heirs = {anchor: codes[index] for anchor, index in paragraphs.replaced.items()}
    heirs |= {anchor: placed[index].anchor for anchor, index in segments.replaced.items()}
    outcome.replaced = list(heirs)
    outcome.retired = paragraphs.retired + segments.retired
    for code, heir in heirs.items():
        Anchor.objects.filter(code=code).update(replaced_by=heir)
