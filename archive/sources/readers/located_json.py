"""JSON whose objects know the line that they begin on, so that a mistake can name it."""

from __future__ import annotations

import json
from bisect import bisect
from collections.abc import Iterator
from datetime import timedelta
from json.decoder import JSONObject  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any, NoReturn

from archive.sources.readers.transcripts import Doubt, UnreadableError


class LocatedObject(dict[str, Any]):
    """An object of JSON; `line` counts from 1."""

    line = 1


class _Decoder(json.JSONDecoder):
    """Makes `LocatedObject`s; the standard library's own scanner does the reading."""

    def __init__(self, line_ends: list[int]) -> None:
        super().__init__(parse_constant=_refuse)
        self._line_ends = line_ends
        self.parse_object = self._located
        self.scan_once = py_make_scanner(self)

    def _located(self, place: tuple[str, int], *rest: Any) -> tuple[LocatedObject, int]:
        found, end = JSONObject(place, *rest)
        located = LocatedObject(found)
        located.line = bisect(self._line_ends, place[1] - 1) + 1
        return located, end


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"`{constant}` is no number of JSON")


def parse(text: str) -> Any:
    """The value that the text is.  Raises `UnreadableError` with the line where it is no JSON."""
    try:
        return _Decoder(list(_line_ends(text))).decode(text)
    except json.JSONDecodeError as error:
        reason = f"the file isn't JSON from column {error.colno} on: {error.msg}"
        raise UnreadableError([Doubt(error.lineno, reason)]) from None
    except ValueError as error:
        raise UnreadableError([Doubt(1, f"the file isn't JSON: {error}")]) from None
    except RecursionError:
        raise UnreadableError([Doubt(1, "its lists and objects are too deep")]) from None


def _line_ends(text: str) -> Iterator[int]:
    place = text.find("\n")
    while place >= 0:
        yield place
        place = text.find("\n", place + 1)


class Fields:
    """An object's values, each of the type that is wanted; those that aren't are mistakes."""

    def __init__(self, record: LocatedObject, what: str, mistakes: list[Doubt]) -> None:
        self.record = record
        self.line = record.line
        self.what = what
        self.mistakes = mistakes

    def _wrong(self, key: str, wanted: str) -> None:
        self.mistakes.append(Doubt(self.line, f"`{key}` of {self.what} should be {wanted}"))

    def text(self, key: str) -> str:
        value = self.record.get(key)
        if value is None or isinstance(value, str):
            return value or ""
        self._wrong(key, "a text")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.record.get(key) or []
        if isinstance(values, list) and all(isinstance(each, str) for each in values):
            return tuple(values)
        self._wrong(key, "a list of texts")
        return ()

    def flag(self, key: str) -> bool | None:
        value = self.record.get(key)
        if value is None or isinstance(value, bool):
            return value
        self._wrong(key, "true or false")
        return None

    def number(self, key: str) -> int:
        value = self.record.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._wrong(key, "a whole number")
        return 0

    def time(self, key: str) -> timedelta | None:
        value = self.record.get(key)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e9:
            return timedelta(seconds=value)
        self._wrong(key, "a number of seconds")
        return None

    def moment(self, key: str) -> timedelta:
        """A time that has to be there."""
        if self.record.get(key) is None:
            self._wrong(key, "a number of seconds")
        return self.time(key) or timedelta()

    def inner(self, key: str) -> Fields:
        """An object; an empty one where there is none."""
        value = self.record.get(key)
        if value is not None and not isinstance(value, LocatedObject):
            self._wrong(key, "an object")
        found = value if isinstance(value, LocatedObject) else LocatedObject()
        return Fields(found, f"`{key}` of {self.what}", self.mistakes)

    def each(self, key: str, what: str, *, wanted: bool = False) -> Iterator[Fields]:
        """The objects of a list, which has to be there if it is `wanted`."""
        values: Any = self.record.get(key)
        if values is None and not wanted:
            return
        if not isinstance(values, list):
            self._wrong(key, "a list")
            return
        for value in values:
            if isinstance(value, LocatedObject):
                yield Fields(value, what, self.mistakes)
            else:
                self._wrong(key, "a list of objects")
