"""From typed words to clues: names, readings, English, inflected words and their synonyms.

Names of the glossary are taken first, the longest first; then English phrases of the lexicon;
what is left is cut by the analysis chain that cut the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from search.knowledge.lexicon import Translation
from search.languages.folding import fold
from search.languages.japanese import ENGLISH_WEAK, LIGHT_WORDS, Token, analyze
from search.languages.readings import split_sound
from search.languages.sounds import is_kana, is_romaji, sound_of
from search.query.knowledge import Knowledge
from search.query.terms import TOGETHER, Clue, Way
from search.store.whoosh.scoring import finds
from search.store.whoosh.snapshot import Snapshot

NAME_WORDS = 5
# What a find by other than the typed word counts, beside 1 for the word itself.
SENSE, TERM, NEAR = 0.6, 1.0, 0.45
# Words of near meaning: from which cosine on, and how many.
NEAR_FROM, NEAR_WORDS = 0.45, 5
# The same for a word that stands alone and that no text has.
NEAR_ALONE, NEAR_WORDS_ALONE = 0.5, 3
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
    """Columns that are spoken for, with the ways that they give."""

    start: int
    end: int
    ways: tuple[Way, ...]


def understand(words: Sequence[str], knowledge: Knowledge) -> list[Clue]:
    """The clues in typed words, in their order."""
    typed = list(_typed(words))
    text = " ".join(word.text for word in typed)
    spans = _names(text, typed, knowledge)
    spans += _english(typed, spans, knowledge)
    clues = [clue for span in spans for clue in _span_clues(text, span)]
    for word in typed:
        if not _taken(word.start, word.end, spans):
            clues += _word_clues(word, spans, knowledge)
    clues = sorted(clues, key=lambda clue: clue.start)
    clues = [clue for clue in clues if not clue.weak] or clues
    return [_with_neighbours(clue, len(clues) > 1, knowledge) for clue in clues]


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


def _with_neighbours(clue: Clue, beside_others: bool, knowledge: Knowledge) -> Clue:
    """The clue with words of near meaning, where it has no find or others narrow it down."""
    if not clue.known or (not beside_others and finds(clue.ways, knowledge.snapshot)):
        return clue
    words = {way.term for way in clue.ways if way.field == "words" and way.source != "lexicon"}
    least, most = (NEAR_FROM, NEAR_WORDS) if beside_others else (NEAR_ALONE, NEAR_WORDS_ALONE)
    near = [
        Way(field, word, NEAR * cosine, word, "near")
        for each in sorted(words)
        for word, cosine in knowledge.neighbourhood.near(each, least, most)
        for field in ("words", "title")
    ]
    return replace(clue, ways=(*clue.ways, *near))


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
            spans.append(_Span(start, end, _name_ways(text[start:end], slug, knowledge)))
    return spans


def _inside_kana(start: int, end: int, typed: Iterable[_Word]) -> bool:
    """Whether a find is a part of a word in kana, where no border tells words apart."""
    return any(
        word.start <= start and end <= word.end and end - start < len(word.text)
        for word in typed
        if is_kana(word.text)
    )


def _name_ways(typed: str, slug: str, knowledge: Knowledge) -> tuple[Way, ...]:
    term = knowledge.catalogue.terms[slug]
    label = "" if fold(term.label) == typed else term.label
    ways = [Way("terms", slug, TERM, label, "glossary")]
    ways += [
        Way("speaker", str(number), 1.0, label, "glossary")
        for number in knowledge.catalogue.speakers_of_terms.get(slug, ())
    ]
    tokens = analyze(typed)
    if len(tokens) == 1:
        ways += _token_ways(tokens[0])
    if _LATIN.fullmatch(typed):
        found = knowledge.lexicon.lookup([typed])
        ways += [way for each in found for way in _translation_ways(each)]
    return tuple(ways)


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
        ways = [way for match in matches for way in _translation_ways(match)]
        if end - first == 1:
            ways += [way for token in analyze(run[first].text) for way in _token_ways(token)]
        yield _Span(run[first].start, run[end - 1].end, tuple(ways))


def _translation_ways(match: Translation) -> list[Way]:
    """How the Japanese words that an English one means are found."""
    term = TOGETHER.join(match.words)
    fields = ("words", "title") if len(match.words) == 1 else ("together",)
    return [Way(field, term, match.weight, match.label, "lexicon") for field in fields]


def _span_clues(text: str, span: _Span) -> Iterator[Clue]:
    """The span as one clue; where it has several words, each of them counts a little too."""
    typed = text[span.start : span.end]
    tokens = [token for token in analyze(typed) if not token.weak]
    yield Clue(typed, span.start, span.end, span.ways)
    for token in tokens if len(tokens) > 1 else ():
        moved = _shifted(token, span.start)
        yield Clue(moved.surface, moved.start, moved.end, _token_ways(moved), PART)


# Other words


def _word_clues(word: _Word, spans: list[_Span], knowledge: Knowledge) -> Iterator[Clue]:
    snapshot = knowledge.snapshot
    tokens = [
        _shifted(token, word.start)
        for token in analyze(word.text)
        if not _touched(word.start + token.start, word.start + token.end, spans)
    ]
    if not _touched(word.start, word.end, spans):
        reading = _reading(word, tokens, snapshot)
        if reading:
            yield from reading
            return
    for token in tokens:
        yield from _token_clues(token, snapshot)


def _shifted(token: Token, offset: int) -> Token:
    units = tuple(_shifted(unit, offset) for unit in token.units)
    return replace(token, start=token.start + offset, end=token.end + offset, units=units)


def _reading(word: _Word, tokens: list[Token], snapshot: Snapshot) -> list[Clue]:
    """A word typed as it sounds, in kana or romaji; nothing where it is none."""
    kana = is_kana(word.text)
    if not (kana or is_romaji(word.text)):
        return []
    sound = sound_of(word.text)
    as_written = [way for token in tokens if len(tokens) == 1 for way in _token_ways(token)]
    if kana and len(tokens) == 1 and not tokens[0].weak and finds(as_written, snapshot):
        return [_clue(tokens[0], tuple(as_written))]
    if not kana and finds(as_written, snapshot):
        return []
    if len(sound) > 2 and snapshot.has("sound", sound):
        ways = (*as_written, Way("sound", sound, 1.0, "", "reading"))
        return [Clue(word.text, word.start, word.end, ways)]
    if tokens and all(finds(_token_ways(token), snapshot) for token in tokens):
        return []
    return [
        Clue(word.text, word.start, word.end, (Way("sound", part, 1.0, "", "reading"),))
        for part in split_sound(sound, snapshot.sounds)
    ]


def _clue(token: Token, ways: tuple[Way, ...], weight: float = 1.0) -> Clue:
    weight *= LIGHT if not LIGHT_WORDS.isdisjoint(token.words) else 1
    return Clue(token.surface, token.start, token.end, ways, weight, token.weak, token.known)


def _token_clues(token: Token, snapshot: Snapshot) -> Iterator[Clue]:
    """The token's clue; where no text has it, those of its units."""
    ways = _token_ways(token)
    if finds((way for way in ways if way.field != "sense"), snapshot) or not token.units:
        yield _clue(token, ways)
        return
    if not any(finds(_token_ways(unit), snapshot) for unit in token.units):
        yield _clue(token, ways)
        return
    sense = tuple(way for way in ways if way.field == "sense")
    for number, unit in enumerate(token.units):
        more = sense if number == 0 else ()
        yield _clue(unit, _token_ways(unit) + more, 1 / len(token.units) ** 0.5)


def _token_ways(token: Token) -> tuple[Way, ...]:
    ways = [Way("surface", token.surface)]
    ways += [Way(field, word) for word in token.words for field in ("words", "title")]
    if is_kana(token.surface) and not token.weak:
        ways += [Way("sound", sound, 1.0, "", "reading") for sound in token.sounds]
    ways += [Way("sense", sense, SENSE, "", "synonym") for sense in token.senses]
    return tuple(ways)
