"""The archive's records as plain values, for JSON and whatever else is made from it.

Texts are the characters a reader sees.  `url` is the page, `json` its twin.  What the source does
not state is null, never left out, so that every record of a kind has the same keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from archive.formats.addresses import Addresses, twin
from archive.models import Interview, Participant, Sentence
from archive.text import PLAIN, as_written, plain_text
from archive.transcript import Passage, TopicPart, Transcript, Turn

Record = dict[str, Any]


def _or_none(text: str, markup: str = PLAIN) -> str | None:
    return plain_text(text, markup) or None


def _seconds(offset: timedelta | None) -> float | None:
    return offset.total_seconds() if offset is not None else None


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
    url = addresses.speaker(interview, person)
    return {
        "slug": person.slug,
        "name": as_written(person.name),
        "name_ja": _or_none(person.name_ja),
        "role": participant.role,
        "position": _or_none(participant.position),
        "url": url,
        "json": twin(url),
    }


def about(transcript: Transcript, addresses: Addresses) -> Record:
    """What every page of the interview tells of it."""
    interview = transcript.interview
    return {
        **interview_line(interview, transcript.participants, addresses),
        "summary": _or_none(interview.summary, interview.markup),
        "tags": [plain_text(tag, interview.markup) for tag in interview.tag_list],
        "publisher": _or_none(interview.publisher),
        "published": _or_none(interview.published),
        "original": {
            "title": _or_none(interview.original_title, interview.markup),
            "summary": _or_none(interview.original_summary, interview.markup),
            "language": _or_none(interview.original_language),
            "medium": _or_none(interview.original_medium),
            "publisher": _or_none(interview.original_publisher),
            "published": _or_none(interview.original_published),
        },
        "speakers_named_in_source": interview.speakers_named,
        "characters": transcript.size,
        "turns": len(transcript.turns),
    }


def interview(transcript: Transcript, addresses: Addresses) -> Record:
    """The twin of the interview's page: its topics without their words."""
    topics = [topic_line(part, addresses) for part in transcript.topics]
    whole = twin(addresses.transcript(transcript.interview))
    return {**about(transcript, addresses), "transcript": whole, "topics": topics}


def whole(transcript: Transcript, addresses: Addresses) -> Record:
    """The twin of the whole interview on one page."""
    topics = [
        {**topic_line(part, addresses), "turns": [turn(each, addresses) for each in part.turns]}
        for part in transcript.topics
    ]
    return {**about(transcript, addresses), "topics": topics}


def topic_line(part: TopicPart, addresses: Addresses) -> Record:
    """A topic in a list; `number` counts from 1."""
    url = addresses.topic(part.topic)
    return {
        "slug": part.topic.slug,
        "number": part.number,
        "title": plain_text(part.topic.title, part.topic.interview.markup),
        "url": url,
        "json": twin(url),
        "characters": part.size,
        "turns": [each.anchor for each in part.turns],
    }


def topic(transcript: Transcript, part: TopicPart, addresses: Addresses) -> Record:
    """The twin of a topic's page."""
    return {
        "interview": interview_line(transcript.interview, transcript.participants, addresses),
        **topic_line(part, addresses),
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


def turn(each: Turn, addresses: Addresses) -> Record:
    """A turn.  `start` and `end` are seconds into the recording; `number` counts from 1."""
    url = addresses.turn(each)
    return {
        "anchor": each.anchor,
        "number": each.number,
        "topic": each.topic.topic.slug,
        "speaker": each.speaker.slug,
        "role": each.role,
        "kind": each.kind,
        "exchange": each.exchange.slug,
        "question": each.question.anchor if each.question else None,
        "answers": [answer.anchor for answer in each.answers],
        "start": _seconds(each.segment.start),
        "end": _seconds(each.segment.end),
        "url": url,
        "json": twin(url),
        "paragraphs": [paragraph(passage, addresses) for passage in each.passages],
    }


def paragraph(passage: Passage, addresses: Addresses) -> Record:
    """A paragraph with its sentences; `line` is the source's, from 1."""
    return {
        "anchor": passage.anchor,
        "url": addresses.anchor(passage.anchor),
        "line": passage.line,
        "text": passage.plain,
        "sentences": [_sentence(each, passage.markup) for each in passage.sentences],
    }


def _sentence(sentence: Sentence, markup: str) -> Record:
    """A sentence; `start` and `end` are columns of the source line, from 0, half open."""
    return {
        "text": plain_text(sentence.text, markup),
        "line": sentence.line,
        "start": sentence.start,
        "end": sentence.end,
        "doubt": _or_none(sentence.doubt),
        "doubt_en": _or_none(sentence.doubt_en),
    }
