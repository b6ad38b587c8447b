"""The glossary."""

from __future__ import annotations

import re
from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Prefetch, Q, QuerySet, UniqueConstraint
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.interviews import Interview
from archive.models.natural_keys import NaturalKeyModel

# Hiragana makes phrases, but for の.
PHRASE = re.compile("[ぁ-ねは-ゖ]")
# Where a term keeps those of its interviews that readers may see, once they were asked for.
PUBLIC = "_public_interviews"


def with_public_interviews(terms: QuerySet[Term]) -> QuerySet[Term]:
    """The terms with those of their interviews that readers may see, by one query more."""
    return terms.prefetch_related(
        Prefetch("interviews", Interview.objects.published(), to_attr=PUBLIC)
    )


class Term(NaturalKeyModel):
    """An entry of the glossary: somebody or something that interviews speak of.

    `label` is how the transcripts write it, `reading` its katakana; `aliases` holds, one a line,
    whatever else a reader may type for it or a transcript may write.  It is linked, and looked up
    by its names, in its `interviews` only; one without any belongs to all.  `level` tells whether
    turns link it; where it is empty, dictionaries decide (`search.glossary.links`).
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")
        PRODUCT = "product", _("product")
        PLACE = "place", _("place")
        CONCEPT = "concept", _("concept")

    class Level(models.TextChoices):
        BY_DICTIONARY = "", _("by the dictionary")
        COMMON = "common", _("common: readers know it")
        NOTABLE = "notable", _("notable: readers may not know it")

    slug = models.SlugField(_("slug"), unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    level = models.CharField(
        _("level"),
        max_length=10,
        choices=Level.choices,
        default=Level.BY_DICTIONARY,
        blank=True,
        help_text=_("what is common is found, and has its page, but is not linked in turns"),
    )
    label = models.CharField(_("label"), max_length=200)
    reading = models.CharField(_("reading"), max_length=200, blank=True)
    english = models.CharField(_("English"), max_length=200, blank=True)
    aliases = models.TextField(_("aliases"), blank=True, help_text=_("one a line"))
    description = models.CharField(_("description"), max_length=300, blank=True)
    description_en = models.CharField(_("description in English"), max_length=300, blank=True)
    interviews = models.ManyToManyField(
        Interview,
        related_name="terms",
        blank=True,
        verbose_name=_("interviews"),
        help_text=_("where it is linked; none: everywhere"),
    )

    class Meta:
        ordering = ["kind", "slug"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            CheckConstraint(
                condition=Q(kind__in=["person", "organisation", "product", "place", "concept"]),
                name="term_kind",
            ),
            CheckConstraint(condition=~Q(label=""), name="term_label"),
            CheckConstraint(condition=Q(level__in=["", "common", "notable"]), name="term_level"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("term", args=[self.slug])

    def public_interviews(self) -> list[Interview]:
        """Those of its interviews that readers may see."""
        kept = getattr(self, PUBLIC, None)
        return list(Interview.objects.published().filter(terms=self)) if kept is None else kept

    @property
    def alias_list(self) -> list[str]:
        """The aliases one by one."""
        return [alias.strip() for alias in self.aliases.splitlines() if alias.strip()]

    @property
    def proper_names(self) -> list[str]:
        """Its names without aliases that are turns of phrase (後れを取って for 中国).

        Those help to find the term; as a mention or a link they would puzzle who reads.
        """
        named = (self.label, self.english)
        return [name for name in self.names if name in named or not PHRASE.search(name)]

    @property
    def names(self) -> list[str]:
        """Everything it is called, the label first, none twice."""
        return list(dict.fromkeys(filter(None, [self.label, self.english, *self.alias_list])))


def term_scopes() -> dict[str, frozenset[int]]:
    """The interviews (their keys) of each term (its slug) that does not belong to all."""
    rows = Term.interviews.through.objects.all()
    found: dict[str, set[int]] = {}
    for slug, interview in rows.values_list("term__slug", "interview"):
        found.setdefault(slug, set()).add(interview)
    return {slug: frozenset(interviews) for slug, interviews in found.items()}


@receiver(pre_delete, sender=Interview)
def delete_own_terms(instance: Interview, **kwargs: Any) -> None:
    """Let the terms of one interview go with it: without it, they would belong to all."""
    for term in Term.objects.filter(interviews=instance):
        if term.interviews.count() == 1:
            term.delete()
        else:
            term.interviews.remove(instance)


class DeclinedTerm(models.Model):
    """A proposal for the glossary that an editor has declined: it is made no more.

    `key`: what it was called, as names are compared.
    """

    interview = models.ForeignKey(
        Interview, on_delete=models.CASCADE, related_name="declined", verbose_name=_("interview")
    )
    key = models.CharField(_("key"), max_length=200)
    label = models.CharField(_("label"), max_length=200)

    class Meta:
        ordering = ["interview", "label"]
        verbose_name = _("declined proposal")
        verbose_name_plural = _("declined proposals")
        constraints = [UniqueConstraint(fields=["interview", "key"], name="declinedterm_once")]

    def __str__(self) -> str:
        return self.label
