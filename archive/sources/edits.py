"""Whether an interview was edited since its import, so that no import undoes anybody's work."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256

from archive.models import ImportState, Interview, Segment
from archive.models.publication import TEXTS
from archive.sources.annotate import FIELDS
from archive.sources.attribute import ParsedInterview
from archive.sources.write import stored_state

# Differences that a sentence names.
MOST_NAMED = 5
_HEAD = ("language", "markup", "source", "speakers_named", *FIELDS, *TEXTS)


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
            f"{self.slug} was edited in the archive since it was imported, and its file has other "
            f"words: {named}{rest}. `--discard-edits` imports the file all the same"
        )


@dataclass(frozen=True)
class _Turn:
    speaker: str
    text: str


def digest(interview: Interview) -> str:
    """A digest of all that an import writes of an interview, but for its anchors' history."""
    people = interview.participants.order_by("order").values_list(
        "person__slug", "person__name", "person__name_ja", "role", "position"
    )
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
    """What the archive and the file say otherwise, turn by turn, then headings, people and so on.

    `parsed` is aligned: its turns have the archive's anchors where they have its words.
    """
    stored, given = _stored_turns(interview), _given_turns(parsed)
    found = [f"turn {code} is in the archive alone" for code in stored if code not in given]
    found += [
        f"a turn of {turn.speaker} is in the file alone"
        for code, turn in given.items()
        if code not in stored
    ]
    found += [
        f"turn {code} has another speaker or text"
        for code, turn in stored.items()
        if code in given and given[code] != turn
    ]
    here, there = _stored_heads(interview), _given_heads(parsed)
    return found + [name for name in {**here, **there} if here.get(name) != there.get(name)]


def _stored_turns(interview: Interview) -> dict[str, _Turn]:
    segments = Segment.objects.filter(topic__interview=interview)
    return {
        segment.anchor_id: _Turn(
            segment.speaker.slug,
            "".join(s.text for p in segment.paragraphs.all() for s in p.sentences.all()),
        )
        for segment in segments.select_related("speaker").prefetch_related("paragraphs__sentences")
    }


def _given_turns(parsed: ParsedInterview) -> dict[str, _Turn]:
    return {
        turn.anchor: _Turn(
            turn.speaker, "".join(s.text for p in turn.paragraphs for s in p.sentences)
        )
        for topic in parsed.topics
        for turn in topic.turns
    }


def _stored_heads(interview: Interview) -> dict[str, str]:
    """Texts beside the turns, by what they are."""
    heads = {name: str(getattr(interview, name)) for name in (*FIELDS, *TEXTS)}
    heads |= {f"the heading of topic {each.slug}": each.title for each in interview.topics.all()}
    for each in interview.participants.select_related("person"):
        about = (each.person.name, each.person.name_ja, each.role, each.position)
        heads[f"what is said of {each.person.slug}"] = " · ".join(about)
    return heads


def _given_heads(parsed: ParsedInterview) -> dict[str, str]:
    notes = parsed.annotations
    heads = {name: parsed.fields[name].text if name in parsed.fields else "" for name in FIELDS}
    heads |= {name: str(notes.publication.get(name, "")) for name in TEXTS}
    heads |= {f"the heading of topic {each.slug}": each.title for each in parsed.topics}
    for each in notes.people:
        about = (each.name, each.name_ja, each.role, each.position)
        heads[f"what is said of {each.slug}"] = " · ".join(about)
    return heads
