"""What editors do with interviews in the admin's list: states, and links to drafts."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Interview
from archive.publishing.links import DAYS, draft_path, revoke_links
from archive.publishing.states import make_draft, publish
from archive.site.addresses import base_url


@admin.action(description=gettext_lazy("Publish at once"), permissions=["change"])
def publish_chosen(modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet) -> None:
    """All but those whose words were removed."""
    for interview in queryset:
        if interview.is_removed:
            text = _("The words of “%(interview)s” were removed.") % {"interview": interview}
            messages.error(request, text)
            continue
        publish(interview)
        modeladmin.log_change(request, interview, "publish")


@admin.action(description=gettext_lazy("Make drafts, for editors alone"), permissions=["change"])
def unpublish_chosen(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet
) -> None:
    """All but those whose words were removed: readers are still told why."""
    for interview in queryset:
        if not interview.is_removed:
            make_draft(interview)
            modeladmin.log_change(request, interview, "make a draft")


@admin.action(
    description=gettext_lazy("Make a link to the draft, for two weeks"), permissions=["change"]
)
def share_chosen(modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet) -> None:
    """The links are shown once, and stored nowhere."""
    public = set(Interview.objects.published().values_list("pk", flat=True))
    for interview in queryset:
        if interview.pk in public or interview.state == Interview.State.WITHDRAWN:
            text = _("“%(interview)s” is no draft, so there is no link to it.")
            messages.error(request, text % {"interview": interview})
            continue
        address = base_url(request) + draft_path(interview, DAYS)
        text = _("Who has this link may read “%(interview)s” for %(days)s days:")
        said = text % {"interview": interview, "days": DAYS}
        messages.success(request, format_html('{} <a href="{}">{}</a>', said, address, address))
        modeladmin.log_change(request, interview, "make a link to the draft")


@admin.action(description=gettext_lazy("Take back all links to the draft"), permissions=["change"])
def unshare_chosen(modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet) -> None:
    """Those given out so far open no more."""
    for interview in queryset:
        revoke_links(interview)
        modeladmin.log_change(request, interview, "take back all links")
    messages.success(request, _("No link given out so far opens a draft any more."))


ACTIONS = [publish_chosen, unpublish_chosen, share_chosen, unshare_chosen]
