"""The top level: what belongs there, and nothing else."""

from __future__ import annotations

import subprocess

import pytest

from tests.project.documents import BASE

TOP = {
    *("manage.py", "requirements.txt", "archive", "search", "templates", "static", "fixtures"),
    *("tests", "seeds"),
    # The usual project files.
    *("README.md", "Makefile", "pyproject.toml", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
    *(".ci", ".gitignore"),
}
IGNORED = {line.strip("/") for line in (BASE / ".gitignore").read_text().split()}


def _kept() -> set[str]:
    """The top-level names under version control; in a copy without it, all not ignored."""
    if not (BASE / ".git").exists():
        return {path.name for path in BASE.iterdir()} - IGNORED
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=BASE, capture_output=True, text=True, check=True
    )
    return {path.split("/")[0] for path in listed.stdout.split("\0") if path}


def test_the_top_level_holds_exactly_what_belongs_there():
    assert _kept() == TOP


@pytest.mark.parametrize("name", [".venv", ".data", "build", "__pycache__"])
def test_what_a_machine_makes_is_ignored(name):
    assert name in IGNORED
