"""How each language of the archive reads a typed word: tokens, and the query terms of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from search.languages.analyzer import Analyzer
from search.languages.readings import split_sound
from search.languages.scripts import is_unspaced
from search.languages.sounds import is_kana, is_romaji, sound_of
from search.languages.tokens import Token, scoped, shifted
from search.query.half_written import half_written
from search.query.knowledge import Knowledge
from search.query.terms import Expansion, QueryTerm, TypedWord
from search.query.vocabulary import Vocabulary, finds

# What a find by other than the typed word counts, beside 1 for the word itself.
SENSE, COMPOUND = 0.6, 0.7
# What a word counts as it was typed, where inflected ones (Haus, Häuser) have one normal form.
AS_TYPED = 1.5
# A word that says little, beside 1 for a word.
LIGHT = 0.4


Readers = Mapping[str, Sequence[Analyzer]]


def choose_readers(typed: Iterable[TypedWord], knowledge: Knowledge) -> dict[str, list[Analyzer]]:
    """For each typed word (its text) the languages that it may be of.

    Those of the archive that can read its script; of languages with spaces between words, which
    share scripts, the ones that have most of the query's words; and where texts in some of these
    have the word, these alone, and those that have it whole where it may be cut.
    """
    readers = {word.text: knowledge.readers(word.text) for word in typed}
    if all(len(those) == 1 for those in readers.values()):
        return readers
    familiar = {
        (text, reader.language): _familiarity(text, reader, knowledge)
        for text, those in readers.items()
        for reader in those
    }
    total: dict[str, float] = {}
    for (_, language), known in familiar.items():
        total[language] = total.get(language, 0) + known
    return {text: _likely(text, those, familiar, total) for text, those in readers.items()}


def likely_readers(text: str, knowledge: Knowledge) -> list[Analyzer]:
    """The languages that folded text, of one word or several, may be of."""
    return choose_readers([TypedWord(0, len(text), text)], knowledge)[text]


def _likely(
    text: str,
    readers: Sequence[Analyzer],
    familiar: Mapping[tuple[str, str], float],
    total: Mapping[str, float],
) -> list[Analyzer]:
    best = max((total[each.language] for each in readers if each.spaced), default=0.0)
    likely = [each for each in readers if not each.spaced or total[each.language] >= best]
    having = [each for each in likely if familiar[text, each.language] or _has_whole(each, text)]
    return having or likely


def _has_whole(reader: Analyzer, text: str) -> bool:
    """Whether a language without spaces has a word as one, of which others may have pieces."""
    tokens = analyzed(reader, text) if is_unspaced(text) else ()
    return len(tokens) == 1 and tokens[0].known and tokens[0].surface == text


def _familiarity(text: str, reader: Analyzer, knowledge: Knowledge) -> float:
    """How well a language's texts know a word: 1, less for one that says little there, or 0."""
    tokens = analyzed(reader, text)
    found = [token for token in tokens if _has(token, reader, knowledge.vocabulary)]
    return max((0.4 if token.weak else 1.0 for token in found), default=0.0)


def _has(token: Token, reader: Analyzer, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.has("words", scoped(reader.language, word)) for word in token.words)


def token_expansions(token: Token, reader: Analyzer) -> tuple[Expansion, ...]:
    """How a token's own word is found."""
    expansions = [Expansion("surface", token.surface, AS_TYPED if reader.spaced else 1.0)]
    # An article or auxiliary has so many forms that one finds too much by the others.
    words = token.words[:1] if token.weak and reader.spaced else token.words
    expansions += [
        Expansion(field, scoped(reader.language, word))
        for word in words
        for field in ("words", "title")
    ]
    if is_kana(token.surface) and not token.weak:
        expansions += [Expansion("sound", sound, 1.0, "", "reading") for sound in token.sounds]
    expansions += [Expansion("sense", sense, SENSE, "", "synonym") for sense in token.senses]
    return tuple(expansions)


def read(
    word: TypedWord, reader: Analyzer, free: Sequence[Token], knowledge: Knowledge, *, whole: bool
) -> list[QueryTerm]:
    """The query terms of a typed word in one language.

    `free`: those of its tokens that are not spoken for; `whole`: all of them.
    """
    if whole and reader.language == "ja":
        is_found = len(free) == 1 and finds(token_expansions(free[0], reader), knowledge.vocabulary)
        halves = [] if is_found else half_written(word, knowledge)
        if terms := halves or _by_sound(word, free, reader, knowledge):
            return terms
    return [term for token in free for term in token_terms(token, reader, knowledge)]


def tokens_of(word: TypedWord, reader: Analyzer) -> list[Token]:
    """The tokens of a typed word, in columns of the folded words."""
    return [shifted(token, word.start) for token in analyzed(reader, word.text)]


@lru_cache(maxsize=2000)
def analyzed(reader: Analyzer, text: str) -> tuple[Token, ...]:
    """The tokens of a typed text, which is read in several places."""
    return tuple(reader.analyze(text))


def _by_sound(
    word: TypedWord, tokens: Sequence[Token], reader: Analyzer, knowledge: Knowledge
) -> list[QueryTerm]:
    """A word typed as it sounds, in kana or romaji; nothing where it is none."""
    vocabulary = knowledge.vocabulary
    kana = is_kana(word.text)
    if not (kana or is_romaji(word.text)):
        return []
    sound = sound_of(word.text)
    as_written = token_expansions(tokens[0], reader) if len(tokens) == 1 else ()
    if kana and as_written and not tokens[0].weak and finds(as_written, vocabulary):
        return [_term(tokens[0], as_written)]
    if not kana and finds(as_written, vocabulary):
        return []
    if len(sound) > 2 and vocabulary.has("sound", sound):
        expansions = (*as_written, Expansion("sound", sound, 1.0, "", "reading"))
        return [QueryTerm(word.text, word.start, word.end, expansions)]
    if tokens and all(finds(token_expansions(each, reader), vocabulary) for each in tokens):
        return []
    return [
        QueryTerm(word.text, word.start, word.end, (Expansion("sound", part, 1.0, "", "reading"),))
        for part in split_sound(sound, vocabulary.sounds)
    ]


def _term(token: Token, expansions: tuple[Expansion, ...], weight: float = 1.0) -> QueryTerm:
    weight *= LIGHT if token.light else 1
    return QueryTerm(
        token.surface, token.start, token.end, expansions, weight, token.weak, token.known
    )


def token_terms(token: Token, reader: Analyzer, knowledge: Knowledge) -> Iterator[QueryTerm]:
    """The token's term; where no text has it, those of its units."""
    vocabulary = knowledge.vocabulary
    expansions = token_expansions(token, reader)
    if not token.weak:
        compounds = reader.compounds(token, knowledge.words_of(reader.language))
        expansions += tuple(
            Expansion("words", scoped(reader.language, word), COMPOUND, "", "compound")
            for word in compounds
        )
    own = (expansion for expansion in expansions if expansion.field != "sense")
    units = token.units
    if (
        not units
        or finds(own, vocabulary)
        or not any(finds(token_expansions(unit, reader), vocabulary) for unit in units)
    ):
        yield _term(token, expansions)
        return
    sense = tuple(expansion for expansion in expansions if expansion.field == "sense")
    for number, unit in enumerate(units):
        more = sense if number == 0 else ()
        yield _term(unit, token_expansions(unit, reader) + more, 1 / len(units) ** 0.5)


def merged(readings: Sequence[list[QueryTerm]], knowledge: Knowledge) -> list[QueryTerm]:
    """One reading of several, with what others make of the same words.

    It is one that finds all, else that of a language that has all as one word, else the one that
    finds most.
    """
    best = max(readings, key=lambda terms: _worth(terms, knowledge.vocabulary))
    others = [term for terms in readings if terms is not best for term in terms]
    return [_with_readings(term, others) for term in best]


def _worth(terms: Sequence[QueryTerm], vocabulary: Vocabulary) -> tuple[bool, bool, int, int]:
    """What a reading is compared by."""
    found = _found(terms, vocabulary)
    is_whole = len(terms) == 1 and terms[0].known and is_unspaced(terms[0].text)
    return found >= sum(term.end - term.start for term in terms) > 0, is_whole, found, -len(terms)


def _found(terms: Iterable[QueryTerm], vocabulary: Vocabulary) -> int:
    """How many of the typed characters are in terms that find something by themselves."""
    return sum(
        term.end - term.start
        for term in terms
        if finds((each for each in term.expansions if each.source != "synonym"), vocabulary)
    )


def _with_readings(term: QueryTerm, others: Iterable[QueryTerm]) -> QueryTerm:
    same = [each for each in others if (each.start, each.end) == (term.start, term.end)]
    expansions = dict.fromkeys(term.expansions)
    for each in same:
        expansions |= dict.fromkeys(each.expansions)
    return replace(
        term,
        expansions=tuple(expansions),
        weight=max([term.weight, *(each.weight for each in same)]),
        weak=term.weak and all(each.weak for each in same),
        known=term.known or any(each.known for each in same),
    )
