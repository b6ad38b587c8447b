"""Which words stand large on an interview's first page: up to three places, as editors write them.

A place is the anchor of a paragraph, or of a turn (its first paragraph is meant); after a colon may
stand which of its sentences, counted from 1: `p3c9d:2` or `p3c9d:2-3`.  The words themselves are
nowhere kept twice, so that a correction shows here too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST = 3
PLACE = re.compile(r"([a-z][a-z0-9]{2,15})(?::([1-9][0-9]{0,2})(?:-([1-9][0-9]{0,2}))?)?")


class PullQuote(NamedTuple):
    """A place: sentences `first` to `last` of a paragraph, from 1; `last` is None for all."""

    anchor: str
    first: int = 1
    last: int | None = None


def parse_pull_quotes(text: str) -> list[PullQuote]:
    """The places that a text names.  Raises `ValueError` with the one that is none."""
    places = [_place(word) for word in text.split()]
    if len(places) > MOST:
        raise ValueError(text)
    return places


def _place(word: str) -> PullQuote:
    found = PLACE.fullmatch(word)
    if found is None:
        raise ValueError(word)
    anchor, first, last = found.groups()
    if first is None:
        return PullQuote(anchor)
    if int(last or first) < int(first):
        raise ValueError(word)
    return PullQuote(anchor, int(first), int(last or first))


def validate_pull_quotes(value: str) -> None:
    """Refuse what names no places."""
    try:
        parse_pull_quotes(value)
    except ValueError as error:
        raise ValidationError(
            _("“%(value)s” is not up to three places such as p3c9d, p3c9d:2 or p3c9d:2-3."),
            params={"value": str(error)},
        ) from None
