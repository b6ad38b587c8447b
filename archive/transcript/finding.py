"""Finds what an address names; where there is nothing, says what is near."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.models import Anchor, Interview, Paragraph, Participant, Person, Segment
from archive.text import FORBIDDEN, as_written, plain_text
from archive.transcript.parts import TopicPart
from archive.transcript.shown import is_shown
from archive.transcript.turns import Transcript

# Interviews on a page of a list.
INTERVIEWS_A_PAGE = 30


class NotFound(Http404):
    """A 404 that knows where the reader may have wanted to go: (title, address) pairs."""

    def __init__(self, reason: str, suggestions: list[tuple[str, str]]) -> None:
        super().__init__(reason)
        self.suggestions = suggestions


class Unpublished(NotFound):
    """A 404 for an interview that is there, but not for all; to others it is as if it weren't.

    `archive.publishing` knows who may see it, and tells of one withdrawn why that was.
    """

    def __init__(self, missing: NotFound, interview: Interview) -> None:
        super().__init__(str(missing), missing.suggestions)
        self.interview = interview


def load(slug: str, *, with_cues: bool = False) -> Transcript:
    """The interview of that slug.  Raises `NotFound` with those of a like slug, `Unpublished`."""
    if interview := Interview.objects.published().filter(slug=slug).first():
        return Transcript(interview, with_cues=with_cues)
    hidden = Interview.objects.filter(slug=slug).first()
    if hidden and is_shown(hidden):
        return Transcript(hidden, with_cues=with_cues)
    raise _hidden(_no_interview(slug), hidden)


def _no_interview(slug: str) -> NotFound:
    titles = {each.slug: each for each in Interview.objects.published()[:1000]}
    near = [titles[name] for name in get_close_matches(slug, titles, cutoff=0.4)]
    return NotFound(
        _("There is no interview “%(slug)s”.") % {"slug": slug},
        [(plain_text(each.title, each.markup), each.get_absolute_url()) for each in near],
    )


def _hidden(missing: NotFound, interview: Interview | None) -> NotFound:
    return Unpublished(missing, interview) if interview else missing


def home_interview() -> Interview | None:
    """The interview that the home page shows: the editors' choice, else the newest one."""
    return Interview.objects.published().home_page_first().first()


def find_topic(transcript: Transcript, slug: str) -> TopicPart:
    """The topic of that slug.  Raises `NotFound`."""
    if part := transcript.topic(slug):
        return part
    raise NotFound(
        _("This interview has no topic “%(slug)s”.") % {"slug": slug},
        [
            (
                plain_text(each.topic.title, transcript.interview.markup),
                each.topic.get_absolute_url(),
            )
            for each in _near(transcript, slug)
        ],
    )


def _near(transcript: Transcript, slug: str) -> list[TopicPart]:
    """The topics whose slugs are like `slug`; all of them where none is."""
    slugs = {part.topic.slug: part for part in transcript.topics}
    return [slugs[near] for near in get_close_matches(slug, slugs, cutoff=0.4)] or transcript.topics


def find_participant(transcript: Transcript, slug: str) -> Participant:
    """The person of that slug, with their part in the interview.  Raises `NotFound`."""
    people = {each.person.slug: each for each in transcript.participants}
    if slug in people:
        return people[slug]
    raise NotFound(
        _("Nobody called “%(slug)s” speaks in this interview.") % {"slug": slug},
        [
            (as_written(each.person.name), person_address(each.person, transcript.interview))
            for each in transcript.participants
        ],
    )


def find_person(slug: str, address: Callable[[Person], str] | None = None) -> Person:
    """The person of that slug.  Raises `NotFound` with those of like slugs, each at their
    `address`: by default their own page."""
    slug = FORBIDDEN.sub("\ufffd", slug)
    public = Person.objects.published()
    if person := public.filter(slug=slug).first():
        return person
    people = {each.slug: each for each in public[:1000]}
    near = [people[name] for name in get_close_matches(slug, people, cutoff=0.4)]
    raise NotFound(
        _("There is nobody called “%(slug)s” in the archive.") % {"slug": slug},
        [(as_written(each.name), (address or person_address)(each)) for each in near],
    )


def requested_interviews(request: HttpRequest) -> tuple[QuerySet[Interview], Person | None]:
    """The interviews that a list shows, newest first: all, or those with one person (`speaker`).

    Raises `NotFound`.
    """
    found = Interview.objects.published().newest_first()
    found = found.prefetch_related("participants__person")
    slug = request.GET.get("speaker", "")
    if not slug:
        return found, None
    person = find_person(slug, interviews_with)
    return found.filter(people=person), person


def interviews_with(person: Person) -> str:
    """The address of the list of a person's interviews."""
    return f"{reverse('interviews')}?speaker={person.slug}"


def person_address(person: Person, interview: Interview | None = None) -> str:
    """The address of a person's page; with what they say in one interview alone, if any."""
    path = reverse("person", args=[person.slug])
    return f"{path}?{urlencode({'interview': interview.slug})}" if interview else path


def find_anchor(code: str) -> Anchor:
    """The anchor, living or not.  Raises `NotFound`, `Unpublished`."""
    beside = ("interview", "segment", "paragraph__segment")
    if anchor := Anchor.objects.published().select_related(*beside).filter(code=code).first():
        return anchor
    hidden = Anchor.objects.select_related(*beside).filter(code=code).first()
    if hidden and is_shown(hidden.interview):
        return hidden
    raise _hidden(NotFound("", []), hidden.interview if hidden else None)


def segment_of(anchor: Anchor) -> Segment | None:
    """The segment that an anchor leads to, after any replacements; None: its words are gone."""
    anchor = anchor.last_successor()
    segment: Segment | None = getattr(anchor, "segment", None)
    paragraph: Paragraph | None = getattr(anchor, "paragraph", None)
    return segment or (paragraph.segment if paragraph else None)
