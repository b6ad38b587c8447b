"""From typed words to query terms: names, readings, English, inflected words and their synonyms.

Names of the glossary are taken first, the longest first; then English phrases of the lexicon; what
is left is cut by the analyzers of the languages that it may be of (`search.query.reading`), and
looked up as it stands (`search.query.literal`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from search.languages.analyzer import Analyzer
from search.languages.folding import fold
from search.languages.sounds import is_kana
from search.query.knowledge import Knowledge
from search.query.literal import with_literal, with_signs
from search.query.reading import (
    analyzed,
    choose_readers,
    likely_readers,
    merged,
    read,
    token_expansions,
    tokens_of,
)
from search.query.terms import Expansion, QueryTerm, Span, TypedWord
from search.query.translate import (
    english_expansions,
    english_spans,
    foreign_terms,
    with_translations,
)
from search.query.transliterated import with_transliterations
from search.query.vocabulary import finds

NAME_WORDS = 5
# What a find by other than the typed word counts, beside 1 for the word itself.
TERM = 1.0
# A word of a name, beside 1 for a word.
PART = 0.15
_SPACES = re.compile(r"\s+")

Readers = Mapping[str, Sequence[Analyzer]]


def expand(words: Sequence[str], knowledge: Knowledge) -> list[QueryTerm]:
    """The query terms in typed words, in their order, each with its expansions."""
    typed = list(_typed(words))
    readers = choose_readers(typed, knowledge)
    text = " ".join(word.text for word in typed)
    spans = _names(text, typed, knowledge)
    spans += english_spans(typed, spans, readers, knowledge)
    terms = [term for span in spans for term in _span_terms(text, span, knowledge)]
    for word in typed:
        if not _taken(word.start, word.end, spans):
            terms += _word_terms(word, spans, readers[word.text], knowledge)
    terms = sorted(terms, key=lambda term: term.start)
    terms = [_with_people(with_translations(term, typed, knowledge), knowledge) for term in terms]
    terms = with_transliterations(terms, knowledge)
    return [term for term in terms if not term.weak] or terms


def _typed(words: Iterable[str]) -> Iterator[TypedWord]:
    start = 0
    for word in words:
        for part in _SPACES.split(fold(word)):
            if part:
                yield TypedWord(start, start + len(part), part)
                start += len(part) + 1


def _taken(start: int, end: int, spans: Iterable[Span]) -> bool:
    """Whether all of `start` to `end` is spoken for."""
    return any(span.start <= start and end <= span.end for span in spans)


def _touched(start: int, end: int, spans: Iterable[Span]) -> bool:
    return any(span.start < end and start < span.end for span in spans)


def _with_people(term: QueryTerm, knowledge: Knowledge) -> QueryTerm:
    """The term, also found where those speak whose name it is, unless the glossary has them."""
    people = knowledge.people.get(term.text, ())
    if not people or any(each.source == "glossary" for each in term.expansions):
        return term
    speaking = (Expansion("speaker", str(number), 1.0, "", "name") for number in people)
    return replace(term, expansions=(*term.expansions, *speaking), weak=False)


# Names


def _names(text: str, typed: list[TypedWord], knowledge: Knowledge) -> list[Span]:
    """The names of terms, the longest first: several typed words, one, or a part of one."""
    found: dict[tuple[int, int], dict[str, None]] = {}
    for number, first in enumerate(typed):
        for last in typed[number : number + NAME_WORDS]:
            slugs = knowledge.catalogue.names.all_named(text[first.start : last.end])
            if slugs:
                found[first.start, last.end] = dict.fromkeys(slugs)
    for each in knowledge.catalogue.names.find_all(text):
        if not _inside_kana(each.start, each.end, typed):
            found.setdefault((each.start, each.end), {})[each.slug] = None
    spans: list[Span] = []
    for start, end in sorted(found, key=lambda place: (place[0] - place[1], place[0])):
        if not _touched(start, end, spans):
            named = (
                _name_expansions(text[start:end], slug, knowledge) for slug in found[start, end]
            )
            expansions = dict.fromkeys(each for those in named for each in those)
            spans.append(Span(start, end, tuple(expansions)))
    return spans


def _inside_kana(start: int, end: int, typed: Iterable[TypedWord]) -> bool:
    """Whether a find is a part of a word in kana, where no border tells words apart."""
    return any(
        word.start <= start and end <= word.end and end - start < len(word.text)
        for word in typed
        if is_kana(word.text)
    )


def _name_expansions(typed: str, slug: str, knowledge: Knowledge) -> tuple[Expansion, ...]:
    term = knowledge.catalogue.terms[slug]
    label = "" if fold(term.label) == typed else term.label
    expansions = [Expansion("terms", slug, TERM, label, "glossary")]
    expansions += [
        Expansion("speaker", str(number), 1.0, label, "glossary")
        for number in knowledge.catalogue.speakers_of_terms.get(slug, ())
    ]
    if knowledge.catalogue.names.is_scoped(slug) and knowledge.vocabulary.occurrences(typed):
        # Elsewhere it stands as any words do.
        expansions.append(Expansion("text", typed))
    for reader in likely_readers(typed, knowledge):
        tokens = analyzed(reader, typed)
        if len(tokens) == 1:
            expansions += token_expansions(tokens[0], reader)
    expansions += english_expansions(typed, knowledge)
    return tuple(dict.fromkeys(expansions))


def _span_terms(text: str, span: Span, knowledge: Knowledge) -> Iterator[QueryTerm]:
    """The span as one term; where it has several words, each of them counts a little too.

    Words of an English expression count in full where texts in English have them.
    """
    typed = text[span.start : span.end]
    yield QueryTerm(typed, span.start, span.end, span.expansions)
    readings = [
        _parts(typed, span, reader, knowledge) for reader in likely_readers(typed, knowledge)
    ]
    parts = merged(readings, knowledge)
    yield from parts if len(parts) > 1 else ()


def _parts(typed: str, span: Span, reader: Analyzer, knowledge: Knowledge) -> list[QueryTerm]:
    is_name = any(each.source == "glossary" for each in span.expansions)
    parts = []
    for token in analyzed(reader, typed):
        expansions = token_expansions(token, reader)
        own = reader.spaced and not is_name and finds(expansions[1:], knowledge.vocabulary)
        start, end = span.start + token.start, span.start + token.end
        if not token.weak:
            parts.append(QueryTerm(token.surface, start, end, expansions, 1.0 if own else PART))
    return parts


# Other words


def _word_terms(
    word: TypedWord, spans: list[Span], readers: Sequence[Analyzer], knowledge: Knowledge
) -> list[QueryTerm]:
    if signs := with_signs(word, knowledge):
        return signs
    readings = []
    whole = not _touched(word.start, word.end, spans)
    for reader in readers:
        tokens = tokens_of(word, reader)
        free = [token for token in tokens if not _touched(token.start, token.end, spans)]
        readings.append(read(word, reader, free, knowledge, whole=whole))
    terms = merged(readings, knowledge)
    if not whole:
        return with_literal(word, terms, readers, knowledge) if terms else []
    terms = with_literal(word, terms, readers, knowledge)
    return foreign_terms(word, terms, knowledge) or terms
