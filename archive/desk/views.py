"""The desk's pages of interviews and turns: to read, and to send edits to."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from archive.desk.access import for_editors, user_of
from archive.desk.answers import edited, not_done
from archive.desk.operations import OF_TURN
from archive.desk.places import (
    TURNS_A_PAGE,
    DeskTurn,
    address_of,
    desk_turns,
    page_with,
    turn_for,
    turns_of,
)
from archive.desk.sent import texts_of
from archive.editing import (
    Editor,
    corrections_of_turn,
    drop_draft,
    keep_draft,
    stacks,
)
from archive.models import Edit, Interview, Report, Segment

INTERVIEWS_A_PAGE = 50


@for_editors()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All interviews with their states."""
    found = Interview.objects.order_by("-pk").annotate(edit_count=Count("edits"))
    page = Paginator(found, INTERVIEWS_A_PAGE).get_page(request.GET.get("page"))
    waiting = Report.objects.filter(status=Report.Status.NEW).count()
    return render(request, "desk/home.html", {"page": page, "waiting": waiting})


def interview_of(slug: str) -> Interview:
    return get_object_or_404(Interview, slug=slug)


@for_editors()
@require_safe
def interview(request: HttpRequest, interview: str) -> HttpResponse:
    """An interview's headings, and what else can be done with it."""
    found = interview_of(interview)
    topics = found.topics.order_by("order").annotate(turn_count=Count("segments"))
    context = {"interview": found, "topics": topics, **last_edits(request, found)}
    return render(request, "desk/interview.html", context)


def last_edits(request: HttpRequest, interview: Interview) -> dict[str, object]:
    """What undoing and redoing would be of."""
    done, undone = stacks(Editor(user_of(request)), interview)
    return {"to_undo": done[-1] if done else None, "to_redo": undone[-1] if undone else None}


@for_editors()
@require_safe
def topic(request: HttpRequest, interview: str, topic: str) -> HttpResponse:
    """The turns under a heading as readers see them, each to be edited in its place."""
    found = interview_of(interview)
    topics = list(found.topics.order_by("order"))
    part = next((each for each in topics if each.slug == topic), None)
    if part is None:
        raise Http404
    count = Segment.objects.filter(topic=part).count()
    wanted = page_with(part, request.GET.get("at", "").replace("\0", ""))
    page = Paginator(range(count), TURNS_A_PAGE).get_page(wanted or request.GET.get("page"))
    at = topics.index(part)
    context = {
        "interview": found,
        "part": part,
        "page": page,
        "turns": desk_turns(turns_of(part, page.number), user_of(request).pk),
        "topic_before": topics[at - 1] if at else None,
        "topic_behind": topics[at + 1] if at + 1 < len(topics) else None,
        **last_edits(request, found),
    }
    return render(request, "desk/topic.html", context)


@for_editors()
@require_http_methods(["GET", "HEAD", "POST"])
def turn(request: HttpRequest, anchor: str) -> HttpResponse:
    """All that can be done with a turn; what a form of it sends is done."""
    found = turn_for(anchor, user_of(request).pk)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _act(request, found)
    context = {"turn": found, "interview": found.interview, **choices(found)}
    return render(request, "desk/turn.html", context)


def choices(turn: DeskTurn) -> dict[str, object]:
    """What the forms of a turn offer."""
    topics = list(turn.interview.topics.order_by("order"))
    at = [each.pk for each in topics].index(turn.segment.topic_id)
    return {
        "people": list(turn.interview.people.order_by("participations__order")),
        "kinds": Segment.Kind.choices,
        "movable": [each for each in topics[at : at + 2] if each != topics[0]],
        "sharing": [each.pk for each in turn.segment.co_speakers.all()],
        "corrections": corrections_of_turn(turn.anchor)[:20],
    }


def _act(request: HttpRequest, turn: DeskTurn) -> HttpResponse:
    name = request.POST.get("action", "")
    if name in {"draft", "discard"}:
        return _draft(request, turn)
    if name not in OF_TURN:
        return not_done(request, turn.interview, _("The form asks for nothing that is known here."))
    near = _beside(turn.segment)

    def address(edit: Edit | None) -> str:
        if name == "text":
            drop_draft(user_of(request), turn.anchor)
            report = request.POST.get("report", "")
            if report.isascii() and report.isdecimal():
                return f"{reverse('desk-report', args=[report])}#answer"
        places = [edit.place if edit else "", turn.anchor, near]
        found = (address_of(each) for each in places if each)
        return next(filter(None, found), reverse("desk-interview", args=[turn.interview.slug]))

    segment = turn.segment
    return edited(
        request,
        turn.interview,
        lambda editor: OF_TURN[name](editor, segment, request.POST),
        address,
    )


def _beside(segment: Segment) -> str:
    """The anchor of a turn beside one that may go."""
    mates = Segment.objects.filter(topic=segment.topic_id).exclude(pk=segment.pk)
    before = mates.filter(order__lt=segment.order).order_by("-order").first()
    found = before or mates.order_by("order").first()
    return found.anchor_id if found else ""


def _draft(request: HttpRequest, turn: DeskTurn) -> HttpResponse:
    """Keep what the editor has written, or forget it; a script asks for no page."""
    user = user_of(request)
    if request.POST["action"] == "discard":
        drop_draft(user, turn.anchor)
    else:
        version = request.POST.get("version", "")[:32]
        keep_draft(user, turn.interview, turn.anchor, version, texts_of(request.POST))
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"kept": request.POST["action"] == "draft"})
    return redirect(reverse("desk-turn", args=[turn.anchor]))
