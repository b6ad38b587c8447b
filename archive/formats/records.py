"""The archive's records as plain values, for JSON and whatever else is made from it.

Texts are the characters a reader sees.  `url` is the page, `json` its twin.  What the source does
not state is null, never left out, so that every record of a kind has the same keys.
"""

from __future__ import annotations

from collections.abc import Iterable

from archive.formats.addresses import Addresses, twin
from archive.formats.base import is_part
from archive.formats.turn_records import Record, or_none, seconds, turn
from archive.models import Interview, Participant, withdrawn_anchors
from archive.text import as_written, plain_text
from archive.transcript import TopicPart, Transcript, Turn

# The JSON Schema of what is told here.  It may grow; what a program reads of it stays.
SCHEMA = "interview-1"


def interview_line(
    interview: Interview, participants: Iterable[Participant], addresses: Addresses
) -> Record:
    """An interview in a list."""
    url = addresses.interview(interview)
    return {
        "slug": interview.slug,
        "title": plain_text(interview.title, interview.markup),
        "language": interview.language,
        "url": url,
        "json": twin(url),
        "people": [_person(each, interview, addresses) for each in participants],
    }


def _person(participant: Participant, interview: Interview, addresses: Addresses) -> Record:
    person = participant.person
    return {
        "slug": person.slug,
        "name": as_written(person.name),
        "name_ja": or_none(person.name_ja),
        "family_name": or_none(person.family_name),
        "identified": person.identified,
        "role": as_written(participant.role),
        "position": or_none(participant.position),
        "url": addresses.person(person),
        # What they say in this interview; the page's own twin has all that they say.
        "json": twin(addresses.speaker(interview, person)),
    }


def about(transcript: Transcript, addresses: Addresses) -> Record:
    """What every page of the interview tells of it."""
    interview = transcript.interview
    return {
        **interview_line(interview, transcript.participants, addresses),
        "summary": or_none(interview.summary, interview.markup),
        "tags": [plain_text(tag, interview.markup) for tag in interview.tag_list],
        "tags_as_written": or_none(interview.tags, interview.markup),
        "publisher": or_none(interview.publisher),
        "published": or_none(interview.published),
        "original": {
            "title": or_none(interview.original_title, interview.markup),
            "summary": or_none(interview.original_summary, interview.markup),
            "language": or_none(interview.original_language),
            "medium": or_none(interview.original_medium),
            "publisher": or_none(interview.original_publisher),
            "published": or_none(interview.original_published),
        },
        **_circumstances(interview),
        "translations": _translations(interview.translations),
        "speakers_named_in_source": interview.speakers_named,
        "characters": transcript.size,
        "turns": len(transcript.turns),
    }


def _circumstances(interview: Interview) -> Record:
    """When, where and for whom it was made, its recording, and what may be done with it."""
    return {
        "recorded": or_none(interview.recorded),
        "place": or_none(interview.place),
        "commissioner": or_none(interview.commissioner),
        "recording": {
            "url": or_none(interview.recording),
            "medium": or_none(interview.recording_medium),
            "length": seconds(interview.recording_length),
        },
        "rights": or_none(interview.rights),
        "licence": or_none(interview.licence),
        "series": or_none(interview.series),
        "pull_quotes": or_none(interview.pull_quotes),
    }


def _translations(translations: dict[str, dict[str, str]]) -> Record:
    """Title and summary by language (BCP 47)."""
    return {
        language: {name: or_none(texts.get(name, "")) for name in ("title", "summary")}
        for language, texts in translations.items()
    }


def interview(transcript: Transcript, addresses: Addresses) -> Record:
    """The twin of the interview's page: its topics without their words."""
    topics = [topic_line(transcript, part, addresses) for part in transcript.topics]
    whole = twin(addresses.transcript(transcript.interview))
    return {**about(transcript, addresses), "transcript": whole, "topics": topics}


def whole(transcript: Transcript, addresses: Addresses) -> Record:
    """The twin of the whole interview on one page.

    With it goes each anchor that no words bear any more, so that nothing that leads here is lost.
    """
    topics = [
        {
            **topic_line(transcript, part, addresses),
            "turns": [turn(each, addresses) for each in part.turns],
        }
        for part in transcript.topics
    ]
    return {
        "$schema": addresses.named("schema", SCHEMA),
        **about(transcript, addresses),
        "topics": topics,
        "former_anchors": _former_anchors(transcript.interview),
    }


def _former_anchors(interview: Interview) -> list[Record]:
    gone = interview.anchors.filter(segment=None, paragraph=None).prefetch_related("former_topics")
    hidden = withdrawn_anchors([each.code for each in gone])
    return [
        {
            "anchor": each.code,
            "words": or_none("" if each.code in hidden else each.words, interview.markup),
            "replaced_by": each.replaced_by_id,
            "former_topics": sorted(topic.slug for topic in each.former_topics.all()),
        }
        for each in sorted(gone, key=lambda each: each.code)
    ]


def topic_line(transcript: Transcript, part: TopicPart, addresses: Addresses) -> Record:
    """A topic in a list; `number` counts from 1, `level` is 2 for a part of its `parent`."""
    url = addresses.topic(part.topic)
    markup = part.topic.interview.markup
    return {
        "slug": part.topic.slug,
        "number": part.number,
        "title": or_none(part.topic.title, markup),
        "level": 2 if is_part(part) else 1,
        "parent": _parent(transcript, part),
        "summary": or_none(part.topic.summary, markup),
        "keywords": [as_written(word) for word in part.topic.keyword_list],
        "translations": _translations(part.topic.translations),
        "url": url,
        "json": twin(url),
        "characters": part.size,
        "turns": [each.anchor for each in part.turns],
    }


def _parent(transcript: Transcript, part: TopicPart) -> str | None:
    """The slug of the topic that this one is a part of."""
    above = part.topic.parent_id
    return next((each.topic.slug for each in transcript.topics if each.topic.pk == above), None)


def topic(transcript: Transcript, part: TopicPart, addresses: Addresses) -> Record:
    """The twin of a topic's page."""
    return {
        "interview": interview_line(transcript.interview, transcript.participants, addresses),
        **topic_line(transcript, part, addresses),
        "turns": [turn(each, addresses) for each in part.turns],
    }


def speaker(transcript: Transcript, participant: Participant, addresses: Addresses) -> Record:
    """The twin of a speaker's page."""
    turns = transcript.turns_of(participant.person)
    return {
        "interview": interview_line(transcript.interview, transcript.participants, addresses),
        **_person(participant, transcript.interview, addresses),
        "characters": sum(each.size for each in turns),
        "turns": [turn(each, addresses) for each in turns],
    }


def segment(transcript: Transcript, each: Turn, addresses: Addresses) -> Record:
    """The twin of a turn's page."""
    return {
        "interview": interview_line(transcript.interview, transcript.participants, addresses),
        **turn(each, addresses),
        "previous": each.previous.anchor if each.previous else None,
        "next": each.next.anchor if each.next else None,
    }
