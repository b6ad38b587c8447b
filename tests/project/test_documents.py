"""The documents name what is there, lead where they say, and can all be found from the README."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

import pytest
from django.core.management import get_commands

from archive.models.publication import TEXTS
from tests.project.documents import (
    BASE,
    CONTRIBUTING,
    README,
    SEEDS,
    documents,
    rows,
    section,
    text,
)
from tests.project.rooms import read_rooms
from tests.project.test_layout import TOP

BY_DOCUMENT = pytest.mark.parametrize("document", documents())
# Stand for names that a contributor chooses, or that an example has.
PLACEHOLDERS = re.compile(r"[A-Z]{4,}|engine\.")
PICTURE, MOST_BYTES = "archive/README.png", 150_000
MOST_LINES = 180


def _paths(words: str) -> list[str]:
    """The project's files and folders that are named as code."""
    folders = "|".join(re.escape(name) for name in sorted(TOP))
    return re.findall(rf"`((?:{folders})/[^\s`*?=]*)`", words)


def _links(document: str) -> list[str]:
    """Where the document's links and pictures inside the project lead, from its folder on."""
    found = re.findall(r"\]\(([^)\s]+)\)", text(document))
    return [link for link in found if not re.match(r"\w+:", link)]


def _resolved(document: str, link: str) -> str:
    """The path that a link names, from the project's folder."""
    path = link.partition("#")[0] or posixpath.basename(document)
    return posixpath.normpath(posixpath.join(posixpath.dirname(document), path))


def _slugs(document: str) -> list[str]:
    """The fragments of a document's headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", text(document), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings]


# A changelog names what was there, too.
@pytest.mark.parametrize("document", sorted({*documents()} - {"CHANGELOG.md"}))
def test_the_files_that_it_names_exist(document: str) -> None:
    missing = [path for path in _paths(text(document)) if not (BASE / path).exists()]
    assert [path for path in missing if not PLACEHOLDERS.search(path)] == []


@BY_DOCUMENT
def test_its_links_lead_to_files_and_headings(document: str) -> None:
    for link in _links(document):
        path, fragment = _resolved(document, link), link.partition("#")[2]
        assert (BASE / path).exists(), link
        assert not fragment or fragment in _slugs(path), link


@BY_DOCUMENT
def test_the_commands_that_it_names_exist(document: str) -> None:
    words = text(document)
    made = re.findall(r"^([\w-]+):", text("Makefile"), re.MULTILINE)
    assert set(re.findall(r"(?:`|^)make ([a-z][\w-]*)", words, re.MULTILINE)) <= set(made)
    assert set(re.findall(r"manage\.py ([a-z]\w*)", words)) <= set(get_commands())


def test_every_document_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [README]
    while waiting:
        document = waiting.pop()
        if document not in reached and document.endswith(".md"):
            reached.add(document)
            waiting += [_resolved(document, link) for link in _links(document)]
            waiting += [path for path in _paths(text(document)) if path.endswith(".md")]
    assert set(documents()) - reached == set()


def test_the_readme_is_short_and_its_picture_small() -> None:
    assert len(text(README).splitlines()) <= MOST_LINES
    assert PICTURE in _links(README)
    assert (BASE / PICTURE).stat().st_size < MOST_BYTES


def _named_in_contributing() -> Iterator[str]:
    yield from _paths(section(CONTRIBUTING, "Which files to touch"))
    dotted = re.findall(r"`((?:archive|search)(?:\.\w+)+)`", text(CONTRIBUTING))
    yield from (name.replace(".", "/") for name in dotted)


@pytest.mark.parametrize("room", read_rooms(), ids=lambda room: room.name)
def test_contributing_names_every_room(room) -> None:
    folder = room.name.replace(".", "/")
    assert any(f"{path}/".startswith(f"{folder}/") for path in _named_in_contributing())


def test_contributing_says_in_every_row_what_to_touch() -> None:
    heading = "Which files to touch"
    tables = section(CONTRIBUTING, heading).count("| To add | Touch |")
    found = [row for table in range(tables) for row in rows(CONTRIBUTING, heading, table)]
    assert len(found) > 30
    assert [row for row in found if len(row) != 2 or "`" not in row[1]] == []


def test_it_lists_the_optional_annotations() -> None:
    named = {
        key for row in rows(SEEDS, "Optional annotations") for key in re.findall(r"`(\w+)`", row[0])
    }
    # Those of `annotate_turns` and `annotate` that the example above doesn't have.
    optional = {
        *("start", "end", "language", "speakers", "cues", "notes", "apart", "anchors"),
        *("heading", "untitled", "part_of", "nth", "summary", "keywords", "translations"),
        *("family_name", "identified", "speakers_named", "markup", "recording_length"),
        *("title", "tags", "state"),
    }
    assert named == {*TEXTS, *optional}
