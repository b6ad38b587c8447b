"""haystack's door to the search: `SearchQuerySet` over the store of `search.store.current_store`.

haystack 3.4 brings a backend for Whoosh, of which nothing is used here, and why:

- its schema gives text Whoosh's `StemmingAnalyzer`, which takes a run of Japanese for one word;
  here the words are cut by `search.languages` before they come to the store;
- its `search` drops queries of one character, returns the wrong rows for a slice that does not
  start at a multiple of its length, opens a searcher for every query, highlights with a stemmer of
  English (an `IndexError` on Japanese), and has no spelling suggestions; here `search.engine`
  answers;
- it makes one document of an object; a segment is several documents, one for each paragraph;
- its query's `clean` quotes words with reserved characters, and `build_query_fragment` makes one
  string of an ANDed value with a space in it; both now speak the query language of
  `search.query.syntax`, in which `AutoQuery`'s minus beside a phrase means what it says.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from operator import itemgetter
from typing import Any, overload

from django.db.models import Model
from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery, log_query
from haystack.exceptions import SkipDocument
from haystack.models import SearchResult
from haystack.utils import get_identifier

from archive.models import Segment
from search import engine
from search.documents.analysis import SegmentText
from search.engine import Answer
from search.index.segments import load_names, segment_text
from search.pages.highlighting import Highlighter, snippet
from search.pages.related import related_turns
from search.query.correct import corrected_text
from search.store import Changes, Hit, NoIndexError, Page, Store, current_store

log = logging.getLogger(__name__)

EVERYTHING = "(kind:question OR kind:answer OR kind:remark)"
MOST_RELATED = 100
# Segments that are read from the database at a time.
BATCH = 500
NOTHING_FOUND: dict[str, Any] = {"results": [], "hits": 0, "spelling_suggestion": None}


class SegmentSearchBackend(BaseSearchBackend):  # type: ignore[misc]
    """Indexes segments by paragraph and searches them with `search.engine`."""

    @property
    def store(self) -> Store:
        """Where segments are indexed and searched."""
        return current_store()

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:
        """Index segments, in the place of what the index has of them; all, where there is none."""
        keys = [segment.pk for segment in iterable]
        segments = index.index_queryset()
        try:
            # Read again once nobody else writes: what was read before may be older than the index.
            with closing(segments.filter(pk__in=keys).iterator(BATCH)) as rows:
                self.replace(index, rows, keys)
        except NoIndexError:
            with closing(segments.iterator(BATCH)) as rows:
                self.rebuild(index, rows)

    def replace(self, index: Any, iterable: Iterable[Any], keys: Iterable[int]) -> None:
        """Index segments in the place of what the index has of those with `keys`.

        The index gets a new generation in any case, so that what is read beside it is read anew.
        Raises `search.store.NoIndexError`.
        """
        self.store.apply(Changes(list(keys), self._texts(index, iterable)), load_names)

    def rebuild(self, index: Any, iterable: Iterable[Any]) -> None:
        """Index segments in the place of all that the index has, which answers until then."""
        self.store.rebuild(self._texts(index, iterable), load_names)

    def _texts(self, index: Any, iterable: Iterable[Any]) -> Iterator[SegmentText]:
        for each in iterable:
            try:
                yield segment_text(each, index.full_prepare(each))
            except SkipDocument:
                log.debug("Indexing for object `%s` skipped", each)

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        """Take a segment out of the index, if there is one."""
        key = int(get_identifier(obj_or_string).rpartition(".")[2])
        with suppress(NoIndexError):
            self.store.apply(Changes([key]), load_names)

    def clear(self, models: Sequence[type[Model]] | None = None, commit: bool = True) -> None:
        """Empty the index: segments are all that it has."""
        if models is None or Segment in models:
            self.store.clear()

    @log_query  # type: ignore[untyped-decorator]
    def search(  # noqa: PLR0913, PLR0917
        self,
        query_string: str,
        sort_by: Sequence[str] | None = None,
        start_offset: int = 0,
        end_offset: int | None = None,
        highlight: bool = False,
        facets: Iterable[str] | None = None,
        narrow_queries: Iterable[str] | None = None,
        spelling_query: str | None = None,
        result_class: type[SearchResult] | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """Answer a `SearchQuerySet`: `results`, `hits`, `facets`, `spelling_suggestion`.

        `sort_by` takes `order` (reading order) and `-order`; anything else is by relevance.
        """
        if not query_string.strip():
            return NOTHING_FOUND
        query = " ".join([query_string, *(f"({each})" for each in narrow_queries or ())])
        page = Page(start_offset, end_offset, _order(sort_by), 1, tuple(facets or ()))
        try:
            answer = engine.search(_everything(query), page=page)
        except NoIndexError:
            return NOTHING_FOUND
        highlighter = Highlighter(answer.understood) if highlight else None
        kind = result_class or SearchResult
        return {
            "results": Results(answer.found.hits, lambda hit: _result(hit, kind, highlighter)),
            "hits": answer.found.total,
            "facets": {"fields": _facets(answer), "dates": {}, "queries": {}},
            "spelling_suggestion": self.create_spelling_suggestion(spelling_query)
            if spelling_query
            else _suggestion(query_string, answer),
        }

    def more_like_this(
        self,
        model_instance: Model,
        additional_query_string: str | None = None,
        start_offset: int = 0,
        end_offset: int | None = None,
        result_class: type[SearchResult] | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """The turns that share the most telling words with a segment."""
        try:
            related = related_turns(self.store, {model_instance.pk}, MOST_RELATED)
            turns = self.store.turns(each.segment for each in related)
        except NoIndexError:
            return NOTHING_FOUND
        results = [
            _made(result_class or SearchResult, turns[each.segment].fields, each.score)
            for each in related[start_offset:end_offset]
            if each.segment in turns
        ]
        return {"results": results, "hits": len(related), "spelling_suggestion": None}

    def create_spelling_suggestion(self, query_string: str) -> str | None:
        """What was meant by a query, where something else than what was typed."""
        return _suggestion(query_string, engine.search(query_string))


class Results(Sequence[SearchResult]):
    """Results that are made when they are looked at: who asks for facets alone looks at none."""

    def __init__(self, hits: Sequence[Hit], make: Callable[[Hit], SearchResult]) -> None:
        self.hits = hits
        self.make = make

    def __len__(self) -> int:
        return len(self.hits)

    @overload
    def __getitem__(self, place: int) -> SearchResult: ...
    @overload
    def __getitem__(self, place: slice) -> Results: ...
    def __getitem__(self, place: int | slice) -> SearchResult | Results:
        if isinstance(place, slice):
            return Results(self.hits[place], self.make)
        return self.make(self.hits[place])


def _result(hit: Hit, kind: type[SearchResult], highlighter: Highlighter | None) -> SearchResult:
    if highlighter is None:
        return _made(kind, hit.fields, hit.score)
    best = hit.paragraphs[0]
    marked = {"text": [snippet(best.text, highlighter.spans(best)).html]}
    return _made(kind, hit.fields, hit.score, highlighted=marked)


def _made(
    kind: type[SearchResult], fields: Mapping[str, Any], score: float, **more: Any
) -> SearchResult:
    """haystack's result of the fields that it prepared."""
    own = {"django_ct", "django_id", "id"}
    app_label, model_name = fields["django_ct"].split(".")
    shown = {name: value for name, value in fields.items() if name not in own}
    return kind(app_label, model_name, fields["django_id"], score, **shown, **more)


def _order(sort_by: Sequence[str] | None) -> str:
    if not sort_by:
        return "relevance"
    return "-order" if sort_by[0].startswith("-") else "order"


def _everything(query: str) -> str:
    """haystack asks for everything with `*`."""
    return " ".join(part for part in query.split() if part not in {"*", "(*)"}) or EVERYTHING


def _suggestion(query: str, answer: Answer) -> str | None:
    return corrected_text(query, answer.understood.corrections) or None


def _facets(answer: Answer) -> dict[str, list[tuple[str, int]]]:
    facets = {}
    for name, counts in answer.found.facets.items():
        slugs = answer.knowledge.catalogue.by_slug(name) if counts else []
        values = [(slug, count) for number, slug in slugs if (count := counts.get(number))]
        facets[name] = sorted(values, key=itemgetter(1), reverse=True)
    return facets


class SegmentSearchQuery(BaseSearchQuery):  # type: ignore[misc]
    """Builds queries in the language of `search.query.syntax`."""

    def clean(self, query_fragment: str) -> str:
        """What a reader typed, as it is: no input is an error in this query language."""
        return query_fragment

    def build_not_query(self, query_string: str) -> str:
        """A word or phrase that must not be there."""
        return f"-{query_string}" if query_string.startswith('"') else f"-({query_string})"

    def build_exact_query(self, query_string: str) -> str:
        """A phrase."""
        return quoted(query_string)

    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> str:
        """One condition of a `SearchQuerySet`: on `content`, or on a field that filters."""
        if hasattr(value, "values_list"):
            value = list(value)
        if hasattr(value, "input_type_name"):
            if field == "content":
                return self._content(value)
            value = value.query_string
        values = value if isinstance(value, list | tuple | set) else [value]
        if field != "content":
            return _any(f"{field}:{quoted(each)}" for each in values)
        if filter_type == "exact":
            return _any(quoted(each) for each in values)
        if filter_type == "startswith":
            return _any(f"{each}*" for each in values)
        return f"({' '.join(str(each) for each in values)})"

    def _content(self, value: Any) -> str:
        if value.input_type_name == "auto_query":
            return f"({value.query_string})"
        return str(value.prepare(self))

    def build_alt_parser_query(self, *args: Any, **kwargs: Any) -> str:
        """Whoosh's other parsers have no place in this query language."""
        raise NotImplementedError("The search has one query language; see search.query.syntax.")


def quoted(value: Any) -> str:
    """A value as a phrase of the query language."""
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _any(conditions: Iterable[str]) -> str:
    found = list(conditions)
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


class SegmentEngine(BaseEngine):  # type: ignore[misc]
    """What `HAYSTACK_CONNECTIONS` names."""

    backend = SegmentSearchBackend
    query = SegmentSearchQuery
