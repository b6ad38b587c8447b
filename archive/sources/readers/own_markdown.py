"""The archive's own Markdown: what `archive.formats.markdown` writes, read back.

Line numbers are the file's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_noop

from archive.sources.readers.building import tidy
from archive.sources.readers.decoding import decode
from archive.sources.readers.own_documents import EDITORS, Part, Told, interview, note_on
from archive.sources.readers.transcripts import (
    Doubt,
    ReadInterview,
    ReadNote,
    ReadParagraph,
    UnreadableError,
)

NAME = "own-markdown"
LABEL = gettext_noop("the archive’s own Markdown")
_ADDRESS = re.compile(rb"^- address: <\S+/interviews/[\w-]+/>$", re.MULTILINE)
_TURN = re.compile(
    r"(?:\*\*(?P<who>.+)\*\* )?(?:\[(?P<times>[\d:.–]+)\] )?\(\[s[0-9a-z]+\]\(\S+/t/s[0-9a-z]+/\)\)"
)
_FACT = re.compile(r"- (.+?): (.*)", re.DOTALL)
_HEADING = re.compile(r"(#{1,3}) (.*)")
_NOTE = re.compile(r"\[\^((?:ed-)?\d+)\]: (.*)", re.DOTALL)
# A note's mark, or a sign that is none since it is escaped.
_MARK = re.compile(r"\\.|\[\^(?P<number>(?:ed-)?\d+)\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#(\d+);")
BREAK = "* * *"


def recognises(data: bytes, name: str) -> float:
    """Sure of a file that tells the archive's address of the interview, as the archive does."""
    return 1.0 if data.startswith(b"# ") and _ADDRESS.search(data[:20_000]) else 0.0


def read(data: bytes) -> ReadInterview:
    """The interview.  Raises `UnreadableError` for a file without turns."""
    decoded = decode(data)
    found = _Reading()
    for line, block in _blocks(decoded.text):
        found.take(line, block)
    if not any(part.turns for part in found.parts):
        raise UnreadableError([Doubt(1, "nobody speaks in this file: it has no turns")])
    read = interview(found.title, found.facts, found.parts)
    return replace(read, doubts=decoded.doubts)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """What stands between empty lines, with the number of its first line."""
    lines: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line:
            lines.append(line)
        elif lines:
            yield number - len(lines), "\n".join(lines)
            lines = []


@dataclass
class _Reading:
    """What was read so far."""

    title: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=lambda: [Part("", 1)])

    def take(self, line: int, block: str) -> None:
        """Take the next block, by what it begins with: words begin with none of these."""
        if match := _TURN.fullmatch(block):
            told = Told(_unescaped(match["who"] or ""), line, match["times"] or "")
            self.parts[-1].turns.append(told)
        elif match := _HEADING.match(block):
            self._head(match[1], _unescaped(block[match.end(1) + 1 :]), line)
        elif block == BREAK:
            self.parts.append(Part("", line))
        elif block.startswith("- "):
            self.facts += [] if self.parts[-1].turns or self.facts else _facts(block)
        elif match := _NOTE.fullmatch(block):
            self._note(match[1], _unescaped(match[2]))
        elif not block.startswith("> "):
            self._words(line, block)

    def _head(self, signs: str, title: str, line: int) -> None:
        if signs == "#":
            self.title = title
        else:
            self.parts.append(Part(title, line, len(signs) - 1))

    def _words(self, line: int, block: str) -> None:
        turns = self.parts[-1].turns
        if not turns:
            return
        if not turns[-1].who:
            block = block.removeprefix("*").removesuffix("*")
        text, notes, end = "", list[ReadNote](), 0
        for mark in (match for match in _MARK.finditer(block) if match["number"]):
            text += _unescaped(block[end : mark.start()])
            notes.append(note_on(text, mark["number"], "footnote"))
            end = mark.end()
        text += _unescaped(block[end:])
        turns[-1].paragraphs.append(ReadParagraph(text, line, notes=tuple(notes)))

    def _note(self, number: str, text: str) -> None:
        """The text of a note, in the place of the number that its mark left."""
        paragraphs = self.parts[-1].turns[-1].paragraphs if self.parts[-1].turns else []
        kind = "editorial" if number.startswith(EDITORS) else "footnote"
        for place, each in enumerate(paragraphs):
            notes = tuple(
                replace(note, text=text, kind=kind) if note.text == number else note
                for note in each.notes
            )
            paragraphs[place] = replace(each, notes=notes)


def _facts(block: str) -> list[tuple[str, str]]:
    """The list's entries; what begins with no sign goes on with the one before."""
    entries = re.split(r"\n(?=- )", block)
    found = (_FACT.fullmatch(entry) for entry in entries)
    return [(_unescaped(match[1]), _unescaped(match[2])) for match in found if match]


def _unescaped(text: str) -> str:
    """Plain characters: without the signs that keep Markdown from reading others."""
    bare = _ESCAPED.sub(lambda match: match[1] or html.unescape(match[0]), text)
    return tidy(bare) if "\n" in bare else bare
