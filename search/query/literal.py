"""What is looked up as it stands in the texts: signs, pieces of words, writing without spaces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from search.languages.analyzer import Analyzer
from search.languages.numerals import RUN
from search.languages.scripts import is_unspaced
from search.query.knowledge import Knowledge
from search.query.terms import Expansion, QueryTerm, TypedWord
from search.query.vocabulary import finds

# What a find inside a longer word counts, and at the beginning of one; how many of these.
INSIDE, BEGINNING, MOST_BEGINNINGS = 0.6, 0.8, 30
# Signs that belong to a word: C++, .NET, node.js, #tag, 50%, a_b.
_SIGNS = re.compile(r"[+#%&@$_/\\*=<>^~|§€£¥°]|[.:](?=\w)|(?<=\w)['’](?=\w)|^\.")
_ENDS = re.compile(r"^[\s(\[{«\"“‘'¿¡]+|[\s)\]}»\"”’',;:!?…。、！？]+$")


def with_signs(word: TypedWord, knowledge: Knowledge) -> list[QueryTerm]:
    """The term of a word with signs that the texts have as it is written; none for another."""
    text = _ENDS.sub("", word.text)
    if not _SIGNS.search(text.replace("'", "")) or is_unspaced(text):
        return []
    if not (text and knowledge.vocabulary.occurrences(text)):
        return []
    return [QueryTerm(text, word.start, word.end, (Expansion("text", text),))]


def with_literal(
    word: TypedWord, terms: Sequence[QueryTerm], readers: Sequence[Analyzer], knowledge: Knowledge
) -> list[QueryTerm]:
    """A word's terms (none: the analyzer made nothing of it), also found as the word stands."""
    text = word.text
    if is_unspaced(text):
        if len(text) < 2 and any(finds(term.expansions, knowledge.vocabulary) for term in terms):
            return list(terms)
        spellings = {each for reader in readers for each in reader.spellings(text)} | {text}
        found = _standing(sorted(spellings), knowledge)
        if found and _is_torn(terms, readers):
            return [QueryTerm(text, word.start, word.end, found)]
    elif any(finds(term.expansions, knowledge.vocabulary) for term in terms):
        return list(terms)
    else:
        found = _inside(_ENDS.sub("", text), knowledge)
    if not terms:
        weak = not any(map(str.isalnum, text))
        return [QueryTerm(text, word.start, word.end, found, weak=weak, known=False)]
    return [replace(term, expansions=(*term.expansions, *found)) for term in terms]


def _standing(spellings: Sequence[str], knowledge: Knowledge) -> tuple[Expansion, ...]:
    has = knowledge.vocabulary.occurrences
    return tuple(Expansion("text", each) for each in spellings if has(each))


def _is_torn(terms: Sequence[QueryTerm], readers: Sequence[Analyzer]) -> bool:
    """Whether a word was cut where no word ends: 比特币 into 比特 and 币.

    A single character among others shows it, in Chinese; in Japanese and Korean these are words.
    """
    cut = [term for term in terms if not term.weak]
    chinese = bool(readers) and all(reader.language == "zh" for reader in readers)
    if not chinese or any(RUN.fullmatch(term.text) for term in cut):
        # 一九九〇年 is a number and what it counts.
        return False
    return len(cut) > 1 and any(term.end - term.start == 1 for term in cut)


def _inside(text: str, knowledge: Knowledge) -> tuple[Expansion, ...]:
    """A word that nothing else finds: words that begin with it, or else have it in them."""
    if not text or not knowledge.vocabulary.occurrences(text):
        return ()
    surfaces = knowledge.vocabulary.terms("surface")
    first = bisect_left(surfaces, text)
    beginning = [
        Expansion("surface", each, BEGINNING, each, "inside")
        for each in islice(surfaces, first, first + MOST_BEGINNINGS)
        if each.startswith(text)
    ]
    return (*beginning, Expansion("text", text, INSIDE, "", "inside"))
