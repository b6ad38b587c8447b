"""The analyzer of Japanese: text → tokens, the same for indexing, queries and highlighting.

SudachiPy with its core dictionary cuts text into words (split mode C) and these into their
shortest units (mode A).  A token's *words* are the forms under which it is indexed: Sudachi's
normalised form (組合せ → 組み合わせ, 抜け出せ → 抜け出す, 二〇 → 20) and its dictionary form.
Latin words are stemmed as English.  Text is folded before it is cut, so all positions count the
characters of folded text.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import regex
from sudachipy import Dictionary, SplitMode

from search.languages.analyzer import Analyzer
from search.languages.english import ENGLISH_WEAK, english_stem
from search.languages.folding import fold
from search.languages.sounds import is_kana, sound_of
from search.languages.tokens import Token, shifted

# Words that carry no content: particles, auxiliaries, punctuation, spaces.
EMPTY = {"助詞", "助動詞", "補助記号", "記号", "空白"}
# Words that say little in a question: they count only where a query has nothing else.
WEAK_CLASSES = {"代名詞", "感動詞", "接続詞", "連体詞", "副詞", "接頭辞", "接尾辞"}
WEAK_DETAILS = {"非自立可能", "助動詞語幹"}
WEAK_WORDS = frozenset(
    "事 物 為 様 所 時 訳 筈 方 者 中 後 前 上 為る 有る 居る 成る 言う 思う 出来る 遣る 行う "
    "教える 知る こと もの とき ため よう まだ もう また 何 誰 何処 何時 "
    "何故 どう 如何 どれ どの 幾つ 幾ら 理由 意味 つもり".split()
)
# Words that say something, but little of what is asked.
LIGHT_WORDS = frozenset(
    "人 自分 時間 期間 人々 今 現在 場合 話 考え 言葉 使う 作る 必要 問題 影響 可能性".split()
)
# Verbs that stand for a particle between に and て, and what follows them where they don't.
GRAMMATICAL = frozenset(["つい", "よっ", "とっ", "おい", "わたっ"])
GOING_ON = ("い", "お", "く", "き", "し")
_LATIN = re.compile(r"[a-z][a-z'’\-]*")
# SudachiPy refuses longer texts; sentences end long before.
LIMIT = 12_000
_local = threading.local()


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


def _tokenizer() -> Any:
    # A tokenizer belongs to one thread; the dictionary behind it is shared.
    if not hasattr(_local, "tokenizer"):
        _local.tokenizer = _dictionary().tokenizer()
    return _local.tokenizer


def morphemes(text: str) -> Iterator[tuple[int, Any]]:
    """Sudachi's words of `text` in its longest units, each with its first column."""
    for offset in range(0, len(text), LIMIT):
        for each in _tokenizer().tokenize(text[offset : offset + LIMIT], SplitMode.C):
            yield offset + each.begin(), each


def parts_of(morpheme: Any) -> list[Any]:
    """A word's shortest units; the word itself where it has no parts."""
    return list(morpheme.split(SplitMode.A))


def warm_up() -> None:
    """Load the dictionary, so that processes forked later share its memory."""
    analyze("準備")


def analyze(text: str) -> list[Token]:
    """The content tokens of *folded* text, in order."""
    return [token for token in tokenize(text) if token]


def tokenize(text: str) -> list[Token | None]:
    """Every token of *folded* text, in order; None for one without content."""
    tokens: list[Token | None] = []
    for offset in range(0, len(text), LIMIT):
        part = text[offset : offset + LIMIT]
        found = list(_tokenizer().tokenize(part, SplitMode.C))
        for place, each in enumerate(found):
            token = _token(each, offset)
            if token and each.surface() in GRAMMATICAL and _is_grammatical(place, found):
                token = _without_content(token)
            tokens.append(token)
    return tokens


def _without_content(token: Token) -> Token:
    """The token as a weak word that is found as it stands alone."""
    return Token(token.start, token.end, token.surface, (token.surface,), weak=True, known=True)


def _is_grammatical(place: int, found: list[Any]) -> bool:
    """Whether a verb stands for a particle, as in について, and not on its own (身についている)."""
    around = [each.surface() for each in found[max(place - 1, 0) : place + 3]]
    if place == 0 or len(around) < 3:
        return False
    before, _, after, *then = around
    return before == "に" and after == "て" and not (then and then[0].startswith(GOING_ON))


_words: dict[tuple[int, str], Token | None] = {}
MOST_WORDS = 100_000
UNKNOWN = Token(0, 0, "", ())


def _token(morpheme: Any, offset: int) -> Token | None:
    surface = morpheme.surface()
    # A dictionary's word is the same wherever it stands.
    key = None if morpheme.is_oov() else (morpheme.word_id(), surface)
    made = _words.get(key, UNKNOWN) if key else UNKNOWN
    if made is UNKNOWN:
        made = _made(morpheme)
        if key and len(_words) < MOST_WORDS:
            _words[key] = made
    return made if made is None else shifted(made, offset + morpheme.begin())


def _made(morpheme: Any) -> Token | None:
    """The token of a word, its columns counted from its own beginning."""
    if morpheme.part_of_speech()[0] in EMPTY and not morpheme.surface().isalnum():
        return None
    parts = morpheme.split(SplitMode.A, add_single=False)
    offset = -morpheme.begin()
    units = [_unit(part, offset) for part in parts] if len(parts) > 1 else _spaced(morpheme)
    return _unit(morpheme, offset, tuple(unit for unit in units if unit))


def _spaced(morpheme: Any) -> list[Token | None]:
    """The units of a name that the dictionary has with a space (`donald trump`), in one piece."""
    words = [*re.finditer(r"\S+", morpheme.surface())]
    if len(words) < 2:
        return []
    parts = [(word.start(), _tokenizer().tokenize(word[0], SplitMode.A)) for word in words]
    return [_unit(each, offset) for offset, found in parts for each in found]


def _unit(morpheme: Any, offset: int, units: tuple[Token, ...] = ()) -> Token | None:
    kind = _word_class(morpheme.part_of_speech_id(), morpheme)
    if kind.empty:
        return None
    surface = morpheme.surface()
    forms = _forms(surface, morpheme.normalized_form(), morpheme.dictionary_form())
    return Token(
        start=offset + morpheme.begin(),
        end=offset + morpheme.end(),
        surface=surface,
        words=forms,
        sounds=_sounds(surface, morpheme.reading_form(), morpheme.dictionary_form()),
        senses=tuple(map(str, morpheme.synonym_group_ids())),
        weak=kind.weak or not WEAK_WORDS.isdisjoint(forms) or surface in ENGLISH_WEAK,
        noun=kind.noun,
        known=not morpheme.is_oov(),
        units=units,
        light=not LIGHT_WORDS.isdisjoint(forms),
    )


@dataclass(frozen=True)
class _WordClass:
    empty: bool
    weak: bool
    noun: bool


_classes: dict[int, _WordClass] = {}


def _word_class(number: int, morpheme: Any) -> _WordClass:
    if number not in _classes:
        pos = morpheme.part_of_speech()
        _classes[number] = _WordClass(
            empty=pos[0] in EMPTY,
            weak=pos[0] in WEAK_CLASSES or pos[1] in WEAK_DETAILS,
            noun=pos[0] in {"名詞", "接頭辞", "接尾辞", "形状詞"},
        )
    return _classes[number]


@lru_cache(maxsize=100_000)
def _forms(surface: str, normal: str, lemma: str) -> tuple[str, ...]:
    forms = dict.fromkeys(fold(form) for form in (normal, lemma))
    if _LATIN.fullmatch(surface):
        forms[english_stem(surface)] = None
    return tuple(forms)


@lru_cache(maxsize=100_000)
def _sounds(surface: str, heard: str, lemma: str) -> tuple[str, ...]:
    """The sounds of the word as it stands and of its dictionary form."""
    if surface.isdigit():
        return ()
    sounds = [sound_of(heard)] if is_kana(heard) else []
    if lemma != surface:
        sounds.append(sound_of(reading(lemma)))
    if is_kana(surface):
        sounds.append(sound_of(surface))
    return tuple(dict.fromkeys(filter(None, sounds)))


@lru_cache(maxsize=50_000)
def _tells(word: str) -> bool:
    """Whether a word is a noun of a thing: no adverb (実際), count (社) or quality (基本的)."""
    for each in _tokenizer().tokenize(word, SplitMode.C):
        kind, detail, use = each.part_of_speech()[:3]
        if kind != "名詞" or detail == "数詞" or use in ("副詞可能", "助数詞可能"):
            return False
    return not word.endswith("的")


@lru_cache(maxsize=50_000)
def reading(word: str) -> str:
    """The word in katakana, as the dictionary reads it on its own; empty where it can't."""
    readings = [each.reading_form() for each in _tokenizer().tokenize(word, SplitMode.C)]
    return "".join(readings) if all(map(is_kana, readings)) else ""


class Japanese(Analyzer):
    """Japanese; of its texts, foreign words too."""

    language = "ja"
    script = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\u30fc\u3005\p{Latin}\p{N}]")
    spaced = False

    def tokenize(self, text: str) -> list[Token | None]:
        """Every token of folded text."""
        return tokenize(text)

    def is_known(self, word: str) -> bool:
        """Whether the dictionary has the word as one, not only its parts."""
        found = [morpheme for _, morpheme in morphemes(word)]
        return len(found) == 1 and not found[0].is_oov()

    def tells(self, token: Token, shown: str) -> bool:
        """As of any analyzer, by the dictionary's classes."""
        return super().tells(token, shown) and _tells(token.surface)

    def compound_sounds(self, part: tuple[Token, ...]) -> tuple[str, ...]:
        """A suffix sounds otherwise in a compound than on its own (者: しゃ, もの)."""
        if not all(token.sounds for token in part):
            return ()
        together = reading("".join(token.surface for token in part))
        joined = "".join(token.sounds[0] for token in part)
        return tuple(dict.fromkeys(filter(None, [sound_of(together), joined])))
