"""One interview, read from the database in a fixed number of queries, as pages need it.

Everything that presents turns (pages, JSON, search results) starts from a `Transcript`, so that
they can't disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any

from archive.models import Exchange, Interview, Participant, Person, Segment
from archive.transcript.loading import bare_segments_of, question_of, with_details
from archive.transcript.parts import TopicPart, link_levels
from archive.transcript.passages import Passage, names_of, speakers_of


def side_of(role: str) -> str:
    """Whether one of that role is set as who asks (`interviewer`) or who is asked (`guest`)."""
    asks = role in Participant.ASKING
    return str((Participant.Role.INTERVIEWER if asks else Participant.Role.GUEST).value)


# Neighbours know each other, so a representation would never end.
@dataclass(eq=False, repr=False)
class Turn:
    """A segment on a page, with its neighbours.  `number` counts from 1 through the interview.

    `role` is the speaker's, the first of several; empty for a direction.
    """

    segment: Segment
    topic: TopicPart
    role: str
    number: int
    passages: tuple[Passage, ...]
    aliases: tuple[str, ...]
    previous: Turn | None = None
    next: Turn | None = None
    exchange_turns: list[Turn] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return self.segment.anchor_id

    @property
    def speaker(self) -> Person | None:
        """Who speaks, the first of several; None for a direction, which nobody does."""
        return self.segment.speaker

    @property
    def speakers(self) -> list[Person]:
        """All who say these words."""
        return speakers_of(self.segment)

    @property
    def who(self) -> str:
        """Who says it, as the page's language writes them; of a direction, that it is one."""
        return names_of(self.speakers) or str(self.segment.get_kind_display())

    @property
    def is_direction(self) -> bool:
        """Whether nobody says it: what happens, a narrator's words, a break."""
        return self.segment.speaker_id is None

    @property
    def side(self) -> str:
        """How it is set: as a `direction`, as the words of an `interviewer` or of a `guest`."""
        return side_of(self.role) if self.role else "direction"

    @property
    def start(self) -> timedelta | None:
        """When it begins in the recording; None: nobody says."""
        if self.segment.start is not None:
            return self.segment.start
        return self.passages[0].start if self.passages else None

    @property
    def has_cues(self) -> bool:
        """Whether times inside it were loaded, and there are any."""
        return any(passage.cues for passage in self.passages)

    @property
    def language(self) -> str:
        """Its own language, or the interview's (BCP 47)."""
        return self.segment.text_language

    @property
    def exchange(self) -> Exchange:
        return self.segment.exchange

    @property
    def kind(self) -> str:
        return self.segment.kind

    @cached_property
    def plain(self) -> str:
        """The characters a reader sees, paragraphs joined."""
        return "".join(passage.plain for passage in self.passages)

    @cached_property
    def size(self) -> int:
        """Characters spoken."""
        return len(self.plain)

    @property
    def question(self) -> Turn | None:
        """The question that this turn answers or remarks on; None for the question itself."""
        return question_of(self, self.exchange_turns)

    @property
    def answers(self) -> list[Turn]:
        """The turns that answer this question, wherever they stand."""
        if self.kind != Segment.Kind.QUESTION:
            return []
        return [turn for turn in self.exchange_turns if turn.question is self]

    @property
    def question_elsewhere(self) -> Turn | None:
        """The question, where it stands under another heading than this turn."""
        question = self.question
        return question if question and question.topic is not self.topic else None

    @property
    def question_to_quote(self) -> Turn | None:
        """The question from another topic, for the first turn here that follows it."""
        question = self.question_elsewhere
        before = self.previous if self.previous and self.previous.topic is self.topic else None
        return None if before and before.question is question else question

    @property
    def answers_elsewhere(self) -> list[Turn]:
        """The answers that stand under another heading than this question."""
        return [turn for turn in self.answers if turn.topic is not self.topic]


class Transcript:
    """An interview with its topics and turns in reading order.

    `with_cues`: also with the times of stretches of its paragraphs.
    """

    def __init__(self, interview: Interview, *, with_cues: bool = False) -> None:
        self.interview = interview
        self.with_cues = with_cues
        self.participants: list[Participant] = list(interview.participants.select_related("person"))
        self.topics = [
            TopicPart(topic, number) for number, topic in enumerate(interview.topics.all(), 1)
        ]
        for part in self.topics:
            # So that a topic's address needs no query for its interview.
            part.topic.interview = interview
        link_levels(self.topics)
        self.turns = list(self._load_turns())
        _link(self.topics)
        _link(self.turns)
        _link_exchanges(self.turns)

    def _load_turns(self) -> Iterator[Turn]:
        topics = {part.topic.pk: part for part in self.topics}
        roles = {each.person_id: each.role for each in self.participants}
        aliases = self._aliases()
        noted = 0
        segments = with_details(
            bare_segments_of(self.interview.slug).select_related("exchange"), cues=self.with_cues
        )
        for number, segment in enumerate(segments, 1):
            part = topics[segment.topic_id]
            segment.topic = part.topic
            role = roles.get(segment.speaker.pk, Participant.Role.GUEST) if segment.speaker else ""
            passages = tuple(self._passages(segment, aliases, noted))
            noted += sum(len(passage.notes) for passage in passages)
            turn = Turn(
                segment,
                part,
                role,
                number,
                passages,
                aliases.get(segment.anchor_id, ()),
            )
            part.turns.append(turn)
            yield turn

    def _passages(
        self, segment: Segment, aliases: dict[str, tuple[str, ...]], noted: int
    ) -> Iterator[Passage]:
        """The segment's paragraphs that have words, behind as many notes as `noted`."""
        for each in segment.paragraphs.all():
            if sentences := tuple(each.sentences.all()):
                notes = tuple(each.notes.all())
                yield Passage(
                    each.anchor_id,
                    sentences,
                    aliases.get(each.anchor_id, ()),
                    self.interview.markup,
                    notes,
                    tuple(each.cues.all()) if self.with_cues else (),
                    noted + 1,
                )
                noted += len(notes)

    def _aliases(self) -> dict[str, tuple[str, ...]]:
        """Replaced anchors by the living anchor that took their place."""
        pairs = self.interview.anchors.values_list("code", "replaced_by")
        successors = {code: to for code, to in pairs.exclude(replaced_by=None) if to}
        found: dict[str, list[str]] = {}
        for code in successors:
            found.setdefault(_last_successor(code, successors), []).append(code)
        return {code: tuple(sorted(codes)) for code, codes in found.items()}

    @cached_property
    def size(self) -> int:
        """Characters spoken."""
        return sum(turn.size for turn in self.turns)

    @property
    def identified(self) -> list[Participant]:
        """Those who take part and have a name of their own."""
        return [each for each in self.participants if each.person.identified]

    @property
    def is_undivided(self) -> bool:
        """Whether the interview has no topics: it is one part without a heading."""
        return len(self.topics) == 1 and not self.topics[0].title

    def topic(self, slug: str) -> TopicPart | None:
        """The topic of that slug."""
        return next((part for part in self.topics if part.topic.slug == slug), None)

    @cached_property
    def turns_by_anchor(self) -> dict[str, Turn]:
        """Every anchor that leads somewhere, with the turn that it leads to."""
        turns_by_anchor: dict[str, Turn] = {}
        for turn in self.turns:
            places: list[Turn | Passage] = [turn, *turn.passages]
            for place in places:
                turns_by_anchor |= dict.fromkeys((place.anchor, *place.aliases), turn)
        return turns_by_anchor

    def turns_of(self, person: Person) -> list[Turn]:
        """The person's turns, in order, also those said with others."""
        return [turn for turn in self.turns if person in turn.speakers]


def _last_successor(code: str, successors: dict[str, str]) -> str:
    seen = set()
    while code in successors and code not in seen:
        seen.add(code)
        code = successors[code]
    return code


def _link(items: Sequence[Any]) -> None:
    """Tell neighbours (topics or turns) of each other."""
    for before, after in pairwise(items):
        before.next, after.previous = after, before


def _link_exchanges(turns: list[Turn]) -> None:
    exchanges: dict[int, list[Turn]] = {}
    for turn in turns:
        turn.exchange_turns = exchanges.setdefault(turn.exchange.pk, [])
        turn.exchange_turns.append(turn)
