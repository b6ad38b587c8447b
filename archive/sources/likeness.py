"""Says in what two texts differ that look alike: what nobody sees, made visible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

LEAST_LIKENESS = 60
SHOWN = 40
MARKUP = re.compile(r"(#{1,6}|[-*>]|\d+[.)])\s+")


def nearest(wanted: str, texts: Iterable[tuple[int, str]]) -> str:
    """The line whose beginning is nearest to `wanted`, and the difference; empty for none near.

    `texts` are line numbers with what stands there.
    """
    known = [(number, text) for number, text in texts if text]
    begins = [_folded(_without_markup(text))[: len(_folded(wanted))] for _, text in known]
    found = process.extractOne(
        _folded(wanted), begins, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS
    )
    if found is None:
        return ""
    number, text = known[found[2]]
    return f"; nearest is line {number}, “{_cut(text)}”: {difference(wanted, text)}"


def difference(wanted: str, text: str) -> str:
    """How `text` begins otherwise than `wanted`, in words."""
    if is_marked(wanted, text):
        return f"it begins with `{text[: len(text) - len(_without_markup(text))]}`"
    if text.startswith(wanted.rstrip()) and wanted != wanted.rstrip():
        return f"`{visible(wanted[len(wanted.rstrip()) :])}` at the end isn't there"
    at = next(
        (i for i, (a, b) in enumerate(zip(wanted, text, strict=False)) if a != b),
        min(len(wanted), len(text)),
    )
    form = _composition(wanted, text)
    if form:
        return form
    if at == len(wanted):
        following = text[at : at + 1]
        return f"it goes on with {_named(following)}" if following else "it reads the same"
    if at == len(text):
        return f"it ends before {_named(wanted[at])}"
    return f"it has {_named(text[at])} where this has {_named(wanted[at])}, after “{wanted[:at]}”"


def is_marked(wanted: str, text: str) -> bool:
    """Whether `text` begins with `wanted` behind a mark such as `## `."""
    return not text.startswith(wanted) and _without_markup(text).startswith(wanted)


def _composition(wanted: str, text: str) -> str:
    """Where both are the same but for how letters with marks are written."""
    if text.startswith(wanted) or not unicodedata.normalize("NFC", text).startswith(
        unicodedata.normalize("NFC", wanted)
    ):
        return ""
    if unicodedata.is_normalized("NFC", text):
        return "its letters with marks are one character each (NFC), here they are several (NFD)"
    return "its letters with marks are several characters (NFD), here they are one each (NFC)"


def visible(text: str) -> str:
    """The text with its white space and marks that nobody sees written as code points."""
    return "".join(
        character
        if character.isprintable() and not character.isspace()
        else f"U+{ord(character):04X}"
        for character in text
    )


def _named(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    shown = f"`{character}` " if character.isprintable() and not character.isspace() else ""
    return f"{shown}U+{ord(character):04X}{f' ({name})' if name else ''}"


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _without_markup(text: str) -> str:
    return text[match.end() :] if (match := MARKUP.match(text)) else text


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
