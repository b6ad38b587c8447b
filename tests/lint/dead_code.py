"""Finds code that nothing calls: vulture, told which names are called from where it can't look.

    .venv/bin/python -m tests.lint.dead_code

Prints what is dead and ends with 1, or prints nothing.  The lists are made from what is there
(templates, base classes, settings), so that what a template no longer names is found.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import django
from vulture import Vulture

BASE = Path(__file__).resolve().parents[2]
PACKAGES = ("archive", "search")
PATHS = [BASE / "archive", BASE / "search", BASE / "manage.py"]
CALLED_BY_DECORATOR = [
    "@receiver",
    "@admin.register",
    "@checks.register",
    "@register.inclusion_tag",
]
# What a framework calls by a name that none of its classes has.
CALLED_BY_DJANGO = (
    *("urlpatterns", "handler404", "handler500", "Command", "*Config", "Meta", "clean_*"),
    *("process_exception", "has_add_permission", "natural_key", "get_by_natural_key", "close_at"),
    "validate_constraints",
    # Of a feed.
    *("subtitle", "feed_*", "item_*"),
)
CALLED_BY_HAYSTACK = (
    *("SegmentIndex", "prepare_*", "build_alt_parser_query"),
    *("additional_query_string", "using"),
)
CALLED_BY_WHOOSH = ("readline", "tell", "_buf", "iter_postings", "cleanup")
CALLED_BY_GUNICORN = ("worker", "BufferingWorker")
# By the standard library's parsers.
CALLED_BY_PARSERS = ("parse_object", "scan_once", "setDocumentLocator")
# What python-docx writes into a document.
READ_BY_WORD = ("author", "comments", "keep_with_next", "italic", "superscript")
# How a file stands in a zip.
READ_BY_ZIPFILE = ("create_system", "external_attr", "compress_type")
# What a log's record is written from.
READ_BY_LOGGING = ("msg", "exc_text", "levelname", "levelno")
# For a test, which proves that no model is forgotten.
TOLD = ("NOT_CONTENT",)
# Part of a key: compared, never read.
COMPARED = ("versions", "current")
CALLED = {
    *CALLED_BY_DJANGO,
    *CALLED_BY_HAYSTACK,
    *CALLED_BY_WHOOSH,
    *CALLED_BY_GUNICORN,
    *CALLED_BY_PARSERS,
    *READ_BY_LOGGING,
    *READ_BY_WORD,
    *READ_BY_ZIPFILE,
    *TOLD,
    *COMPARED,
}


def in_templates() -> set[str]:
    """Every word within the templates' marks."""
    marks = re.compile(r"{[{%](.*?)[}%]}", re.DOTALL)
    texts = (path.read_text(encoding="utf-8") for path in (BASE / "templates").rglob("*.*"))
    return {word for text in texts for mark in marks.findall(text) for word in _words(mark)}


def _words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z_]\w*", text)


def modules() -> Iterator[ModuleType]:
    """All modules of the two apps."""
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not re.search(r"\.(migrations|gunicorn|wsgi)\b", found.name):
                yield importlib.import_module(found.name)


def inherited() -> set[str]:
    """What our classes have in common with other people's that they derive from."""
    return {name for cls in _classes() for name in vars(cls) if _is_known_outside(cls, name)}


def _classes() -> set[type]:
    """Our classes and those within them."""
    found = {cls for module in modules() for cls in vars(module).values() if _is_ours(cls)}
    return found | {inner for cls in found for inner in vars(cls).values() if _is_ours(inner)}


def _is_ours(thing: object) -> bool:
    return inspect.isclass(thing) and thing.__module__.split(".")[0] in PACKAGES


def _is_known_outside(cls: type, name: str) -> bool:
    return any(name in vars(base) for base in cls.__mro__ if not _is_ours(base))


def in_composition() -> set[str]:
    """The names of settings, the fields of the index, and what is named by a dotted path."""
    files = ("archive/settings.py", "archive/urls.py")
    texts = [(BASE / file).read_text(encoding="utf-8") for file in files]
    paths = {path for text in texts for path in re.findall(r'"((?:\w+\.)+\w+)"', text)}
    settings = {word for word in _words(texts[0]) if word.isupper()}
    return settings | {path.rsplit(".", 1)[1] for path in paths} | set(_indexed())


def _indexed() -> Iterator[str]:
    """The names of the fields that haystack indexes."""
    from search.search_indexes import SegmentIndex

    yield from SegmentIndex().fields


def in_gunicorn() -> set[str]:
    """What gunicorn may be told in its file."""
    return {setting.name for setting in importlib.import_module("gunicorn.config").KNOWN_SETTINGS}


def options() -> set[str]:
    """What a `Meta` may say, and the members of choices, which are used together."""
    from django.db.models.enums import Choices
    from django.db.models.options import DEFAULT_NAMES
    from django.forms.models import ModelFormOptions

    choices = {cls for cls in _classes() if issubclass(cls, Choices)}
    members = {name for cls in choices for name in cls.__members__}
    return members | set(DEFAULT_NAMES) | set(vars(ModelFormOptions()))


def called_by_name() -> set[str]:
    """All names that count as called."""
    found = {*CALLED} | in_templates() | inherited() | in_composition() | in_gunicorn()
    return found | options()


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()
    finder = Vulture(ignore_names=sorted(called_by_name()), ignore_decorators=CALLED_BY_DECORATOR)
    finder.scavenge(PATHS, exclude=["*/migrations/*"])
    dead = finder.get_unused_code()
    for item in dead:
        print(item.get_report())
    return bool(dead)


if __name__ == "__main__":
    sys.exit(main())
