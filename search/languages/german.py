"""German: nouns with capitals for the dictionary, and compounds."""

from __future__ import annotations

from search.languages.tokens import Token
from search.languages.words import WordAnalyzer

# The shortest word that a compound is found by, and that it begins with; what joins them.
SHORTEST, SHORTEST_FIRST = 4, 3
# What stands before a verb and is no part of its participle: ab|ge|bissen.
SEPARABLE = tuple(
    "zurück zusammen auseinander herunter hinunter heraus hinaus herein hinein weiter fest fort "
    "nach ab an auf aus bei dar ein frei her hin hoch los mit um vor weg zu".split()
)
LINKS = ("", "s", "es", "n", "en", "er", "e")


class German(WordAnalyzer):
    """German; also the base of its neighbours, which join words as it does."""

    language = "de"

    def lemma(self, word: str) -> str:
        """The dictionary's form; a word that can be a noun is one (Aufgaben, haus)."""
        # Folded text has ss for ß, which the dictionary keeps.
        spelt = dict.fromkeys([word, word.replace("ss", "ß")])
        ways = [each for one in spelt for each in (one.capitalize(), one)]
        return next(filter(None, map(super().lemma, ways)), "")

    def _verb(self, word: str) -> str:
        """The infinitive that a participle is of."""
        lemmas = (super(German, self).lemma(each) for each in (word, word.replace("ss", "ß")))
        return next((each for each in lemmas if each != word), "")

    def variants(self, word: str) -> tuple[str, ...]:
        """A word, also the verb that it is the participle of, where the dictionary lacks it."""
        return tuple(dict.fromkeys([word, *self._verbs(word)]))

    def _verbs(self, word: str) -> list[str]:
        """abgebissen, abzubeissen → abbeissen; vererbt → vererben."""
        found = [f"{word[:-1]}en"] if word.endswith("t") else []
        for prefix in SEPARABLE:
            rest = word.removeprefix(prefix)
            if rest.startswith("ge") and rest != word:
                found.append(prefix + (self._verb(rest) or rest))
            elif rest.startswith("zu") and rest.endswith("n") and rest != word:
                found.append(prefix + rest.removeprefix("zu"))
        return [each for each in found if self.is_known(each)]

    def tells(self, token: Token, shown: str) -> bool:
        """As of any analyzer; German writes nouns large."""
        return super().tells(token, shown) and (self.language != "de" or shown[:1].isupper())

    def compounds(self, token: Token, words: list[str]) -> list[str]:
        """Words that end in the token after a word: Kammer → Handwerkskammer."""
        ends = tuple(form for form in token.words if len(form) >= SHORTEST)
        # Few words end so, and only these are looked at closer.
        return [word for word in words if word.endswith(ends) and self._is_compound(word, ends)]

    def joins_words(self, word: str) -> bool:
        """Whether a folded word is made of two that the dictionary has."""
        places = range(SHORTEST_FIRST, len(word) - SHORTEST + 1)
        return any(self.is_known(word[at:]) and self._is_first(word[:at]) for at in places)

    def _is_compound(self, word: str, ends: tuple[str, ...]) -> bool:
        firsts = [word.removesuffix(end) for end in ends if word.endswith(end) and word != end]
        return any(len(first) >= SHORTEST_FIRST and self._is_first(first) for first in firsts)

    def _is_first(self, part: str) -> bool:
        """Whether the rest of a compound is a word, with what joins it."""
        return any(
            self.is_known(part.removesuffix(link))
            for link in LINKS
            if len(part) - len(link) >= SHORTEST_FIRST
        )


class Compounding(German):
    """Languages that join nouns without writing them large."""

    def lemma(self, word: str) -> str:
        """The dictionary's form."""
        return WordAnalyzer.lemma(self, word)

    def variants(self, word: str) -> tuple[str, ...]:
        """A word as it is."""
        return (word,)
