"""The archive's records: interview → topic → segment → paragraph → sentence.

A *segment* is one speaker's unbroken turn inside one topic.  A *paragraph* is the part of one
source paragraph that lies inside one segment (a source paragraph with two voices is stored as two).
A *sentence* is the unit of attribution and carries its provenance: line and character columns in
the interview's source file.  Joining the sentences gives back the source, character for character.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint, Value
from django.db.models.functions import Substr
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.anchors import PARAGRAPH, SEGMENT
from archive.natural_keys import NaturalKeyModel
from archive.publication import Publication
from archive.reports import Report
from archive.terms import Term
from archive.versions import ContentVersion

__all__ = [
    "Anchor",
    "ContentVersion",
    "Exchange",
    "History",
    "Interview",
    "Paragraph",
    "Participant",
    "Person",
    "Report",
    "Segment",
    "Sentence",
    "Term",
    "Topic",
]


def _anchor_begins(prefix: str) -> Exact:
    """The condition that keeps a segment and a paragraph from sharing an anchor."""
    return Exact(Substr(F("anchor"), 1, 1), Value(prefix))


class Person(NaturalKeyModel):
    """Somebody who speaks in an interview.

    `family_name` is the part of `name` by which the person is listed, where that is not its last
    word.
    """

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_ja = models.CharField(_("name in Japanese"), max_length=200, blank=True)
    family_name = models.CharField(_("family name"), max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name


class Interview(Publication, NaturalKeyModel):
    """One interview, with what its source document says about it.

    The transcript is the source's lines `first_line` to `last_line`; `field_lines` says on which
    line each of `title`, `tags`, `summary`, `original_title`, `original_summary` stands.
    `other_lines` holds, by line number, what else the source has (page furniture, lines of white
    space), so that the archive can give back the whole file.
    """

    slug = models.SlugField(_("slug"), unique=True)
    language = models.CharField(_("language"), max_length=35, help_text="BCP 47")
    source = models.CharField(_("source file"), max_length=200, unique=True)
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
            )
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
    """The archive's own dates of an interview; `archive.history` keeps them."""

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


class Exchange(NaturalKeyModel):
    """A question with its answers and remarks; it may cross a topic's heading."""

    natural_fields = ("interview__slug", "slug")
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="exchanges")
    slug = models.SlugField(_("slug"))

    class Meta:
        ordering = ["interview", "pk"]
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        constraints = [UniqueConstraint(fields=["interview", "slug"], name="exchange_slug")]

    def __str__(self) -> str:
        return self.slug


class Anchor(models.Model):
    """A name in a URL, given out once and never taken back.

    It names a segment or a paragraph.  When those words leave the interview the row stays, with
    `words` (what it last led to) and, where the words went on inside another paragraph,
    `replaced_by`.  `former_topics` are topics whose pages were linked with this anchor before the
    words moved elsewhere.
    """

    code = models.CharField(_("anchor"), max_length=16, primary_key=True)
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="anchors")
    words = models.TextField(_("last words"), blank=True)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    former_topics = models.ManyToManyField(Topic, blank=True, related_name="former_anchors")

    class Meta:
        ordering = ["code"]
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("segment", args=[self.code])

    def last_heir(self) -> Anchor:
        """The anchor that leads to its words after any replacements: itself where there is none."""
        anchor, seen = self, {self.code}
        while anchor.replaced_by and anchor.replaced_by.code not in seen:
            anchor = anchor.replaced_by
            seen.add(anchor.code)
        return anchor


class Segment(NaturalKeyModel):
    """One speaker's unbroken turn inside one topic.

    `start` and `end` are offsets into the recording, where there is one.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        ANSWER = "answer", _("answer")
        REMARK = "remark", _("remark")

    natural_fields = ("anchor_id",)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="segments")
    speaker = models.ForeignKey(Person, models.PROTECT, related_name="segments")
    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="segments")
    anchor = models.OneToOneField(Anchor, models.PROTECT, related_name="segment")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    order = models.PositiveIntegerField(_("order"))
    start = models.DurationField(_("start"), null=True, blank=True)
    end = models.DurationField(_("end"), null=True, blank=True)

    class Meta:
        ordering = ["topic__interview", "topic__order", "order"]
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        constraints = [
            UniqueConstraint(fields=["topic", "order"], name="segment_order"),
            CheckConstraint(
                condition=Q(kind__in=["question", "answer", "remark"]), name="segment_kind"
            ),
            CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=False, start__lt=F("end")),
                name="segment_times",
            ),
            CheckConstraint(condition=_anchor_begins(SEGMENT), name="segment_anchor"),
        ]

    def __str__(self) -> str:
        return self.anchor_id

    def get_absolute_url(self) -> str:
        return reverse("segment", args=[self.anchor_id])

    def clean(self) -> None:
        """Refuse what one table's constraints cannot see: parts of two interviews in one turn."""
        interview = self.topic.interview
        if self.exchange.interview_id != interview.pk:
            raise ValidationError({"exchange": _("This exchange is in another interview.")})
        if not interview.participants.filter(person=self.speaker_id).exists():
            raise ValidationError({"speaker": _("This person has no part in the interview.")})


class Paragraph(NaturalKeyModel):
    """What one source paragraph gives to one segment."""

    natural_fields = ("anchor_id",)
    segment = models.ForeignKey(Segment, models.CASCADE, related_name="paragraphs")
    anchor = models.OneToOneField(Anchor, models.PROTECT, related_name="paragraph")
    order = models.PositiveIntegerField(_("order"))

    class Meta:
        ordering = ["segment", "order"]
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        constraints = [
            UniqueConstraint(fields=["segment", "order"], name="paragraph_order"),
            CheckConstraint(condition=_anchor_begins(PARAGRAPH), name="paragraph_anchor"),
        ]

    def __str__(self) -> str:
        return self.anchor_id


class Sentence(NaturalKeyModel):
    """The unit of attribution: characters `start` to `end` (0-based, half open) of source `line`.

    `doubt` says why the speaker is uncertain; it is empty where the text decides.
    """

    natural_fields = ("paragraph__anchor_id", "order")
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="sentences")
    order = models.PositiveIntegerField(_("order"))
    text = models.TextField(_("text"))
    line = models.PositiveIntegerField(_("source line"))
    start = models.PositiveIntegerField(_("first column"))
    end = models.PositiveIntegerField(_("end column"))
    doubt = models.TextField(_("doubt"), blank=True)
    doubt_en = models.TextField(_("doubt in English"), blank=True)

    class Meta:
        ordering = ["paragraph", "order"]
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        constraints = [
            UniqueConstraint(fields=["paragraph", "order"], name="sentence_order"),
            UniqueConstraint(fields=["paragraph", "line", "start"], name="sentence_place"),
            CheckConstraint(condition=Q(start__lt=F("end")), name="sentence_columns"),
            CheckConstraint(condition=Q(line__gte=1), name="sentence_line"),
            CheckConstraint(condition=~Q(text=""), name="sentence_text"),
        ]

    def __str__(self) -> str:
        return self.text[:40]
