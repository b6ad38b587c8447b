"""What readers may see: the one rule, and the querysets that keep it.

Everything public asks for `published()`; nothing public knows of states or dates.
"""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.expressions import OrderBy

from archive.models.natural_keys import NaturalKeyManager
from archive.models.versions import ContentVersion

Record = TypeVar("Record", bound=models.Model)
# `Interview.State.PUBLISHED`, which is defined with this.
PUBLISHED = "published"


def is_public(path: str = "") -> Q:
    """The condition that the interview at `path` (of lookups, empty: the record itself) is for all.

    An embargo ends by the content's own clock, the time of its last change: so a state of the
    content says for good what it shows, to kept pages and to an index on another machine, whose
    clock may differ.  `archive.changes.end_embargoes` moves that clock on.
    """
    prefix = f"{path}__" if path else ""
    clock = Subquery(ContentVersion.objects.filter(pk=1).values("changed")[:1])
    is_over = Q(**{f"{prefix}embargo__isnull": True}) | Q(**{f"{prefix}embargo__lte": clock})
    return Q(**{f"{prefix}state": PUBLISHED}) & is_over


class PartQuerySet(models.QuerySet[Record]):
    """Records of interviews; their model says with `interview_path` where the interview is."""

    def published(self) -> Self:
        """Those that readers may see."""
        path: str = self.model.interview_path  # type: ignore[attr-defined]
        return self.filter(is_public(path))


class InterviewQuerySet(PartQuerySet[Record]):
    """Interviews."""

    def newest_first(self) -> Self:
        """In the order of lists: that in which readers came to see them, the last one first."""
        return self.order_by(*_newest())

    def home_page_first(self) -> Self:
        """The same, but first the one that editors chose for the home page, if it is here."""
        return self.order_by("-featured", *_newest())


def _newest() -> tuple[OrderBy, OrderBy]:
    return F("history__added").desc(nulls_last=True), F("pk").desc()


class PersonQuerySet(models.QuerySet[Record]):
    """People."""

    def published(self) -> Self:
        """Those who have a part in an interview that readers may see."""
        parts: Any = self.model._meta.get_field("participations").related_model
        return self.filter(Exists(parts.objects.published().filter(person=OuterRef("pk"))))


# Written out, where Django would make them of the querysets, so that types are known.
class PartManager(models.Manager[Record]):
    """Finds records of interviews."""

    def get_queryset(self) -> PartQuerySet[Record]:
        return PartQuerySet(self.model, using=self._db)

    def published(self) -> PartQuerySet[Record]:
        """Those that readers may see."""
        return self.get_queryset().published()


class NamedPartManager(PartManager[Record], NaturalKeyManager[Record]):
    """Finds records of interviews, in fixtures by their natural keys."""


class InterviewManager(NaturalKeyManager[Record]):
    """Finds interviews."""

    def get_queryset(self) -> InterviewQuerySet[Record]:
        return InterviewQuerySet(self.model, using=self._db)

    def published(self) -> InterviewQuerySet[Record]:
        """Those that readers may see."""
        return self.get_queryset().published()


class PersonManager(NaturalKeyManager[Record]):
    """Finds people."""

    def get_queryset(self) -> PersonQuerySet[Record]:
        return PersonQuerySet(self.model, using=self._db)

    def published(self) -> PersonQuerySet[Record]:
        """Those who have a part in an interview that readers may see."""
        return self.get_queryset().published()
