"""Japanese set in lines from top to bottom, for who asks for it (`?writing=vertical`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.http import HttpRequest

from archive.pages.marking import Marks
from archive.text import Mark, primary
from archive.transcript import Turn

# Numbers of one or two digits, by themselves: they stand upright in a line, as one character.
SHORT_NUMBER = re.compile(r"(?<![\w.,:/%~-])[0-9]{1,2}(?![A-Za-z0-9_.,:/%~-])", re.ASCII)
UPRIGHT = (("class", "upright"),)


def can_be_vertical(language: str) -> bool:
    """Whether texts of that language are also written so, and readers expect it."""
    return primary(language) == "ja"


def is_vertical(request: HttpRequest, language: str) -> bool:
    """Whether the address asks for it, and it can be."""
    return can_be_vertical(language) and request.GET.get("writing") == "vertical"


def upright_numbers(turns: Sequence[Turn]) -> Marks:
    """The short numbers, by paragraph anchor."""
    return {
        passage.anchor: [
            Mark(*match.span(), "span", UPRIGHT) for match in SHORT_NUMBER.finditer(passage.plain)
        ]
        for turn in turns
        if can_be_vertical(turn.language)
        for passage in turn.passages
    }
