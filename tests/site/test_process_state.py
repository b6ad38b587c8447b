"""What a process keeps between two requests is listed in one place, with what empties it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
TABLE = BASE / "archive" / "site" / "PROCESS_STATE.md"
MEMORIES = {"lru_cache", "cache"}
CONTAINERS = {
    *("dict", "list", "set", "deque", "defaultdict", "Counter", "OrderedDict", "local"),
    *("WeakKeyDictionary", "WeakValueDictionary", "WeakSet"),
}
# Addresses and settings that Django and gunicorn read from a module.
GIVEN = {"urlpatterns", "files", "bind", "secure_scheme_headers"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """The modules of both applications, by their dotted names."""
    for app in ("archive", "search"):
        for path in sorted((BASE / app).rglob("*.py")):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(BASE).with_suffix("").parts)
                yield name.removesuffix(".__init__"), ast.parse(path.read_text(encoding="utf-8"))


def kept_in(tree: ast.Module) -> set[str]:
    """Names of functions that remember answers, and of variables that change."""
    rebound = {
        name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names
    }
    return rebound | set(_remembering(tree)) | set(_containers(tree))


def _remembering(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            called = {_called(each) for each in node.decorator_list}
            if called & MEMORIES:
                yield node.name


def _containers(tree: ast.Module) -> Iterator[str]:
    """Module variables that hold something mutable; a name in capitals is a constant."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            name = target.id if isinstance(target, ast.Name) else ""
            constant = name.isupper() or name.startswith("__") or name in GIVEN
            if name and not constant and _is_mutable(getattr(node, "value", None)):
                yield name


def _is_mutable(value: ast.AST | None) -> bool:
    shown = (ast.Dict, ast.List, ast.Set, ast.DictComp, ast.ListComp, ast.SetComp)
    return isinstance(value, shown) or _called(value) in CONTAINERS | MEMORIES


def _called(node: ast.AST | None) -> str:
    """The last part of a name that is called, or that stands alone: `functools.cache` → `cache`."""
    while isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def listed() -> dict[str, str]:
    """The table: what is kept, and what empties it."""
    rows = re.findall(
        r"^\| `([\w.]+)` \|.*\| (.+) \|$", TABLE.read_text(encoding="utf-8"), re.MULTILINE
    )
    return dict(rows)


def test_the_table_lists_what_a_process_keeps_and_nothing_else():
    found = {f"{name}.{each}" for name, tree in modules() for each in kept_in(tree)}
    assert set(listed()) == found


def test_each_row_says_what_empties_it():
    assert all(len(words.split()) > 1 for words in listed().values())


@pytest.mark.parametrize(
    "source",
    [
        "kept = {}",
        "_kept: dict[str, int] = {}",
        "kept = defaultdict(list)",
        "kept = threading.local()",
        "@lru_cache(maxsize=2)\ndef kept(): ...",
        "class Some:\n    @functools.cache\n    def kept(self): ...",
        "def fill():\n    global kept\n    kept = 1",
    ],
)
def test_it_sees_every_form(source):
    assert {name.strip("_") for name in kept_in(ast.parse(source))} == {"kept"}


@pytest.mark.parametrize("source", ["KEPT = {}", "kept = ()", "__all__ = []", "lock = Lock()"])
def test_it_passes_over_what_does_not_change(source):
    assert kept_in(ast.parse(source)) == set()
