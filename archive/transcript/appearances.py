"""Where a person speaks, in all interviews that readers may see, and what they say there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, Sum, Value
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Coalesce, Length, NullIf

from archive.models import Interview, Participant, Person, Segment, Topic
from archive.models.visible import PartQuerySet
from archive.text import plain_text

# A page has so many of a person's turns, and names so many of their interviews.
TURNS_A_PAGE = 60
INTERVIEWS_NAMED = 30
NAMESAKES = 10
# When an interview took place, or else when it came out: the first of these that is stated.
DATES = ("recorded", "original_published", "published")


@dataclass(frozen=True)
class Appearance:
    """A person's part in an interview, of which `turns` are theirs."""

    participant: Participant
    turns: int

    @property
    def interview(self) -> Interview:
        return self.participant.interview

    @property
    def date(self) -> str:
        """When it took place or came out, as far as that is known; empty where nobody says."""
        dates = (str(getattr(self.interview, name)) for name in DATES)
        return next(filter(None, dates), "")


@dataclass(frozen=True)
class Spoken:
    """All turns of a person: their keys, those of the newest interview first, each interview's in
    reading order; and how many each interview (its key) has."""

    keys: Sequence[int]
    by_interview: Counter[int]


@dataclass(frozen=True)
class Course:
    """Where in an interview the person speaks: `cells` are (start, width) in per cent."""

    cells: tuple[tuple[float, float], ...]

    @property
    def turns(self) -> int:
        return len(self.cells)


def _turns_of(person: Person) -> PartQuerySet[Segment]:
    """Those that the person says, alone or with others."""
    shared = Segment.co_speakers.through.objects.filter(person=person).values("segment")
    return Segment.objects.published().filter(Q(speaker=person) | Q(pk__in=shared))


def spoken_by(person: Person) -> Spoken:
    """What a person says, alone or with others."""
    ordered = _turns_of(person).order_by(*_newest("topic__interview__"), "topic__order", "order")
    rows = list(ordered.values_list("pk", "topic__interview"))
    return Spoken([key for key, _ in rows], Counter(interview for _, interview in rows))


def appearances_of(person: Person, spoken: Spoken) -> list[Appearance]:
    """The newest interviews in which they take part."""
    parts = Participant.objects.published().filter(person=person).select_related("interview")
    newest = parts.order_by(*_newest("interview__"))[:INTERVIEWS_NAMED]
    return [Appearance(each, spoken.by_interview[each.interview_id]) for each in newest]


def _newest(path: str) -> tuple[OrderBy, OrderBy, OrderBy]:
    """By when interviews took place; those of which nobody says that, by when they came here."""
    dates: list[Combinable] = [NullIf(F(path + name), Value("")) for name in DATES]
    added = F(f"{path}history__added").desc(nulls_last=True)
    return Coalesce(*dates).desc(nulls_last=True), added, F(f"{path}pk").desc()


def topics_spoken_of(person: Person, interviews: Sequence[Interview]) -> dict[int, list[str]]:
    """The headings under which the person speaks in each of the interviews (by its key)."""
    theirs = _turns_of(person).values("topic")
    topics = Topic.objects.published().filter(interview__in=interviews, pk__in=theirs)
    found: dict[int, list[str]] = {each.pk: [] for each in interviews}
    markups = {each.pk: each.markup for each in interviews}
    for topic in topics.exclude(title="").order_by("interview", "order"):
        found[topic.interview_id].append(plain_text(topic.title, markups[topic.interview_id]))
    return found


def courses_of(interviews: Collection[int], keys: Collection[int]) -> dict[int, Course]:
    """Where in each of the interviews (their keys) the turns with these keys stand, by the
    characters before them."""
    segments = Segment.objects.published().filter(topic__interview__in=interviews)
    sized = segments.annotate(size=Coalesce(Sum(Length("paragraphs__sentences__text")), 0))
    ordered = sized.order_by("topic__interview", "topic__order", "order")
    places: dict[int, list[tuple[int, int, int]]] = {each: [] for each in interviews}
    for key, interview, size in ordered.values_list("pk", "topic__interview", "size"):
        before = sum(places[interview][-1][1:]) if places[interview] else 0
        places[interview].append((key, before, size))
    return {each: _course(rows, frozenset(keys)) for each, rows in places.items()}


def _course(rows: Sequence[tuple[int, int, int]], keys: frozenset[int]) -> Course:
    whole = max(sum(size for _, _, size in rows), 1)
    return Course(
        tuple(
            (100 * before / whole, 100 * size / whole) for key, before, size in rows if key in keys
        )
    )


def namesakes_of(person: Person) -> list[Participant]:
    """The parts of other people of the same name, who could be taken for this one."""
    parts = Participant.objects.published().filter(person__name=person.name)
    others = parts.filter(person__identified=True).exclude(person=person)
    ordered = others.select_related("person", "interview").order_by("person__slug", "pk")
    return list(ordered[:NAMESAKES]) if person.identified else []
