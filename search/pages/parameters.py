"""A search's parameters, as they stand in an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.text import FORBIDDEN
from search.documents.schema import KINDS
from search.engine import FACETS
from search.query.syntax import MAX_LENGTH

PER_PAGE, MOST_PER_PAGE = 20, 100
MOST_PAGES = 10_000
SORTS = ("relevance", "order")
GROUPS = ("", "topic")


class BadParameterError(ValueError):
    """A parameter that can't be used; its text says which and why."""


@dataclass(frozen=True)
class Parameters:
    """`q`: the query.  `filters` by field.  `exact`: not to correct what was typed.

    `page` counts from 1.  `sort` is one of `SORTS`, `group` one of `GROUPS`.
    """

    q: str = ""
    page: int = 1
    per_page: int = PER_PAGE
    sort: str = "relevance"
    group: str = ""
    exact: bool = False
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def window(self) -> tuple[int, int]:
        """The first result's place on this page, and the place behind its last."""
        start = (self.page - 1) * self.per_page
        return start, start + self.per_page

    def address(self, **changes: object) -> str:
        """The query string of this search with `changes`; a change of None leaves one out.

        Any change but one of the page goes back to the first page.
        """
        values: dict[str, object] = {"q": self.q, **dict(self.filters)}
        if self.sort != "relevance":
            values["sort"] = self.sort
        if self.group:
            values["group"] = self.group
        if self.exact:
            values["exact"] = "1"
        values |= changes
        return "?" + urlencode({k: v for k, v in values.items() if v not in {None, ""}})

    def arrival(self, suggestion: str) -> str:
        """The parameters with which a page marks what was searched for (`search.pages.hit_marks`).

        `suggestion`: what was searched for instead of `q`, if anything.
        """
        query = {"q": suggestion or self.q}
        return urlencode(query | ({"exact": "1"} if self.exact else {}))


def query_of(values: Mapping[str, str]) -> str:
    """The query in a request's parameters, without what HTML forbids: no text has it."""
    return FORBIDDEN.sub("", values.get("q", "")).strip()


def read_parameters(values: Mapping[str, str]) -> Parameters:
    """Read a request's parameters.  Raises `BadParameterError`."""
    q = query_of(values)
    if len(q) > MAX_LENGTH:
        raise BadParameterError(
            ngettext(
                "q is longer than %(most)s character.",
                "q is longer than %(most)s characters.",
                MAX_LENGTH,
            )
            % {"most": MAX_LENGTH},
        )
    filters = tuple((name, value) for name in FACETS if (value := values.get(name, "").strip()))
    if (kind := dict(filters).get("kind")) and kind not in KINDS:
        raise _not_among("kind", KINDS)
    return Parameters(
        q=q,
        page=_number(values, "page", 1, MOST_PAGES),
        per_page=_number(values, "per_page", PER_PAGE, MOST_PER_PAGE),
        sort=_choice(values, "sort", SORTS),
        group=_choice(values, "group", GROUPS),
        exact=_choice(values, "exact", ("", "1")) == "1",
        filters=filters,
    )


def _number(values: Mapping[str, str], name: str, default: int, most: int) -> int:
    value = values.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdecimal()) or not 1 <= int(value) <= most:
        raise BadParameterError(
            _("%(name)s must be a whole number from 1 to %(most)s.") % {"name": name, "most": most}
        )
    return int(value)


def _choice(values: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = values.get(name, "") or choices[0]
    if value not in choices:
        raise _not_among(name, [choice for choice in choices if choice])
    return value


def _not_among(name: str, choices: object) -> BadParameterError:
    return BadParameterError(
        _("%(name)s must be one of: %(choices)s.")
        % {"name": name, "choices": ", ".join(map(str, choices))}  # type: ignore[call-overload]
    )
