"""The table of packages against the pinned ones."""

from __future__ import annotations

import re

import pytest

from tests.project.documents import BASE, SITE, rows

PIN = re.compile(r"^([\w.-]+)(?:\[\w+\])?==([^\s;\\]+)", re.MULTILINE)
# A requirements.in, and the requirements.txt that is made of it.
PINNED = {
    "archive/site/requirements.in": "requirements.txt",
    "tests/requirements.in": "tests/requirements.txt",
    "tests/bench/requirements.in": "tests/bench/requirements.txt",
    "search/meaning/requirements.in": "search/meaning/requirements.txt",
}


def read(path: str) -> str:
    return (BASE / path).read_text(encoding="utf-8")


def normal(name: str) -> str:
    """A package's name as indexes compare it: https://peps.python.org/pep-0503/."""
    return re.sub(r"[-_.]+", "-", name).lower()


def direct(path: str) -> list[str]:
    """The packages that are needed directly."""
    return re.findall(r"^([\w.-]+)(?:\[\w+\])?$", read(path), re.MULTILINE)


def pins(path: str) -> dict[str, str]:
    """Versions by package."""
    return {normal(name): version for name, version in PIN.findall(read(path))}


def test_it_says_why_each_package_is_there_and_names_no_other():
    named = [name.strip() for row in rows(SITE, "Packages") for name in row[0].split(",")]
    expected = direct("archive/site/requirements.in")
    assert sorted(named, key=str.lower) == sorted(expected, key=str.lower)
    assert all(row[1] for row in rows(SITE, "Packages"))


@pytest.mark.parametrize(("source", "made"), PINNED.items())
def test_all_that_is_needed_is_pinned_with_hashes(source: str, made: str) -> None:
    pinned = pins(made)
    assert {normal(name) for name in direct(source)} <= pinned.keys()
    blocks = re.split(r"\n(?=[\w.-]+(?:\[\w+\])?==)", read(made))[1:]
    assert len(blocks) == len(pinned)
    for block in blocks:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]
    # What the site has, tests and benchmarks have at the same version.
    site = pins("requirements.txt")
    shared = site if made.startswith("tests") else site.keys() & pinned.keys()
    assert {name: pinned.get(name) for name in shared} == {name: site[name] for name in shared}


@pytest.mark.parametrize("made", PINNED.values())
def test_no_index_is_named(made: str) -> None:
    assert "://" not in read(made)
