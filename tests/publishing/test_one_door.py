"""Everything public asks the models for what is published, and for nothing else.

Which rooms are public is said here; a new room has its line in one of the two lists.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
# What the world sees is made here.
PUBLIC = {
    *("archive/citations", "archive/formats", "archive/metadata", "archive/pages"),
    *(
        "archive/notebook",
        "archive/quotations",
        "archive/quotes",
        "archive/reports",
        "archive/site",
        "archive/templatetags",
    ),
    *("archive/text", "archive/transcript", "archive/watching"),
    *("search/documents", "search/glossary", "search/knowledge", "search/languages"),
    *("search/meaning", "search/pages", "search/query", "search/store", "search/templatetags"),
    *("search/backend.py", "search/engine.py", "search/search_indexes.py", "search/warm_up.py"),
}
# What editors, operators and other parts of the archive see; the index writes what
# `search.search_indexes` gives it.
INTERNAL = {
    *("archive/anchors", "archive/backups", "archive/changes", "archive/desk"),
    *("archive/editing", "archive/management"),
    *("archive/migrations", "archive/models", "archive/publishing", "archive/sources"),
    *("archive/locale", "archive/admin.py", "archive/apps.py", "archive/gunicorn.py"),
    *("archive/settings.py", "archive/signals.py", "archive/urls.py", "archive/wsgi.py"),
    *("search/admin.py", "search/apps.py", "search/index", "search/management", "search/urls.py"),
}
MODELS = {
    *("Anchor", "Cue", "Exchange", "Interview", "Note", "Paragraph", "Participant", "Person"),
    *("Segment", "Sentence", "Topic"),
}
# Where a person leads to interviews that may be anybody's.
ACROSS = {"interviews", "participations", "shared_segments"}
# Functions that may ask for more, and why.
ALLOWED = {
    # What is hidden from all but the editors, and told as if it weren't there.
    *("archive/transcript/finding.py:load", "archive/transcript/finding.py:find_anchor"),
    # Parts of segments, or other segments of an interview, that were asked for already.
    *("archive/transcript/loading.py:with_words", "archive/transcript/loading.py:with_details"),
    *(
        "archive/transcript/loading.py:with_exchanges",
        "archive/transcript/loading.py:bare_segments_of",
    ),
    *("archive/transcript/loading.py:load_segments", "archive/formats/base.py:has_times"),
    # Of a link that a reader reports, also one withdrawn since.
    "archive/reports/forms.py:clean_anchor",
    # For editors alone, in the admin and by a command.
    "search/glossary/proposals.py:*",
}


def places() -> Iterator[str]:
    """What stands in the two folders."""
    for folder in ("archive", "search"):
        for path in (BASE / folder).iterdir():
            is_room = path.is_dir() and any(path.iterdir()) and path.name != "__pycache__"
            if (is_room and path.name != "data") or path.suffix == ".py":
                yield f"{folder}/{path.name}"


def test_each_room_is_public_or_not() -> None:
    outside = {"archive/__init__.py", "search/__init__.py"}
    assert set(places()) - outside == PUBLIC | INTERNAL
    assert not PUBLIC & INTERNAL


def modules() -> list[Path]:
    found = [BASE / each for each in sorted(PUBLIC)]
    return [file for path in found for file in ([path] if path.is_file() else path.rglob("*.py"))]


def asked(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Each way by which code comes to records, and whether what follows is `published`."""
    followed = {
        id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            is_manager = node.attr in {"objects", "_default_manager"} and (
                isinstance(node.value, ast.Name) and node.value.id in MODELS
            )
            # A field of something else than a person may be called so.
            is_across = node.attr in ACROSS and id(node) in followed
            if (is_manager or is_across) and followed.get(id(node)) in QUERIES - {"published"}:
                yield ast.unparse(node), node
        elif isinstance(node, ast.Call) and "get_object_or_404" in ast.unparse(node.func):
            yield ast.unparse(node), node


QUERIES = {
    *("published", "all", "filter", "exclude", "get", "first", "last", "order_by", "values"),
    *("values_list", "in_bulk", "select_related", "prefetch_related", "annotate", "aggregate"),
    *("count", "exists", "only", "defer", "iterator", "latest", "earliest", "raw", "using"),
}


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Each function with its name; what stands outside of them has none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
    outside = [each for each in tree.body if not isinstance(each, ast.FunctionDef | ast.ClassDef)]
    yield "", ast.Module(outside, [])


def mistakes(path: str, source: str) -> list[str]:
    """Where public code asks for more than what is published."""
    return [
        f"{path}:{name}: {what}"
        for name, node in functions(ast.parse(source))
        if not {f"{path}:{name}", f"{path}:*"} & ALLOWED
        for what, _ in asked(node)
    ]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(BASE)))
def test_public_code_asks_for_what_is_published(path: Path) -> None:
    assert mistakes(str(path.relative_to(BASE)), path.read_text(encoding="utf-8")) == []


def test_what_is_allowed_is_there() -> None:
    for each in ALLOWED:
        path, _, name = each.partition(":")
        assert name == "*" or f"def {name}(" in (BASE / path).read_text(encoding="utf-8"), each


@pytest.mark.parametrize(
    "code",
    [
        "Interview.objects.all()",
        "Segment.objects.filter(pk=1).published()",
        "person.interviews.order_by('pk')",
        "get_object_or_404(Interview, pk=1)",
        "Anchor.objects.select_related('interview')",
    ],
)
def test_it_finds_what_asks_for_more(code: str) -> None:
    assert len(mistakes("archive/pages/new.py", f"def view(request):\n    return {code}\n")) == 1


@pytest.mark.parametrize(
    "code",
    [
        "Interview.objects.published().first()",
        "person.interviews.published()",
        "Term.objects.all()",
    ],
)
def test_it_lets_be_what_does_not(code: str) -> None:
    assert mistakes("archive/pages/new.py", f"def view(request):\n    return {code}\n") == []


def test_templates_ask_for_no_interviews() -> None:
    """But for those that their view has chosen, by a prefetch of what is published."""
    asking = {
        f"{path.relative_to(BASE)}"
        for path in (BASE / "templates").rglob("*.html")
        if any(f".{name}.all" in path.read_text(encoding="utf-8") for name in ACROSS)
    }
    assert asking == {"templates/glossary/term.html"}
