"""Values of annotation files that stand in several of their mappings."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from datetime import timedelta
from typing import TypeVar

from django.utils.dateparse import parse_duration

from archive.sources.errors import SeedError, each_of
from archive.sources.notes import Translations
from archive.sources.read import Block
from archive.text import is_language, nearest_language

T = TypeVar("T")


def read_language(block: Block, key: str, default: str | None = None) -> str:
    """A language tag (BCP 47); `default` where it is missing."""
    language = block.text(key, default)
    if language != default and not is_language(language):
        near = nearest_language(language)
        advice = f"; did you mean `{near}`?" if near else " such as ja or en-GB"
        reason = f"`{key}: {language}` is no language tag (BCP 47){advice}"
        raise SeedError(block.path, block.line_of(key), reason)
    return language


def read_translations(block: Block, key: str = "translations") -> Translations:
    """What is said in other languages, `{en: {title: …, summary: …}}`; empty where nothing is."""
    if key not in block:
        return {}
    languages = block.block(key)
    found = {}
    for language in languages.names():
        if not is_language(language):
            reason = f"`{key}`: `{language}` is no language tag (BCP 47)"
            raise SeedError(block.path, languages.line_of(language), reason)
        texts = languages.block(language)
        texts.allow("title", "summary")
        found[language] = {name: texts.text(name) for name in texts.names()}
    return found


def read_opens(block: Block) -> str:
    """The opening words, which YAML must not take for something else."""
    if "opens" in block and block.is_nested("opens"):
        reason = "`opens` has a colon or brackets in it: quote the words, as in opens: 'Q: When'"
        raise SeedError(block.path, block.line_of("opens"), reason)
    return block.text("opens")


def read_nth(block: Block) -> int | None:
    """Which of several that begin alike; None where it isn't said."""
    if not (value := block.text("nth", "")):
        return None
    if not re.fullmatch("[1-9][0-9]{0,4}", value):
        raise SeedError(block.path, block.line_of("nth"), f"`nth: {value}` is no number from 1 on")
    return int(value)


def read_time(block: Block, key: str) -> timedelta | None:
    """A time in the recording, H:MM:SS; None where it is missing."""
    if not (value := block.text(key, "")):
        return None
    if (time := parse_duration(value)) is None or time < timedelta():
        raise SeedError(block.path, block.line_of(key), f"`{key}: {value}` is not H:MM:SS")
    return time


def read_each(
    block: Block, key: str, read: Callable[[Block], T], identity: Callable[[T], Hashable]
) -> tuple[T, ...]:
    """Read the non-empty list of mappings under `key`, no two with the same identity."""
    found: dict[Hashable, T] = {}

    def add(item: Block) -> None:
        value = read(item)
        if identity(value) in found:
            raise SeedError(block.path, item.line, f"`{identity(value)}` stands twice in `{key}`")
        found[identity(value)] = value

    each_of(block.blocks(key), add)
    if not found:
        raise SeedError(block.path, block.line_of(key), f"`{key}` is missing or empty")
    return tuple(found.values())


def read_yes(block: Block, key: str) -> bool:
    """Whether `yes` stands there; `no` may, too."""
    return key in block and block.choice(key, ("yes", "no")) == "yes"
