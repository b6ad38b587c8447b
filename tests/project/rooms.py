"""The rooms of the house, as their source has them: what each says of itself, and what it imports.

A *room* is a sub-package of `archive/` or `search/`, named by its dotted path (`search.query`).
Packages that Django names (migrations, commands, template tags) are none.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.project.documents import BASE

APPS = ("archive", "search")
DJANGOS = {"management", "migrations", "templatetags"}
PARTS = ("Goes in", "Comes out", "May import")


@dataclass(frozen=True)
class Room:
    """`parts` are the docstring's paragraphs that begin with one of `PARTS`, by that."""

    name: str
    summary: str
    parts: dict[str, str]
    imports: frozenset[str]

    @property
    def app(self) -> str:
        return self.name.partition(".")[0]

    @property
    def own_name(self) -> str:
        """The name inside its application: `store.whoosh`."""
        return self.name.partition(".")[2]

    @property
    def allowed(self) -> frozenset[str]:
        """The rooms that its docstring lets it import."""
        return frozenset(re.findall(r"[a-z][a-z.]*[a-z]", self.parts["May import"])) - {"nothing"}


def read_rooms(base: Path = BASE) -> list[Room]:
    """Every room below `base`, the archive's first."""
    names = [name for app in APPS for name in _packages(base, app)]
    return [_read(base, name, names) for name in names]


def top_modules(app: str, base: Path = BASE) -> list[tuple[str, str]]:
    """The modules at the top of an application, with the first sentence of each."""
    paths = sorted((base / app).glob("*.py"))
    return [(path.name, summary(path)) for path in paths if path.stem != "__init__"]


def summary(path: Path) -> str:
    """The first line of a module's docstring; empty where it has none."""
    return _joined((ast.get_docstring(_tree(path)) or "").partition("\n")[0])


def _packages(base: Path, app: str) -> Iterator[str]:
    for path in sorted((base / app).rglob("__init__.py")):
        parts = path.parent.relative_to(base).parts
        if len(parts) > 1 and DJANGOS.isdisjoint(parts):
            yield ".".join(parts)


def _read(base: Path, name: str, rooms: list[str]) -> Room:
    folder = base.joinpath(*name.split("."))
    first, *paragraphs = (ast.get_docstring(_tree(folder / "__init__.py")) or "").split("\n\n")
    return Room(name, _joined(first), _parts(paragraphs), frozenset(_imports(base, name, rooms)))


def _parts(paragraphs: list[str]) -> dict[str, str]:
    """What stands behind each of `PARTS`, without its full stop, up to the paragraph's end."""
    ends = "|".join(PARTS)
    pattern = re.compile(rf"^({ends}): (.*?)\.?(?=\n(?:{ends}):|\Z)", re.MULTILINE | re.DOTALL)
    return {name: _joined(text) for each in paragraphs for name, text in pattern.findall(each)}


def _joined(text: str) -> str:
    return " ".join(text.split())


def _imports(base: Path, name: str, rooms: list[str]) -> Iterator[str]:
    """The other rooms that a room's own modules import from."""
    folder = base.joinpath(*name.split("."))
    for path in folder.glob("*.py"):
        for module in _imported(_tree(path)):
            if (room := room_of(module, rooms)) and room != name:
                yield room


def _imported(tree: ast.Module) -> Iterator[str]:
    """The dotted path of everything that is imported, of a name from a module that too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room_of(module: str, rooms: list[str]) -> str:
    """The room that a dotted path leads into; empty for any other place."""
    inside = [room for room in rooms if f"{module}.".startswith(f"{room}.")]
    return max(inside, key=len, default="")


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
