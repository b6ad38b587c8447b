"""Finds what a mistyped word was meant to be, among the words that the archive has.

A word without a find is compared with the texts' words, the glossary's names and the topics'
titles by edit distance (adjacent letters swapped count once), by how it sounds, and with the texts
themselves, since a compound (規制緩和) may be no word of the index.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from unicodedata import normalize

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.languages.choosing import is_english
from search.languages.folding import fold
from search.languages.japanese import analyze, reading, tokenize
from search.languages.readings import split_sound
from search.languages.scripts import KANJI, LATIN, group_of, is_japanese
from search.languages.sounds import is_kana, sound_of
from search.query.expand import expand
from search.query.knowledge import Knowledge
from search.query.reading import analyzed
from search.query.syntax import Node, Words
from search.query.terms import QueryTerm
from search.query.understand import Correction, Understood, rebuilt
from search.query.vocabulary import finds

# How many edits a word may be away, by its length.
EDITS = [(3, 1), (7, 2), (12, 3)]
# How many letters of a Korean word may be wrong, and from how many on more than one.
MOST_JAMO, LONG_IN_JAMO = 2, 9
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_KANJI_RUN = re.compile(f"{KANJI.pattern}+")


def correct(understood: Understood, knowledge: Knowledge) -> Understood:
    """The query with every wanted word that has no find replaced by the nearest that has one."""
    corrections: list[Correction] = []
    terms, changed = dict(understood.terms), dict[Words, Words]()

    def corrected(leaf: Node) -> Node:
        if not isinstance(leaf, Words):
            return leaf
        if leaf not in changed:
            words, found = correct_words(leaf.words, terms[leaf], knowledge)
            changed[leaf] = Words(words) if found else leaf
            corrections.extend(found)
        return changed[leaf]

    tree = rebuilt(understood.tree, corrected, negated=False)
    for leaf in changed.values():
        if leaf not in terms:
            terms[leaf] = expand(leaf.words, knowledge)
    return replace(understood, tree=tree, terms=terms, corrections=tuple(corrections))


def correct_words(
    words: Sequence[str], terms: Sequence[QueryTerm], knowledge: Knowledge
) -> tuple[tuple[str, ...], list[Correction]]:
    """Words that stand side by side, corrected, and what was corrected in them."""
    folded = [fold(word) for word in words]
    lost = [term for term in terms if _is_lost(term, folded, knowledge)]
    if lost and (name := _whole_name(folded, knowledge)):
        return (name.meant,), [name]
    corrections: list[Correction] = []
    corrected = []
    start = 0
    for word, text in zip(words, folded, strict=True):
        end = start + len(text)
        inside = [term for term in lost if start <= term.start and term.end <= end]
        if inside:
            meant = _meant(text, inside, knowledge)
        else:
            meant = None if _is_whole(start, end, terms) else _miscut(text, knowledge)
        corrections += [meant] if meant else []
        corrected.append(text.replace(meant.typed, meant.meant) if meant else word)
        start = end + 1
    return tuple(corrected), corrections


def _is_lost(term: QueryTerm, words: Collection[str], knowledge: Knowledge) -> bool:
    """Whether no text has the term as a word, and it is nobody's name.

    A piece of a typed word (one of `words`) is none by what it may mean in another language.
    """
    other = {"inside"} if term.text in words else {"inside", "lexicon"}
    as_word = (each for each in term.expansions if each.source not in other)
    return not finds(as_word, knowledge.vocabulary) and term.text not in knowledge.people


def _is_whole(start: int, end: int, terms: Sequence[QueryTerm]) -> bool:
    """Whether a typed word is one term, so that nothing was cut wrongly."""
    return any(term.start == start and term.end == end for term in terms)


def _whole_name(words: Sequence[str], knowledge: Knowledge) -> Correction | None:
    """The name of several words that the typed words are near to (`opne ai`)."""
    text = " ".join(words)
    if not 1 < len(words) < 4 or not all(LATIN.match(word) for word in words):
        return None
    whole = [name for name in knowledge.words if " " in name]
    near = process.extractOne(text, whole, scorer=OSA.distance, score_cutoff=allowed(text))
    return Correction(text, near[0]) if near and near[1] else None


def _meant(word: str, lost: list[QueryTerm], knowledge: Knowledge) -> Correction | None:
    """What a typed word, or else a lost part of it, was meant to be."""
    runs = dict.fromkeys([word, *_around(word, lost), *(term.text for term in lost)])
    for run in runs:
        known = (
            any(term.text == run and term.known for term in lost)
            or is_english(run)
            or _is_known_whole(run, knowledge)
        )
        if len(run) > 1 and (meant := nearest(run, knowledge, sound_only=known)):
            return Correction(run, meant)
    return None


def _miscut(word: str, knowledge: Knowledge) -> Correction | None:
    """A compound with one wrong character, all of whose pieces stand somewhere (認知脳力).

    Either another compound of the texts sounds the same (ノーベル省), or a single kanji among the
    pieces shows the slip; only a compound of the texts is taken for it.
    """
    if not knowledge.has_japanese:
        return None
    if meant := _same_sound(word, knowledge) or _half_converted(word, knowledge):
        return Correction(word, meant)
    found = (_wrong_kanji(run, knowledge) for run in _KANJI_RUN.findall(word))
    return next(filter(None, found), None)


def _is_known_whole(word: str, knowledge: Knowledge) -> bool:
    """Whether any language of the texts has a word as one, however another one cuts it."""
    tokens = [token for each in knowledge.readers(word) for token in analyzed(each, word)]
    return any(token.known and token.surface == word for token in tokens)


def _wrong_kanji(run: str, knowledge: Knowledge) -> Correction | None:
    """A run of kanji that no text has, one of which is wrong."""
    tokens = analyze(run)
    # Any number may stand before a counter.
    numbers = any(form.isdecimal() for token in tokens for form in token.words)
    if numbers or knowledge.vocabulary.occurrences(run):
        return None
    singles = [token for token in tokens if token.end - token.start == 1]
    if len(run) == 2 and len(singles) == 2 and (meant := nearest(run, knowledge)):
        return Correction(run, meant)
    if len(run) < 4 or not singles:
        return None
    near = [window for window in knowledge.vocabulary.near(run) if len(window) == len(run)]
    return Correction(run, max(near, key=knowledge.vocabulary.occurrences)) if near else None


def _same_sound(word: str, knowledge: Knowledge) -> str | None:
    """A piece of the texts that differs from a compound in one character and sounds the same."""
    vocabulary = knowledge.vocabulary
    heard = sound_of_run(word) if len(word) > 3 and KANJI.search(word) else ""
    if not heard or vocabulary.occurrences(word):
        return None
    near = [piece for piece in vocabulary.near(word) if sound_of_run(piece) == heard]
    return max(near, key=vocabulary.occurrences, default=None)


def _half_converted(word: str, knowledge: Knowledge) -> str | None:
    """What a word sounds like of which only a part was turned into kanji (はん導体)."""
    mixed = KANJI.search(word) and _KANA.search(word)
    if not mixed or knowledge.vocabulary.occurrences(word):
        return None
    heard = sound_of_run(word)
    return knowledge.written(heard) or None if len(heard) > 3 else None


def _around(word: str, lost: list[QueryTerm]) -> Iterator[str]:
    """Runs of content words that have a lost one among them: the slip may have cut them wrongly."""
    runs: list[list[int]] = [[]]
    for token in tokenize(word) if is_japanese(word) else ():
        if token is None:
            runs.append([])
        else:
            runs[-1] += [token.start, token.end]
    for run in filter(None, runs):
        text = word[run[0] : run[-1]]
        if any(term.text in text for term in lost):
            yield text


def nearest(run: str, knowledge: Knowledge, *, sound_only: bool = False) -> str | None:
    """The archive's word nearest to folded `run`, if any is near.

    `sound_only`: only one that sounds the same, since `run` is a good word that the archive
    doesn't have.
    """
    heard = sound_of_run(run) if knowledge.has_japanese else ""
    candidates = _by_sound(heard, knowledge, whole=sound_only)
    if sound_only:
        candidates = {word: cost for word, cost in candidates.items() if _may_be_meant(run, word)}
    else:
        candidates |= _by_edits(run, heard, knowledge)
    candidates.pop(run, None)
    if not candidates:
        return None
    return min(candidates, key=lambda word: (candidates[word], len(word), word))


def _may_be_meant(run: str, word: str) -> bool:
    """Whether a good word may be a wrong conversion of one that sounds the same (規正, 規制).

    The two have a kanji in the same place: 地震 is no 自身.
    """
    if not KANJI.search(run):
        return True
    return any(a == b and KANJI.match(a) for a, b in zip(run, word, strict=False))


def allowed(run: str) -> int:
    """How many edits away a word may be meant."""
    return next((edits for length, edits in reversed(EDITS) if len(run) >= length), 0)


def sound_of_run(run: str) -> str:
    """How Japanese words sound, as the dictionary reads them; empty where it can't."""
    if LATIN.search(run):
        return ""
    return sound_of(run if is_kana(run) else reading(run))


def _by_sound(heard: str, knowledge: Knowledge, *, whole: bool) -> dict[str, float]:
    """What sounds the same, in one word (`whole`) or several."""
    sounds = knowledge.vocabulary.sounds
    parts = split_sound(heard, sounds) if len(heard) > 3 else []
    if whole and heard not in sounds:
        # 京都 is no 今日と.
        return {}
    written = [knowledge.written(part) for part in parts]
    return {"".join(written): 0.5 * len(written)} if written and all(written) else {}


def _by_edits(run: str, heard: str, knowledge: Knowledge) -> dict[str, float]:
    script = group_of(run)
    if script == "HANGUL":
        return _by_jamo(run, knowledge)
    limit = allowed(run)
    extracted = process.extract(
        run, knowledge.words, scorer=OSA.distance, score_cutoff=max(limit, 1), limit=50
    )
    near = [(word, distance) for word, distance, _ in extracted if group_of(word) == script]
    if not limit:
        return _two_kanji(run, [word for word, _ in near])
    found = {word: _cost(run, word, distance, heard) for word, distance in near}
    if script in {"JAPANESE", "HAN"} and len(run) > 3:
        found |= {word: _cost(run, word, 1, heard) for word in knowledge.vocabulary.near(run)}
    if is_kana(run) and len(heard) > 4:
        for word, distance in _near_sounds(heard, knowledge):
            found.setdefault(word, 1.0 + distance)
    return found


def _by_jamo(run: str, knowledge: Knowledge) -> dict[str, float]:
    """Korean words by their letters: a syllable has two or three, of which one is mistyped."""
    typed = normalize("NFD", run)
    limit = MOST_JAMO if len(typed) >= LONG_IN_JAMO else 1
    near = process.extract(
        typed, list(knowledge.jamo), scorer=OSA.distance, score_cutoff=limit, limit=50
    )
    found = {knowledge.jamo[jamo]: float(distance) for jamo, distance, _ in near}
    for piece in knowledge.vocabulary.near(run) if len(run) > 3 else ():
        distance = OSA.distance(typed, normalize("NFD", piece))
        if distance <= limit:
            found.setdefault(piece, distance)
    return found


def _near_sounds(heard: str, knowledge: Knowledge) -> Iterator[tuple[str, float]]:
    """Words that sound nearly so, foreign names in Latin letters among them (ニビディア)."""
    japanese, latin = knowledge.vocabulary.terms("sound"), list(knowledge.latin_sounds)
    for sounds, written in ((japanese, knowledge.written), (latin, knowledge.latin_sounds.get)):
        near = process.extract(heard, sounds, scorer=OSA.distance, score_cutoff=1)
        for sound, distance, _ in near:
            if len(sound) > 4 and (word := written(sound)):
                yield word, distance


def _two_kanji(run: str, near: Iterable[str]) -> dict[str, float]:
    """Words of two kanji that differ from `run` in one that can sound like the typed one."""
    found = {}
    if len(run) == 2 and all(map(KANJI.match, run)):
        for word in near:
            if word != run and len(word) == 2 and all(map(KANJI.match, word)):
                typed, meant = next(
                    pair for pair in zip(run, word, strict=True) if len({*pair}) > 1
                )
                heard, whole = sound_of_run(typed), sound_of_run(word)
                ends = whole.startswith if word[0] == meant else whole.endswith
                alike = heard == sound_of_run(meant) or (heard and ends(heard))
                found[word] = 0.8 if alike else 1.6
    return found


def _cost(run: str, word: str, distance: float, heard: str) -> float:
    """Edits, less where the two sound alike, more where the first letter differs."""
    same_sound = bool(heard) and sound_of_run(word) == heard
    return distance - 0.5 * same_sound + 0.3 * (run[0] != word[0])


def corrected_text(query: str, corrections: Iterable[Correction]) -> str:
    """The query with what was corrected in it; empty where nothing was."""
    text = changed = fold(query)
    for each in corrections:
        changed = changed.replace(each.typed, each.meant)
    return changed if changed != text else ""
