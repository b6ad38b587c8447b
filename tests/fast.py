"""Runs the quick tests of the rooms that were touched: what `make test-fast` does.

    .venv/bin/python -m tests.fast [options of pytest]

Touched is what differs from the main branch or is new; where nothing is, every quick test runs.
A room's tests stand in the folder of its name and in those that `ALSO` names.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

BASE = Path(__file__).resolve().parents[1]
TESTS = BASE / "tests"
ROOMS = ("archive", "search", "templates")
MAIN = "main"
EVERYTHING = frozenset({"tests"})
# Where a room is tested besides the folder of its name.
ALSO = {
    "archive/anchors": ("sources",),
    "archive/changes": ("index", "pages"),
    "archive/locale": ("pages",),
    "archive/management": ("sources", "project"),
    "archive/migrations": ("models", "project"),
    "archive/quotations": ("pages",),
    "archive/site": ("project",),
    "archive/sources": ("formats",),
    "archive/templatetags": ("pages", "citations"),
    "archive/transcript": ("pages", "formats", "citations"),
    "search/documents": ("index", "search"),
    "search/glossary": ("formats",),
    "search/index": ("meaning",),
    "search/languages": ("search",),
    "search/management": ("knowledge", "index"),
    "search/pages": ("search",),
    "search/query": ("search",),
    "search/store": ("search",),
    "search/templatetags": ("glossary",),
    "templates/archive": ("pages",),
    "templates/search": ("search",),
    # What no quick test runs: readers' documents, tools, and scripts, which browsers run.
    ".ci": ("project",),
    "CHANGELOG.md": ("project",),
    "CONTRIBUTING.md": ("project",),
    "Makefile": ("project",),
    "README.md": ("project",),
    "static": ("project",),
    "tests/lint": ("project",),
}


def touched() -> set[str]:
    """Paths, from the top, of the files that the main branch has not, or has otherwise."""
    since = _git("merge-base", MAIN, "HEAD") or ["HEAD"]
    return {
        *_git("diff", "--name-only", since[0]),
        *_git("ls-files", "--others", "--exclude-standard"),
    }


def _git(*arguments: str) -> list[str]:
    """The lines that git prints; none where it can't answer."""
    asked = subprocess.run(
        ["git", *arguments], cwd=BASE, capture_output=True, text=True, check=False
    )
    return asked.stdout.splitlines()


def paths_for(changes: Iterable[str]) -> set[str]:
    """What to run for changes in these files: folders and files under `tests/`, or all of it."""
    found = {path for change in changes for path in _paths_for_file(change)}
    if not found or found & EVERYTHING:
        return set(EVERYTHING)
    return {path for path in found if path.rpartition("/")[0] not in found}


def _paths_for_file(change: str) -> set[str]:
    """One file's; a file that every room may depend on (settings, say) has all."""
    parts = change.split("/")
    if parts[0] == "tests" and parts[-1].startswith("test_"):
        # A file that is gone has no tests left.
        return {change} if (BASE / change).exists() else set()
    if parts[0] == "tests" and parts[1] in _folders():
        return {f"tests/{parts[1]}"}
    return folders_of("/".join(parts[:2])) or folders_of(parts[0]) or set(EVERYTHING)


def folders_of(place: str) -> set[str]:
    """The test folders of a room such as `archive/text`; none: it has none of its own."""
    top, _, own = place.partition("/")
    names = {own} & _folders() if top in ROOMS else set()
    return {f"tests/{name}" for name in {*names, *ALSO.get(place, ())}}


def _folders() -> set[str]:
    """The folders that hold tests."""
    return {path.parent.name for path in TESTS.glob("*/test_*.py")}


def command(changes: Iterable[str], options: list[str]) -> list[str]:
    """The call of pytest for changes in these files."""
    return [sys.executable, "-m", "pytest", "-m", "not slow", *sorted(paths_for(changes)), *options]


def main() -> int:
    asked = command(touched(), sys.argv[1:])
    print(" ".join(["pytest", *asked[3:]]), flush=True)
    ended = subprocess.run(asked, cwd=BASE, check=False)
    # Pytest's 5: there were only slow ones.
    return 0 if ended.returncode == 5 else ended.returncode


if __name__ == "__main__":
    sys.exit(main())
