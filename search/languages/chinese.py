"""Chinese: jieba's words, in the simplified characters of the mainland.

OpenCC turns every way of writing into one (臺灣, 台灣 → 台湾; 網路, 網絡 → 网络), so that texts and
queries meet.  What is looked up as it stands is looked up in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import regex
from stop_words import get_stop_words

from search.languages.analyzer import Analyzer
from search.languages.english import ENGLISH_WEAK
from search.languages.numerals import RUN, value_of
from search.languages.tokens import Token, shifted

_CONTENT = regex.compile(r"[\p{L}\p{N}]")
_HAN = regex.compile(r"\p{Han}")
# From these to one, word by word; the second also takes Taiwan's words for the mainland's.
TO_ONE = ("t2s", "tw2sp")
FROM_ONE = ("s2t", "s2tw", "s2hk", "s2twp")
WEAK = frozenset(
    "什么 怎么 怎么样 怎样 如何 为什么 哪里 哪些 哪个 多少 几个 这个 那个 这些 那些 这样 "
    "那样 他们 我们 你们 自己 没有 可以 就是 还是 是不是 因为 所以 但是 如果 时候 的话 地 "
    "都 吗 呢 就 会 要 能 说 想 做 里 中 没 过 对 后来 当时".split()
)
MOST_WORDS = 50_000
NOUN_TAGS = frozenset(["vn", "an", "eng", "x"])


@cache
def _converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)


@lru_cache(MOST_WORDS)
def _converted(name: str, text: str) -> str:
    return str(_converter(name).convert(text))


def as_in_japan(text: str) -> str:
    """Traditional characters, as Korean and old Japanese texts have them, as Japan writes them."""
    return _converted("t2jp", text)


def tagged(text: str) -> list[tuple[str, str]]:
    """All of a text as words, as they are written, each with jieba's tag of its part of speech."""
    import rjieba

    simplified = str(_converter("t2s").convert(text))
    found = rjieba.tag(simplified if len(simplified) == len(text) else text)
    words, start = [], 0
    for word, tag in found:
        words.append((text[start : start + len(word)], str(tag)))
        start += len(word)
    return words


def has_word(word: str) -> bool:
    """Whether jieba's dictionary has a word, as it is written."""
    import rjieba

    return bool(rjieba.has_word(_converted("t2s", word)))


@lru_cache(MOST_WORDS)
def _is_noun(word: str) -> bool:
    """Whether a word is a noun or a name by itself: no place (里头), number (一半) or verb."""
    import rjieba

    return all(tag[:1] in "njizl" or tag in NOUN_TAGS for _, tag in rjieba.tag(word))


class Chinese(Analyzer):
    """Chinese in any of its writings."""

    language = "zh"
    script = regex.compile(r"[\p{Han}\p{Bopomofo}\p{Latin}\p{N}]")
    spaced = False

    def __init__(self, language: str = "") -> None:
        import rjieba

        super().__init__(language)
        self._jieba = rjieba
        self.weak = frozenset(get_stop_words("zh")) - {"人", "下", "上", "小"} | WEAK
        self._token = lru_cache(MOST_WORDS)(self._made)

    def tokenize(self, text: str) -> list[Token | None]:
        """The words of folded text, cut where its simplified form is."""
        simplified = str(_converter("t2s").convert(text)) if _HAN.search(text) else text
        if len(simplified) != len(text):
            simplified = text
        tokens: list[Token | None] = []
        start = 0
        for word in self._cut(simplified):
            end = start + len(word)
            if _CONTENT.search(word):
                tokens.append(shifted(self._token(text[start:end]), start))
            else:
                tokens.append(None)
            start = end
        return tokens

    def _cut(self, text: str) -> Iterator[str]:
        """All of a text as words; a number is one, which jieba cuts at each 〇."""
        start = 0
        for number in RUN.finditer(text):
            yield from self._jieba.cut(text[start : number.start()])
            yield number[0]
            start = number.end()
        yield from self._jieba.cut(text[start:])

    def _made(self, word: str) -> Token:
        forms = self._forms(word)
        is_number = RUN.fullmatch(word) is not None
        forms += filter(None, [value_of(word)]) if is_number else ()
        has_units = len(word) > 2 and not is_number and _HAN.search(word)
        return Token(
            0,
            len(word),
            word,
            tuple(forms),
            weak=word in ENGLISH_WEAK or not self.weak.isdisjoint({word, *forms}),
            noun=len(word) > 1 and not word.isdecimal() and not is_number,
            known=self._jieba.has_word(forms[0]),
            units=tuple(self._units(word)) if has_units else (),
        )

    def tells(self, token: Token, shown: str) -> bool:
        """As of any analyzer, by jieba's classes."""
        return super().tells(token, shown) and _is_noun(self._forms(token.surface)[0])

    @staticmethod
    def _forms(word: str) -> list[str]:
        return list(dict.fromkeys(_converted(name, word) for name in TO_ONE))

    def _units(self, word: str) -> list[Token]:
        """The shorter words in a long one: 人工智能 has 人工 and 智能."""
        simplified = self._forms(word)[0]
        if len(simplified) != len(word):
            return []
        parts = self._jieba.tokenize(simplified, "search")
        inside = [(start, end) for _, start, end in parts if end - start < len(word)]
        return [
            Token(start, end, word[start:end], tuple(self._forms(word[start:end])))
            for start, end in inside
            if end - start > 1
        ]

    def spellings(self, text: str) -> tuple[str, ...]:
        """The text in all writings."""
        if not _HAN.search(text):
            return (text,)
        ones = [text, *(_converted(name, text) for name in TO_ONE)]
        others = [_converted(name, one) for one in ones for name in FROM_ONE]
        # Taiwan writes 臺 and 台 alike.
        both = [each.replace("臺", "台") for each in others]
        return tuple(dict.fromkeys([*ones, *others, *both]))
