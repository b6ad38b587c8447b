"""Citations as programs read them: CSL-JSON, BibTeX, RIS, and COinS in a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from archive.citations.names import ALPHABET, LATIN, Name
from archive.citations.presenter import Citation
from archive.citations.recording import held_at, held_on, medium, recording_notes
from archive.citations.references import bibtex_text, ris_text, tex
from archive.models import Person
from archive.models.dates import PartialDate
from archive.site.naming import site_name
from archive.text import primary

NO_DATE = "n.d."
TURNED = frozenset(["hu", "ja", "vi", "zh"])


def csl_item(citation: Citation) -> dict[str, Any]:
    """The item of CSL-JSON.  A date that is not stated is left out, as CSL marks a missing one."""
    interview, part = citation.interview, citation.part
    item: dict[str, Any] = {
        "id": citation.key,
        "type": "interview",
        "title": citation.title,
        "author": _csl_names(citation, citation.authors),
        "interviewer": _csl_names(citation, citation.interviewers),
        "container-title": site_name("en"),
        "publisher": citation.publisher,
        "issued": _csl_date(citation.published),
        "original-title": citation.original_title,
        "original-publisher": citation.original_publisher,
        "original-date": _csl_date(interview.original_date),
        "section": part.title if part else "",
        "abstract": part.words if part else "",
        "event-date": _csl_date(held_on(interview)),
        "event-place": held_at(interview),
        "medium": medium(interview),
        "note": "; ".join(filter(None, [note(citation), *recording_notes(interview)])),
        "language": interview.language,
        "URL": citation.url,
        "accessed": _csl_date(PartialDate.of(citation.accessed)),
    }
    return {name: value for name, value in item.items() if value}


def _csl_names(citation: Citation, people: Iterable[Person]) -> list[dict[str, Any]]:
    language = primary(citation.interview.language)
    return [_csl_name(citation.listed(each), language) for each in people]


def _csl_name(name: Name, language: str) -> dict[str, Any]:
    """Whole where its parts would be put in another order than the name's own.

    citeproc-js, which Zotero prints with, puts the family name first in any name of an item in
    Japanese, Chinese, Vietnamese or Hungarian, and in any name in a script without capitals, there
    without a space.
    """
    is_latin = bool(LATIN.search(name.whole))
    is_cased = bool(ALPHABET.search(name.whole))
    is_turned = language in TURNED or not is_cased
    turned = is_turned and not name.family_first
    if not name.family or name.kept or turned or (" " in name.whole and not is_cased):
        return {"literal": name.whole}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    found: dict[str, Any] = {key: value for key, value in parts.items() if value}
    if name.family_first and is_latin:
        found["static-ordering"] = True
    return found


def _csl_date(day: PartialDate | None) -> dict[str, list[list[int]]]:
    return {"date-parts": [day.parts]} if day else {}


def csl_json(citation: Citation) -> str:
    """A CSL-JSON document: a list of one item."""
    return json.dumps([csl_item(citation)], ensure_ascii=False, indent=2) + "\n"


def note(citation: Citation) -> str:
    """Whose words are cited, for forms that have no place of their own for it."""
    part = citation.part
    names = [citation.listed(each).whole for each in part.speakers] if part else []
    return f"Words of {' and '.join(names)}" if names else ""


def bibtex(citation: Citation) -> str:
    """An `@misc` entry in UTF-8.

    Braces keep names and titles as they are written; `year = {n.d.}` where no date is stated.
    """
    return bibtex_text(bibtex_key(citation), bibtex_fields(citation))


def bibtex_fields(citation: Citation) -> dict[str, str]:
    """The fields of the entry, some of them empty."""
    day = citation.published
    return {
        "author": " and ".join(_bibtex_name(citation.listed(each)) for each in citation.authors),
        "title": f"{{{tex(citation.title)}}}",
        "howpublished": tex(", ".join(filter(None, [citation.publisher, site_name("en")]))),
        "year": f"{day.year:04}" if day else NO_DATE,
        "month": str(day.month) if day and day.month else "",
        "note": tex("; ".join(_bibtex_notes(citation))),
        "abstract": tex(citation.part.words) if citation.part else "",
        "language": citation.interview.language,
        # biber and BibTeX's packages take an address as it is.
        "url": citation.url,
        "urldate": citation.accessed.isoformat(),
    }


def bibtex_key(citation: Citation) -> str:
    """What the entry is cited by."""
    families = [citation.listed(each).family for each in citation.authors]
    words = re.findall("[a-z0-9]+", " ".join([*families[:1], citation.key]).lower())
    return "-".join(words)


def _bibtex_name(name: Name) -> str:
    if not name.family:
        return f"{{{tex(name.whole)}}}"
    parts = [name.family, name.suffix, name.given] if name.suffix else [name.family, name.given]
    return ", ".join(_bibtex_part(part, first=not place) for place, part in enumerate(parts))


def _bibtex_part(text: str, *, first: bool) -> str:
    """In braces where BibTeX would take it apart: a family name of several words, an “and”."""
    whole = (first and " " in text) or " and " in f" {text} ".lower()
    return f"{{{tex(text)}}}" if whole else tex(text)


def _bibtex_notes(citation: Citation) -> list[str]:
    interviewers = " and ".join(citation.listed(each).whole for each in citation.interviewers)
    original_date = str(citation.interview.original_date or NO_DATE)
    original = [citation.original_title, citation.original_publisher, original_date]
    notes = [
        f"Interview by {interviewers}" if interviewers else "Interview",
        f"Part: {citation.part.title}" if citation.part else "",
        note(citation),
        f"Originally: {', '.join(filter(None, original))}" if citation.original_title else "",
        *recording_notes(citation.interview),
    ]
    return [each for each in notes if each]


def ris(citation: Citation) -> str:
    """RIS.  Its types have no interview: this is a web page whose kind of work is an interview.

    A date that is not stated is left out of PY and told in a note.
    """
    return ris_text(ris_fields(citation))


def ris_fields(citation: Citation) -> dict[str, Any]:
    """The fields of the reference by rispy's names, some of them empty."""
    day, interview = citation.published, citation.interview
    return {
        "type_of_reference": "ELEC",
        "authors": [citation.listed(each).inverted for each in citation.authors],
        "subsidiary_authors": [citation.listed(each).inverted for each in citation.interviewers],
        "title": citation.title,
        "secondary_title": site_name("en"),
        "section": citation.part.title if citation.part else "",
        "type_of_work": "Interview",
        "abstract": citation.part.words if citation.part else "",
        "publisher": citation.publisher,
        "year": f"{day.year:04}" if day else "",
        "date": "/".join(f"{part:02}" for part in day.parts) if day else "",
        "original_publication": citation.original_title,
        "notes": _ris_notes(citation),
        "language": interview.language,
        "urls": [citation.url],
        "access_date": citation.accessed.strftime("%Y/%m/%d"),
        "id": citation.key,
    }


def _ris_notes(citation: Citation) -> list[str]:
    undated = "" if citation.published else "Date of publication not stated (n.d.)"
    interviewers = ", ".join(citation.listed(each).whole for each in citation.interviewers)
    notes = [f"Interviewer: {interviewers}" if interviewers else "", note(citation), undated]
    notes += recording_notes(citation.interview)
    return [each for each in notes if each]


def coins(citation: Citation) -> str:
    """The value of a COinS span's `title`: an OpenURL context object in Dublin Core."""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rfr_id", f"info:sid/{citation.base_url.partition('://')[2]}"),
        *((f"rft.{name}", value) for name, value in _dublin_core(citation)),
    ]
    return urlencode(pairs)


def dublin_core(citation: Citation) -> list[tuple[str, str]]:
    """Names and contents of meta elements, as the Dublin Core Metadata Initiative writes them.

    Zotero's translator of embedded metadata reads them; the type is the one it knows.
    """
    return [(f"DC.{name}", value) for name, value in _dublin_core(citation)]


def _dublin_core(citation: Citation) -> list[tuple[str, str]]:
    part = f": {citation.part.title}" if citation.part else ""
    pairs = [
        ("type", "interview"),
        ("title", citation.title + part),
        *(("creator", citation.listed(each).inverted) for each in citation.authors),
        *(("contributor", citation.listed(each).inverted) for each in citation.interviewers),
        ("publisher", citation.publisher or site_name("en")),
        ("date", str(citation.published or "")),
        ("source", citation.original_title),
        ("language", citation.interview.language),
        ("identifier", citation.url),
    ]
    return [(name, value) for name, value in pairs if value]
