"""From typed words to query terms: names, readings, English, inflected words and their synonyms.

Names of the glossary are taken first, the longest first; then English phrases of the lexicon;
what is left is cut by the analysis chain that cut the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from search.knowledge.lexicon import Translation
from search.languages.english import ENGLISH_WEAK
from search.languages.folding import fold
from search.languages.japanese import LIGHT_WORDS, analyze
from search.languages.readings import split_sound
from search.languages.sounds import is_kana, is_romaji, sound_of
from search.languages.tokens import Token
from search.query.knowledge import Knowledge
from search.query.terms import TOGETHER, Expansion, QueryTerm
from search.query.vocabulary import Vocabulary, finds

NAME_WORDS = 5
# What a find by other than the typed word counts, beside 1 for the word itself.
SENSE, TERM = 0.6, 1.0
# A word that says little, and a word of a name, beside 1 for a word.
LIGHT, PART = 0.4, 0.15
_LATIN = re.compile(r"[a-z0-9][a-z0-9'’.&+\-]*")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class _Word:
    """A typed word at `start` to `end` of the folded words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Span:
    """Columns that are spoken for, with the expansions that they give."""

    start: int
    end: int
    expansions: tuple[Expansion, ...]


def expand(words: Sequence[str], knowledge: Knowledge) -> list[QueryTerm]:
    """The query terms in typed words, in their order, each with its expansions."""
    typed = list(_typed(words))
    text = " ".join(word.text for word in typed)
    spans = _names(text, typed, knowledge)
    spans += _english(typed, spans, knowledge)
    terms = [term for span in spans for term in _span_terms(text, span)]
    for word in typed:
        if not _taken(word.start, word.end, spans):
            terms += _word_terms(word, spans, knowledge)
    terms = sorted(terms, key=lambda term: term.start)
    return [term for term in terms if not term.weak] or terms


def _typed(words: Iterable[str]) -> Iterator[_Word]:
    start = 0
    for word in words:
        for part in _SPACES.split(fold(word)):
            if part:
                yield _Word(start, start + len(part), part)
                start += len(part) + 1


def _taken(start: int, end: int, spans: Iterable[_Span]) -> bool:
    """Whether all of `start` to `end` is spoken for."""
    return any(span.start <= start and end <= span.end for span in spans)


def _touched(start: int, end: int, spans: Iterable[_Span]) -> bool:
    return any(span.start < end and start < span.end for span in spans)


# Names


def _names(text: str, typed: list[_Word], knowledge: Knowledge) -> list[_Span]:
    """The names of terms, the longest first: several typed words, one, or a part of one."""
    found = [
        (first.start, last.end, slug)
        for number, first in enumerate(typed)
        for last in typed[number : number + NAME_WORDS]
        if (slug := knowledge.catalogue.names.named(text[first.start : last.end]))
    ]
    found += [
        (each.start, each.end, each.slug)
        for each in knowledge.catalogue.names.find(text)
        if not _inside_kana(each.start, each.end, typed)
    ]
    spans: list[_Span] = []
    for start, end, slug in sorted(found, key=lambda each: (each[0] - each[1], each[0])):
        if not _touched(start, end, spans):
            spans.append(_Span(start, end, _name_expansions(text[start:end], slug, knowledge)))
    return spans


def _inside_kana(start: int, end: int, typed: Iterable[_Word]) -> bool:
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
    tokens = analyze(typed)
    if len(tokens) == 1:
        expansions += _token_expansions(tokens[0])
    if _LATIN.fullmatch(typed):
        found = knowledge.lexicon.lookup([typed])
        expansions += [expansion for each in found for expansion in _translations(each)]
    return tuple(expansions)


# English


def _english(typed: list[_Word], spans: list[_Span], knowledge: Knowledge) -> list[_Span]:
    """What the lexicon has for runs of Latin words that no name covers."""
    found: list[_Span] = []
    telling = [word for word in typed if word.text not in ENGLISH_WEAK]
    free = [
        word if _LATIN.fullmatch(word.text) and not _touched(word.start, word.end, spans) else None
        for word in telling or typed
    ]
    for is_free, group in groupby(free, lambda word: word is not None):
        if is_free:
            found += _lexicon_spans([word for word in group if word], knowledge)
    return found


def _lexicon_spans(run: list[_Word], knowledge: Knowledge) -> Iterator[_Span]:
    looked_up = knowledge.lexicon.lookup([word.text for word in run])
    for (first, end), matches in groupby(looked_up, lambda match: (match.start, match.end)):
        expansions = [expansion for match in matches for expansion in _translations(match)]
        if end - first == 1:
            expansions += [
                expansion
                for token in analyze(run[first].text)
                for expansion in _token_expansions(token)
            ]
        yield _Span(run[first].start, run[end - 1].end, tuple(expansions))


def _translations(match: Translation) -> list[Expansion]:
    """How the Japanese words that an English one means are found."""
    term = TOGETHER.join(match.words)
    fields = ("words", "title") if len(match.words) == 1 else ("together",)
    return [Expansion(field, term, match.weight, match.label, "lexicon") for field in fields]


def _span_terms(text: str, span: _Span) -> Iterator[QueryTerm]:
    """The span as one term; where it has several words, each of them counts a little too."""
    typed = text[span.start : span.end]
    tokens = [token for token in analyze(typed) if not token.weak]
    yield QueryTerm(typed, span.start, span.end, span.expansions)
    for token in tokens if len(tokens) > 1 else ():
        moved = _shifted(token, span.start)
        yield QueryTerm(moved.surface, moved.start, moved.end, _token_expansions(moved), PART)


# Other words


def _word_terms(word: _Word, spans: list[_Span], knowledge: Knowledge) -> Iterator[QueryTerm]:
    vocabulary = knowledge.vocabulary
    tokens = [
        _shifted(token, word.start)
        for token in analyze(word.text)
        if not _touched(word.start + token.start, word.start + token.end, spans)
    ]
    if not _touched(word.start, word.end, spans):
        reading = _reading(word, tokens, vocabulary)
        if reading:
            yield from reading
            return
    for token in tokens:
        yield from _token_terms(token, vocabulary)


def _shifted(token: Token, offset: int) -> Token:
    units = tuple(_shifted(unit, offset) for unit in token.units)
    return replace(token, start=token.start + offset, end=token.end + offset, units=units)


def _reading(word: _Word, tokens: list[Token], vocabulary: Vocabulary) -> list[QueryTerm]:
    """A word typed as it sounds, in kana or romaji; nothing where it is none."""
    kana = is_kana(word.text)
    if not (kana or is_romaji(word.text)):
        return []
    sound = sound_of(word.text)
    as_written = [
        expansion for token in tokens if len(tokens) == 1 for expansion in _token_expansions(token)
    ]
    if kana and len(tokens) == 1 and not tokens[0].weak and finds(as_written, vocabulary):
        return [_term(tokens[0], tuple(as_written))]
    if not kana and finds(as_written, vocabulary):
        return []
    if len(sound) > 2 and vocabulary.has("sound", sound):
        expansions = (*as_written, Expansion("sound", sound, 1.0, "", "reading"))
        return [QueryTerm(word.text, word.start, word.end, expansions)]
    if tokens and all(finds(_token_expansions(token), vocabulary) for token in tokens):
        return []
    return [
        QueryTerm(word.text, word.start, word.end, (Expansion("sound", part, 1.0, "", "reading"),))
        for part in split_sound(sound, vocabulary.sounds)
    ]


def _term(token: Token, expansions: tuple[Expansion, ...], weight: float = 1.0) -> QueryTerm:
    weight *= LIGHT if not LIGHT_WORDS.isdisjoint(token.words) else 1
    return QueryTerm(
        token.surface, token.start, token.end, expansions, weight, token.weak, token.known
    )


def _token_terms(token: Token, vocabulary: Vocabulary) -> Iterator[QueryTerm]:
    """The token's term; where no text has it, those of its units."""
    expansions = _token_expansions(token)
    if (
        finds((expansion for expansion in expansions if expansion.field != "sense"), vocabulary)
        or not token.units
    ):
        yield _term(token, expansions)
        return
    if not any(finds(_token_expansions(unit), vocabulary) for unit in token.units):
        yield _term(token, expansions)
        return
    sense = tuple(expansion for expansion in expansions if expansion.field == "sense")
    for number, unit in enumerate(token.units):
        more = sense if number == 0 else ()
        yield _term(unit, _token_expansions(unit) + more, 1 / len(token.units) ** 0.5)


def _token_expansions(token: Token) -> tuple[Expansion, ...]:
    expansions = [Expansion("surface", token.surface)]
    expansions += [Expansion(field, word) for word in token.words for field in ("words", "title")]
    if is_kana(token.surface) and not token.weak:
        expansions += [Expansion("sound", sound, 1.0, "", "reading") for sound in token.sounds]
    expansions += [Expansion("sense", sense, SENSE, "", "synonym") for sense in token.senses]
    return tuple(expansions)
