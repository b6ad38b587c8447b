"""What can be suggested while somebody types: the glossary's terms, people, headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock

from search.languages.folding import fold
from search.languages.hangul import romanised_names
from search.languages.japanese import analyze, reading
from search.languages.sounds import is_kana, is_romaji, sound_of
from search.query.catalogue import Entry
from search.query.knowledge import Knowledge


@dataclass(frozen=True)
class Candidate:
    """Something to suggest: the query it stands for, its names and sounds (folded), its page.

    `parameters`: what the page's address ends with.
    """

    order: int
    text: str
    english: str
    kind: str
    names: tuple[str, ...]
    sounds: tuple[str, ...]
    view: str
    arguments: tuple[str, ...] = ()
    parameters: str = ""


_lock = Lock()
_newest: list[tuple[Knowledge, list[Candidate]]] = []


def candidates_of(knowledge: Knowledge) -> list[Candidate]:
    """What can be suggested, made once for each knowledge: a process keeps that of one."""
    with _lock:
        if not _newest or _newest[0][0] is not knowledge:
            found = [*_terms(knowledge), *_people(knowledge), *_topics(knowledge)]
            _newest[:] = [(knowledge, found)]
        return _newest[0][1]


def _terms(knowledge: Knowledge) -> Iterator[Candidate]:
    """The terms, the most mentioned first."""
    for slug, term in knowledge.catalogue.terms.items():
        mentions = knowledge.vocabulary.count("named", slug)
        names = tuple(dict.fromkeys(fold(name) for name in (*term.names, term.reading) if name))
        sounds = _sounds(names, knowledge)
        yield Candidate(
            -mentions, term.label, term.english, term.kind, names, sounds, "term", (slug,)
        )


def _people(knowledge: Knowledge) -> Iterator[Candidate]:
    """Who speaks, but for those whom the glossary has."""
    named = {number for those in knowledge.catalogue.speakers_of_terms.values() for number in those}
    for number, person in knowledge.catalogue.people.items():
        if number not in named:
            yield _person(person, knowledge)


def _person(person: Entry, knowledge: Knowledge) -> Candidate:
    folded = list(map(fold, person.names))
    latin = (way for name in folded for way in romanised_names(name))
    names = tuple(dict.fromkeys([*folded, *latin]))
    english = person.names[0] if len(person.names) > 1 else ""
    sounds = _sounds(names, knowledge)
    parameters = f"?speaker={person.slug}"
    text = person.names[-1]
    return Candidate(0, text, english, "person", names, sounds, "search", (), parameters)


def _topics(knowledge: Knowledge) -> Iterator[Candidate]:
    for topic in knowledge.catalogue.topics.values():
        title = topic.names[0]
        interview = knowledge.catalogue.interviews[topic.interview].slug
        sounds = tuple(_readings(fold(title))) if knowledge.has_japanese else ()
        arguments = (interview, topic.slug)
        yield Candidate(0, title, "", "topic", (fold(title),), sounds, "topic", arguments)


def _sounds(names: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    """How names sound: those in kana, in Latin letters as they are read, in kanji as in Japanese.

    Of a name of several words, also how each sounds.
    """
    words = (word for name in names for word in (name, *name.replace("・", " ").split()))
    found = (_sound(word, knowledge) for word in dict.fromkeys(words))
    return tuple(dict.fromkeys(filter(None, found)))


def _sound(name: str, knowledge: Knowledge) -> str:
    joined = name.replace("・", "").replace(" ", "")
    if is_kana(joined) or is_romaji(joined):
        return sound_of(joined)
    return sound_of(reading(joined)) if knowledge.has_japanese and not joined.isascii() else ""


def _readings(title: str) -> Iterator[str]:
    """How a title sounds from the beginning, and from each of its words that says something."""
    starts = [0, *(token.start for token in analyze(title) if not token.weak)]
    for start in dict.fromkeys(starts):
        if spoken := reading(title[start:]):
            yield sound_of(spoken)
        elif single := reading(next((t.surface for t in analyze(title[start:])), "")):
            yield sound_of(single)
