"""Suggestions while typing: terms, people and topics, by any of their names or by reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search.languages.folding import fold
from search.languages.sounds import is_kana, is_romaji, sound_of
from search.query.candidates import Candidate, candidates_of
from search.query.knowledge import Knowledge

MOST = 8
LONGEST = 60


@dataclass(frozen=True)
class Suggestion:
    """A query to take over, with what it is and where more about it stands."""

    text: str
    description: str
    url: str


def suggest(typed: str, knowledge: Knowledge) -> list[Suggestion]:
    """At most `MOST` suggestions for what was typed so far, the best first."""
    start = fold(typed).strip()
    if not start or len(start) > LONGEST:
        return []
    sound = sound_of(start) if is_kana(start) or is_romaji(start) else ""
    found = [
        (rank, candidate.order, candidate)
        for candidate in candidates_of(knowledge)
        if (rank := _rank(candidate, start, sound)) is not None
    ]
    found.sort(key=lambda each: each[:2])
    return [_suggestion(candidate) for _rank_, _order, candidate in found[:MOST]]


def _rank(candidate: Candidate, start: str, sound: str) -> int | None:
    """0: a name begins so; 1: a word of a name does; 2: it sounds so; 3: it is inside a name."""
    if any(name.startswith(start) for name in candidate.names):
        return 0
    if any(word.startswith(start) for word in _words(candidate)):
        return 1
    if len(sound) > 1 and any(each.startswith(sound) for each in candidate.sounds):
        return 2
    if len(start) > 1 and any(start in name for name in candidate.names):
        return 3
    return None


def _words(candidate: Candidate) -> Iterator[str]:
    return (word for name in candidate.names for word in name.replace("・", " ").split()[1:])


def _suggestion(candidate: Candidate) -> Suggestion:
    english = get_language() == "en" and candidate.english
    kinds = {
        "person": _("person"),
        "organisation": _("organisation"),
        "product": _("product"),
        "place": _("place"),
        "concept": _("concept"),
        "topic": _("topic"),
    }
    description = " · ".join(
        part for part in (kinds[candidate.kind], candidate.english if not english else "") if part
    )
    return Suggestion(
        candidate.english if english else candidate.text,
        description,
        reverse(candidate.view, args=candidate.arguments) + candidate.parameters,
    )
