"""What an editor gets who sent a form: where to go on, or why nothing was written."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from archive.desk.access import user_of
from archive.desk.sent import CONFIRMED, editor_of
from archive.editing import ConflictError, EditError, Editor, NotConfirmedError, keep_draft
from archive.models import Edit, Interview

# What Django itself adds to a form.
FIELD_OF_DJANGO = "csrfmiddlewaretoken"
Act = Callable[[Editor], Edit | None]


def edited(
    request: HttpRequest, interview: Interview, act: Act, address: Callable[[Edit | None], str]
) -> HttpResponse:
    """Make the edit and go to the address that it gives; or say why it was not made."""
    try:
        edit = act(editor_of(request))
    except NotConfirmedError as error:
        return _to_confirm(request, interview, error)
    except ConflictError as error:
        return _conflict(request, interview, error)
    except EditError as error:
        return not_done(request, interview, str(error))
    done = edit.get_operation_display() if edit else _("Nothing was changed.")
    messages.success(request, done)
    return redirect(address(edit))


def not_done(request: HttpRequest, interview: Interview, reason: str) -> HttpResponse:
    """Why nothing was written, with what was sent for another try."""
    context = {"interview": interview, "reason": reason, "sent": _sent(request)}
    return render(request, "desk/refused.html", context, status=HTTPStatus.BAD_REQUEST)


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """The form's fields, to be sent once more."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {FIELD_OF_DJANGO, CONFIRMED}
        for value in values
    ]


def _to_confirm(
    request: HttpRequest, interview: Interview, error: NotConfirmedError
) -> HttpResponse:
    context = {"interview": interview, "reason": str(error), "sent": _sent(request)}
    return render(request, "desk/confirm.html", context, status=HTTPStatus.CONFLICT)


def _conflict(request: HttpRequest, interview: Interview, error: ConflictError) -> HttpResponse:
    """Both texts, side by side; what the editor wrote is a draft besides."""
    if error.given:
        version = request.POST.get("version", "")[:32]
        keep_draft(user_of(request), interview, error.anchor, version, error.given)
    pairs = [
        (code, error.texts[code], error.given.get(code, error.texts[code])) for code in error.texts
    ]
    lost = [text for code, text in error.given.items() if code not in error.texts]
    context = {
        "interview": interview,
        "reason": str(error),
        "anchor": error.anchor,
        "version": error.version,
        "pairs": pairs if error.given else [],
        "lost": lost,
        "why": request.POST.get("reason", ""),
    }
    return render(request, "desk/conflict.html", context, status=HTTPStatus.CONFLICT)
