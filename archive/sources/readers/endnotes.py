"""Notes that stand behind a transcript under "Notes", and the numbers of these in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.sources.readers.building import Heading, Said, tidy
from archive.sources.readers.labelling import Line
from archive.sources.readers.transcripts import ReadNote

_TITLES = re.compile(
    r"(?:#+\s*)?\**(?:(?:end|foot)?notes|references|注|注釈|脚注|註|註釋|注释|尾注|각주|주|anmerkungen|fußnoten|"
    r"notes de bas de page|notas|note|noten|примечания)\**[:：]?\**",
    re.IGNORECASE,
)
_NOTE = re.compile(r"[\[(（*※]?\s*(?:注|註|\^)?\s*(\d{1,3})\s*[\])）.:．、]?[:：]?\s*(\S.*)")
_MARK = r"\(\s?{0}\s?\)|\[\^?{0}\]|（{0}）|［{0}］|[（(\[]?[※*注註]\s?{0}[)）\]]?|{1}(?!\w)"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def split_notes(lines: Sequence[Line]) -> tuple[list[Line], dict[str, str], list[Line]]:
    """The lines before the notes, the notes by number, and the lines there that are none."""
    place = next(
        (at for at in range(len(lines) - 1, 0, -1) if _TITLES.fullmatch(lines[at].text.strip())),
        len(lines),
    )
    notes: dict[str, str] = {}
    others: list[Line] = []
    for line in lines[place + 1 :]:
        match = _NOTE.fullmatch(line.text.strip())
        if match and match[1] not in notes:
            notes[match[1]] = tidy(match[2])
        else:
            others.append(line)
    if len(notes) <= len(others):
        return list(lines), {}, []
    return list(lines[:place]), notes, [lines[place], *others]


def attach(
    items: Iterable[Said | Heading], notes: dict[str, str]
) -> tuple[list[Said | Heading], dict[str, str]]:
    """Put each note on the sign in the text that has its number; returns those without one too."""
    left = dict(notes)
    result = [_attached(item, left) if isinstance(item, Said) else item for item in items]
    return result, left


def _attached(said: Said, left: dict[str, str]) -> Said:
    text = tidy(said.text)
    found = []
    for number in list(left):
        raised = number.translate(_RAISED)
        if match := re.search(_MARK.format(number, raised), text):
            found.append(ReadNote(match.start(), match.end(), left.pop(number)))
    return replace(said, notes=(*said.notes, *found)) if found else said
