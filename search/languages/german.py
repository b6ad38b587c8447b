"""German: nouns with capitals for the dictionary, and compounds."""

from __future__ import annotations

from search.languages.tokens import Token
from search.languages.words import WordAnalyzer

# The shortest word that a compound is found by, and what joins its parts.
SHORTEST = 4
LINKS = ("", "s", "es", "n", "en", "er", "e")


class German(WordAnalyzer):
    """German; also the base of its neighbours, which join words as it does."""

    language = "de"

    def lemma(self, word: str) -> str:
        """The dictionary's form; a word that can be a noun is one (Aufgaben, haus)."""
        return super().lemma(word.capitalize()) or super().lemma(word)

    def compounds(self, token: Token, words: list[str]) -> list[str]:
        """Words that end in the token after a word: Kammer → Handwerkskammer."""
        ends = [form for form in token.words if len(form) >= SHORTEST]
        found = []
        for word in words:
            for end in ends:
                first = word.removesuffix(end)
                if len(first) >= 3 and word != first and self._is_first(first):
                    found.append(word)
                    break
        return found

    def _is_first(self, part: str) -> bool:
        """Whether the rest of a compound is a word, with what joins it."""
        return any(
            self.is_known(part.removesuffix(link)) for link in LINKS if len(part) - len(link) >= 3
        )


class Compounding(German):
    """Languages that join nouns without writing them large."""

    def lemma(self, word: str) -> str:
        return super(German, self).lemma(word)
