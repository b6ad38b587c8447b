"""People's pages: where they speak, what of, and their turns in time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.metadata.heads import Heads
from archive.metadata.people import person_head
from archive.models import Interview, Person, Segment, Topic
from archive.pages.charts import shares, strip
from archive.pages.page_cache import cached, shows
from archive.text import FORBIDDEN
from archive.transcript import (
    TURNS_A_PAGE,
    Course,
    Transcript,
    appearances_of,
    courses_of,
    find_participant,
    find_person,
    interviews_with,
    load,
    load_segments,
    namesakes_of,
    spoken_by,
)

# A person's other interviews that their page of one names; a list has all.
ELSEWHERE = 10
Topics = list[tuple[Topic, list[Segment]]]


@require_safe
@cached("interview", "page")
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """A person: all that they say, the newest interview first, or (`interview`) in one alone."""
    if wanted := FORBIDDEN.sub("\ufffd", request.GET.get("interview", "")):
        shows(request, interview=wanted)
        return _in_one(request, load(wanted), slug)
    found = find_person(slug)
    theirs = list(Interview.objects.published().filter(people=found)[:2])
    if len(theirs) == 1:
        return _in_one(request, load(theirs[0].slug), slug)
    return _everywhere(request, found)


def _everywhere(request: HttpRequest, found: Person) -> HttpResponse:
    spoken = spoken_by(found)
    # A label such as “Speaker 2” is somebody else elsewhere: nobody says all of these.
    keys = spoken.keys if found.identified else []
    page = Paginator(keys, TURNS_A_PAGE).get_page(request.GET.get("page"))
    shows(request, page=page.number)
    appearances = appearances_of(found, spoken)
    context = {
        "person": found,
        "appearances": appearances,
        "all_interviews": interviews_with(found),
        "interviews": len(spoken.by_interview),
        "is_list_whole": len(spoken.by_interview) <= len(appearances),
        "page": page,
        "parts": _parts(load_segments(list(page)), spoken.keys),
        "namesakes": namesakes_of(found),
        "head": person_head(request, found, appearances),
    }
    return render(request, "archive/person.html", context)


def _parts(turns: list[Segment], theirs: Iterable[int]) -> list[tuple[Interview, Course, Topics]]:
    """The turns by interview and topic, each interview with where in it the person speaks."""
    found: dict[Interview, Topics] = {}
    for topic, group in groupby(turns, lambda each: each.topic):
        found.setdefault(topic.interview, []).append((topic, list(group)))
    courses = courses_of([each.pk for each in found], frozenset(theirs))
    return [(each, courses[each.pk], topics) for each, topics in found.items()]


def _in_one(request: HttpRequest, loaded: Transcript, slug: str) -> HttpResponse:
    """A person's turns in one interview."""
    found = find_participant(loaded, slug)
    others = Interview.objects.published().filter(people=found.person).newest_first()
    others = others.exclude(pk=loaded.interview.pk)
    # A label such as “Speaker 2” is somebody else elsewhere.
    elsewhere = list(others[: ELSEWHERE + 1]) if found.person.identified else []
    context = {
        "transcript": loaded,
        "interview": loaded.interview,
        "participant": found,
        "topics": [
            (part, [turn for turn in part.turns if found.person in turn.speakers])
            for part in loaded.topics
        ],
        "shares": shares(loaded, loaded.turns),
        "course": strip(loaded, loaded.turns, loaded.size),
        "head": Heads(request, loaded).speaker(found),
        "elsewhere": elsewhere[:ELSEWHERE],
        "all_interviews": interviews_with(found.person) if elsewhere[ELSEWHERE:] else "",
        "namesakes": namesakes_of(found.person),
    }
    return render(request, "archive/speaker.html", context)


@require_safe
def moved(request: HttpRequest, interview: str, person: str) -> HttpResponse:
    """Where a person's page of one interview stood before people had pages of their own.

    It leads to what it showed, for good; a browser takes the place on the page along.
    """
    found = find_participant(load(interview), person)
    values = {**request.GET.dict(), "interview": interview}
    address = reverse("person", args=[found.person.slug])
    return redirect(f"{address}?{urlencode(values)}", permanent=True)
