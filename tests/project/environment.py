"""The settings that `archive/site/environment.py` reads, as its source has them."""

from __future__ import annotations

import ast
import re

from tests.project.documents import BASE

Default = str | int | bool | list[str] | None


def settings_read() -> dict[str, Default]:
    """Every `env.TYPE("NAME", default)`; None: no plain default."""
    tree = ast.parse((BASE / "archive" / "site" / "environment.py").read_text(encoding="utf-8"))
    found: dict[str, Default] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and re.fullmatch(r"env\.\w+", ast.unparse(node.func)):
            found[ast.literal_eval(node.args[0])] = _literal(node.args[1])
    return found


def _literal(node: ast.expr) -> Default:
    try:
        value: Default = ast.literal_eval(node)
    except ValueError:
        return None
    return value
