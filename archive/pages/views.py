"""The pages of the archive."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from archive.editing import corrections_for_readers, corrections_of_turn
from archive.metadata.heads import Heads, interviews_head
from archive.models import Anchor, Interview
from archive.pages.charts import shares, strip
from archive.pages.facts import facts_of
from archive.pages.marking import marks_on
from archive.pages.page_cache import cached, shows
from archive.pages.vertical import can_be_vertical, is_vertical, upright_numbers
from archive.quotations.gone import gone
from archive.quotations.links import resolve_quotation
from archive.text import reading_minutes
from archive.transcript import (
    INTERVIEWS_A_PAGE,
    NotFound,
    TopicPart,
    Transcript,
    Turn,
    find_anchor,
    find_topic,
    home_interview,
    load,
    opening_of,
    pull_quotes_of,
    requested_interviews,
    segment_of,
    translation_of,
)

# Interviews below the first one on the home page.
OTHERS = 10


@require_safe
@cached()
def home(request: HttpRequest) -> HttpResponse:
    """The interview of the editors' choice, or the newest: in full where it is the only one, else
    its opening alone, and the others below it, each with its own."""
    first = home_interview()
    if first is None:
        return render(request, "archive/empty.html")
    published = Interview.objects.published().prefetch_related("participants__person")
    others = [
        (each, opening_of(each)) for each in published.exclude(pk=first.pk).newest_first()[:OTHERS]
    ]
    loaded = Transcript(first)
    head = Heads(request, loaded).home()
    return _overview(request, loaded, {"others": others, "is_home": True, "head": head})


@require_safe
@cached("page")
def interviews(request: HttpRequest) -> HttpResponse:
    """Every interview, or those with one person (`speaker`), newest first, a page at a time."""
    found, person = requested_interviews(request)
    page = Paginator(found, INTERVIEWS_A_PAGE).get_page(request.GET.get("page"))
    shows(request, page=page.number)
    context = {"page": page, "head": interviews_head(request, page, person)}
    return render(request, "archive/interviews.html", context)


@require_safe
@cached()
def interview(request: HttpRequest, interview: str) -> HttpResponse:
    """One interview: summary, people, topics."""
    loaded = load(interview)
    return _overview(request, loaded, {"head": Heads(request, loaded).interview_page()})


def _overview(
    request: HttpRequest, transcript: Transcript, extra: dict[str, object]
) -> HttpResponse:
    largest = max((part.size for part in transcript.topics), default=1)
    context = {
        "transcript": transcript,
        "interview": transcript.interview,
        "shares": shares(transcript, transcript.turns),
        "facts": facts_of(transcript.interview),
        "has_gists": any(part.topic.summary for part in transcript.topics),
        "has_translations": any(translation_of(part.topic) for part in transcript.topics),
        "opening": opening_of(transcript.interview),
        "pulled": pull_quotes_of(transcript),
        "minutes": reading_minutes((turn.plain, turn.language) for turn in transcript.turns),
        "topics": [(part, shares(transcript, part.turns, largest)) for part in transcript.topics],
    }
    return render(request, "archive/interview.html", context | extra)


@require_safe
@cached()
def transcript(request: HttpRequest, interview: str) -> HttpResponse:
    """The whole interview on one page."""
    loaded = load(interview, with_cues=True)
    context = {
        "transcript": loaded,
        "interview": loaded.interview,
        "lost": [
            anchor
            for anchor in loaded.interview.anchors.filter(segment=None, paragraph=None)
            if anchor.code not in loaded.turns_by_anchor
        ],
        **_reading(request, loaded, loaded.turns),
        "head": Heads(request, loaded).whole(),
    }
    return render(request, "archive/transcript.html", context)


@require_safe
@cached()
def topic(request: HttpRequest, interview: str, topic: str) -> HttpResponse:
    """One topic with its turns."""
    loaded = load(interview, with_cues=True)
    # Words that moved to another topic: the link leads there.
    target = loaded.turns_by_anchor.get(request.GET.get("at", ""))
    if target and target.topic.topic.slug != topic:
        return redirect(f"{target.topic.topic.get_absolute_url()}?{request.GET.urlencode()}")
    part = find_topic(loaded, topic)
    if part.is_whole:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(part.address + query)
    context = {
        "transcript": loaded,
        "interview": loaded.interview,
        "part": part,
        "shares": shares(loaded, part.turns),
        "course": strip(loaded, part.turns, part.size),
        "moved": _moved(loaded, part),
        **_reading(request, loaded, part.turns),
        "head": Heads(request, loaded).topic(part),
    }
    return render(request, "archive/topic.html", context)


def _reading(
    request: HttpRequest, transcript: Transcript, turns: Sequence[Turn]
) -> dict[str, object]:
    """What the address asks of a page with turns: to mark words quoted or searched, furigana, lines
    from top to bottom."""
    language = transcript.interview.language
    vertical = is_vertical(request, language)
    resolved = resolve_quotation(request, turns, language)
    has_furigana = language.split("-")[0] == "ja"
    return {
        "resolved": resolved,
        "marks": marks_on(
            request,
            turns,
            resolved.marks if resolved else {},
            upright_numbers(turns) if vertical else {},
        ),
        "from_search": bool(request.GET.get("q", "").strip()),
        "has_furigana": has_furigana,
        "furigana": has_furigana and request.GET.get("furigana") == "1",
        "has_vertical": can_be_vertical(language),
        "vertical": vertical,
    }


def _moved(transcript: Transcript, part: TopicPart) -> list[tuple[Anchor, Turn | None]]:
    """Anchors that left this topic, each with the turn where its words now are, if anywhere."""
    anchors = part.topic.former_anchors.all()
    moved = [(anchor, transcript.turns_by_anchor.get(anchor.code)) for anchor in anchors]
    return [(anchor, turn) for anchor, turn in moved if turn is None or turn.topic is not part]


@require_safe
@cached()
def segment(request: HttpRequest, anchor: str) -> HttpResponse:
    """One turn alone.  A paragraph's anchor leads to the turn that it is in."""
    found = find_anchor(anchor)
    target = segment_of(found)
    if target is None:
        return gone(request, found)
    if target.anchor_id != anchor:
        fragment = "" if found.code.startswith(target.anchor_id[0]) else f"#{anchor}"
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(target.get_absolute_url() + query + fragment)
    loaded = Transcript(found.interview, with_cues=True)
    turn = loaded.turns_by_anchor[anchor]
    context = {
        "transcript": loaded,
        "interview": loaded.interview,
        "turn": turn,
        "corrected": corrections_of_turn(anchor).values("edit").distinct().count(),
        **_reading(request, loaded, [turn]),
        "head": Heads(request, loaded).turn(turn),
    }
    return render(request, "archive/segment.html", context)


@require_safe
@cached()
def corrections(request: HttpRequest, anchor: str) -> HttpResponse:
    """What was corrected of a turn since it came into the archive, and why; not by whom."""
    found = find_anchor(anchor)
    target = segment_of(found)
    if target is None:
        return gone(request, found)
    if target.anchor_id != anchor:
        return redirect("corrections", target.anchor_id)
    context = {
        "anchor": anchor,
        "interview": found.interview,
        "corrections": corrections_for_readers(anchor),
    }
    return render(request, "archive/corrections.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A 404 with its reason, near addresses, and the search form."""
    known = exception if isinstance(exception, NotFound) else None
    context = {
        "reason": str(known) if known else "",
        "suggestions": known.suggestions if known else [],
        "words": " ".join(request.path.strip("/").split("/")[-1].split("-")),
    }
    return render(request, "404.html", context, status=HTTPStatus.NOT_FOUND)
