"""Writes a parsed interview to the database, carrying every anchor over.

One transaction: either all of it is written or nothing.  Writing the same text twice changes
nothing.  Rows keep their primary keys as long as their anchors live.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from archive.anchors import PARAGRAPH, SEGMENT, Carried, OldText, carry_over, new_anchor
from archive.annotations import FIELDS
from archive.attribution import ParsedInterview, ParsedTurn
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
    """A segment as it stands in the database before the import."""

    anchor: str
    topic: str
    speaker: str
    key: int
    paragraphs: tuple[OldText, ...]


def source_name(path: Path) -> str:
    """The source's name as stored and printed: relative to the project where it lies inside."""
    resolved = path.resolve()
    base = Path(settings.BASE_DIR)
    return str(resolved.relative_to(base) if resolved.is_relative_to(base) else resolved)


@transaction.atomic
def import_parsed(parsed: ParsedInterview) -> Outcome:
    """Write `parsed`; return what changed."""
    interview = _write_interview(parsed)
    old = _old_turns(interview)
    placed, outcome = _place(parsed, interview, old)
    if _stored_state(interview) == _state(parsed, placed):
        return outcome
    outcome.changed = True
    _write_turns(parsed, interview, placed, old)
    return outcome


def _write_interview(parsed: ParsedInterview) -> Interview:
    notes = parsed.annotations
    values = {
        "language": notes.language,
        "source": source_name(notes.source),
        "first_line": parsed.first_line,
        "last_line": parsed.last_line,
        "field_lines": {name: line.number for name, line in parsed.fields.items()},
        **{name: parsed.fields[name].text if name in parsed.fields else "" for name in FIELDS},
    }
    interview, _ = Interview.objects.update_or_create(slug=notes.slug, defaults=values)
    interview.participants.exclude(person__slug__in=[note.slug for note in notes.people]).delete()
    interview.participants.update(order=F("order") + len(notes.people))
    for order, note in enumerate(notes.people):
        values = {"name": note.name, "name_ja": note.name_ja, "position": note.position}
        person, _ = Person.objects.update_or_create(slug=note.slug, defaults=values)
        Participant.objects.update_or_create(
            interview=interview, person=person, defaults={"role": note.role, "order": order}
        )
    return interview


def _old_turns(interview: Interview) -> list[OldTurn]:
    segments = (
        Segment.objects.filter(topic__interview=interview)
        .select_related("topic", "speaker")
        .prefetch_related("paragraphs__sentences")
        .order_by("topic__order", "order")
    )
    return [
        OldTurn(
            segment.anchor_id,
            segment.topic.slug,
            segment.speaker.slug,
            segment.pk,
            tuple(
                OldText(each.anchor_id, "".join(item.text for item in each.sentences.all()))
                for each in segment.paragraphs.all()
            ),
        )
        for segment in segments
    ]


def _place(
    parsed: ParsedInterview, interview: Interview, old: Sequence[OldTurn]
) -> tuple[list[PlacedTurn], Outcome]:
    """Give every new turn and paragraph its anchor, an old one where its words had one."""
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
    _record_losses(interview, old, (carried, segments), placed, outcome)
    return placed, outcome


class _Namer:
    """Draws new anchors, none twice; words that come back get the anchor they had."""

    def __init__(self, interview: Interview, outcome: Outcome) -> None:
        self.interview = interview
        self.outcome = outcome
        self.taken = set(Anchor.objects.values_list("code", flat=True))
        free = interview.anchors.filter(segment=None, paragraph=None).exclude(words="")
        self.free = {(code[0], words): code for code, words in free.values_list("code", "words")}

    def name(self, prefix: str, words: str) -> str:
        """Return the anchor for `words`, new or revived."""
        if code := self.free.pop((prefix, words), None):
            return code
        code = new_anchor(prefix, self.interview.slug, words, self.taken)
        self.taken.add(code)
        self.outcome.added.append(code)
        return code


def _carry_segments(
    old: Sequence[OldTurn], carried: Carried, owners: Sequence[int], speakers: Sequence[str]
) -> Carried:
    """A segment's anchor follows its words: to the first segment that has any of them,
    one of the same speaker before any other."""
    homes = {anchor: owners[index] for index, anchor in carried.kept.items()}
    homes |= {anchor: owners[index] for anchor, index in carried.replaced.items()}
    segments = Carried()
    for turn in old:
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


def _record_losses(
    interview: Interview,
    old: Sequence[OldTurn],
    carried: tuple[Carried, Carried],
    placed: Sequence[PlacedTurn],
    outcome: Outcome,
) -> None:
    """Create the new anchors; keep the last words of the retired ones, and where others went."""
    Anchor.objects.bulk_create(Anchor(code=code, interview=interview) for code in outcome.added)
    paragraphs, segments = carried
    codes = [code for turn in placed for code in turn.paragraph_anchors]
    heirs = {anchor: codes[index] for anchor, index in paragraphs.replaced.items()}
    heirs |= {anchor: placed[index].anchor for anchor, index in segments.replaced.items()}
    outcome.replaced = list(heirs)
    outcome.retired = paragraphs.retired + segments.retired
    words = {text.anchor: text.text for turn in old for text in turn.paragraphs}
    words |= {turn.anchor: "".join(text.text for text in turn.paragraphs) for turn in old}
    for anchor in Anchor.objects.filter(code__in=[*heirs, *outcome.retired]):
        anchor.words = words[anchor.code]
        anchor.replaced_by_id = heirs.get(anchor.code)
        anchor.save()


Row = tuple[object, ...]


def _state(parsed: ParsedInterview, placed: Iterable[PlacedTurn]) -> list[Row]:
    """Everything an import writes below the interview, comparable with `_stored_state`."""
    topics: list[Row] = [(topic.slug, topic.title, topic.line) for topic in parsed.topics]
    return topics + [
        (
            each.topic,
            each.anchor,
            each.turn.speaker,
            each.turn.kind,
            each.turn.exchange,
            each.turn.start,
            each.turn.end,
            code,
            *(sentence.text, sentence.line, sentence.start, sentence.end),
            *(sentence.doubt, sentence.doubt_en),
        )
        for each in placed
        for code, paragraph in zip(each.paragraph_anchors, each.turn.paragraphs, strict=True)
        for sentence in paragraph
    ]


def _stored_state(interview: Interview) -> list[Row]:
    topics: list[Row] = list(interview.topics.values_list("slug", "title", "line"))
    sentences = Sentence.objects.filter(paragraph__segment__topic__interview=interview)
    segment = "paragraph__segment__"
    names = ("topic__slug", "anchor_id", "speaker__slug", "kind", "exchange__slug", "start", "end")
    return topics + list(
        sentences.order_by(
            f"{segment}topic__order", f"{segment}order", "paragraph__order", "order"
        ).values_list(
            *(segment + name for name in names),
            "paragraph__anchor_id",
            *("text", "line", "start", "end", "doubt", "doubt_en"),
        )
    )


def _write_turns(
    parsed: ParsedInterview,
    interview: Interview,
    placed: Sequence[PlacedTurn],
    old: Sequence[OldTurn],
) -> None:
    keys = {turn.anchor: turn.key for turn in old}
    paragraphs = Paragraph.objects.filter(segment__topic__interview=interview)
    paragraph_keys = dict(paragraphs.values_list("anchor_id", "pk"))
    homes = dict(paragraphs.values_list("anchor_id", "segment__topic__slug"))
    homes |= {turn.anchor: turn.topic for turn in old}
    Segment.objects.filter(topic__interview=interview).delete()
    topics = _write_topics(parsed, interview)
    exchanges = _write_exchanges(parsed, interview)
    people = {person.slug: person for person in interview.people.all()}
    orders = dict.fromkeys(topics, 0)
    for each in placed:
        segment = Segment.objects.create(
            pk=keys.get(each.anchor),
            topic=topics[each.topic],
            speaker=people[each.turn.speaker],
            exchange=exchanges[each.turn.exchange],
            anchor_id=each.anchor,
            kind=each.turn.kind,
            order=orders[each.topic],
            start=each.turn.start,
            end=each.turn.end,
        )
        orders[each.topic] += 1
        _write_paragraphs(segment, each, paragraph_keys)
    _remember_moves(homes, placed, topics)
    living = [code for each in placed for code in (each.anchor, *each.paragraph_anchors)]
    Anchor.objects.filter(code__in=living).update(words="", replaced_by=None)


def _write_topics(parsed: ParsedInterview, interview: Interview) -> dict[str, Topic]:
    slugs = [topic.slug for topic in parsed.topics]
    interview.topics.exclude(slug__in=slugs).delete()
    # Out of the way first: two topics that change places must not meet on one number.
    interview.topics.update(order=F("order") + len(slugs) + interview.topics.count())
    topics = {}
    for order, topic in enumerate(parsed.topics):
        values = {"title": topic.title, "line": topic.line, "order": order}
        topics[topic.slug], _ = Topic.objects.update_or_create(
            interview=interview, slug=topic.slug, defaults=values
        )
    return topics


def _write_exchanges(parsed: ParsedInterview, interview: Interview) -> dict[str, Exchange]:
    slugs = [turn.exchange for topic in parsed.topics for turn in topic.turns]
    interview.exchanges.exclude(slug__in=slugs).delete()
    return {
        slug: Exchange.objects.get_or_create(interview=interview, slug=slug)[0]
        for slug in dict.fromkeys(slugs)
    }


def _write_paragraphs(segment: Segment, placed: PlacedTurn, keys: dict[str, int]) -> None:
    pairs = zip(placed.paragraph_anchors, placed.turn.paragraphs, strict=True)
    for order, (code, sentences) in enumerate(pairs):
        paragraph = Paragraph.objects.create(
            pk=keys.get(code), segment=segment, anchor_id=code, order=order
        )
        Sentence.objects.bulk_create(
            Sentence(
                paragraph=paragraph,
                order=place,
                text=each.text,
                line=each.line,
                start=each.start,
                end=each.end,
                doubt=each.doubt,
                doubt_en=each.doubt_en,
            )
            for place, each in enumerate(sentences)
        )


def _remember_moves(
    homes: dict[str, str], placed: Sequence[PlacedTurn], topics: dict[str, Topic]
) -> None:
    """Note, for anchors that left a topic, that its page was linked with them."""
    now = {code: each.topic for each in placed for code in (each.anchor, *each.paragraph_anchors)}
    moved = {
        code: topic for code, topic in homes.items() if topic in topics and now.get(code) != topic
    }
    for anchor in Anchor.objects.filter(code__in=moved):
        anchor.former_topics.add(topics[moved[anchor.code]])
