"""Slugs for what is imported: of titles, headings and names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from functools import cache
from typing import Any

from anyascii import anyascii
from django.utils.text import slugify

from archive.text import primary

LENGTH = 50
# Kanji have readings that no table of single characters knows.
KANJI = re.compile("[\u4e00-\u9fff]")
SYLLABLE = re.compile("(?<=[a-z])(?=[A-Z][a-z])")
KANA = re.compile("[\u3041-\u30ff]")


def slug_of(text: str, language: str = "") -> str:
    """A slug of a text in Latin letters, by how it is read; empty where nothing can be told."""
    if KANJI.search(text) and (primary(language) in ("", "ja") or KANA.search(text)):
        text = _reading(text)
    # Characters that are words or syllables come out as one word each, with a capital.
    slug = slugify(SYLLABLE.sub("-", anyascii(text)))
    return slug if len(slug) <= LENGTH else slug[: LENGTH + 1].rpartition("-")[0] or slug[:LENGTH]


def _reading(text: str) -> str:
    """How Japanese is read, in katakana, word by word."""
    words = _tokenizer().tokenize(text)
    return " ".join(word.reading_form() for word in words if word.surface().strip())


@cache
def _tokenizer() -> Any:
    # A dictionary that only an import of Japanese needs.
    from sudachipy import Dictionary

    return Dictionary().create()


def person_slug(name: str, interview: str, language: str, identified: bool) -> str:
    """The slug of a person; of an unidentified voice, one that is this interview's alone."""
    slug = slug_of(name, language)
    if not slug:
        slug = f"person-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return slug if identified else f"{slug[:20]}-{interview}"[:LENGTH].strip("-")


def free_slug(slug: str, taken: Collection[str]) -> str:
    """The slug, or with a number behind it the first that isn't taken."""
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug[: LENGTH - len(str(number)) - 1]}-{number}"
    return found
