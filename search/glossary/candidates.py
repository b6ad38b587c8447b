"""Candidates for the glossary: what an interview names or speaks of, the most telling first.

Texts in, proposals out; the database is the affair of `search.glossary.proposals`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from search.glossary.mentions import find_mentions
from search.knowledge.names import Names, name_key
from search.languages.choosing import language_of
from search.languages.folding import fold
from search.languages.phrases import Phrase, phrases_of

# What parts the words of a name.
_WORDS = re.compile(r"[\s・=＝]+")
CONCEPT = "concept"
PERSON = "person"
# Places that a proposal shows, and the characters on each side of what stands there.
SHOWN, AROUND = 3, 40
# In how many turns a concept stands at least.
RECURS = 2
# What a candidate counts: names that say what they are of, other names, concepts.
KIND_WEIGHT, NAME_WEIGHT, CONCEPT_WEIGHT = 2.0, 1.5, 1.0
# What of it a candidate counts that a dictionary has, which is mostly an ordinary word.
KNOWN = 0.4
# A name that stands in one place only, and is of one word, is the least certain.
LONELY = 0.5


@dataclass(frozen=True)
class SpokenText:
    """What is said under one anchor in `language` (a BCP 47 tag), in the turn of number `turn`."""

    anchor: str
    turn: int
    language: str
    text: str


@dataclass(frozen=True)
class Standing:
    """A place of a candidate: an anchor, and the words there with those around them."""

    anchor: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Proposal:
    """A term that the glossary may want.

    `label` is its most frequent spelling, `spellings` has the others; `kind` is empty where nothing
    tells.  `count` and `turns`: how often and in how many turns it stands.
    """

    label: str
    spellings: tuple[str, ...]
    kind: str
    language: str
    count: int
    turns: int
    score: float
    places: tuple[Standing, ...]


@dataclass
class _Candidate:
    """Where a candidate stands: each phrase with its text."""

    language: str
    found: list[tuple[SpokenText, Phrase]] = field(default_factory=list)
    nested: int = 0
    whole: str = ""

    @property
    def name(self) -> bool:
        return any(phrase.name for _, phrase in self.found)

    @property
    def explained(self) -> bool:
        return any(phrase.kind == CONCEPT for _, phrase in self.found)

    @property
    def turns(self) -> int:
        return len({text.turn for text, _ in self.found})

    @property
    def known(self) -> bool:
        return any(phrase.known for _, phrase in self.found)

    @property
    def parts(self) -> int:
        return max(phrase.parts for _, phrase in self.found)

    @property
    def kind(self) -> str:
        kinds = Counter(phrase.kind for _, phrase in self.found if phrase.kind)
        if kinds:
            return kinds.most_common(1)[0][0]
        return "" if self.name else CONCEPT

    @property
    def spellings(self) -> list[str]:
        """How it is written, the whole name before its parts, then the most frequent first."""
        counts = Counter(" ".join(each.text.split()) for _, each in self.found)
        ordered = [text for text, _ in counts.most_common()]
        return list(dict.fromkeys([*filter(None, [self.whole]), *ordered]))


Ordinary = Callable[[str, str], bool]
Candidates = dict[str, _Candidate]


def propose(
    texts: Sequence[SpokenText],
    known: Names,
    others: Sequence[SpokenText] = (),
    limit: int | None = None,
    is_ordinary: Ordinary | None = None,
) -> list[Proposal]:
    """What `texts`, all of one interview, name or speak of, and `known` has not.

    `others`: the texts of the archive's other interviews.  `is_ordinary`: whether a dictionary of a
    language has a label, and as no name.
    """
    found = _without_known(_candidates(texts), known)
    found = _without_ordinary(found, is_ordinary) if is_ordinary else found
    found = _with_short_names(_without_nested(found))
    found = {key: each for key, each in found.items() if _is_proposed(each)}
    elsewhere = _turns_elsewhere(found, others)
    sizes = _turns_of(texts), _turns_of(others)
    scored = [(_score(each, elsewhere[key], sizes), key, each) for key, each in found.items()]
    scored.sort(key=lambda row: (-row[0], row[1]))
    return [_proposal(each, score) for score, _, each in scored[:limit]]


def _turns_elsewhere(found: Candidates, others: Iterable[SpokenText]) -> Counter[str]:
    """In how many turns of other interviews each candidate stands, as it is written here."""
    names = Names({key: each.spellings for key, each in found.items()})
    places = {
        (text.turn, mention.slug) for text in others for mention in names.find_all(fold(text.text))
    }
    return Counter(key for _, key in places)


def _is_proposed(candidate: _Candidate) -> bool:
    """Whether it is a name, recurs, or is explained where it stands."""
    return candidate.name or candidate.explained or candidate.turns >= RECURS


def _turns_of(texts: Iterable[SpokenText]) -> int:
    return len({text.turn for text in texts})


def _candidates(texts: Sequence[SpokenText]) -> Candidates:
    """All candidates of texts, by their keys."""
    found: Candidates = {}
    for language in dict.fromkeys(text.language for text in texts):
        those = [text for text in texts if text.language == language]
        for text, phrases in zip(
            those, phrases_of(language, [each.text for each in those]), strict=True
        ):
            for phrase, nested in _with_nesting(phrases):
                candidate = found.setdefault(phrase.key, _Candidate(language_of(language)))
                candidate.found.append((text, phrase))
                candidate.nested += nested
    return found


def _with_nesting(phrases: list[Phrase]) -> Iterator[tuple[Phrase, bool]]:
    """Each phrase of a text, and whether it stands inside a longer one."""
    for place, phrase in enumerate(phrases):
        around = phrases[max(place - 4, 0) : place + 4]
        longer = (each for each in around if each.start <= phrase.start and each.end >= phrase.end)
        yield phrase, any(each.end - each.start > phrase.end - phrase.start for each in longer)


def _without_known(found: Candidates, known: Names) -> Candidates:
    """The candidates without what the glossary names, or has inside a longer name."""
    mentions: dict[str, list[tuple[int, int]]] = {}
    kept: Candidates = {}
    for key, each in found.items():
        if any(known.named(spelling) for spelling in each.spellings):
            continue
        places = [place for place in each.found if not _is_mention(*place, known, mentions)]
        if places:
            kept[key] = _Candidate(each.language, places, each.nested)
    return kept


def _is_mention(
    text: SpokenText, phrase: Phrase, known: Names, mentions: dict[str, list[tuple[int, int]]]
) -> bool:
    if text.text not in mentions:
        places = find_mentions(known, text.text)
        mentions[text.text] = [(place.start, place.end) for place in places]
    return any(start <= phrase.start and phrase.end <= end for start, end in mentions[text.text])


def _without_ordinary(found: Candidates, is_ordinary: Ordinary) -> Candidates:
    """The candidates; what a dictionary has as no name is a concept if it has parts, else left."""
    kept: Candidates = {}
    for key, each in found.items():
        if not is_ordinary(each.language, each.spellings[0]):
            kept[key] = each
        elif each.parts > 1:
            plain = [
                (text, replace(phrase, name=False, kind="", known=True))
                for text, phrase in each.found
            ]
            kept[key] = _Candidate(each.language, plain, each.nested)
    return kept


def _without_nested(found: Candidates) -> Candidates:
    """The candidates without those that always stand inside a longer one that is proposed."""
    return {
        key: each
        for key, each in found.items()
        if each.nested < len(each.found) or not _has_longer(key, each, found)
    }


def _has_longer(key: str, candidate: _Candidate, found: Candidates) -> bool:
    """Whether one longer candidate that will be proposed has the words wherever they stand."""
    longer = (each for other, each in found.items() if key in other and key != other)
    return any(_is_proposed(each) and len(each.found) >= len(candidate.found) for each in longer)


def _with_short_names(found: Candidates) -> Candidates:
    """The candidates, a single name (Fergus) joined to the one longer name that it is part of."""
    kept = dict(found)
    for key, each in found.items():
        long = [other for other, whole in found.items() if _is_part(each, whole)]
        if len(long) == 1 and long[0] in kept:
            other = kept[long[0]]
            both = [*other.found, *each.found]
            if other.kind in {"", PERSON}:
                # Only people are called by a part of their names.
                both = [(text, replace(phrase, kind=PERSON)) for text, phrase in both]
            kept[long[0]] = _Candidate(other.language, both, other.nested, other.spellings[0])
            del kept[key]
    return kept


def _is_part(candidate: _Candidate, whole: _Candidate) -> bool:
    """Whether it is the first or the last word of a whole name, or the family name of a person."""
    if candidate is whole or not (candidate.name and whole.name):
        return False
    short, long = fold(candidate.spellings[0]), fold(whole.spellings[0])
    words = _WORDS.split(long)
    if len(words) > 1:
        return short in {words[0], words[-1]}
    people = candidate.kind == whole.kind == PERSON
    return people and len(short) > 1 and long != short and long.startswith(short)


def _score(candidate: _Candidate, elsewhere: int, sizes: tuple[int, int]) -> float:
    """How telling it is: in how many turns, of what kind, and how rare in other interviews."""
    often = candidate.turns + (len(candidate.found) - candidate.turns) / 2
    weight = _weight(candidate)
    here, there = candidate.turns / max(sizes[0], 1), elsewhere / max(sizes[1], 1)
    return often * weight * here / (here + there)


def _weight(candidate: _Candidate) -> float:
    if not candidate.name:
        weight = NAME_WEIGHT if candidate.explained else CONCEPT_WEIGHT
        return weight * (KNOWN if candidate.known and not candidate.explained else 1)
    weight = KIND_WEIGHT if candidate.kind or candidate.parts > 1 else NAME_WEIGHT
    weight *= LONELY if candidate.parts == 1 and len(candidate.found) == 1 else 1
    # A person whom a text speaks of may have a word for a name.
    return weight * (KNOWN if candidate.known and not candidate.kind else 1)


def _proposal(candidate: _Candidate, score: float) -> Proposal:
    label, *others = candidate.spellings
    return Proposal(
        label=label,
        spellings=tuple(others),
        kind=candidate.kind,
        language=candidate.language,
        count=len(candidate.found),
        turns=candidate.turns,
        score=score,
        places=tuple(_places(candidate)),
    )


def _places(candidate: _Candidate) -> Iterator[Standing]:
    """Up to three places in different turns, those with the most of the name first."""
    ordered = sorted(candidate.found, key=lambda each: -len(name_key(each[1].text)))
    by_turn: dict[int, Standing] = {}
    for text, phrase in ordered:
        by_turn.setdefault(text.turn, _standing(text, phrase))
    yield from list(by_turn.values())[:SHOWN]


def _standing(text: SpokenText, phrase: Phrase) -> Standing:
    before = text.text[max(phrase.start - AROUND, 0) : phrase.start]
    after = text.text[phrase.end : phrase.end + AROUND]
    return Standing(text.anchor, before, phrase.text, after)
