"""haystack's Whoosh backend, made to understand Japanese.

What of haystack 3.4's own `WhooshSearchBackend` and `WhooshSearchQuery` is replaced, and why:

- the schema: haystack gives text Whoosh's `StemmingAnalyzer`, which takes a run of Japanese for
  one word; here the words are cut by `search.languages.japanese` (see `search.documents.schema`);
- `search`: haystack drops queries of one character, returns the wrong rows for a slice that does
  not start at a multiple of its length, opens a searcher for every query, highlights with a
  stemmer of English (an `IndexError` on Japanese), and has no spelling suggestions; here
  `search.engine` answers, over one snapshot for each generation of the index;
- `update` and `remove`: a segment is several Whoosh documents, one for each paragraph;
- the query's `clean`, which quotes words with reserved characters, and `build_query_fragment`,
  which makes one string of an ANDed value with a space in it; both now speak the query language
  of `search.query.syntax`, in which `AutoQuery`'s minus beside a phrase means what it says.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, overload

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from haystack.backends import BaseEngine, log_query
from haystack.backends.whoosh_backend import WhooshSearchBackend, WhooshSearchQuery
from haystack.exceptions import SkipDocument
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct

from archive.models import Segment
from search import engine
from search.documents.analysis import SegmentText
from search.index.segments import load_names, segment_text
from search.pages.highlighting import snippet
from search.store.whoosh.similar import related_turns
from search.store.whoosh.snapshot import Ints
from search.store.whoosh.snapshots import NoIndexError, forget
from search.store.whoosh.writing import delete, open_index, rebuild, replace_segments, writing

EVERYTHING = "(kind:question OR kind:answer OR kind:remark)"
MOST_RELATED = 100
NOTHING_FOUND: dict[str, Any] = {"results": [], "hits": 0, "spelling_suggestion": None}


class SegmentSearchBackend(WhooshSearchBackend):  # type: ignore[misc]
    """Indexes segments by paragraph and searches them with `search.engine`."""

    def setup(self) -> None:
        """Open the index, making it where there is none."""
        try:
            self.index = open_index(self.path)
        except OSError as error:
            raise ImproperlyConfigured(
                f"The search index can't be kept at {self.path}: {error.strerror}."
            ) from error
        self.content_field_name = "text"
        self.schema = self.index.schema
        self.setup_complete = True

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:
        """Index segments, in the place of what the index has of them."""
        segments = list(iterable)
        self.replace(index, segments, [segment.pk for segment in segments])

    def replace(self, index: Any, iterable: Iterable[Any], keys: Iterable[int]) -> None:
        """Index segments in the place of what the index has of those with `keys`.

        The index gets a new generation in any case, so that what is read beside it is read anew.
        """
        self.setup()
        label = Segment._meta.label_lower
        ids = [f"{label}.{key}" for key in keys]
        replace_segments(self.index, self._texts(index, iterable), load_names, ids)

    def rebuild(self, index: Any, iterable: Iterable[Any]) -> None:
        """Index segments in the place of all that the index has, which answers until then."""
        self.setup()
        rebuild(self.index, self._texts(index, iterable), load_names)

    def _texts(self, index: Any, iterable: Iterable[Any]) -> Iterator[SegmentText]:
        for each in iterable:
            try:
                yield segment_text(each, index.full_prepare(each))
            except SkipDocument:
                self.log.debug("Indexing for object `%s` skipped", each)

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        """Take a segment out of the index."""
        self.setup()
        with writing(self.index) as writer:
            delete(writer, [get_identifier(obj_or_string)])

    def clear(self, models: Sequence[type[Model]] | None = None, commit: bool = True) -> None:
        """Empty the index; with `models`, of these."""
        self.setup()
        if models is None:
            self.delete_index()
            return
        with writing(self.index) as writer:
            for model in models:
                writer.delete_by_term("django_ct", get_model_ct(model))

    def delete_index(self) -> None:
        """Delete the index's files and begin a new one."""
        shutil.rmtree(self.path, ignore_errors=True)
        forget(self.path)
        self.setup()

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
        try:
            order = "order" if sort_by else "relevance"
            found = engine.search(self.path, _everything(query), order=order)
        except NoIndexError:
            return NOTHING_FOUND
        turns = found.turns[::-1] if sort_by and sort_by[0].startswith("-") else found.turns
        end = found.total if end_offset is None else end_offset
        kind = result_class or SearchResult
        results = Results(
            turns[start_offset:end], lambda turn: self._result(found, turn, highlight, kind)
        )
        return {
            "results": results,
            "hits": found.total,
            "facets": {"fields": _facets(found, facets), "dates": {}, "queries": {}},
            "spelling_suggestion": self.create_spelling_suggestion(spelling_query)
            if spelling_query
            else _suggestion(query_string, found),
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
            found = engine.search(self.path, "")
        except NoIndexError:
            return NOTHING_FOUND
        related = related_turns(found.knowledge, {model_instance.pk}, MOST_RELATED)
        results = [
            self._result(found, each.turn, False, result_class or SearchResult)
            for each in related[start_offset:end_offset]
        ]
        return {"results": results, "hits": len(related), "spelling_suggestion": None}

    def _result(
        self, found: engine.Found, turn: int, highlight: bool, result_class: type[SearchResult]
    ) -> SearchResult:
        hit = found.hit(turn)
        fields = dict(found.fields(turn))
        app_label, model_name = fields.pop("django_ct").split(".")
        key = fields.pop("django_id")
        fields.pop("id", None)
        if highlight:
            best = found.stored(hit.paragraphs[0])
            spans = found.highlighter.spans(best)
            fields["highlighted"] = {"text": [snippet(best["text"], spans).html]}
        return result_class(app_label, model_name, key, hit.score, **fields)

    def create_spelling_suggestion(self, query_string: str) -> str | None:
        """What was meant by a query, where something else than what was typed."""
        return _suggestion(query_string, engine.search(self.path, query_string))


class Results(Sequence[SearchResult]):
    """Results that are read when they are looked at: who asks for facets alone looks at none."""

    def __init__(self, turns: Ints, read: Callable[[int], SearchResult]) -> None:
        self.turns = turns
        self.read = read

    def __len__(self) -> int:
        return len(self.turns)

    @overload
    def __getitem__(self, place: int) -> SearchResult: ...
    @overload
    def __getitem__(self, place: slice) -> Results: ...
    def __getitem__(self, place: int | slice) -> SearchResult | Results:
        if isinstance(place, slice):
            return Results(self.turns[place], self.read)
        return self.read(int(self.turns[place]))


def _everything(query: str) -> str:
    """haystack asks for everything with `*`."""
    return " ".join(part for part in query.split() if part not in {"*", "(*)"}) or EVERYTHING


def _suggestion(query: str, found: engine.Found) -> str | None:
    return engine.corrected_text(query, found.understood.corrections) or None


def _facets(found: engine.Found, names: Iterable[str] | None) -> dict[str, list[tuple[str, int]]]:
    facets = {}
    for name in names or ():
        counts = found.facets.get(name, {})
        slugs = found.knowledge.catalogue.by_slug(name) if counts else []
        values = [(slug, count) for number, slug in slugs if (count := counts.get(number))]
        facets[name] = sorted(values, key=itemgetter(1), reverse=True)
    return facets


class SegmentSearchQuery(WhooshSearchQuery):  # type: ignore[misc]
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
