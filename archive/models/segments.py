"""What is said: exchanges, segments, paragraphs, sentences."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.anchors import PARAGRAPH, SEGMENT, Anchor, anchor_begins
from archive.models.interviews import Interview, Topic
from archive.models.languages import validate_language
from archive.models.natural_keys import NaturalKeyModel
from archive.models.people import Person
from archive.models.visible import NamedPartManager


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


class Segment(NaturalKeyModel):
    """One speaker's unbroken turn inside one topic, or a passage that nobody speaks.

    Words that several say together have the others as `co_speakers`.  A direction (what happens, a
    narrator's words, a break) has no speaker at all.

    `start` and `end` are offsets into the recording, where there is one.  `language` is the turn's
    own, where it isn't the interview's.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        ANSWER = "answer", _("answer")
        REMARK = "remark", _("remark")
        DIRECTION = "direction", _("direction")

    natural_fields = ("anchor_id",)
    interview_path = "topic__interview"
    objects: ClassVar[NamedPartManager[Self]] = NamedPartManager()
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="segments")
    speaker = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="segments"
    )
    co_speakers = models.ManyToManyField(
        Person, blank=True, related_name="shared_segments", verbose_name=_("speaking too")
    )
    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="segments")
    anchor = models.OneToOneField(Anchor, models.PROTECT, related_name="segment")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    order = models.PositiveIntegerField(_("order"))
    start = models.DurationField(_("start"), null=True, blank=True)
    end = models.DurationField(_("end"), null=True, blank=True)
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        validators=[validate_language],
        help_text=_("BCP 47; empty: the interview's"),
    )

    class Meta:
        ordering = ["topic__interview", "topic__order", "order"]
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        constraints = [
            UniqueConstraint(fields=["topic", "order"], name="segment_order"),
            CheckConstraint(
                condition=Q(kind__in=["question", "answer", "remark", "direction"]),
                name="segment_kind",
            ),
            CheckConstraint(
                condition=Q(kind="direction", speaker=None)
                | (~Q(kind="direction") & Q(speaker__isnull=False)),
                name="segment_speaker",
            ),
            CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=False, start__lt=F("end")),
                name="segment_times",
            ),
            CheckConstraint(condition=anchor_begins(SEGMENT), name="segment_anchor"),
        ]

    def __str__(self) -> str:
        return self.anchor_id

    @property
    def text_language(self) -> str:
        """The language of its words (BCP 47): its own, or the interview's."""
        return self.language or self.topic.interview.language

    def get_absolute_url(self) -> str:
        return reverse("segment", args=[self.anchor_id])

    def clean(self) -> None:
        """Refuse what one table's constraints cannot see: parts of two interviews in one turn."""
        interview = self.topic.interview
        if self.exchange.interview_id != interview.pk:
            raise ValidationError({"exchange": _("This exchange is in another interview.")})
        if (self.speaker_id is None) != (self.kind == self.Kind.DIRECTION):
            raise ValidationError({"speaker": _("All but a direction is spoken by somebody.")})
        is_part = interview.participants.filter(person=self.speaker_id).exists()
        if self.speaker_id is not None and not is_part:
            raise ValidationError({"speaker": _("This person has no part in the interview.")})


class Paragraph(NaturalKeyModel):
    """What one source paragraph gives to one segment."""

    natural_fields = ("anchor_id",)
    interview_path = "segment__topic__interview"
    objects: ClassVar[NamedPartManager[Self]] = NamedPartManager()
    segment = models.ForeignKey(Segment, models.CASCADE, related_name="paragraphs")
    anchor = models.OneToOneField(Anchor, models.PROTECT, related_name="paragraph")
    order = models.PositiveIntegerField(_("order"))

    class Meta:
        ordering = ["segment", "order"]
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        constraints = [
            UniqueConstraint(fields=["segment", "order"], name="paragraph_order"),
            CheckConstraint(condition=anchor_begins(PARAGRAPH), name="paragraph_anchor"),
        ]

    def __str__(self) -> str:
        return self.anchor_id


class Sentence(NaturalKeyModel):
    """The unit of attribution: characters `start` to `end` (0-based, half open) of source `line`.

    Words that editors put in have no place in the source: all three are empty.

    `doubt` says why the speaker is uncertain; it is empty where the text decides.
    """

    natural_fields = ("paragraph__anchor_id", "order")
    interview_path = "paragraph__segment__topic__interview"
    objects: ClassVar[NamedPartManager[Self]] = NamedPartManager()
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="sentences")
    order = models.PositiveIntegerField(_("order"))
    text = models.TextField(_("text"))
    line = models.PositiveIntegerField(_("source line"), null=True, blank=True)
    start = models.PositiveIntegerField(_("first column"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end column"), null=True, blank=True)
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


class Cue(NaturalKeyModel):
    """When a stretch of a paragraph was said: characters `first` to `last` (0-based, half open).

    `start` and `end` are offsets into the recording.  `words` has what a recogniser gave of single
    words, each `[first, last, start, end]`: characters as above, and seconds.
    """

    natural_fields = ("paragraph__anchor_id", "order")
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="cues")
    order = models.PositiveIntegerField(_("order"))
    first = models.PositiveIntegerField(_("first character"))
    last = models.PositiveIntegerField(_("end character"))
    start = models.DurationField(_("start"))
    end = models.DurationField(_("end"), null=True, blank=True)
    words = models.JSONField(_("words"), default=list, blank=True)

    class Meta:
        ordering = ["paragraph", "order"]
        verbose_name = _("cue")
        verbose_name_plural = _("cues")
        constraints = [
            UniqueConstraint(fields=["paragraph", "order"], name="cue_order"),
            CheckConstraint(condition=Q(first__lt=F("last")), name="cue_characters"),
            CheckConstraint(condition=Q(end=None) | Q(start__lte=F("end")), name="cue_times"),
        ]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"


class Note(NaturalKeyModel):
    """A footnote of the source, or the editors' note, on characters `first` to `last` of a
    paragraph (0-based, half open; of a mark between words both are the same)."""

    class Kind(models.TextChoices):
        FOOTNOTE = "footnote", _("footnote")
        EDITORIAL = "editorial", _("editors' note")

    natural_fields = ("paragraph__anchor_id", "order")
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="notes")
    order = models.PositiveIntegerField(_("order"))
    first = models.PositiveIntegerField(_("first character"))
    last = models.PositiveIntegerField(_("end character"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.FOOTNOTE)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["paragraph", "order"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            UniqueConstraint(fields=["paragraph", "order"], name="note_order"),
            CheckConstraint(condition=Q(first__lte=F("last")), name="note_characters"),
            CheckConstraint(condition=Q(kind__in=["footnote", "editorial"]), name="note_kind"),
            CheckConstraint(condition=~Q(text=""), name="note_text"),
        ]

    def __str__(self) -> str:
        return self.text[:40]
