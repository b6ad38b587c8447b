"""Queries drawn from a corpus, no two alike, and what a plain scan finds for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

from search.languages.folding import fold
from search.languages.japanese import WEAK_WORDS, analyze
from tests.bench.corpus import Corpus, Turn, source, tokens_of

PHRASE = (4, 14)
QUESTIONS = [
    "{}とは何ですか",
    "{}についてどう考えていますか",
    "なぜ{}なのですか",
    "{}はどうなりますか",
]


@dataclass(frozen=True)
class Query:
    """What is asked: `words` (each to be found), or a phrase, a prefix; `speaker`: a filter.

    `text`: as it is typed into the archive's search.
    """

    kind: str
    text: str
    words: tuple[str, ...] = ()
    speaker: int | None = None


CLASSES = (
    "one word",
    "two words",
    "exact phrase",
    "prefix",
    "reading",
    "question",
    "speaker filter",
    "facets",
)


class Drawing:
    """Draws queries of each class from a corpus."""

    def __init__(self, corpus: Corpus, seed: int = 1) -> None:
        self.corpus = corpus
        self.random = Random(seed)

    def draw(self, kind: str, count: int) -> list[Query]:
        """`count` queries, or as many as there are different ones."""
        make = self._makers[kind]
        found: dict[str, Query] = {}
        for _ in range(count * 30):
            query = make()
            found.setdefault(query.text, query)
            if len(found) == count:
                break
        return list(found.values())

    @property
    def _makers(self) -> dict[str, Callable[[], Query]]:
        return {
            "one word": self._one,
            "two words": self._two,
            "exact phrase": self._phrase,
            "prefix": self._prefix,
            "reading": self._reading,
            "question": self._question,
            "speaker filter": self._filtered,
            "facets": lambda: self._two("facets"),
        }

    @cached_property
    def _content(self) -> list[tuple[str, str]]:
        """(surface, sound) of the content words as they occur in the source, however often."""
        return [
            (token.surface, token.sounds[0])
            for sentence in source()["sentence"]
            for token in analyze(fold(sentence))
            if token.noun and token.sounds and len(token.surface) > 1
            if WEAK_WORDS.isdisjoint(token.words) and not token.surface.isdigit()
        ]

    def _word(self) -> str:
        return self.random.choice(self._content)[0]

    def _one(self) -> Query:
        # The rare ones as often as the frequent, or there would be too few that differ.
        word = self.random.choice(self._different)
        return Query("one word", word, (word,))

    @cached_property
    def _different(self) -> list[str]:
        return sorted({word for word, _ in self._content})

    def _two(self, kind: str = "two words") -> Query:
        words = (self._word(), self._word())
        return Query(kind, " ".join(words), words)

    def _text(self) -> str:
        return self.random.choice(self.random.choice(self.corpus.turns).texts)

    def _phrase(self) -> Query:
        text = ""
        while len(text) < PHRASE[1] or '"' in text or "\\" in text:
            text = fold(self._text())
        length = self.random.randint(*PHRASE)
        start = self.random.randint(0, len(text) - length)
        phrase = text[start : start + length]
        return (
            Query("exact phrase", f'"{phrase}"', (phrase,))
            if phrase.strip() == phrase
            else (self._phrase())
        )

    def _prefix(self) -> Query:
        # With a space it would be a word and a prefix.
        word = self.random.choice([each for each in self._different if " " not in each])
        prefix = word[: self.random.randint(2, max(2, len(word) - 1))]
        return Query("prefix", f"{prefix}*", (prefix,))

    def _reading(self) -> Query:
        sound = self.random.choice(self._content)[1]
        return Query("reading", sound, (sound,))

    def _question(self) -> Query:
        words = (self._word(), self._word())
        text = self.random.choice(QUESTIONS).format("の".join(words))
        return Query("question", text, words)

    def _filtered(self) -> Query:
        turn = self.random.choice(self.corpus.turns)
        word = self._word()
        text = f'"{word}" speaker:person-{turn.speaker}'
        return Query("speaker filter", text, (word,), turn.speaker)


class Scan:
    """What a plain look at every turn finds, for the classes that have one meaning everywhere."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    @cached_property
    def _folded(self) -> list[tuple[Turn, str]]:
        return [(turn, "\n".join(map(fold, turn.texts))) for turn in self.corpus.turns]

    def find(self, query: Query) -> set[int] | None:
        """The numbers of the turns; None: the class has no such meaning."""
        if query.kind == "exact phrase":
            return set(self._containing(query.words[0]))
        if query.kind == "speaker filter":
            speaking = {t.number for t in self.corpus.turns if t.speaker == query.speaker}
            return speaking & set(self._containing(query.words[0]))
        return self._beginning(query.words[0]) if query.kind == "prefix" else None

    def _containing(self, phrase: str) -> Iterator[int]:
        return (turn.number for turn, text in self._folded if phrase in text)

    def _beginning(self, prefix: str) -> set[int]:
        having = {
            sentence
            for sentence in source()["sentence"]
            if any(
                word.startswith(prefix)
                for surface, words in tokens_of(sentence)
                for word in (surface, *words)
            )
        }
        return {
            turn.number
            for turn in self.corpus.turns
            if any(not having.isdisjoint(sentences) for sentences in turn.paragraphs)
        }
