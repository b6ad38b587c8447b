"""The one way that stored text reaches a page.

Stored text may carry HTML (admin edits, imports).  bleach parses it, keeps what the allow-list
below names, shows the rest as text, and escapes last, while it serialises.  Marks (search hits,
doubtful sentences) are added to bleach's token stream, as elements between pieces of plain text, so
that markup is never put into text that is already escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

import bleach
from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner
from django.utils.safestring import SafeString, mark_safe

# The allow-list: inline elements of running text, nothing that loads, moves, frames or scripts.
TAGS = frozenset(
    [
        "a",
        "b",
        "br",
        "cite",
        "code",
        "em",
        "i",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)
ATTRIBUTES = {"a": ["href", "title"], "q": ["cite"]}
PROTOCOLS = frozenset(["http", "https", "mailto"])
# Without these two characters there is no markup to parse, and escaping alone gives what bleach
# gives (a test holds the two together).
MARKUP = re.compile("[<&]")


@dataclass(frozen=True)
class Mark:
    """An element around plain-text characters `start` to `end` (half open)."""

    start: int
    end: int
    tag: str = "mark"
    attributes: tuple[tuple[str, str], ...] = ()


def plain_text(text: str) -> str:
    """The characters a reader sees: stored text without its allowed elements."""
    if not MARKUP.search(text):
        return text
    return "".join(
        piece if kind == "text" else "\n" if piece == "br" else ""
        for kind, piece in _tokens(str(bleach.clean(text, TAGS, ATTRIBUTES, PROTOCOLS)))
    )


def _tokens(markup: str) -> Iterator[tuple[str, str]]:
    """("text", characters) and ("tag", name) of HTML that bleach has written."""
    for piece in re.split("(<[^>]*>)", markup):
        if piece.startswith("<"):
            yield "tag", piece.strip("</> ").split(" ")[0]
        elif piece:
            yield "text", unescape(piece)


def render(text: str, marks: Sequence[Mark] = ()) -> SafeString:
    """Return `text` as safe HTML with `marks` (in order, not overlapping) around its characters.

    Positions count the characters of `plain_text(text)`.
    """
    if not MARKUP.search(text):
        return mark_safe("".join(_marked_pieces(text, marks)))  # noqa: S308
    filters = [_bound(marks)] if marks else []
    cleaner = Cleaner(tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, filters=filters)
    return mark_safe(str(cleaner.clean(text)))  # noqa: S308


def _marked_pieces(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    last = 0
    for mark in marks:
        yield escape(text[last : mark.start], quote=False)
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in mark.attributes)
        inner = escape(text[mark.start : mark.end], quote=False)
        yield f"<{mark.tag}{attributes}>{inner}</{mark.tag}>"
        last = mark.end
    yield escape(text[last:], quote=False)


def _bound(marks: Sequence[Mark]) -> type[Filter]:
    class BoundFilter(_MarkFilter):
        """The filter class that bleach instantiates, with this call's marks."""

    BoundFilter.marks = tuple(marks)
    return BoundFilter


Token = Mapping[str, Any]


class _MarkFilter(Filter):  # type: ignore[misc]
    """Puts mark elements around runs of characters in bleach's token stream.

    A mark that crosses an element's border is closed before and opened after it, so that the
    result is well formed.
    """

    marks: tuple[Mark, ...] = ()

    def __iter__(self) -> Iterator[Token]:
        position = 0
        for token in Filter.__iter__(self):
            if token["type"] in {"Characters", "SpaceCharacters"}:
                data = token["data"]
                yield from self._split(data, position)
                position += len(data)
            elif token["type"] == "Entity":
                yield from self._split(_entity(token), position)
                position += len(_entity(token))
            else:
                position += token.get("name") == "br"
                yield token

    def _split(self, data: str, position: int) -> Iterator[Token]:
        last = 0
        for mark in self.marks:
            start = max(mark.start - position, 0)
            end = min(mark.end - position, len(data))
            if start >= end:
                continue
            yield _characters(data[last:start])
            attributes = {(None, name): value for name, value in mark.attributes}
            yield {"type": "StartTag", "name": mark.tag, "namespace": None, "data": attributes}
            yield _characters(data[start:end])
            yield {"type": "EndTag", "name": mark.tag, "namespace": None}
            last = end
        yield _characters(data[last:])


def _characters(data: str) -> Token:
    return {"type": "Characters", "data": data}


def _entity(token: Token) -> str:
    """The character that bleach's `Entity` token stands for."""
    return unescape(f"&{token['name']};")
