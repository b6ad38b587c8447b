"""Who and what can be filtered by: people, topics, interviews and the glossary, from the database.

Read once for each generation of the index, so that a search asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from django.db.models import Q
from django.utils.translation import get_language

from archive.models import Interview, Person, Segment, Term, Topic
from archive.text import as_written, plain_text
from search.documents.schema import KINDS
from search.knowledge.names import Names, name_key
from search.languages.folding import fold

# What readers may call a kind.
KIND_NAMES = {
    "question": "question questions q 質問 問い 問".split(),
    "answer": "answer answers a 回答 答え 答".split(),
    "remark": "remark remarks comment 発言 コメント".split(),
    "direction": "direction directions narration ト書き 地の文".split(),
}


@dataclass(frozen=True)
class Entry:
    """Something to filter by: its number in the index, its slug, and what it is called."""

    number: int
    slug: str
    names: tuple[str, ...]

    @property
    def label(self) -> str:
        """What it is called, in the page's language where it has a name in it."""
        japanese = get_language() == "ja" and len(self.names) > 1
        return self.names[1] if japanese else (*self.names, self.slug)[0]


@dataclass(frozen=True)
class TopicEntry(Entry):
    """A topic: `names` is its title; `order` counts from 0 in the interview of that number."""

    interview: int = 0
    order: int = 0


@dataclass(frozen=True)
class TermEntry:
    """A term of the glossary."""

    slug: str
    kind: str
    label: str
    reading: str
    english: str
    names: tuple[str, ...]


KIND_ENTRIES = {
    number: Entry(number, kind, tuple(KIND_NAMES[kind])) for number, kind in enumerate(KINDS)
}


@dataclass
class Catalogue:
    """The entries, people and topics by their numbers."""

    people: dict[int, Entry]
    topics: dict[int, TopicEntry]
    interviews: dict[int, Entry]
    terms: dict[str, TermEntry]
    _found: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)
    _by_slug: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    @cached_property
    def names(self) -> Names:
        """The names of the glossary's terms."""
        return Names({term.slug: term.names for term in self.terms.values()})

    @cached_property
    def speakers_of_terms(self) -> dict[str, tuple[int, ...]]:
        """The speakers that a term of the glossary names."""
        found = {}
        for slug in self.terms:
            numbers = tuple(n for n, each in self.people.items() if each.slug == slug)
            if numbers:
                found[slug] = numbers
        return found

    def entries(self, name: str) -> Mapping[int, Entry]:
        """What the field `name` (one of `search.engine.FACETS`) can be filtered by."""
        fields: dict[str, Mapping[int, Entry]] = {
            "kind": KIND_ENTRIES,
            "speaker": self.people,
            "topic": self.topics,
            "interview": self.interviews,
        }
        return fields[name]

    def by_slug(self, name: str) -> list[tuple[int, str]]:
        """The (number, slug) of each entry of a field, sorted by slug."""
        if name not in self._by_slug:
            pairs = [(number, entry.slug) for number, entry in self.entries(name).items()]
            self._by_slug[name] = sorted(pairs, key=itemgetter(1))
        return self._by_slug[name]

    def resolve(self, name: str, value: str) -> frozenset[int]:
        """The numbers that `name:value` selects; empty where it selects nothing."""
        key = (name, fold(value).strip())
        if key not in self._found:
            if len(self._found) > 1000:
                self._found.clear()
            self._found[key] = frozenset(self._resolve(*key))
        return self._found[key]

    def _resolve(self, name: str, value: str) -> Iterable[int]:
        if name == "kind":
            return (KINDS.index(kind) for kind, called in KIND_NAMES.items() if value in called)
        matching = list(_matching(self.entries(name).values(), value))
        if not matching and name == "speaker" and (slug := self.names.named(value)):
            return self.speakers_of_terms.get(slug, ())
        if not matching and name == "topic" and value.isdecimal():
            return [each.number for each in self.topics.values() if each.order + 1 == int(value)]
        return matching


def _matching(entries: Iterable[Entry], value: str) -> list[int]:
    """The entries of that slug or name; else those of which it is a part."""
    entries = list(entries)
    key = name_key(value)
    if not key:
        return []
    for test in (_is_called, _has_part_named, _is_part):
        if found := [each.number for each in entries if test(each, key)]:
            return found
    return []


def _keys(entry: Entry) -> list[str]:
    return [name_key(name) for name in (entry.slug, *entry.names)]


def _is_called(entry: Entry, key: str) -> bool:
    return key in _keys(entry)


def _has_part_named(entry: Entry, key: str) -> bool:
    parts = [part for name in (entry.slug, *entry.names) for part in fold(name).split()]
    return any(name_key(part) == key for part in [*parts, *entry.slug.split("-")])


def _is_part(entry: Entry, key: str) -> bool:
    return len(key) > 1 and any(key in each for each in _keys(entry))


def load_catalogue() -> Catalogue:
    """Read the catalogue: one query for each kind of entry."""
    speaking = Segment.objects.exclude(speaker=None).values("speaker")
    people = {
        person.pk: Entry(person.pk, person.slug, _names_of(person))
        for person in Person.objects.filter(
            Q(pk__in=speaking) | Q(shared_segments__isnull=False)
        ).distinct()
    }
    topics = {
        topic.pk: TopicEntry(
            topic.pk,
            topic.slug,
            (plain_text(topic.title, topic.interview.markup),),
            topic.interview_id,
            topic.order,
        )
        for topic in Topic.objects.select_related("interview").order_by("interview", "order")
    }
    interviews = {
        each.pk: Entry(each.pk, each.slug, (plain_text(each.title, each.markup),))
        for each in Interview.objects.order_by("pk")
    }
    terms = {term.slug: _term(term) for term in Term.objects.order_by("pk")}
    return Catalogue(people, topics, interviews, terms)


def _names_of(person: Person) -> tuple[str, ...]:
    return tuple(as_written(name) for name in (person.name, person.name_ja) if name)


def _term(term: Term) -> TermEntry:
    return TermEntry(
        term.slug, term.kind, term.label, term.reading, term.english, tuple(term.names)
    )
