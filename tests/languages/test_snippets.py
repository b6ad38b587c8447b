"""Snippets begin and end at words, and marks are whole ones, whatever the language."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.pages.highlighting import Highlighter, snippet
from search.query.syntax import Words
from search.query.terms import Expansion, QueryTerm
from search.query.understand import Understood
from search.store import StoredParagraph

WORDS = st.lists(st.text("abcdeéüßжи", min_size=1, max_size=12), min_size=40, max_size=80)


@given(WORDS, st.integers(0, 39))
def test_where_words_have_spaces_it_cuts_none(words: list[str], marked: int) -> None:
    text = " ".join(words)
    start = len(" ".join(words[:marked])) + bool(marked)
    cut = snippet(text, [(start, start + len(words[marked]))])
    assert set(cut.text.split()) <= set(words)
    assert [cut.text[a:b] for a, b in cut.spans] == [words[marked]]


def test_a_lone_character_of_a_word_is_not_marked_beside_the_word() -> None:
    tokens = [
        (0, 2, ("失業", "ja:失業"), (), ()),
        (2, 3, ("率", "ja:率"), (), ()),
        (6, 7, ("率", "ja:率"), (), ()),
    ]
    paragraph = StoredParagraph("a", 1, "失業率と確かな率", tokens, ())
    leaf = Words(("失業率",))
    expansions = [Expansion("surface", word) for word in ("失業", "率")]
    terms = [QueryTerm(each.term, 0, 2, (each,)) for each in expansions]
    spans = Highlighter(Understood(leaf, {leaf: terms}, {})).spans(paragraph)
    assert spans == [(0, 3)]
