"""`make map`: the rooms on one page, `archive/ROOMS.md`, from what their sources say.

With `--check` nothing is written; the exit code is 1 where the page is not current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from tests.project.documents import BASE, markdown
from tests.project.rooms import APPS, Room, read_rooms, top_modules

PAGE = BASE / "archive" / "ROOMS.md"
Edge = tuple[str, str]
# Where words come from, and where they are shown: no modules, so nothing imports them.
OUTSIDE = {
    "seeds": "archive.sources",
    "archive.pages": "templates",
    "search.pages": "templates",
}
INTRODUCTION = """# The rooms

Made by `make map` from the docstrings and imports of the rooms; `make check` fails where it is not
current. Don't edit it by hand.

An arrow leads from a room to one that builds on it, so data flows along the arrows. Arrows that
others imply are left out. Only `store` and `store.whoosh` lead to each other: an engine builds on
what `store` says of engines, and `store` names the engine in use.
"""


def page(rooms: list[Room]) -> str:
    """The whole page as Markdown."""
    parts = [INTRODUCTION, f"```mermaid\n{diagram(rooms)}\n```\n"]
    for app in APPS:
        parts += [f"## `{app}/`\n", _table([room for room in rooms if room.app == app])]
        parts += [f"At the top of `{app}/`, where Django and haystack look for it:\n", _top(app)]
    return "\n".join(parts)


def _table(rooms: list[Room]) -> str:
    body = [
        [
            f"`{room.own_name.replace('.', '/')}/`",
            room.summary,
            *(room.parts.get(part, "") for part in ("Goes in", "Comes out")),
            ", ".join(_short(room, name) for name in sorted(room.imports)),
        ]
        for room in rooms
    ]
    return markdown([["Room", "What it is", "Goes in", "Comes out", "Imports"], *body])


def _short(room: Room, other: str) -> str:
    """Another room's name, as it is called from this one."""
    return other.removeprefix(f"{room.app}.")


def _top(app: str) -> str:
    modules = ([f"`{name}`", said] for name, said in top_modules(app))
    return markdown([["Module", "What it is"], *modules])


def diagram(rooms: list[Room]) -> str:
    """The rooms and what flows between them, in Mermaid's language."""
    lines = ["flowchart TB", '  seeds[/"seeds/"/]', '  templates[/"templates/"/]']
    for app in APPS:
        lines.append(f'  subgraph {app}["{app}/"]')
        lines += [f'    {_node(each.name)}["{each.own_name}"]' for each in rooms if each.app == app]
        lines.append("  end")
    edges = {(other, room.name) for room in rooms for other in room.imports} | set(OUTSIDE.items())
    lines += [f"  {_node(one)} --> {_node(other)}" for one, other in telling(edges)]
    return "\n".join(lines)


def _node(name: str) -> str:
    """A room's name as Mermaid takes it; the application's own name is its frame's."""
    return name.replace(".", "_")


def telling(edges: Iterable[Edge]) -> list[Edge]:
    """The edges that no way over others implies, sorted."""
    left = sorted(set(edges))
    for edge in list(left):
        others = [each for each in left if each != edge]
        if edge[1] in set(_reached(edge[0], others)):
            left = others
    return left


def _reached(start: str, edges: list[Edge]) -> Iterator[str]:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for one, other in edges:
            if one == here and other not in seen:
                seen.add(other)
                waiting.append(other)
                yield other


def main(arguments: list[str]) -> int:
    made = page(read_rooms())
    if "--check" not in arguments:
        PAGE.write_text(made, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == made:
        return 0
    sys.stderr.write(f"{PAGE.relative_to(BASE)} is not current; run `make map`.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
