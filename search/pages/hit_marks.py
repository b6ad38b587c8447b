"""Marks on a page what a reader searched for who comes from the results.

The address says it: `?q=` the query, `&exact=1` that it is not to be corrected.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from archive.pages.marking import Marks
from archive.text.sanitise import Mark
from archive.transcript.turns import Turn
from search.engine import Understood, understand_query
from search.index.updating import index_path
from search.pages.highlighting import Highlighter
from search.pages.parameters import query_of
from search.query.knowledge import Knowledge, current_knowledge
from search.query.syntax import MAX_LENGTH
from search.store.whoosh.snapshots import NoIndexError

MARK = (("class", "hit-mark"),)


def hit_marks(request: HttpRequest, turns: Sequence[Turn]) -> Marks:
    """The words of `turns` that the request's `q` finds, by paragraph anchor."""
    query = query_of(request.GET)[:MAX_LENGTH]
    if not query:
        return {}
    try:
        knowledge = current_knowledge(index_path())
    except NoIndexError:
        return {}
    understood = understand_query(query, knowledge, exact=request.GET.get("exact") == "1")
    return {
        anchor: [Mark(start, end, attributes=MARK) for start, end in spans]
        for turn in turns
        for anchor, spans in _spans(turn, understood, knowledge)
        if spans
    }


def _spans(
    turn: Turn, understood: Understood, knowledge: Knowledge
) -> list[tuple[str, list[tuple[int, int]]]]:
    """Spans by paragraph; none where the index has other words than the page."""
    snapshot = knowledge.snapshot
    number = snapshot.turn_of_segment.get(turn.segment.pk)
    if number is None:
        return []
    highlighter = Highlighter(understood.tree, understood.clues)
    plain = {passage.anchor: passage.plain for passage in turn.passages}
    stored = [snapshot.stored(paragraph) for paragraph in snapshot.of_turn(number)]
    return [
        (each["anchor"], highlighter.spans(each))
        for each in stored
        if plain.get(each["anchor"]) == each["text"]
    ]
