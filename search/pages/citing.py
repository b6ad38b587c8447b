"""A search's results as one file of citations, written while it is sent."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.citations.data import bibtex, csl_item, ris
from archive.citations.forms import BY_EXTENSION
from archive.citations.presenter import Citation, cite_segments
from archive.transcript import load_segments
from search.store import Hit

# So many results at most, the first in the order that was asked for.
MOST = 200
# By what a spreadsheet knows a formula, a Japanese one also in full width.
FORMULAS = (*"=+-@", *"＝＋－＠", "\t", "\r")
COLUMNS = ("anchor", "speaker", "words", "url", "citation")


@dataclass(frozen=True)
class ResultsForm:
    """A form of all results: `extension` is the end of its address."""

    label: str
    extension: str
    media_type: str
    write: Callable[[Iterable[Citation]], Iterator[str]]


def citations(hits: Sequence[Hit], base_url: str) -> Iterator[Citation]:
    """The citations of the turns found, in order; what has left the archive since is left out.

    All turns are read at once, and nothing else of their interviews: a few queries, however many
    interviews the turns are of, made before the first of the answer is sent.
    """
    return cite_segments(load_segments([hit.segment for hit in hits]), base_url)


def _ris(found: Iterable[Citation]) -> Iterator[str]:
    return (f"{ris(each)}\n" for each in found)


def _bibtex(found: Iterable[Citation]) -> Iterator[str]:
    return (f"{bibtex(each)}\n" for each in found)


def _csl(found: Iterable[Citation]) -> Iterator[str]:
    yield "["
    for place, each in enumerate(found):
        yield ("," if place else "") + "\n" + json.dumps(csl_item(each), ensure_ascii=False)
    yield "\n]\n"


def _csv(found: Iterable[Citation]) -> Iterator[str]:
    """With a byte order mark, without which Excel takes UTF-8 for something else."""
    yield "\ufeff" + _line(COLUMNS)
    for each in found:
        yield _line((each.key, _speakers(each), _words(each), each.url, _printed(each)))


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(map(_as_text, cells))
    return line.getvalue()


def _as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, which it would calculate as it opens."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def _markdown(found: Iterable[Citation]) -> Iterator[str]:
    for each in found:
        said = f"{_escaped(_speakers(each))}, " if _speakers(each) else ""
        yield f"> {_escaped(_words(each))}\n\n"
        yield f"{said}[{each.key}](<{each.url}>). {_escaped(_printed(each))}\n\n"


def _escaped(text: str) -> str:
    """Text whose characters Markdown does not take for its own."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>#|~+-!" else each for each in text)


def _words(citation: Citation) -> str:
    return citation.part.words if citation.part else ""


def _speakers(citation: Citation) -> str:
    people = citation.part.speakers if citation.part else []
    return ", ".join(citation.listed(each).whole for each in people)


def _printed(citation: Citation) -> str:
    return BY_EXTENSION["chicago.txt"].text(citation)


def _data(extension: str, write: Callable[[Iterable[Citation]], Iterator[str]]) -> ResultsForm:
    """A form that a single citation comes in too, by the same name."""
    form = BY_EXTENSION[extension]
    return ResultsForm(form.label, extension, form.media_type, write)


RESULTS_FORMS = (
    _data("ris", _ris),
    _data("bib", _bibtex),
    _data("csl.json", _csl),
    ResultsForm("CSV", "csv", "text/csv", _csv),
    ResultsForm("Markdown", "md", "text/markdown", _markdown),
)
RESULTS_FORM_BY_EXTENSION = {form.extension: form for form in RESULTS_FORMS}
