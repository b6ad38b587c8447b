"""The one way that stored text reaches a page.

A stored text is of one of two kinds (`MARKUPS`), which its interview says.  A *plain* text is shown
character for character.  *html* is inline markup: bleach parses it, keeps what the allow-list below
names, shows the rest as text, and escapes last, while it serialises.  Marks (search hits, doubtful
sentences) are added to bleach's token stream, as elements between pieces of plain text, so that
markup is never put into text that is already escaped.

What neither HTML nor XML can hold (control characters) is shown as U+FFFD, whatever the kind.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import pairwise, takewhile
from typing import Any

# What marks characters must be a filter in bleach's stream.  This class, and the tokens that it
# gives on, are inner parts of bleach (of the html5lib that it carries with it), used in this module
# alone, as read from bleach 6.4.0.  tests/text/test_tokens_of_bleach.py tells when they change.
from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner
from django.utils.safestring import SafeString, mark_safe

MARKUPS = PLAIN, HTML = "plain", "html"
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
# Elements of the text that nothing is put into.
WHOLE = frozenset(["a", "ruby"])
PROTOCOLS = frozenset(["http", "https", "mailto"])
# Without these two characters there is no markup to parse, and escaping alone gives what bleach
# gives (a test holds the two together).
MARKUP = re.compile("[<&]")
LINE_END = re.compile("\r\n?")
# Control characters, surrogates and Unicode's noncharacters.
NONCHARACTERS = "".join(
    chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)
)
FORBIDDEN = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{NONCHARACTERS}]"
)
REFERENCE = re.compile("&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")

Token = Mapping[str, Any]


@dataclass(frozen=True)
class Mark:
    """An element around plain-text characters `start` to `end` (half open)."""

    start: int
    end: int
    tag: str = "mark"
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Insert:
    """What is ours between plain-text characters, at `at`: `text` in elements, the outermost first.

    Inside a link, or a word with its reading, it waits for the end of that.
    """

    at: int
    elements: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    text: str

    @property
    def borders(self) -> tuple[list[_Border], list[_Border]]:
        """What opens before its text, and what closes behind it."""
        marks = [Mark(0, 0, *element) for element in self.elements]
        opening = [_Border(mark, opens=True) for mark in marks]
        return opening, [_Border(mark, opens=False) for mark in reversed(marks)]


def as_written(text: str) -> str:
    """A plain text as a page can hold it: line ends as HTML reads them, U+FFFD for what it forbids.

    Everything that no source brings is plain: names, notes of the annotation file, the glossary.
    """
    return FORBIDDEN.sub("\ufffd", LINE_END.sub("\n", text))


def _legal(text: str) -> str:
    """Markup that refers to nothing that HTML forbids."""
    return REFERENCE.sub(_legal_reference, as_written(text))


def _legal_reference(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    legal = code <= sys.maxunicode and chr(code) != "\r" and not FORBIDDEN.match(chr(code))
    return match[0] if legal else "\ufffd"


def plain_text(text: str, markup: str) -> str:
    """The characters a reader sees: a text of kind `markup` without its allowed elements."""
    if markup != HTML:
        return as_written(text)
    text = _legal(text)
    if not MARKUP.search(text):
        return text
    pieces: list[str] = []

    class Collector(Filter):  # type: ignore[misc]
        """Collects the characters on their way through bleach."""

        def __iter__(self) -> Iterator[Token]:
            for run, token in _runs(Filter.__iter__(self)):
                pieces.append(run + "\n" * _is_break(token))
                yield from [token] if token else []

    _cleaner(Collector).clean(text)
    return "".join(pieces)


def recast(text: str, old: str, new: str) -> str:
    """What shows a reader the same as `text`, but is of kind `new` where `text` is of kind `old`.

    Markup that becomes plain loses its elements.
    """
    if old == new:
        return text
    return escape(text, quote=False) if new == HTML else plain_text(text, old)


def _cleaner(*filters: type[Filter]) -> Cleaner:
    return Cleaner(tags=TAGS, attributes=ATTRIBUTES, protocols=PROTOCOLS, filters=filters)


def safe_html(
    text: str, markup: str, marks: Sequence[Mark] = (), inserts: Sequence[Insert] = ()
) -> SafeString:
    """Return `text`, of kind `markup`, as safe HTML with `marks` around its characters, and with
    `inserts` between them.

    Positions count the characters of `plain_text(text, markup)`.  Of two marks that overlap the
    first one stays whole, around the other, which is cut at its borders.
    """
    text = _legal(text) if markup == HTML else as_written(text)
    if markup != HTML or not MARKUP.search(text):
        return mark_safe("".join(_marked_pieces(text, marks, inserts)))  # noqa: S308
    cleaner = _cleaner(_bound(marks, inserts)) if marks or inserts else _cleaner()
    return mark_safe(str(cleaner.clean(text)))  # noqa: S308


def _marked_pieces(text: str, marks: Sequence[Mark], inserts: Sequence[Insert]) -> Iterator[str]:
    for piece in _nested(text, marks, inserts):
        if isinstance(piece, str):
            yield escape(piece, quote=False)
        elif piece.opens:
            attributes = (f' {name}="{escape(value)}"' for name, value in piece.mark.attributes)
            yield f"<{piece.mark.tag}{''.join(attributes)}>"
        else:
            yield f"</{piece.mark.tag}>"


@dataclass(frozen=True)
class _Border:
    """Where a mark's element opens or closes."""

    mark: Mark
    opens: bool


def _nested(
    text: str, marks: Sequence[Mark], inserts: Sequence[Insert] = ()
) -> Iterator[str | _Border]:
    """The text in pieces, with the borders of properly nested elements between them."""
    marks = [mark for mark in marks if max(mark.start, 0) < min(mark.end, len(text))]
    borders = (place for mark in marks for place in (mark.start, mark.end))
    places = {0, len(text), *borders, *(each.at for each in inserts)}
    opened: list[Mark] = []
    waiting = list(inserts)
    for start, end in pairwise(sorted(place for place in places if 0 <= place <= len(text))):
        here = [mark for mark in marks if mark.start <= start and end <= mark.end]
        both = zip(opened, here, strict=False)
        kept = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], both))
        yield from (_Border(mark, opens=False) for mark in reversed(opened[kept:]))
        if not any(mark.tag in WHOLE for mark in opened[:kept]):
            yield from _inserted([each for each in waiting if each.at <= start])
            waiting = [each for each in waiting if each.at > start]
        yield from (_Border(mark, opens=True) for mark in here[kept:])
        yield text[start:end]
        opened = here
    yield from (_Border(mark, opens=False) for mark in reversed(opened))
    yield from _inserted(waiting)


def _inserted(inserts: Iterable[Insert]) -> Iterator[str | _Border]:
    for each in inserts:
        opening, closing = each.borders
        yield from opening
        yield each.text
        yield from closing


def _bound(marks: Sequence[Mark], inserts: Sequence[Insert]) -> type[Filter]:
    class BoundFilter(_MarkFilter):
        """The filter class that bleach instantiates, with this call's marks."""

    BoundFilter.marks = tuple(marks)
    BoundFilter.inserts = tuple(inserts)
    return BoundFilter


class _MarkFilter(Filter):  # type: ignore[misc]
    """Puts mark elements around runs of characters in bleach's token stream.

    A mark that crosses an element's border is closed before and opened after it, so that the
    result is well formed.
    """

    marks: tuple[Mark, ...] = ()
    inserts: tuple[Insert, ...] = ()

    def __iter__(self) -> Iterator[Token]:
        position, inside = 0, 0
        waiting = self.inserts
        for run, token in _runs(Filter.__iter__(self)):
            here = [each for each in waiting if each.at <= position + len(run) and not inside]
            waiting = tuple(each for each in waiting if each not in here)
            yield from self._split(run, position, here)
            position += len(run) + _is_break(token)
            inside += _depth(token)
            yield from [token] if token else []
        yield from self._split("", position, waiting)

    def _split(self, data: str, position: int, inserts: Sequence[Insert]) -> Iterator[Token]:
        marks = [
            replace(mark, start=mark.start - position, end=mark.end - position)
            for mark in self.marks
        ]
        shifted = [replace(each, at=max(each.at - position, 0)) for each in inserts]
        for piece in _nested(data, marks, shifted):
            if isinstance(piece, str):
                yield _characters(piece)
                continue
            tag = {"name": piece.mark.tag, "namespace": None}
            if piece.opens:
                attributes = {(None, name): value for name, value in piece.mark.attributes}
                yield {"type": "StartTag", "data": attributes, **tag}
            else:
                yield {"type": "EndTag", **tag}


def _depth(token: Token | None) -> int:
    """1 where an element opens that nothing is put into, -1 where one closes."""
    if token is None or token.get("name") not in WHOLE:
        return 0
    return {"StartTag": 1, "EndTag": -1}.get(token["type"], 0)


def _characters(data: str) -> Token:
    return {"type": "Characters", "data": data}


def _runs(tokens: Iterable[Token]) -> Iterator[tuple[str, Token | None]]:
    """Runs of characters, each with the tag behind it; bleach cuts them at every entity."""
    run = ""
    for token in tokens:
        if token["type"] == "Entity":
            run += unescape(f"&{token['name']};")
        elif token["type"] in {"Characters", "SpaceCharacters"}:
            run += token["data"]
        else:
            yield run, token
            run = ""
    yield run, None


def _is_break(token: Token | None) -> bool:
    """A line break, which counts as one character."""
    return token is not None and token.get("name") == "br"
