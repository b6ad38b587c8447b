"""Reads a YAML file as strings whose line numbers are known, so that a mistake can be named.

PyYAML's `BaseLoader` is the base: every scalar stays the string that was written (no `no` that
turns into False), and each mapping remembers its line.

Other readers would not make this shorter (tried 2026-11-25).  ruamel.yaml 0.19.1 knows the lines of
keys, and refuses a key that stands twice, but makes numbers of `1` and `1_000`, and every getter
below would still be needed.  strictyaml 1.7.3 keeps strings, but takes no `{key: value}` on one
line, which our files are full of.  yamlcore 0.0.4 and what validates (pydantic, msgspec) know no
lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from archive.sources.errors import SeedError

# What Django's SlugField takes.
SLUG = re.compile(r"[A-Za-z0-9_-]{1,50}")
# Words of the text, not in quotation marks, with `: ` or another sign of YAML's in them.
UNQUOTED = re.compile(
    r"\b(?:opens|heading|name|note|note_en):\s+[^\s'\"|>\[{][^,}]*(?:: | #|[\[\]{])"
)
# Nothing but tabs and line ends: HTML and PostgreSQL refuse the others.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]|\\A\ufeff")


class Block:
    """One mapping of a YAML file.  Every getter raises `SeedError` with file and line."""

    def __init__(self, path: Path, node: yaml.Node) -> None:
        self.path = path
        self.line = node.start_mark.line + 1
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        if not isinstance(node, yaml.MappingNode):
            raise SeedError(path, self.line, "expected `key: value` pairs here")
        for key, value in node.value:
            self._add(key, value)

    def _add(self, key: yaml.Node, value: yaml.Node) -> None:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise SeedError(self.path, line, "expected `key: value` pairs here")
        if key.value in self._nodes:
            raise SeedError(self.path, line, f"`{key.value}` stands twice")
        self._nodes[key.value] = value
        self._lines[key.value] = line

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def is_nested(self, key: str) -> bool:
        """Whether a mapping or a list stands under `key`."""
        return not isinstance(self._nodes[key], yaml.ScalarNode)

    def names(self) -> list[str]:
        """The keys, in the order of the file."""
        return list(self._nodes)

    def block(self, key: str) -> Block:
        """The mapping under `key`."""
        return Block(self.path, self._nodes[key])

    def line_of(self, key: str) -> int:
        """1-based line of `key`, or of the block where it has none."""
        return self._lines.get(key, self.line)

    def allow(self, *keys: str) -> None:
        """Refuse any key but `keys`."""
        for key in self._nodes:
            if key not in keys:
                known = ", ".join(keys)
                raise SeedError(self.path, self.line_of(key), f"unknown `{key}`; known: {known}")

    def text(self, key: str, default: str | None = None) -> str:
        """The string under `key`; `default` where it is missing, an error if there is none."""
        if key not in self._nodes:
            if default is None:
                raise SeedError(self.path, self.line, f"`{key}` is missing")
            return default
        node = self._nodes[key]
        if not isinstance(node, yaml.ScalarNode) or not node.value:
            raise SeedError(self.path, self.line_of(key), f"`{key}` must be a text")
        return str(node.value)

    def choice(self, key: str, choices: Iterable[str]) -> str:
        """The string under `key`, one of `choices`."""
        value = self.text(key)
        if value not in (known := list(choices)):
            reason = f"`{key}: {value}` is not one of {', '.join(known)}"
            raise SeedError(self.path, self.line_of(key), reason)
        return value

    def number(self, key: str) -> int:
        """The number under `key`, from 0 on."""
        value = self.text(key)
        if not re.fullmatch("[0-9]{1,9}", value):
            raise SeedError(self.path, self.line_of(key), f"`{key}: {value}` is no number")
        return int(value)

    def slug(self, key: str) -> str:
        """The string under `key`: up to 50 ASCII letters, digits, hyphens and underscores."""
        value = self.text(key)
        if not SLUG.fullmatch(value):
            reason = (
                f"`{key}: {value}` may hold only letters, digits, hyphens and underscores, "
                "at most 50"
            )
            raise SeedError(self.path, self.line_of(key), reason)
        return value

    def texts(self, key: str) -> list[str]:
        """The list of strings under `key`; empty where it is missing."""
        values = []
        for node in self._sequence(key):
            if not isinstance(node, yaml.ScalarNode):
                line = node.start_mark.line + 1
                raise SeedError(self.path, line, f"`{key}` must be a list of texts")
            values.append(str(node.value))
        return values

    def blocks(self, key: str) -> list[Block]:
        """The list of mappings under `key`; empty where it is missing."""
        return [Block(self.path, node) for node in self._sequence(key)]

    def _sequence(self, key: str) -> list[Any]:
        if key not in self._nodes:
            return []
        node = self._nodes[key]
        if not isinstance(node, yaml.SequenceNode):
            raise SeedError(self.path, self.line_of(key), f"`{key}` must be a list")
        return list(node.value)


def read_text(path: Path) -> str:
    """Return the file's text as it is.  Raises `SeedError`: missing, not UTF-8."""
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise SeedError(path, 1, f"can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SeedError(path, line, "is not UTF-8 text") from None


def read_plain_text(path: Path) -> str:
    """Return the file's text.  Raises `SeedError` for control characters too.

    A carriage return is one: were it kept, every line would end in a character nobody sees; were
    it dropped, the archive could not give the file back.
    """
    return checked_plain(path, read_text(path))


def checked_plain(path: Path, text: str) -> str:
    """The text of a file, if it has no control characters."""
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        reason = f"has the character U+{ord(found[0]):04X}; save it as UTF-8 without byte order"
        raise SeedError(path, line, f"{reason} mark, with LF line ends")
    return text


def _quoting(text: str, line: int) -> str:
    """What to do where words hold a sign that YAML reads."""
    written = text.split("\n")[line - 1 : line]
    if written and UNQUOTED.search(written[0]):
        return "; quote words that hold a colon, a hash or brackets, as in opens: 'Q: When'"
    return ""


def read_block(path: Path) -> Block:
    """Return the file's top mapping.  Raises `SeedError` for anything that is not one."""
    return parse_block(path, read_text(path))


def parse_block(path: Path, text: str) -> Block:
    """The top mapping of a YAML text, which mistakes say to be that of `path`."""
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        advice = _quoting(text, line)
        raise SeedError(path, line, f"is not YAML: {error.problem}{advice}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SeedError(path, line, f"is not YAML: {error.reason}") from None
    if node is None:
        raise SeedError(path, 1, "is empty")
    return Block(path, node)
