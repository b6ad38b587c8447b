"""How people are listed: family name, given name, and which of them comes first.

A Latin name is listed by its last word, or by `Person.family_name` where its editors say so; one
that begins with its family name (Xi Jinping) keeps that order.  In a Japanese name, a middle dot
separates a foreign given name from the family name behind it (ダリオ・アモデイ), white space a
Japanese family name from the given name behind it (山田 太郎); a name without either is one piece.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.models import Person
from archive.text import as_written

DOTS = re.compile("[・＝=]")
SUFFIXES = frozenset(["Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"])
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


@dataclass(frozen=True)
class Name:
    """A name in its parts.  `whole` is the name as it is written in running text.

    `family_first` is true where running text has the family name in front already.
    """

    whole: str
    family: str = ""
    given: str = ""
    suffix: str = ""
    family_first: bool = False

    @property
    def inverted(self) -> str:
        """As a list sorts it: “Amodei, Dario”; “Xi Jinping” as it is."""
        if not self.family or self.family_first:
            return self.whole
        return ", ".join(filter(None, [self.family, self.given, self.suffix]))

    @property
    def with_initials(self) -> str:
        """“Amodei, D.”; a name that has no Latin letters or no parts as it is."""
        if not self.family or not LATIN.search(self.given):
            return self.whole
        return ", ".join(filter(None, [self.family, initials(self.given), self.suffix]))

    @property
    def initials_first(self) -> str:
        """“D. Amodei”."""
        if not self.family or not LATIN.search(self.given):
            return self.whole
        return " ".join(filter(None, [initials(self.given), self.family, self.suffix]))


def initials(given: str) -> str:
    """“Dario” → “D.”, “Jean-Paul B.” → “J.-P. B.”."""
    words = ("-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split())
    return " ".join(filter(None, words))


def latin_name(person: Person) -> Name:
    """The person's name for citations in English."""
    whole = " ".join(as_written(person.name).split())
    words = whole.split(" ")
    if not LATIN.search(whole) or len(words) == 1:
        return _japanese(whole, family_first=True)
    family = as_written(person.family_name).strip()
    if not family or family not in whole:
        place = -2 if words[-1] in SUFFIXES and len(words) > 2 else -1
        family = words[place].rstrip(",")
    # The last time, so that no part of a given name is taken for it.
    before, _, after = whole.rpartition(family)
    given, rest = before.strip(" ,"), after.strip(" ,")
    if given:
        return Name(whole, family, given, rest)
    return Name(whole, family, rest, family_first=bool(rest))


def japanese_name(person: Person) -> Name:
    """The person's name for citations in Japanese."""
    if not (whole := as_written(person.name_ja).strip()):
        return latin_name(person)
    return _japanese(whole, family_first=latin_name(person).family_first)


def _japanese(whole: str, *, family_first: bool) -> Name:
    if len(parts := DOTS.split(whole)) > 1:
        dot = DOTS.findall(whole)[-1]
        if family_first:
            return Name(whole, parts[0], dot.join(parts[1:]))
        return Name(whole, parts[-1], whole[: -len(parts[-1]) - 1])
    family, _, given = whole.partition(" ") if " " in whole else whole.partition("\u3000")
    if given and not LATIN.search(whole):
        return Name(family + given.strip(), family, given.strip(), family_first=True)
    return Name(whole)
