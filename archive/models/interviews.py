"""Interviews, who takes part in them, and the topics that they are in."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive.models.languages import validate_language
from archive.models.natural_keys import NaturalKeyModel
from archive.models.people import Person
from archive.models.publication import Publication
from archive.models.visible import InterviewManager, NamedPartManager


class Interview(Publication, NaturalKeyModel):
    """One interview, with what its source document says about it.

    The transcript is the source's lines `first_line` to `last_line`; `field_lines` says on which
    line each of `title`, `tags`, `summary`, `original_title`, `original_summary` stands.
    `other_lines` holds, by line number, what else the source has (page furniture, lines of white
    space), so that the archive can give back the whole file.

    `markup` is the kind of every text that came from the source, and stays that of the texts that
    editors put in their place: titles, tags, summaries, sentences, and the last words of anchors.
    What the annotation file says (names, offices, publishers, doubts) is plain, as is the glossary.

    `translations` has, by language (BCP 47), what the editors say of it in that language: `title`
    and `summary`, plain, and `withdrawal`, the reason.  `kept_by` says whose word counts: the
    source file's, which an import brings in, or the archive's, where editors have changed it.
    Readers see an interview that is published and whose `embargo` is over
    (`archive.models.visible`); of one withdrawn, `withdrawal`, the reason.
    """

    interview_path = ""
    objects: ClassVar[InterviewManager[Self]] = InterviewManager()

    class Markup(models.TextChoices):
        PLAIN = "plain", _("plain text")
        HTML = "html", _("inline HTML")

    class KeptBy(models.TextChoices):
        FILE = "file", _("its file")
        ARCHIVE = "archive", _("the archive")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state", "draft")
        # Not the day on which something was published.
        PUBLISHED = "published", pgettext_lazy("state", "published")
        WITHDRAWN = "withdrawn", pgettext_lazy("state", "withdrawn")

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
    translations = models.JSONField(_("translations"), default=dict, blank=True)
    kept_by = models.CharField(
        _("kept by"), max_length=10, choices=KeptBy.choices, default=KeptBy.FILE
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PUBLISHED
    )
    embargo = models.DateTimeField(_("not before"), null=True, blank=True)
    withdrawal = models.TextField(_("reason of the withdrawal"), blank=True)
    featured = models.BooleanField(_("on the home page"), default=False)
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
            CheckConstraint(condition=Q(kept_by__in=["file", "archive"]), name="interview_kept_by"),
            CheckConstraint(
                condition=Q(state__in=["draft", "published", "withdrawn"]), name="interview_state"
            ),
            CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawal=""), name="interview_withdrawal"
            ),
            UniqueConstraint(
                fields=["featured"], condition=Q(featured=True), name="interview_featured"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("interview", args=[self.slug])

    def clean(self) -> None:
        """Refuse a withdrawal without a reason, and to publish what has no words any more."""
        if self.state == self.State.WITHDRAWN and not self.withdrawal.strip():
            raise ValidationError({"withdrawal": _("Say why it was withdrawn.")})
        if self.state == self.State.PUBLISHED and self.pk and not self.topics.exists():
            raise ValidationError({"state": _("It has no words that could be published.")})

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """All but that one alone is on the home page: the one before gives way as it is saved."""
        super().validate_constraints(exclude={*(exclude or ()), "featured"})

    @property
    def is_removed(self) -> bool:
        """Whether its words were taken out for good (`archive.publishing.remove`)."""
        return self.state == self.State.WITHDRAWN and not self.topics.exists()

    def forget_withdrawal(self) -> None:
        """Drop the reason of an earlier withdrawal, in every language."""
        self.withdrawal = ""
        for language, texts in list(self.translations.items()):
            texts.pop("withdrawal", None)
            if not texts:
                del self.translations[language]

    def reason_in(self, language: str) -> str:
        """Why it was withdrawn, in that language where the editors gave it so."""
        given = self.translations.get(language, {}).get("withdrawal", "")
        return str(given or self.withdrawal)

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
    """A person's part in one interview; `position` is the office held at the time.

    A role may be in words of the interview's own, where none of `Role` says it.
    """

    class Role(models.TextChoices):
        INTERVIEWER = "interviewer", _("interviewer")
        GUEST = "guest", _("guest")
        HOST = "host", _("host")
        MODERATOR = "moderator", _("moderator")
        PANELLIST = "panellist", _("panellist")
        INTERPRETER = "interpreter", _("interpreter")
        AUDIENCE = "audience", _("audience")

    # Those who ask, as a rule.
    ASKING = frozenset([Role.INTERVIEWER, Role.HOST, Role.MODERATOR, Role.AUDIENCE])

    natural_fields = ("interview__slug", "person__slug")
    interview_path = "interview"
    objects: ClassVar[NamedPartManager[Self]] = NamedPartManager()
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    role = models.CharField(_("role"), max_length=60)
    position = models.CharField(_("position"), max_length=200, blank=True)
    order = models.PositiveIntegerField(_("order"))

    class Meta:
        ordering = ["order"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            UniqueConstraint(fields=["interview", "person"], name="participant_once"),
            UniqueConstraint(fields=["interview", "order"], name="participant_order"),
            CheckConstraint(condition=~Q(role=""), name="participant_role"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"

    @property
    def role_label(self) -> str:
        """The role in the interface's language, or in its own words."""
        return str(dict(self.Role.choices).get(self.role, self.role))

    @property
    def asks(self) -> bool:
        """Whether it is the role of one who asks."""
        return self.role in self.ASKING


class Topic(NaturalKeyModel):
    """A part of an interview under one heading; `line` is the heading's line in the source.

    A part without a heading has no `title`, and no `line` where none of the source is its own; an
    interview that has no topics is one such part.  Under a topic of the first level may stand some
    of the second, its `parent`'s.  `keywords` are one a line.  `translations` has, by language
    (BCP 47), `title` and `summary` of the editors.
    """

    natural_fields = ("interview__slug", "slug")
    interview_path = "interview"
    objects: ClassVar[NamedPartManager[Self]] = NamedPartManager()
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="topics")
    slug = models.SlugField(_("slug"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    order = models.PositiveIntegerField(_("order"))
    line = models.PositiveIntegerField(_("source line"), null=True, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    summary = models.TextField(_("summary"), blank=True)
    keywords = models.TextField(_("keywords"), blank=True, help_text=_("one a line"))
    translations = models.JSONField(_("translations"), default=dict, blank=True)

    class Meta:
        ordering = ["interview", "order"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            UniqueConstraint(fields=["interview", "slug"], name="topic_slug"),
            UniqueConstraint(fields=["interview", "order"], name="topic_order"),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.interview.slug, self.slug])

    @property
    def keyword_list(self) -> list[str]:
        """The keywords one by one."""
        return [each.strip() for each in self.keywords.splitlines() if each.strip()]
