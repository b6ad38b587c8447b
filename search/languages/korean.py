"""Korean: nouns without their particles, verbs and adjectives by their stems (mecab-ko).

학교에서는 is 학교; 배웠습니다 is 배우다.  The dictionary is read in place, so it costs no time to
load, and processes share it.
"""

from __future__ import annotations

import threading
from typing import Any

import regex

from search.languages.analyzer import Analyzer
from search.languages.english import ENGLISH_WEAK
from search.languages.tokens import Token

_HANGUL = regex.compile(r"\p{Hangul}")
# mecab-ko's classes: nouns, roots, foreign words and numbers; verbs and adjectives.
NOUNS = frozenset("NNG NNP NR XR SL SH SN NNB NNBC NP".split())
VERBS = frozenset("VV VA".split())
OTHERS = frozenset("MAG MM IC MAJ".split())
WEAK_CLASSES = frozenset("NNB NNBC NP MM MAJ IC MAG".split())
WEAK = frozenset(
    "하다 되다 있다 없다 이다 아니다 같다 그렇다 이렇다 어떻다 어떠하다 무엇 누구 언제 "
    "어디 왜 것 수 때 씨 말 이야기 질문".split()
)
# Nouns of time, order and persons, which texts about anything share.
NOT_TELLING = frozenset(
    "나중 다음 대신 지금 처음 마지막 하나 둘 셋 오늘 어제 내일 그때 이때 당시 정도 자기 자신 "
    "사람 경우 생각 이번 이후 이전 전부 모두 다른 여기 거기 저기 올해 작년 매일 하루 동안 뒤 앞 "
    "위 안 밖 옆 사이 속 번 첫".split()
)
_local = threading.local()


def _tagger() -> Any:
    # A tagger belongs to one thread; the dictionary behind it is shared.
    if not hasattr(_local, "tagger"):
        from mecab import MeCab

        _local.tagger = MeCab()
    return _local.tagger


def tagged(text: str) -> list[tuple[int, int, str, str, bool]]:
    """A text's words: start, end, class, what a name is of (인명), whether it is a compound."""
    found = []
    for each in _tagger().parse(text):
        feature = each.feature
        compound = feature.type == "Compound"
        place = each.span.start, each.span.end
        found.append((*place, feature.pos or "", feature.semantic or "", compound))
    return found


class Korean(Analyzer):
    """Korean."""

    language = "ko"
    script = regex.compile(r"[\p{Hangul}\p{Latin}\p{N}]")
    spaced = False

    def tokenize(self, text: str) -> list[Token | None]:
        """The nouns, verbs, adjectives and adverbs of folded text."""
        return [self._token(each, text) for each in _tagger().parse(text)]

    def tells(self, token: Token, shown: str) -> bool:
        """As of any analyzer, without nouns of time and order."""
        return super().tells(token, shown) and NOT_TELLING.isdisjoint(token.words)

    def _token(self, morpheme: Any, text: str) -> Token | None:
        start, end = morpheme.span.start, morpheme.span.end
        classes = (morpheme.feature.pos or "").split("+")
        lemma = _lemma(morpheme, classes[0])
        if not lemma:
            return None
        surface = text[start:end]
        return Token(
            start,
            end,
            surface,
            (lemma,),
            weak=classes[0] in WEAK_CLASSES or lemma in WEAK or surface in ENGLISH_WEAK,
            noun=classes[0] in NOUNS and len(lemma) > 1 and not lemma.isdecimal(),
            known=morpheme.feature.reading is not None,
            units=tuple(self._units(morpheme, start)),
        )

    def _units(self, morpheme: Any, start: int) -> list[Token]:
        """The parts of a compound noun, where they stand in it as they are."""
        feature = morpheme.feature
        if feature.type != "Compound" or not feature.expression:
            return []
        units = []
        for part in feature.expression.split("+"):
            word = part.split("/")[0]
            if not morpheme.surface.startswith(word, start - morpheme.span.start):
                return []
            end = start + len(word)
            units.append(Token(start, end, word, (word,), noun=len(word) > 1, known=True))
            start = end
        return [unit for unit in units if len(unit.surface) > 1]


def _lemma(morpheme: Any, kind: str) -> str:
    """The form of the dictionary; empty for particles, endings and signs."""
    if kind in NOUNS | OTHERS:
        return str(morpheme.surface)
    if kind in VERBS:
        expression = morpheme.feature.expression if morpheme.feature.type == "Inflect" else ""
        stem = (expression or morpheme.surface).split("/")[0]
        return f"{stem}다"
    return ""
