"""What `search/backend.py` replaces of haystack is there, and is called as it was read.

Read from django-haystack 3.4.0.  A test that fails here after an upgrade says which method is
called otherwise, or which name of ours haystack has taken.
"""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from haystack import inputs
from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery
from haystack.utils import get_identifier, get_model_ct

from archive.models import Segment
from search.backend import SegmentEngine, SegmentSearchBackend, SegmentSearchQuery

READ_FROM = "(read from django-haystack 3.4.0)"
BACKEND = {
    "update": "(self, index, iterable, commit=True)",
    "remove": "(self, obj_or_string)",
    "clear": "(self, models=None, commit=True)",
    "search": "(self, query_string, **kwargs)",
    "more_like_this": ("(self, model_instance, additional_query_string=None, result_class=None)"),
}
QUERY = {
    "clean": "(self, query_fragment)",
    "build_not_query": "(self, query_string)",
    "build_exact_query": "(self, query_string)",
    "build_query_fragment": "(self, field, filter_type, value)",
}
METHODS = [
    *((BaseSearchBackend, name, signature) for name, signature in BACKEND.items()),
    *((BaseSearchQuery, name, signature) for name, signature in QUERY.items()),
]


def signature(owner: type, name: str) -> str:
    """How a method is called; `log_query` hides the one of `search` in its closure."""
    method = getattr(owner, name)
    (closed,) = method.__closure__ if method.__name__ == "wrapper" else [None]
    return str(inspect.signature(closed.cell_contents if closed else method))


@pytest.mark.parametrize(("owner", "name", "read"), METHODS, ids=[name for _, name, _ in METHODS])
def test_haystack_has_each_method_that_is_replaced(owner: type, name: str, read: str) -> None:
    assert hasattr(owner, name), (
        f"{owner.__name__}.{name} is gone {READ_FROM}: nothing calls what backend.py has there."
    )
    assert signature(owner, name) == read, (
        f"{owner.__name__}.{name} is called otherwise {READ_FROM}; backend.py replaces it."
    )


@pytest.mark.parametrize(
    ("own", "base", "replaced"),
    [
        (SegmentSearchBackend, BaseSearchBackend, BACKEND),
        (SegmentSearchQuery, BaseSearchQuery, QUERY),
    ],
)
def test_haystack_has_no_other_method_of_a_name_of_ours(
    own: type, base: type, replaced: dict[str, str]
) -> None:
    named = {name for name, value in vars(own).items() if inspect.isfunction(value)}
    both = {name for name in named if hasattr(base, name)}
    assert both == replaced.keys(), (
        f"{own.__name__} replaces other methods of haystack's than were read {READ_FROM}: one of "
        "ours has the name of a new one, or the tables in this test lack one."
    )


def test_a_backend_is_made_with_what_ours_uses() -> None:
    backend = SegmentSearchBackend("default", PATH="somewhere")
    assert backend.connection_alias == "default", f"`log_query` asks for the alias {READ_FROM}."


def test_an_engine_makes_its_backend_and_query_from_classes() -> None:
    made: Any = SegmentEngine(using="default")
    assert isinstance(made, BaseEngine)
    assert type(made.get_backend()) is SegmentSearchBackend, (
        f"An engine no longer makes its backend from the class `backend` {READ_FROM}."
    )
    assert type(made.get_query()) is SegmentSearchQuery, (
        f"An engine no longer makes its query from the class `query` {READ_FROM}."
    )


def test_values_of_a_query_say_what_they_are() -> None:
    automatic = inputs.AutoQuery('a -"b"')
    assert (automatic.input_type_name, automatic.query_string) == ("auto_query", 'a -"b"'), (
        f"AutoQuery has other names for its kind and its text {READ_FROM}; backend.py takes its "
        "text as it is typed."
    )
    query: Any = SegmentSearchQuery()
    prepared = [inputs.Clean("a:b"), inputs.Exact("a b"), inputs.Not("c")]
    assert [each.prepare(query) for each in prepared] == ["a:b", '"a b"', "-(c)"], (
        f"Values are no longer prepared by `clean`, `build_exact_query` and `build_not_query` "
        f"{READ_FROM}."
    )
    with pytest.raises(NotImplementedError):
        inputs.AltParser("dismax", "a").prepare(query)


def test_a_record_is_named_by_its_model_and_key() -> None:
    assert get_identifier(Segment(pk=7)) == "archive.segment.7", (
        f"haystack calls a record otherwise {READ_FROM}: segments in the index are not found by "
        "their names."
    )
    assert get_model_ct(Segment) == Segment._meta.label_lower
