"""The pages of the archive."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.arrival import arrive, quotation_of
from archive.charts import shares, strip
from archive.marking import marks_on
from archive.models import Anchor, Interview, Paragraph, Segment
from archive.transcript import TopicPart, Transcript, Turn

INTERVIEWS_A_PAGE = 30


class NotFound(Http404):
    """A 404 that knows where the reader may have wanted to go: (title, address) pairs."""

    def __init__(self, reason: str, suggestions: list[tuple[str, str]]) -> None:
        super().__init__(reason)
        self.suggestions = suggestions


def _load(slug: str) -> Transcript:
    interviews = Interview.objects.filter(slug=slug)
    if interview := interviews.first():
        return Transcript(interview)
    titles = {each.slug: each for each in Interview.objects.all()[:1000]}
    near = [titles[name] for name in get_close_matches(slug, titles, cutoff=0.4)]
    raise NotFound(
        _("There is no interview “%(slug)s”.") % {"slug": slug},
        [(each.title, each.get_absolute_url()) for each in near],
    )


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The newest interview in full, and the others by title."""
    newest = Interview.objects.order_by("-pk").first()
    if newest is None:
        return render(request, "archive/empty.html")
    others = Interview.objects.exclude(pk=newest.pk).order_by("-pk")[:10]
    return _overview(request, Transcript(newest), {"others": others, "is_home": True})


@require_safe
def interviews(request: HttpRequest) -> HttpResponse:
    """Every interview, newest first, a page at a time."""
    found = Interview.objects.order_by("-pk").prefetch_related("participants__person")
    page = Paginator(found, INTERVIEWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "archive/interviews.html", {"page": page})


@require_safe
def interview(request: HttpRequest, interview: str) -> HttpResponse:
    """One interview: summary, people, topics."""
    return _overview(request, _load(interview), {})


def _overview(
    request: HttpRequest, transcript: Transcript, extra: dict[str, object]
) -> HttpResponse:
    largest = max((part.size for part in transcript.topics), default=1)
    context = {
        "transcript": transcript,
        "interview": transcript.interview,
        "shares": shares(transcript, transcript.turns),
        "topics": [(part, shares(transcript, part.turns, largest)) for part in transcript.topics],
    }
    return render(request, "archive/interview.html", context | extra)


@require_safe
def transcript(request: HttpRequest, interview: str) -> HttpResponse:
    """The whole interview on one page."""
    loaded = _load(interview)
    context = {
        "transcript": loaded,
        "interview": loaded.interview,
        "lost": [
            anchor
            for anchor in loaded.interview.anchors.filter(segment=None, paragraph=None)
            if anchor.code not in loaded.homes
        ],
        **_arrival(request, loaded, loaded.turns),
    }
    return render(request, "archive/transcript.html", context)


@require_safe
def topic(request: HttpRequest, interview: str, topic: str) -> HttpResponse:
    """One topic with its turns."""
    loaded = _load(interview)
    part = loaded.topic(topic)
    # Words that moved to another topic: the link leads there.
    home = loaded.homes.get(request.GET.get("at", ""))
    if home and home.topic is not part:
        return redirect(f"{home.topic.topic.get_absolute_url()}?{request.GET.urlencode()}")
    if part is None:
        raise NotFound(
            _("This interview has no topic “%(slug)s”.") % {"slug": topic},
            [(each.topic.title, each.topic.get_absolute_url()) for each in _near(loaded, topic)],
        )
    context = {
        "transcript": loaded,
        "interview": loaded.interview,
        "part": part,
        "shares": shares(loaded, part.turns),
        "course": strip(loaded, part.turns, part.size),
        "moved": _moved(loaded, part),
        **_arrival(request, loaded, part.turns),
    }
    return render(request, "archive/topic.html", context)


def _arrival(
    request: HttpRequest, transcript: Transcript, turns: Sequence[Turn]
) -> dict[str, object]:
    """What templates need to mark the words that the address quotes or looks for."""
    arrival = arrive(request, turns, transcript.interview.language)
    return {
        "arrival": arrival,
        "marks": marks_on(request, turns, arrival.marks if arrival else {}),
        "is_search_arrival": bool(request.GET.get("q", "").strip()),
    }


def _near(transcript: Transcript, slug: str) -> list[TopicPart]:
    """The topics whose slugs are like `slug`; all of them where none is."""
    slugs = {part.topic.slug: part for part in transcript.topics}
    return [slugs[near] for near in get_close_matches(slug, slugs, cutoff=0.4)] or transcript.topics


def _moved(transcript: Transcript, part: TopicPart) -> list[tuple[Anchor, Turn | None]]:
    """Anchors that left this topic, each with the turn where its words now are, if anywhere."""
    anchors = part.topic.former_anchors.all()
    moved = [(anchor, transcript.homes.get(anchor.code)) for anchor in anchors]
    return [(anchor, turn) for anchor, turn in moved if turn is None or turn.topic is not part]


def _home(anchor: Anchor) -> Segment | None:
    """The segment that an anchor leads to, after any replacements; None: its words are gone."""
    seen: set[str] = set()
    while anchor.replaced_by and anchor.code not in seen:
        seen.add(anchor.code)
        anchor = anchor.replaced_by
    segment: Segment | None = getattr(anchor, "segment", None)
    paragraph: Paragraph | None = getattr(anchor, "paragraph", None)
    return segment or (paragraph.segment if paragraph else None)


@require_safe
def speaker(request: HttpRequest, interview: str, person: str) -> HttpResponse:
    """A person's turns in one interview."""
    loaded = _load(interview)
    found = next((each for each in loaded.participants if each.person.slug == person), None)
    if found is None:
        raise NotFound(
            _("Nobody called “%(slug)s” speaks in this interview.") % {"slug": person},
            [
                (each.person.name, reverse("speaker", args=[interview, each.person.slug]))
                for each in loaded.participants
            ],
        )
    turns = loaded.turns_of(found.person)
    context = {
        "transcript": loaded,
        "interview": loaded.interview,
        "participant": found,
        "turns": turns,
        "topics": [
            (part, [turn for turn in part.turns if turn.speaker.pk == found.person_id])
            for part in loaded.topics
        ],
        "shares": shares(loaded, loaded.turns),
        "course": strip(loaded, loaded.turns, loaded.size),
        "elsewhere": found.person.interviews.exclude(pk=loaded.interview.pk),
    }
    return render(request, "archive/speaker.html", context)


@require_safe
def segment(request: HttpRequest, anchor: str) -> HttpResponse:
    """One turn alone.  A paragraph's anchor leads to the turn that it is in."""
    found = get_object_or_404(
        Anchor.objects.select_related("interview", "segment", "paragraph__segment"), code=anchor
    )
    home = _home(found)
    if home is None:
        gone = {
            "anchor": found,
            "interview": found.interview,
            "quotation": quotation_of(request),
        }
        return render(request, "archive/gone.html", gone, status=HTTPStatus.GONE)
    if home.anchor_id != anchor:
        fragment = "" if found.code.startswith(home.anchor_id[0]) else f"#{anchor}"
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(home.get_absolute_url() + query + fragment)
    loaded = Transcript(found.interview)
    turn = loaded.turn(anchor)
    context = {
        "transcript": loaded,
        "interview": loaded.interview,
        "turn": turn,
        **_arrival(request, loaded, [turn] if turn else []),
    }
    return render(request, "archive/segment.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A 404 with its reason, near addresses, and the search form."""
    known = exception if isinstance(exception, NotFound) else None
    context = {
        "reason": str(known) if known else "",
        "suggestions": known.suggestions if known else [],
        "words": " ".join(request.path.strip("/").split("/")[-1].split("-")),
    }
    return render(request, "404.html", context, status=HTTPStatus.NOT_FOUND)
