"""Dates as far as they are known: a year, a year and month, or a day (ISO 8601, EDTF level 0)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ISO_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class PartialDate:
    """A date without the parts that nobody states."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate | None:
        """Read `2026`, `2026-01` or `2026-01-20`; None for an empty text.

        Raises `ValueError` for anything else, and for a day that no calendar has.
        """
        if not text:
            return None
        if not (match := ISO_DATE.fullmatch(text)):
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in match.groups())
        found = cls(year or 0, month, day)
        date(found.year, found.month or 1, found.day or 1)
        return found

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A whole date."""
        return cls(day.year, day.month, day.day)

    @property
    def parts(self) -> list[int]:
        """Year, month, day: those that are known."""
        return [part for part in (self.year, self.month, self.day) if part is not None]

    def __str__(self) -> str:
        return "-".join(
            f"{part:02}" if place else f"{part:04}" for place, part in enumerate(self.parts)
        )


def validate_partial_date(text: str) -> None:
    """A model field's check of such a date."""
    try:
        PartialDate.parse(text)
    except ValueError:
        raise ValidationError(_("Expected a date such as 2026, 2026-01 or 2026-01-20.")) from None
