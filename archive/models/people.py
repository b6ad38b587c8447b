"""People, whichever interviews they speak in."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.natural_keys import NaturalKeyModel
from archive.models.visible import PersonManager


def validate_web_addresses(text: str) -> None:
    """A model field's check of addresses, one a line."""
    check = URLValidator(schemes=["https", "http"])
    for each in filter(None, map(str.strip, text.splitlines())):
        check(each)


class Person(NaturalKeyModel):
    """Somebody who speaks in an interview.

    `family_name` is the part of `name` by which the person is listed, where that is not its last
    word.  One who is not `identified` is a voice of one interview that its source only numbers or
    describes ("Speaker 2", "Audience member"): a label to read, no author.  `same_as` holds, one a
    line, addresses of pages elsewhere that are about this very person, and about nobody else.
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
    same_as = models.TextField(
        _("the same person elsewhere"),
        blank=True,
        validators=[validate_web_addresses],
        help_text=_("addresses of pages about this very person, such as Wikidata's, one a line"),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    @property
    def same_as_list(self) -> list[str]:
        """The addresses one by one."""
        return [each.strip() for each in self.same_as.splitlines() if each.strip()]
