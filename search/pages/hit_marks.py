"""Marks on a page what a reader searched for who comes from the results.

The address says it: `?q=` the query, `&exact=1` that it is not to be corrected.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from archive.pages.marking import Marks
from archive.text import Mark
from archive.transcript import Turn
from search.engine import marked_query
from search.pages.highlighting import Highlighter
from search.pages.parameters import query_of
from search.query.knowledge import knowledge_of
from search.query.syntax import MAX_LENGTH
from search.store import NoIndexError, StoredTurn, current_store

MARK = (("class", "hit-mark"),)


def hit_marks(request: HttpRequest, turns: Sequence[Turn]) -> Marks:
    """The words of `turns` that the request's `q` finds, by paragraph anchor."""
    query = query_of(request.GET)[:MAX_LENGTH]
    if not query:
        return {}
    store = current_store()
    try:
        knowledge = knowledge_of(store.vocabulary())
        stored = store.turns(turn.segment.pk for turn in turns)
    except NoIndexError:
        return {}
    exact = request.GET.get("exact") == "1"
    highlighter = Highlighter(marked_query(query, knowledge, exact=exact))
    return {
        anchor: [Mark(start, end, attributes=MARK) for start, end in spans]
        for turn in turns
        if turn.segment.pk in stored
        for anchor, spans in _spans(turn, stored[turn.segment.pk], highlighter)
        if spans
    }


def _spans(
    turn: Turn, stored: StoredTurn, highlighter: Highlighter
) -> list[tuple[str, list[tuple[int, int]]]]:
    """Spans by paragraph; none where the index has other words than the page."""
    plain = {passage.anchor: passage.plain for passage in turn.passages}
    return [
        (each.anchor, highlighter.spans(each))
        for each in stored.paragraphs
        if plain.get(each.anchor) == each.text
    ]
