"""The forms that a citation comes in, in the order in which a page lists them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive.citations import data, styles
from archive.citations.presenter import Citation
from archive.citations.styles import Italic

# Phrases of letters that are written from the right, without the punctuation around them.
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
RIGHT_TO_LEFT = re.compile(rf"([{_RIGHT}](?:[{_RIGHT}\s,:'’0-9–-]*[{_RIGHT}])?)")


@dataclass(frozen=True)
class Form:
    """One form: `extension` is the end of its address, `render` gives the citation in pieces."""

    label: str
    extension: str
    media_type: str
    language: str
    render: Callable[[Citation], Iterator[str]]

    @property
    def is_data(self) -> bool:
        """Whether a program reads it."""
        return self.media_type != "text/plain"

    def text(self, citation: Citation) -> str:
        """The citation as it is shown, copied and downloaded."""
        return "".join(self.render(citation))


def _whole(write: Callable[[Citation], str]) -> Callable[[Citation], Iterator[str]]:
    """A writer of one text as a giver of pieces."""
    return lambda citation: iter([write(citation)])


FORMS = (
    Form("SIST 02", "sist02.txt", "text/plain", "ja", styles.sist02),
    Form("APA 7", "apa.txt", "text/plain", "en", styles.apa),
    Form("MLA 9", "mla.txt", "text/plain", "en", styles.mla),
    Form("Chicago 18", "chicago.txt", "text/plain", "en", styles.chicago),
    Form("BibTeX", "bib", "application/x-bibtex", "en", _whole(data.bibtex)),
    Form("RIS", "ris", "application/x-research-info-systems", "en", _whole(data.ris)),
    Form(
        "CSL-JSON",
        "csl.json",
        "application/vnd.citationstyles.csl+json",
        "en",
        _whole(data.csl_json),
    ),
)
BY_EXTENSION = {form.extension: form for form in FORMS}


@dataclass(frozen=True)
class Shown:
    """A form of one citation on a page."""

    form: Form
    citation: Citation

    @property
    def text(self) -> str:
        return self.form.text(self.citation)

    @property
    def pieces(self) -> list[tuple[str, bool, bool]]:
        """The texts, each with whether it is set in italics, and whether its direction is its own.

        A name and a title in Arabic that stand side by side would otherwise be read as one phrase,
        from right to left.
        """
        return [
            (text, isinstance(piece, Italic), bool(RIGHT_TO_LEFT.match(text)))
            for piece in self.form.render(self.citation)
            for text in RIGHT_TO_LEFT.split(piece)
            if text
        ]

    @property
    def address(self) -> str:
        """Where it can be downloaded."""
        return f"{self.citation.path}cite.{self.form.extension}"


def shown(citation: Citation) -> list[Shown]:
    """Every form of the citation."""
    return [Shown(form, citation) for form in FORMS]


def brief(citation: Citation, language: str) -> Shown:
    """The form for a page's foot: SIST 02 in Japanese, Chicago in English."""
    extension = "sist02.txt" if language == "ja" else "chicago.txt"
    return Shown(BY_EXTENSION[extension], citation)
