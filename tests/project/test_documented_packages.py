"""The table of packages against the pinned ones."""

from __future__ import annotations

import re

from tests.project.documents import BASE, SITE, rows


def pinned() -> list[str]:
    """The packages that the site itself uses: those above what they need in turn."""
    text = (BASE / "requirements.txt").read_text(encoding="utf-8")
    chosen, needed = text.split("# Needed by the above")
    assert needed.strip()
    return re.findall(r"^([\w-]+)(?:\[\w+\])?==", chosen, re.MULTILINE)


def test_it_says_why_each_package_is_there_and_names_no_other():
    named = [name.strip() for row in rows(SITE, "Packages") for name in row[0].split(",")]
    assert sorted(named, key=str.lower) == sorted(pinned(), key=str.lower)
    assert all(row[1] for row in rows(SITE, "Packages"))


def test_every_requirement_is_pinned():
    for path in (BASE / "requirements.txt", BASE / "tests" / "requirements.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert re.fullmatch(r"(#.*|-r .*|[\w-]+(\[\w+\])?==[\w.]+)?", line), line
