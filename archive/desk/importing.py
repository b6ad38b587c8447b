"""The desk's import: a file is sent, looked at as it would be, and only then brought in.

The preview's form says what the file doesn't (names, roles, language, title); looked at again with
them it shows what becomes of that, and writes nothing.  What is brought in is a draft.
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archive.desk.access import IMPORT, for_editors, user_of
from archive.desk.forms import FORM_LABELS, UploadForm
from archive.models import Interview, Participant, Upload
from archive.sources import (
    FORMS,
    EditedError,
    Preview,
    SeedError,
    UnreadableError,
    Wish,
    WishError,
    Wishes,
    check_people,
    import_form,
    preview,
    propose_data,
)

KEPT = timedelta(days=1)
MISTAKES_SHOWN, DOUBTS_SHOWN, TURNS_SHOWN = 200, 200, 12


@for_editors(IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """A form for a file, and what is wrong with one that can't be read."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
        return render(
            request, "desk/import.html", {"form": form, "forms": FORM_LABELS}, status=status
        )
    Upload.objects.filter(Q(editor=user_of(request)) | Q(time__lt=timezone.now() - KEPT)).delete()
    sent = form.cleaned_data["file"]
    kept = Upload.objects.create(editor=user_of(request), name=sent.name, data=sent.read())
    response = redirect("desk-import-preview", kept.pk)
    if form.cleaned_data["form"]:
        response["Location"] += f"?form={form.cleaned_data['form']}"
    return response


@for_editors(IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, upload: int) -> HttpResponse:
    """What an import would bring; sent again, bring it in."""
    kept = get_object_or_404(Upload, pk=upload, editor=user_of(request))
    asked = request.POST if request.method == "POST" else request.GET
    try:
        found = preview(propose_data(bytes(kept.data), kept.name, _form(asked), _wishes(asked)))
        check_people([found.proposal.parsed.annotations])
        if asked.get("action") == "import":
            return _bring_in(request, kept, found)
    except (UnreadableError, SeedError, WishError, EditedError) as error:
        return _refused(request, kept, error)
    return render(request, "desk/import_preview.html", _context(kept, found, asked))


def _bring_in(request: HttpRequest, kept: Upload, found: Preview) -> HttpResponse:
    proposed = found.proposal
    if proposed.known is not None:
        reason = _("There is an interview at this address already; give this one another.")
        raise WishError(reason)
    outcome = import_form(proposed, state=Interview.State.DRAFT, kept_by=Interview.KeptBy.ARCHIVE)
    kept.delete()
    messages.success(request, _("Imported as a draft, which only editors see."))
    return redirect("desk-interview", outcome.interview.slug)


def _refused(request: HttpRequest, kept: Upload, error: Exception) -> HttpResponse:
    """Every mistake of the file, by line; the form, to send it anew."""
    mistakes = getattr(error, "mistakes", ())
    told = [(getattr(each, "line", None), getattr(each, "reason", str(each))) for each in mistakes]
    context = {
        "form": UploadForm(),
        "forms": FORM_LABELS,
        "name": kept.name,
        "mistakes": (told or [(None, str(error))])[:MISTAKES_SHOWN],
        "more": max(len(told) - MISTAKES_SHOWN, 0),
    }
    return render(request, "desk/import.html", context, status=HTTPStatus.BAD_REQUEST)


def _context(kept: Upload, found: Preview, asked: QueryDict) -> dict[str, object]:
    read = found.proposal.read
    return {
        "upload": kept,
        "preview": found,
        "read": read,
        "form_label": FORM_LABELS[found.proposal.form],
        "form": asked.get("form", ""),
        "headings": [topic for topic in read.topics if topic.title],
        "turns": read.turns[:TURNS_SHOWN],
        "names": {each.label: each.name for each in read.people},
        "doubts": found.doubts[:DOUBTS_SHOWN],
        "more_doubts": max(len(found.doubts) - DOUBTS_SHOWN, 0),
        "roles": Participant.Role.choices,
    }


def _form(asked: QueryDict) -> str | None:
    form = asked.get("form", "")
    return form if form in FORMS else None


def _wishes(asked: QueryDict) -> Wishes:
    """What the preview's form says; speakers stand in lists, one for each label."""
    speakers = zip(
        asked.getlist("label"), asked.getlist("name"), asked.getlist("role"), strict=False
    )
    return Wishes(
        slug=asked.get("slug", "").strip(),
        language=asked.get("language", "").strip(),
        title=asked.get("title", "").strip(),
        speakers={label: Wish(name.strip(), role.strip()) for label, name, role in speakers},
    )
