"""`archive/` names no module of `search/` in a string; import contracts hold the imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.project.documents import BASE

# A dotted name into the package, or the package alone.
NAMES_SEARCH = re.compile(r"\bsearch\.[a-z_]|^search\.?$")
# The composition of the site, where Django asks for names.
COMPOSITION = {
    "archive/settings.py": ["search", "search.backend.SegmentEngine"],
    "archive/urls.py": ["search.glossary.twin_urls", "search.glossary.urls", "search.urls"],
}
# The name of an address, which any app could answer.
ADDRESS_NAMES = {
    "archive/metadata/linked_data.py": ["search"],
    "archive/metadata/views.py": ["search"],
}


def _strings(source: str) -> Iterator[str]:
    """The texts that a module holds, docstrings aside."""
    tree = ast.parse(source)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def _naming_search(path: Path) -> list[str]:
    texts = _strings(path.read_text(encoding="utf-8"))
    return sorted({text for text in texts if NAMES_SEARCH.search(text)})


def test_only_the_composition_of_the_site_names_a_module_of_search():
    found = {
        path.relative_to(BASE).as_posix(): named
        for path in (BASE / "archive").rglob("*.py")
        if (named := _naming_search(path))
    }
    assert found == COMPOSITION | ADDRESS_NAMES
