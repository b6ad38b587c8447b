"""What editors did to an interview in the archive: the history, its corrections, and drafts."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.interviews import Interview


class Edit(models.Model):
    """One thing that an editor did, whole: who, when, what, why, and the rows before and after.

    `place` is the anchor of the turn that it was done at, where there is one.  `rows` has, by
    record (`segment:12`), what became of it: a record that was made or taken away whole, of one
    that was changed the fields that are others now.  An undoing or redoing is an edit too, `of`
    the one that it takes back or does again.
    """

    class Operation(models.TextChoices):
        TEXT = "text", _("corrected the text")
        TURN = "turn", _("changed the speaker, kind or language")
        SPLIT = "split", _("split a turn")
        JOIN = "join", _("joined two turns")
        PARAGRAPHS = "paragraphs", _("joined two paragraphs")
        INSERT = "insert", _("inserted a turn")
        WITHDRAW = "withdraw", _("withdrew a turn")
        BOUNDARY = "boundary", _("moved a heading")
        HEADING = "heading", _("added a heading")
        RENAME = "rename", _("changed a heading")
        LIFT = "lift", _("took a heading away")
        PERSON = "person", _("added a person")
        NAME = "name", _("named a speaker")
        MERGE = "merge", _("made two people one")
        REPLACE = "replace", _("replaced words")
        UNDO = "undo", _("took an edit back")
        REDO = "redo", _("did an edit again")

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="edits")
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("editor"),
    )
    editor_name = models.CharField(_("editor’s name"), max_length=150, blank=True)
    operation = models.CharField(_("what was done"), max_length=20, choices=Operation.choices)
    place = models.CharField(_("anchor"), max_length=16, blank=True)
    reason = models.TextField(_("why"), blank=True)
    time = models.DateTimeField(_("time"), default=timezone.now)
    rows = models.JSONField(_("records"), default=dict)
    of = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="repeals", verbose_name=_("of")
    )

    class Meta:
        ordering = ["pk"]
        default_permissions = ("view",)
        verbose_name = _("edit")
        verbose_name_plural = _("edits")

    def __str__(self) -> str:
        return f"{self.get_operation_display()} ({self.place or self.interview_id})"


class Correction(models.Model):
    """What an edit made of the words of one paragraph, or of who says a turn.

    `anchor` is the paragraph's, or the turn's; `turn` that of the turn where the words stand now,
    or last stood.  An empty text is one that there was not, or is not any more.
    """

    class Subject(models.TextChoices):
        WORDS = "words", _("words")
        SPEAKER = "speaker", _("speaker")

    edit = models.ForeignKey(Edit, models.CASCADE, related_name="corrections")
    subject = models.CharField(max_length=10, choices=Subject.choices, default=Subject.WORDS)
    anchor = models.CharField(max_length=16, db_index=True)
    turn = models.CharField(max_length=16, db_index=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        ordering = ["edit", "pk"]
        default_permissions = ()
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{self.anchor}: {self.before[:20]} → {self.after[:20]}"


# The edits that withdrew a turn: doing one again withdraws it again.
WITHDRAWALS = models.Q(operation=Edit.Operation.WITHDRAW) | models.Q(
    operation=Edit.Operation.REDO, of__operation=Edit.Operation.WITHDRAW
)


def withdrawn_anchors(codes: Collection[str]) -> set[str]:
    """Those of these anchors, which no words bear any more, whose turn an editor withdrew.

    Readers are told the reason, and not the words.
    """
    withdrawals = Edit.objects.filter(WITHDRAWALS)
    rows = Correction.objects.filter(edit__in=withdrawals.values("pk"), after="")
    rows = rows.filter(models.Q(anchor__in=codes) | models.Q(turn__in=codes))
    found = {code for pair in rows.values_list("anchor", "turn") for code in pair}
    return found & set(codes)


class Draft(models.Model):
    """A turn's words as an editor writes them: `texts` by paragraph, from the turn's `version`."""

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    turn = models.CharField(max_length=16)
    version = models.CharField(max_length=32)
    texts = models.JSONField(default=dict)
    time = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-time"]
        default_permissions = ()
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [UniqueConstraint(fields=["editor", "turn"], name="draft_once")]

    def __str__(self) -> str:
        return self.turn
