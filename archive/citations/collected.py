"""Many citations as one file (`COLLECTED_FORMS`), written while it is sent.

Each may have a reader's own note and tags, and may be gone since it was collected: forms that
people read say so, those for programs leave it out.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archive.citations.forms import BY_EXTENSION
from archive.citations.references import bibtex_text, ris_text, tex
from archive.citations.sources import Source

# By what a spreadsheet knows a formula, a Japanese one also in full width.
FORMULAS = (*"=+-@", *"＝＋－＠", "\t", "\r")
COLUMNS = ("anchor", "speaker", "words", "url", "citation")
OWN_COLUMNS = ("note", "tags", "state")
STYLE = "chicago.txt"
GONE, EDITED = "These words are no longer in the archive.", "Edited since they were collected."
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What makes a list of a paragraph.
NUMBER = re.compile(r"^(\d+)([.)])")


@dataclass(frozen=True)
class Collected:
    """A source with what a reader adds.  `source` is None where what `code` named is gone."""

    source: Source | None
    code: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    edited: bool = False

    @property
    def state(self) -> str:
        """What became of it, as a sentence; empty where it is as it was."""
        return GONE if self.source is None else EDITED * self.edited


@dataclass(frozen=True)
class CollectedForm:
    """A form of many citations: `extension` is the end of its address."""

    label: str
    extension: str
    media_type: str
    write: Callable[[Iterable[Collected]], Iterator[str] | Iterator[bytes]]

    @property
    def content_type(self) -> str:
        """The media type; text is in UTF-8."""
        return self.media_type if self.media_type == WORD else f"{self.media_type}; charset=utf-8"


def _living(found: Iterable[Collected]) -> Iterator[tuple[Source, Collected]]:
    return ((each.source, each) for each in found if each.source)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _ris(found: Iterable[Collected]) -> Iterator[str]:
    for source, own in _living(found):
        fields = source.ris()
        notes = [*fields.pop("notes", []), _on_one_line(own.note), own.state]
        extra = {"notes": list(filter(None, notes)), "keywords": list(own.tags)}
        yield f"{ris_text({**fields, **extra})}\n"


def _bibtex(found: Iterable[Collected]) -> Iterator[str]:
    for source, own in _living(found):
        key, fields = source.bibtex()
        note = " ".join(filter(None, [_on_one_line(own.note), own.state]))
        extra = {"annote": tex(note), "keywords": tex(", ".join(own.tags))}
        yield f"{bibtex_text(key, {**fields, **extra})}\n"


def _csl(found: Iterable[Collected]) -> Iterator[str]:
    yield "["
    for place, (source, own) in enumerate(_living(found)):
        note = "\n".join(filter(None, [own.note, own.state]))
        extra = {"annote": note, "keyword": ", ".join(own.tags)}
        item = {**source.csl(), **{name: value for name, value in extra.items() if value}}
        yield ("," if place else "") + "\n" + json.dumps(item, ensure_ascii=False)
    yield "\n]\n"


def _csv(found: Iterable[Collected]) -> Iterator[str]:
    """With a byte order mark, without which Excel takes UTF-8 for something else."""
    yield "\ufeff" + _line(COLUMNS)
    for each in found:
        yield _line(_cells(each))


def _own_csv(found: Iterable[Collected]) -> Iterator[str]:
    yield "\ufeff" + _line((*COLUMNS, *OWN_COLUMNS))
    for each in found:
        yield _line((*_cells(each), each.note, ", ".join(each.tags), each.state))


def _cells(each: Collected) -> tuple[str, ...]:
    source = each.source
    if source is None:
        return each.code, "", "", "", ""
    return source.anchor, source.speakers, source.words, source.url, source.printed(STYLE)


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(map(_as_text, cells))
    return line.getvalue()


def _as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, which it would calculate as it opens."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def _markdown(found: Iterable[Collected]) -> Iterator[str]:
    for each in found:
        yield from _cited(each.source) if each.source else [f"{_escaped(each.code)}\n\n"]
        if each.state:
            yield f"*{each.state}*\n\n"
        for line in filter(str.strip, each.note.splitlines()):
            yield f"{_escaped(line)}\n\n"
        if each.tags:
            yield f"({_escaped(', '.join(each.tags))})\n\n"


def _cited(source: Source) -> Iterator[str]:
    said = f"{_escaped(source.speakers)}, " if source.speakers else ""
    yield f"> {_escaped(source.words)}\n\n"
    yield f"{said}[{source.anchor}](<{source.url}>). {_escaped(source.printed(STYLE))}\n\n"


def _escaped(text: str) -> str:
    """Text whose characters Markdown does not take for its own."""
    text = "".join(f"\\{each}" if each in "\\`*_[]<>#|~+-!&" else each for each in text.strip())
    return NUMBER.sub(r"\1\\\2", text)


def _word(found: Iterable[Collected]) -> Iterator[bytes]:
    # Its library is large, and nothing else here needs it.
    from archive.citations.word import document

    return document(found, STYLE)


def _data(extension: str, write: Callable[[Iterable[Collected]], Iterator[str]]) -> CollectedForm:
    """A form that a single citation comes in too, by the same name."""
    form = BY_EXTENSION[extension]
    return CollectedForm(form.label, extension, form.media_type, write)


COLLECTED_FORMS = (
    _data("ris", _ris),
    _data("bib", _bibtex),
    _data("csl.json", _csl),
    CollectedForm("CSV", "csv", "text/csv", _csv),
    CollectedForm("Markdown", "md", "text/markdown", _markdown),
    CollectedForm("Word", "docx", WORD, _word),
)
COLLECTED_BY_EXTENSION = {form.extension: form for form in COLLECTED_FORMS}
# The same for who has notes: the table has columns for them.
OWN_BY_EXTENSION = {
    **COLLECTED_BY_EXTENSION,
    "csv": CollectedForm("CSV", "csv", "text/csv", _own_csv),
}
