"""Interviews, who takes part in them, and the topics that they are in."""

from __future__ import annotations

import re

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.languages import validate_language
from archive.models.natural_keys import NaturalKeyModel
from archive.models.people import Person
from archive.models.publication import Publication


class Interview(Publication, NaturalKeyModel):
    """One interview, with what its source document says about it.

    The transcript is the source's lines `first_line` to `last_line`; `field_lines` says on which
    line each of `title`, `tags`, `summary`, `original_title`, `original_summary` stands.
    `other_lines` holds, by line number, what else the source has (page furniture, lines of white
    space), so that the archive can give back the whole file.

    `markup` is the kind of every text that came from the source, and stays that of the texts that
    editors put in their place: titles, tags, summaries, sentences, and the last words of anchors.
    What the annotation file says (names, offices, publishers, doubts) is plain, as is the glossary.
    """

    class Markup(models.TextChoices):
        PLAIN = "plain", _("plain text")
        HTML = "html", _("inline HTML")

    slug = models.SlugField(_("slug"), unique=True)
    language = models.CharField(
        _("language"), max_length=35, help_text="BCP 47", validators=[validate_language]
    )
    source = models.CharField(_("source file"), max_length=200, unique=True)
    markup = models.CharField(
        _("kind of text"), max_length=10, choices=Markup.choices, default=Markup.PLAIN
    )
    title = models.CharField(_("title"), max_length=300)
    tags = models.CharField(_("tags"), max_length=500, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    original_title = models.CharField(_("original title"), max_length=300, blank=True)
    original_summary = models.TextField(_("original summary"), blank=True)
    field_lines = models.JSONField(_("lines of the fields"), default=dict, blank=True)
    other_lines = models.JSONField(_("other lines"), default=dict, blank=True)
    first_line = models.PositiveIntegerField(_("first line of the transcript"))
    last_line = models.PositiveIntegerField(_("last line of the transcript"))
    people = models.ManyToManyField(
        Person, through="Participant", related_name="interviews", verbose_name=_("people")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        constraints = [
            CheckConstraint(
                condition=Q(first_line__gte=1, first_line__lte=F("last_line")),
                name="interview_lines",
            ),
            CheckConstraint(condition=Q(markup__in=["plain", "html"]), name="interview_markup"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("interview", args=[self.slug])

    @property
    def tag_list(self) -> list[str]:
        """The tags one by one; the source line joins them with a middle dot or a comma."""
        return [tag.strip() for tag in re.split("[・、,]", self.tags) if tag.strip()]


class History(models.Model):
    """The archive's own dates of an interview; `archive.changes.history` keeps them."""

    interview = models.OneToOneField(
        Interview, models.CASCADE, primary_key=True, related_name="history"
    )
    added = models.DateTimeField(_("added"), default=timezone.now)
    changed = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("history")
        verbose_name_plural = _("histories")

    def __str__(self) -> str:
        return str(self.interview_id)


class Participant(NaturalKeyModel):
    """A person's part in one interview; `position` is the office held at the time."""

    class Role(models.TextChoices):
        INTERVIEWER = "interviewer", _("interviewer")
        GUEST = "guest", _("guest")

    natural_fields = ("interview__slug", "person__slug")
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    position = models.CharField(_("position"), max_length=200, blank=True)
    order = models.PositiveIntegerField(_("order"))

    class Meta:
        ordering = ["order"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            UniqueConstraint(fields=["interview", "person"], name="participant_once"),
            UniqueConstraint(fields=["interview", "order"], name="participant_order"),
            CheckConstraint(
                condition=Q(role__in=["interviewer", "guest"]), name="participant_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"


class Topic(NaturalKeyModel):
    """A part of an interview under one heading; `line` is the heading's line in the source."""

    natural_fields = ("interview__slug", "slug")
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="topics")
    slug = models.SlugField(_("slug"))
    title = models.CharField(_("title"), max_length=300)
    order = models.PositiveIntegerField(_("order"))
    line = models.PositiveIntegerField(_("source line"))

    class Meta:
        ordering = ["interview", "order"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            UniqueConstraint(fields=["interview", "slug"], name="topic_slug"),
            UniqueConstraint(fields=["interview", "order"], name="topic_order"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.interview.slug, self.slug])
