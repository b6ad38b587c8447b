"""What a language is to the search: an `Analyzer`, the base of each language's class."""

from __future__ import annotations

import regex

from search.languages.tokens import Token

# Letters and digits with their marks; signs join them where no space does.
_PART = r"[\p{L}\p{N}_][\p{L}\p{M}\p{N}_\u200c\u200d]*"
WORD = regex.compile(rf"{_PART}(?:['\-]{_PART})*")


class Analyzer:
    """Cuts folded text of one language into tokens; the same for indexing, queries and marks.

    `language`: the scope of its words in the index.  `script`: the characters that it can read.
    `spaced`: whether its texts have spaces between words; where they have none, or where words are
    joined to endings, any piece of two characters or more is looked up as it stands.
    """

    language = "und"
    script = regex.compile(r"")
    spaced = True

    def __init__(self, language: str = "") -> None:
        self.language = language or self.language

    def reads(self, text: str) -> bool:
        """Whether `text` (folded) may be of this language, as far as its characters tell."""
        return self.script.search(text) is not None

    def tokenize(self, text: str) -> list[Token | None]:
        """Every token of folded text, in order; None for one without content."""
        raise NotImplementedError

    def analyze(self, text: str) -> list[Token]:
        """The content tokens of folded text, in order."""
        return [token for token in self.tokenize(text) if token]

    def main_forms(self, text: str) -> tuple[str, ...]:
        """The first normal form of each telling word of folded text, as a dictionary has it."""
        return tuple(token.words[0] for token in self.analyze(text) if not token.weak)

    def is_known(self, word: str) -> bool:
        """Whether the language's dictionary has a folded word."""
        return False

    def has_entry(self, word: str) -> bool:
        """Whether the dictionary itself has a folded word, by which its readers may know it."""
        return self.is_known(word)

    def is_common(self, word: str) -> bool:
        """Whether a folded word is one of those that every text of the language has."""
        return False

    def tells(self, token: Token, shown: str) -> bool:
        """Whether a token, which the text shows as `shown`, may tell what a text is about.

        Two texts that share it are of one thing: no verbs, no 実際, no words of time and number.
        """
        return token.noun and not token.weak and not token.light

    def joins_words(self, word: str) -> bool:
        """Whether a folded word that the dictionary lacks is a compound of two that it has."""
        return False

    def compound_sounds(self, part: tuple[Token, ...]) -> tuple[str, ...]:
        """How nouns that stand together sound as one word, where that is not as they do alone."""
        return ()

    def spellings(self, text: str) -> tuple[str, ...]:
        """`text` (folded) and what else it may be written as, to be looked up as it stands."""
        return (text,)

    def compounds(self, token: Token, words: list[str]) -> list[str]:
        """Of a vocabulary's `words` of this language, those that are compounds with the token."""
        return []
