"""How people are listed: family name, given name, and which of them comes first.

`Person.family_name`, where its editors fill it in, says which part of the name is the family's.
Otherwise the rules of the name's script and of the interview's language do:

- Latin, Cyrillic, Greek and most others: the last word, with the particles before it (van Gogh);
  two words in Spanish (García Márquez); the first one in Hungarian and Vietnamese, and before a
  patronymic (Иванова Анна Петровна).
- Japanese: a middle dot separates a foreign given name from the family name behind it, white space
  a Japanese family name from the given name behind it; a name without either is one piece.
- Chinese and Korean without white space: the first character or syllable, or a family name of two.
- Thai, Burmese, Amharic, Tibetan, Icelandic: people are listed by the name as it is.
- Korean and Chinese names in Latin letters, in interviews in these languages: the first word where
  it is one of their family names (Kim Min-su).
- A comma behind the first part (O’Brien, Pat) says that this is the family's.

No rule takes anything out of a name: white space stays where it is written, but for a Japanese name
between its family and its given part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.citations.family_names import (
    BONDS,
    CHINESE_PAIRS,
    JOINTS,
    KOREAN_PAIRS,
    LISTED_AS_IS,
    PARTICLES,
    PATRONYMIC,
    PORTUGUESE_PARTICLES,
    ROMANISED,
    SUFFIXES,
    VIETNAMESE,
)
from archive.models import Person
from archive.text import as_written, primary

DOTS = re.compile("[・·‧•＝=]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Scripts whose letters stand alone as initials.
ALPHABET = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0370-\u052f\u1f00-\u1fff\u0531-\u0587]")
JAPANESE = re.compile(r"[\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff々〆ヶ・＝]")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2,4}")
HANGUL = re.compile(r"[\uac00-\ud7a3]{2,4}")
# Thai, Lao, Burmese, Tibetan, Ethiopic.
WITHOUT_FAMILY = re.compile(r"[\u0e00-\u0eff\u0f00-\u109f\u1200-\u139f]")
FAMILY_FIRST = frozenset(["hu", "vi"])


@dataclass(frozen=True)
class Name:
    """A name in its parts.  `whole` is the name as it is written in running text.

    `family_first` is true where running text has the family name in front already, `kept` where
    lists have the name as it is.
    """

    whole: str
    family: str = ""
    given: str = ""
    suffix: str = ""
    family_first: bool = False
    kept: bool = False

    @property
    def inverted(self) -> str:
        """As a list sorts it: “Amodei, Dario”; “Xi Jinping” as it is."""
        if not self.family or self.family_first or self.kept:
            return self.whole
        return ", ".join(filter(None, [self.family, self.given, self.suffix]))

    @property
    def with_initials(self) -> str:
        """“Amodei, D.”; without initials where the script has none."""
        if not self.family or not ALPHABET.search(self.given) or self.kept:
            return self.inverted
        return ", ".join(filter(None, [self.family, initials(self.given), self.suffix]))

    @property
    def initials_first(self) -> str:
        """“D. Amodei”."""
        if not self.family or not ALPHABET.search(self.given) or self.kept:
            return self.whole
        return " ".join(filter(None, [initials(self.given), self.family, self.suffix]))


def initials(given: str) -> str:
    """“Dario” → “D.”, “Jean-Paul B.” → “J.-P. B.”."""
    words = (
        word
        if word.lower() in PARTICLES and word.islower()
        else "-".join(f"{part[0]}." for part in word.split("-") if part)
        for word in given.split()
    )
    return " ".join(filter(None, words))


def listed_name(person: Person, language: str = "") -> Name:
    """The person's name for citations in English; `language` is the interview's (BCP 47)."""
    whole = " ".join(as_written(person.name).split())
    family = " ".join(as_written(person.family_name).split())
    if family and family in whole:
        return _by_field(whole, family)
    if JAPANESE.search(whole) and not LATIN.search(whole):
        return _east_asian(whole, primary(language), family_first=True)
    if turned := _turned(whole):
        return turned
    words = whole.split(" ")
    if len(words) == 1:
        return _korean(whole)
    if (len(words[0]) == 1 and HANGUL.fullmatch(words[0] * 2)) or words[0] in KOREAN_PAIRS:
        return Name(whole, words[0], " ".join(words[1:]), family_first=True)
    return _spaced(whole, words, primary(language))


def japanese_name(person: Person, language: str = "") -> Name:
    """The person's name for citations in Japanese."""
    if not (whole := as_written(person.name_ja).strip()):
        return listed_name(person, language)
    family_first = listed_name(person, language).family_first
    return _east_asian(whole, "ja", family_first=family_first)


def _by_field(whole: str, family: str) -> Name:
    # The last time, so that no part of a given name is taken for it.
    before, _, after = whole.rpartition(family)
    given, rest = before.strip(" ,"), after.strip(" ,")
    if given:
        return Name(whole, family, given, rest)
    return Name(whole, family, rest, family_first=bool(rest))


def _spaced(whole: str, words: list[str], language: str) -> Name:
    """A name whose parts are set apart by white space."""
    suffix = words.pop().strip(",") if words[-1] in SUFFIXES and len(words) > 2 else ""
    words = [word.rstrip(",") for word in words]
    if language in LISTED_AS_IS or WITHOUT_FAMILY.search(whole):
        return Name(whole, words[-1], " ".join(words[:-1]), suffix, kept=True)
    is_patronymic = len(words) == 3 and PATRONYMIC.search(words[2])
    is_first = is_patronymic or _is_vietnamese(words, language) or _is_romanised(words, language)
    if is_first or (language in FAMILY_FIRST and _is_of(language, whole)):
        return Name(whole, words[0], " ".join(words[1:]), suffix, family_first=True)
    start = _family_start(words, language)
    behind: list[str] = []
    if language == "pt":
        while words[start].lower() in PORTUGUESE_PARTICLES and start < len(words) - 1:
            behind.append(words[start])
            start += 1
    given = " ".join([*words[: start - len(behind)], *behind])
    return Name(whole, " ".join(words[start:]), given, suffix)


def _family_start(words: list[str], language: str) -> int:
    """The index of the family name's first word, never 0."""
    start = len(words) - 1
    if start > 2 and words[start - 1].lower() in JOINTS:
        start -= 2
    elif language in {"es", "gl"} and start > 1 and words[start - 1].lower() not in PARTICLES:
        # García Márquez, but Ana de la Cruz.
        start -= 1
    elif start > 1 and words[start - 1] in BONDS:
        start -= 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    return start


def _is_vietnamese(words: list[str], language: str) -> bool:
    return words[0] in VIETNAMESE and (language == "vi" or not words[0].isascii())


def _is_romanised(words: list[str], language: str) -> bool:
    """Whether a Korean or Chinese name in Latin letters has its family name in front."""
    names = ROMANISED.get(language, frozenset())
    return words[0] in names and words[-1] not in names and len(words) < 4


def _turned(whole: str) -> Name | None:
    """A name that is written as lists have it: O’Brien, Pat."""
    family, comma, given = whole.partition(", ")
    if not comma or "," in given or given in SUFFIXES or not (family and given):
        return None
    return Name(f"{given} {family}", family, given)


def _is_of(language: str, whole: str) -> bool:
    """Whether a name in an interview of that language may be of it: it is in Latin letters."""
    return bool(language and LATIN.search(whole))


def _east_asian(whole: str, language: str, *, family_first: bool) -> Name:
    if len(parts := DOTS.split(whole)) > 1:
        dot = DOTS.findall(whole)[-1]
        if family_first and language == "ja":
            return Name(whole, parts[0], dot.join(parts[1:]))
        return Name(whole, parts[-1], whole[: -len(parts[-1]) - 1])
    family, _, given = whole.partition(" ") if " " in whole else whole.partition("\u3000")
    if given and JAPANESE.search(whole) and not LATIN.search(whole):
        # Japanese citations have no space in a name.
        joined = family + given.strip() if language in {"ja", ""} else whole
        return Name(joined, family, given.strip(), family_first=True)
    if language in {"zh", "yue"} and HAN.fullmatch(whole):
        return _cut(whole, CHINESE_PAIRS)
    return Name(whole)


def _korean(whole: str) -> Name:
    return _cut(whole, KOREAN_PAIRS) if HANGUL.fullmatch(whole) else Name(whole)


def _cut(whole: str, pairs: frozenset[str]) -> Name:
    """A name without white space: family names are of one character, or of two of `pairs`."""
    length = 2 if whole[:2] in pairs and len(whole) > 2 else 1
    return Name(whole, whole[:length], whole[length:], family_first=True)
