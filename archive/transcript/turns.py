"""One interview, read from the database in a fixed number of queries, as pages need it.

Everything that presents turns (pages, JSON, search results) starts from a `Transcript`, so that
they can't disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from archive.models import (
    Cue,
    Exchange,
    Interview,
    Note,
    Participant,
    Person,
    Segment,
    Sentence,
    Topic,
)
from archive.text import as_written, primary, safe_html
from archive.transcript.loading import (
    bare_segments_of,
    plain_words,
    question_of,
    stored_text,
    with_details,
)

GUEST: str = Participant.Role.GUEST
INTERVIEWER: str = Participant.Role.INTERVIEWER


def in_reader_language(person: Person) -> str:
    """The person's name as the page's language writes it."""
    return person.name_ja if get_language() == "ja" and person.name_ja else person.name


def names_of(turn: Turn) -> str:
    """The names of all who say a turn, as the page's language writes them; empty for none."""
    names = [as_written(in_reader_language(each)) for each in turn.speakers]
    return pgettext("between words", ", ").join(names)


def note_language(language: str, sentence: Sentence) -> str:
    """In which language readers of `language` get the note on a doubtful sentence.

    It has one for pages in the archive's default language, and maybe one in English, which more
    readers of any other language can read.
    """
    default: str = settings.LANGUAGE_CODE
    return default if primary(language) == default or not sentence.doubt_en else "en"


def note_in(language: str, sentence: Sentence) -> str:
    """That note."""
    is_default = note_language(language, sentence) == settings.LANGUAGE_CODE
    return sentence.doubt if is_default else sentence.doubt_en


@dataclass(frozen=True)
class Passage:
    """A paragraph on a page.  `aliases` are anchors of paragraphs that were joined into it.

    `markup` is the kind of its text.  Notes and cues (which only some transcripts load) count the
    characters that a reader sees.
    """

    anchor: str
    sentences: tuple[Sentence, ...]
    aliases: tuple[str, ...]
    markup: str
    notes: tuple[Note, ...] = ()
    cues: tuple[Cue, ...] = ()

    @property
    def line(self) -> int | None:
        """The source line it stands on; None for words that editors put in."""
        return self.sentences[0].line

    @cached_property
    def text(self) -> str:
        """The stored text."""
        return stored_text(self.sentences)

    @cached_property
    def plain(self) -> str:
        """The characters a reader sees."""
        return plain_words(self.sentences, self.markup)

    @property
    def html(self) -> SafeString:
        """The text as a page shows it, without marks."""
        return safe_html(self.text, self.markup)

    def doubt_notes(self, language: str) -> list[str]:
        """The notes on its doubtful sentences, for readers of `language`."""
        return [as_written(note_in(language, sentence)) for sentence in self.doubts]

    @property
    def doubts(self) -> list[Sentence]:
        """The sentences whose speaker the text does not decide."""
        return [sentence for sentence in self.sentences if sentence.doubt]


# Neighbours know each other, so a representation would never end.
@dataclass(eq=False, repr=False)
class Turn:
    """A segment on a page, with its neighbours.  `number` counts from 1 through the interview."""

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
        return [self.speaker, *self.segment.co_speakers.all()] if self.speaker else []

    @property
    def has_cues(self) -> bool:
        """Whether times inside it were loaded, and there are any."""
        return any(passage.cues for passage in self.passages)

    @property
    def side(self) -> str:
        """Which of the two sides of a conversation it is drawn on, whatever the role is called."""
        if self.speaker is None:
            return ""
        return INTERVIEWER if self.role in Participant.ASKING else GUEST

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


@dataclass(eq=False, repr=False)
class TopicPart:
    """A topic on a page, with its turns.  `number` counts from 1."""

    topic: Topic
    number: int
    turns: list[Turn] = field(default_factory=list)
    previous: TopicPart | None = None
    next: TopicPart | None = None

    @cached_property
    def size(self) -> int:
        """Characters spoken."""
        return sum(turn.size for turn in self.turns)


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
        self.turns = list(self._load_turns())
        _link(self.topics)
        _link(self.turns)
        _link_exchanges(self.turns)

    def _load_turns(self) -> Iterator[Turn]:
        topics = {part.topic.pk: part for part in self.topics}
        roles = {each.person_id: each.role for each in self.participants}
        aliases = self._aliases()
        segments = with_details(
            bare_segments_of(self.interview.slug).select_related("exchange"), cues=self.with_cues
        )
        for number, segment in enumerate(segments, 1):
            part = topics[segment.topic_id]
            segment.topic = part.topic
            passages = (
                Passage(
                    each.anchor_id,
                    tuple(each.sentences.all()),
                    aliases.get(each.anchor_id, ()),
                    self.interview.markup,
                    tuple(each.notes.all()),
                    tuple(each.cues.all()) if self.with_cues else (),
                )
                for each in segment.paragraphs.all()
            )
            role = roles.get(segment.speaker_id or 0, "" if segment.speaker_id is None else GUEST)
            turn = Turn(
                segment,
                part,
                role,
                number,
                tuple(passage for passage in passages if passage.sentences),
                aliases.get(segment.anchor_id, ()),
            )
            part.turns.append(turn)
            yield turn

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
