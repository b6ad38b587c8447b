"""Markdown (CommonMark)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.formats.addresses import Addresses
from archive.formats.base import Export, facts
from archive.text import as_written, plain_text
from archive.transcript import Transcript, Turn

# What CommonMark could take for markup, anywhere or at the beginning of a line.
ANYWHERE = re.compile(r"([\\`*_\[\]<>&~|])")
AT_START = re.compile(r"^(\s*)([#+=-]|\d+[.)])", re.MULTILINE)


def escaped(text: str) -> str:
    """The text with a backslash wherever Markdown would read a mark."""
    text = ANYWHERE.sub(r"\\\1", text)
    return AT_START.sub(lambda match: match[1] + _guarded(match[2]), text)


def _guarded(mark: str) -> str:
    """`#` → `\\#`; in `1.` it is the full stop that makes a list."""
    return f"{mark[:-1]}\\{mark[-1]}"


class MarkdownExport(Export):
    """Topics as headings, each turn under its speaker's name with its address."""

    label, extension, media_type = "Markdown", "md", "text/markdown"

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        markup = transcript.interview.markup
        yield f"# {escaped(plain_text(transcript.interview.title, markup))}\n\n"
        for name, value in facts(transcript, addresses):
            shown = f"<{value}>" if name == "address" else escaped(value)
            yield f"- {name}: {shown}\n"
        for part in transcript.topics:
            yield f"\n## {escaped(plain_text(part.topic.title, markup))}\n"
            for turn in part.turns:
                yield from _turn(turn, addresses)


def _turn(turn: Turn, addresses: Addresses) -> Iterator[str]:
    name = escaped(as_written(turn.speaker.name))
    yield f"\n**{name}** ([{turn.anchor}]({addresses.turn(turn)}))\n"
    for passage in turn.passages:
        yield f"\n{escaped(passage.plain)}\n"
        for doubt in passage.doubts:
            yield f"\n> {escaped(as_written(doubt.doubt))}\n"
