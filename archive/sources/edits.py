"""Whether an interview was edited since its import, so that no import undoes anybody's work."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from itertools import groupby
from operator import attrgetter

from archive.models import ImportState, Interview
from archive.models.publication import TEXTS
from archive.sources.annotate import FIELDS
from archive.sources.parsed import ParsedInterview
from archive.sources.stored import (
    Row,
    SentenceRow,
    given_details,
    given_sentences,
    stored_details,
    stored_sentences,
    stored_state,
    topic_values,
)

# Differences that a sentence names.
MOST_NAMED = 5
# What an import says of the text as a whole.
_SETTINGS = ("language", "markup", "speakers_named")
_OTHERS = ("recording_length", "translations")
_HEAD = ("source", *_SETTINGS, *FIELDS, *TEXTS, *_OTHERS)
_PERSON = ("slug", "name", "name_ja", "family_name", "identified")
_PEOPLE, _TURNS = "the order of the people", "the order of the turns"


class EditedError(Exception):
    """An interview was edited since its import; what the import would undo."""

    def __init__(self, slug: str, differences: list[str]) -> None:
        self.slug = slug
        self.differences = differences
        super().__init__(slug)

    def __str__(self) -> str:
        named = "; ".join(self.differences[:MOST_NAMED])
        more = len(self.differences) - MOST_NAMED
        rest = f"; and {more} more" if more > 0 else ""
        return (
            f"{self.slug} was edited in the archive since it was imported, and its file says "
            f"otherwise: {named}{rest}. `--merge` brings what changed in the file into it, "
            "`--discard-edits` imports the file all the same, and "
            f"`manage.py export_interview {self.slug} --to seeds/` writes the edits into the files"
        )


# What a reader is told of a turn, by the word for it.
Turn = dict[str, object]


def digest(interview: Interview) -> str:
    """A digest of all that an import writes of an interview, but for its anchors' history."""
    names = (f"person__{name}" for name in _PERSON)
    people = interview.participants.order_by("order").values_list(*names, "role", "position")
    head = [str(getattr(interview, name)) for name in _HEAD]
    state = [head, [list(each) for each in people], stored_state(interview)]
    return sha256(json.dumps(state, default=str, ensure_ascii=False).encode()).hexdigest()


def note_import(interview: Interview) -> None:
    """Keep what an import left."""
    ImportState.objects.update_or_create(
        interview=interview, defaults={"digest": digest(interview)}
    )


def is_edited(interview: Interview) -> bool:
    """Whether the content is another than the last import left; so it is where none is known."""
    kept = ImportState.objects.filter(interview=interview).first()
    return kept is None or kept.digest != digest(interview)


def differences(interview: Interview, parsed: ParsedInterview) -> list[str]:
    """What the archive and the file say otherwise: headings, people and so on, then the turns.

    `parsed` is aligned: its turns have the archive's anchors where they have its words.
    """
    here, there = _stored_heads(interview), _given_heads(parsed)
    heads = [name for name in {**here, **there} if here.get(name) != there.get(name)]
    stored = _turns(stored_sentences(interview), stored_details(interview))
    given = _turns(given_sentences(parsed), given_details(parsed))
    alone = [f"turn {anchor} is in the archive alone" for anchor in stored if anchor not in given]
    new = [
        f"a turn of {turn['speaker']} is in the file alone"
        for anchor, turn in given.items()
        if anchor not in stored
    ]
    other = [
        f"turn {anchor} has another {' and '.join(names)}"
        for anchor, turn in stored.items()
        if (names := _differing(turn, given.get(anchor, turn)))
    ]
    return [*heads, *alone, *new, *other, *_order(stored, given)]


def _order(stored: dict[str, Turn], given: dict[str, Turn]) -> list[str]:
    """Whether turns that both have come in another order."""
    here = [anchor for anchor in stored if anchor in given]
    return [_TURNS] if here != [anchor for anchor in given if anchor in stored] else []


def _turns(sentences: Iterable[SentenceRow], details: Iterable[Row]) -> dict[str, Turn]:
    """Turns by their anchors.  Where a sentence stands in its file is no difference."""
    of_anchor: dict[str, list[Row]] = {}
    for row in details:
        of_anchor.setdefault(str(row[0]), []).append(row[1:])
    of_turns = groupby(sentences, attrgetter("anchor"))
    return {anchor: _turn(list(of_turn), of_anchor) for anchor, of_turn in of_turns}


def _turn(sentences: list[SentenceRow], details: dict[str, list[Row]]) -> Turn:
    names = ("topic", "speaker", "kind", "exchange", "language", "start", "end")
    of_paragraphs = groupby(sentences, attrgetter("paragraph"))
    doubts = [(each.doubt, each.doubt_en) for each in sentences if each.doubt or each.doubt_en]
    return {
        **{name: getattr(sentences[0], name) for name in names},
        "text": ["".join(each.text or "" for each in some) for _, some in of_paragraphs],
        "doubt": doubts,
        "company": details.get(sentences[0].anchor),
        "notes or times": [details.get(str(each.paragraph)) for each in sentences],
    }


def _differing(one: Turn, other: Turn) -> list[str]:
    return [name for name, value in one.items() if other[name] != value]


def _stored_heads(interview: Interview) -> dict[str, str]:
    """Texts beside the turns, by what they are."""
    heads = {name: str(getattr(interview, name)) for name in (*_SETTINGS, *FIELDS, *TEXTS)}
    heads |= {name: str(getattr(interview, name)) for name in _OTHERS}
    for topic in interview.topics.select_related("parent"):
        part_of = topic.parent.slug if topic.parent else ""
        heads[f"the heading of topic {topic.slug}"] = topic.title
        about = (topic.summary, topic.keywords, str(topic.translations), part_of)
        heads[f"what is said of topic {topic.slug}"] = " · ".join(about)
    parts = list(interview.participants.order_by("order").select_related("person"))
    heads[_PEOPLE] = ", ".join(each.person.slug for each in parts)
    for each in parts:
        person = each.person
        named = (person.name, person.name_ja, person.family_name, str(person.identified))
        heads[f"what is said of {person.slug}"] = " · ".join((*named, each.role, each.position))
    return heads


def _given_heads(parsed: ParsedInterview) -> dict[str, str]:
    notes = parsed.annotations
    heads = {name: str(getattr(notes, name)) for name in _SETTINGS}
    heads |= {name: parsed.field(name) for name in FIELDS}
    heads |= {name: str(notes.publication.get(name, "")) for name in TEXTS}
    heads |= {name: str(getattr(notes, name)) for name in _OTHERS}
    for topic in parsed.topics:
        values = topic_values(topic)
        heads[f"the heading of topic {topic.slug}"] = topic.title
        about = (values["summary"], values["keywords"], str(values["translations"]))
        heads[f"what is said of topic {topic.slug}"] = " · ".join((*about, topic.note.part_of))
    heads[_PEOPLE] = ", ".join(each.slug for each in notes.people)
    for each in notes.people:
        named = (each.name, each.name_ja, each.family_name, str(each.identified))
        heads[f"what is said of {each.slug}"] = " · ".join((*named, each.role, each.position))
    return heads
