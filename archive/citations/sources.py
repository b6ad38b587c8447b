"""What a reader may collect, as something to cite: words of an interview, or a glossary's term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from archive.citations.data import bibtex_fields, bibtex_key, csl_item, ris_fields
from archive.citations.forms import BY_EXTENSION
from archive.citations.presenter import Citation
from archive.citations.references import tex
from archive.site.naming import site_name

Fields = dict[str, Any]


class Source(Protocol):
    """Words with who says them, their address, and how each form cites them.

    `anchor` is that of the words, or what a term's address ends with.
    """

    @property
    def anchor(self) -> str: ...
    @property
    def speakers(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def url(self) -> str: ...
    def printed(self, style: str) -> str: ...
    def ris(self) -> Fields: ...
    def bibtex(self) -> tuple[str, dict[str, str]]: ...
    def csl(self) -> Fields: ...


@dataclass(frozen=True)
class CitedWords:
    """A turn, a paragraph or a quoted passage."""

    citation: Citation

    @property
    def anchor(self) -> str:
        return self.citation.part.anchor if self.citation.part else self.citation.key

    @property
    def speakers(self) -> str:
        people = self.citation.part.speakers if self.citation.part else []
        return ", ".join(self.citation.listed(each).whole for each in people)

    @property
    def words(self) -> str:
        return self.citation.part.words if self.citation.part else ""

    @property
    def url(self) -> str:
        return self.citation.url

    def printed(self, style: str) -> str:
        return BY_EXTENSION[style].text(self.citation)

    def ris(self) -> Fields:
        return ris_fields(self.citation)

    def bibtex(self) -> tuple[str, dict[str, str]]:
        return bibtex_key(self.citation), bibtex_fields(self.citation)

    def csl(self) -> Fields:
        return csl_item(self.citation)


@dataclass(frozen=True)
class CitedTerm:
    """An entry of the glossary, which nobody says: `words` are what the glossary says of it."""

    label: str
    words: str
    anchor: str
    url: str
    accessed: date
    speakers: str = ""

    def printed(self, style: str) -> str:
        """One sentence, whose marks are those of the style's language."""
        if BY_EXTENSION[style].language == "ja":
            return f"“{self.label}”. {site_name('ja')}. {self.url}, (参照 {self.accessed})."
        day = f"{self.accessed:%B} {self.accessed.day}, {self.accessed.year}"
        return f"“{self.label}.” {site_name('en')}. Accessed {day}. {self.url}."

    def ris(self) -> Fields:
        return {
            "type_of_reference": "DICT",
            "title": self.label,
            "secondary_title": site_name("en"),
            "abstract": self.words,
            "urls": [self.url],
            "access_date": self.accessed.strftime("%Y/%m/%d"),
            "id": self.anchor,
        }

    def bibtex(self) -> tuple[str, dict[str, str]]:
        return f"term-{self.anchor.lower()}", {
            "title": f"{{{tex(self.label)}}}",
            "howpublished": tex(site_name("en")),
            "note": "Glossary",
            "abstract": tex(self.words),
            "url": self.url,
            "urldate": self.accessed.isoformat(),
        }

    def csl(self) -> Fields:
        day = self.accessed
        item = {
            "id": f"term-{self.anchor}",
            "type": "entry-dictionary",
            "title": self.label,
            "container-title": site_name("en"),
            "abstract": self.words,
            "URL": self.url,
            "accessed": {"date-parts": [[day.year, day.month, day.day]]},
        }
        return {name: value for name, value in item.items() if value}
