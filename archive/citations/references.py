"""How a reference is written for programs, whatever it is of: RIS by rispy, and BibTeX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import rispy

# What TeX would take for commands.
TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "#$%&_{}"},
}


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """One reference, without the number that rispy puts in front."""

    def set_header(self, count: int) -> str:
        return ""


def ris_text(fields: Mapping[str, Any]) -> str:
    """One reference of RIS; fields, by rispy's names, that are empty are left out."""
    reference = {name: value for name, value in fields.items() if value}
    return str(rispy.dumps([reference], implementation=_RisWriter)).lstrip("\n")


def bibtex_text(key: str, fields: Mapping[str, str]) -> str:
    """One `@misc` entry; fields that are empty are left out."""
    lines = (f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}\n"


def tex(text: str) -> str:
    """Text whose characters TeX does not take for commands."""
    return "".join(TEX.get(character, character) for character in text)
