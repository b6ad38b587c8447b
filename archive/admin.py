"""The editors' side.

Texts come in by `import_interview` alone, so nothing here adds a turn, a paragraph or a sentence,
and where a sentence stands in the source is shown but not edited: `verify_archive` tells afterwards
what differs from the source.  What is deleted or moved keeps its anchor
(`archive.anchors.receivers`).
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from archive.models import (
    Anchor,
    Cue,
    Exchange,
    Interview,
    Note,
    Paragraph,
    Participant,
    Person,
    Report,
    Segment,
    Sentence,
    Term,
    Topic,
)
from archive.publishing.admin_actions import ACTIONS
from archive.text import plain_text

EXCERPT = 80


def _excerpt(sentences: QuerySet[Sentence]) -> str:
    kind = "paragraph__segment__topic__interview__markup"
    texts = sentences.order_by("paragraph__order", "order").values_list("text", kind)
    return Truncator("".join(plain_text(*each) for each in texts)).chars(EXCERPT)


# White space at both ends of a text is part of the source.
WHOLE: dict[type[models.Field], dict[str, Any]] = {
    models.CharField: {"strip": False},
    models.TextField: {"strip": False},
}


class ImportedOnly:
    """Records that only an import makes."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class SentenceInline(ImportedOnly, admin.TabularInline):
    model = Sentence
    extra = 0
    # A paragraph without words would be an anchor that leads nowhere: delete the paragraph then.
    min_num = 1
    fields = ["text", "doubt", "doubt_en", "line", "start", "end"]
    readonly_fields = ["line", "start", "end"]
    ordering = ["order"]
    formfield_overrides = WHOLE

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **kwargs)


class NoteInline(admin.TabularInline):
    model = Note
    extra = 0
    ordering = ["order"]


class CueInline(admin.TabularInline):
    model = Cue
    extra = 0
    ordering = ["order"]


@admin.register(Paragraph)
class ParagraphAdmin(ImportedOnly, admin.ModelAdmin):
    fields = ["anchor", "segment"]
    readonly_fields = ["anchor", "segment"]
    inlines = [SentenceInline, NoteInline, CueInline]
    list_display = ["anchor", "segment", "words"]
    list_select_related = ["segment", "anchor"]
    list_filter = ["segment__topic__interview"]
    search_fields = ["anchor__code", "sentences__text"]

    @admin.display(description=_("words"))
    def words(self, paragraph: Paragraph) -> str:
        return _excerpt(Sentence.objects.filter(paragraph=paragraph))


class ParagraphInline(ImportedOnly, admin.TabularInline):
    """The turn's paragraphs, each with a link to the page where its sentences are edited."""

    model = Paragraph
    extra = 0
    min_num = 1
    fields = ["anchor", "words"]
    readonly_fields = ["anchor", "words"]
    ordering = ["order"]
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **kwargs)

    @admin.display(description=_("words"))
    def words(self, paragraph: Paragraph) -> str:
        return _excerpt(Sentence.objects.filter(paragraph=paragraph))


@admin.register(Segment)
class SegmentAdmin(ImportedOnly, admin.ModelAdmin):
    fields = [
        *("anchor", "topic", "order", "speaker", "co_speakers"),
        *("kind", "exchange", "language", "start", "end"),
    ]
    readonly_fields = ["anchor"]
    inlines = [ParagraphInline]
    list_display = ["anchor", "speaker", "kind", "topic", "words"]
    list_select_related = ["anchor", "speaker", "topic"]
    list_filter = ["topic__interview", "kind", "speaker", "topic"]
    search_fields = ["anchor__code", "paragraphs__anchor__code", "paragraphs__sentences__text"]

    @admin.display(description=_("words"))
    def words(self, segment: Segment) -> str:
        return _excerpt(Sentence.objects.filter(paragraph__segment=segment))

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Offer only what belongs to the turn's own interview."""
        form = super().get_form(request, obj, change, **kwargs)
        if obj is not None and "topic" in form.base_fields:
            interview = obj.topic.interview_id
            choices: dict[str, QuerySet[Any]] = {
                "topic": Topic.objects.filter(interview=interview),
                "exchange": Exchange.objects.filter(interview=interview),
                "co_speakers": Person.objects.filter(participations__interview=interview),
                "speaker": Person.objects.filter(participations__interview=interview),
            }
            for name, queryset in choices.items():
                form.base_fields[name].queryset = queryset  # type: ignore[attr-defined]
        return form


class ParticipantInline(admin.TabularInline):
    model = Participant
    extra = 0


@admin.register(Interview)
class InterviewAdmin(ImportedOnly, admin.ModelAdmin):
    fields = [
        *("slug", "language", "source", "markup", "first_line", "last_line"),
        *("title", "tags", "summary", "original_title", "original_summary"),
        *("publisher", "published", "original_language", "original_medium"),
        *("original_publisher", "original_published", "speakers_named"),
        *("state", "embargo", "withdrawal", "featured"),
        *("recorded", "place", "commissioner", "series", "rights", "licence"),
        *("recording", "recording_medium", "recording_length", "translations", "pull_quotes"),
    ]
    readonly_fields = ["slug", "language", "source", "markup", "first_line", "last_line"]
    inlines = [ParticipantInline]
    actions = ACTIONS
    list_display = ["__str__", "slug", "language", "state", "embargo", "featured"]
    list_filter = ["state", "language", "people"]
    search_fields = ["title", "slug", "tags", "summary"]
    formfield_overrides = WHOLE

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Its permalinks were given out for good."""
        return False


@admin.register(Topic)
class TopicAdmin(ImportedOnly, admin.ModelAdmin):
    fields = [
        *("title", "slug", "interview", "order", "line"),
        *("parent", "summary", "keywords", "translations"),
    ]
    readonly_fields = ["slug", "interview", "order", "line"]
    formfield_overrides = WHOLE
    list_display = ["title", "slug", "interview"]
    list_filter = ["interview"]
    search_fields = ["title", "slug"]


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["name", "name_ja", "slug", "identified"]
    list_filter = ["interviews"]
    search_fields = ["name", "name_ja", "slug"]


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    list_display = ["label", "reading", "english", "kind", "level", "description"]
    list_editable = ["level"]
    list_filter = ["kind", "level", "interviews"]
    search_fields = ["slug", "label", "reading", "english", "aliases", "description"]
    filter_horizontal = ["interviews"]


@admin.register(Report)
class ReportAdmin(ImportedOnly, admin.ModelAdmin):
    """Readers' reports: an editor sets what became of each, and changes no word of it."""

    list_display = ["created", "status", "place", "message"]
    list_editable = ["status"]
    list_filter = ["status", "created"]
    date_hierarchy = "created"
    search_fields = ["anchor", "words", "message", "answer"]
    fields = ["status", "answer", "place", "words", "message", "email", "created"]
    readonly_fields = ["place", "words", "message", "email", "created"]

    @admin.display(description=_("anchor"), ordering="anchor")
    def place(self, report: Report) -> str:
        if not report.anchor:
            return ""
        address = reverse("segment", args=[report.anchor])
        return format_html('<a href="{}">{}</a>', address, report.anchor)


@admin.register(Anchor)
class AnchorAdmin(ImportedOnly, admin.ModelAdmin):
    """Every anchor that was ever given out, and where it leads; nobody changes one by hand."""

    list_display = ["code", "interview", "place", "replaced_by", "words"]
    list_select_related = ["interview", "replaced_by", "segment", "paragraph"]
    list_filter = ["interview", ("replaced_by", admin.EmptyFieldListFilter)]
    search_fields = ["code", "words"]

    @admin.display(description=_("leads to"))
    def place(self, anchor: Anchor) -> str:
        for name in ("segment", "paragraph"):
            if record := getattr(anchor, name, None):
                return str(record._meta.verbose_name)
        return ""

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
