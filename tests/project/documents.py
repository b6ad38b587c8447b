"""The documents (README.md of each folder, CONTRIBUTING.md) as the tests read and write them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

BASE = Path(__file__).parents[2]
README = "README.md"
ARCHIVE = "archive/README.md"
BENCH = "tests/bench/README.md"
CONTRIBUTING = "CONTRIBUTING.md"
SEARCH = "search/README.md"
SEEDS = "seeds/README.md"
SITE = "archive/site/README.md"


def text(document: str) -> str:
    """All of a document, named by its path from the project's folder."""
    return (BASE / document).read_text(encoding="utf-8")


def section(document: str, heading: str) -> str:
    """What stands under a second-level heading."""
    parts = re.split(r"^## (.+)$", text(document), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[heading]


def rows(document: str, heading: str, table: int = 0) -> list[list[str]]:
    """The cells of the section's table of that number, without its head."""
    found = re.findall(r"(?:^\|.*\n)+", section(document, heading), re.MULTILINE)
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in found[table].splitlines()[2:]
    ]


def blocks(document: str, heading: str, language: str) -> list[str]:
    """The section's code blocks in `language`."""
    fenced = rf"^```{language}\n(.*?)^```"
    return re.findall(fenced, section(document, heading), re.MULTILINE | re.DOTALL)


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """A table, the first row of which is its head."""
    head, *body = (f"| {' | '.join(cells)} |\n" for cells in rows)
    return "".join([head, "| --- " * len(rows[0]) + "|\n", *body])


def replace_table(document: str, head: str, table: str) -> None:
    """Put `table` in the place of the document's table whose first line begins with `head`."""
    old = re.compile(rf"^{re.escape(head)}.*\n(?:\|.*\n)+", re.MULTILINE)
    changed, count = old.subn(lambda _: table, text(document))
    if count != 1:
        raise ValueError(f"{document} has {count} tables that begin with {head}.")
    (BASE / document).write_text(changed, encoding="utf-8")


def documents() -> list[str]:
    """Every document under version control; in a copy without it, all outside made folders."""
    if (BASE / ".git").exists():
        command = ["git", "ls-files", "-co", "--exclude-standard", "*.md"]
        listed = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=True)
        return sorted(path for path in listed.stdout.split() if (BASE / path).exists())
    made = re.compile(r"(^|/)(\.|build/|node_modules/)")
    found = (path.relative_to(BASE).as_posix() for path in BASE.rglob("*.md"))
    return sorted(path for path in found if not made.search(path))
