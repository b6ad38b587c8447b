"""People, whichever interviews they speak in."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.natural_keys import NaturalKeyModel
from archive.models.visible import PersonManager


class Person(NaturalKeyModel):
    """Somebody who speaks in an interview.

    `family_name` is the part of `name` by which the person is listed, where that is not its last
    word.  One who is not `identified` is a voice of one interview that its source only numbers or
    describes ("Speaker 2", "Audience member"): a label to read, no author.
    """

    objects: ClassVar[PersonManager[Self]] = PersonManager()
    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_ja = models.CharField(_("name in Japanese"), max_length=200, blank=True)
    family_name = models.CharField(_("family name"), max_length=200, blank=True)
    identified = models.BooleanField(
        _("identified"),
        default=True,
        help_text=_("no: a voice that the source only numbers or describes"),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name
