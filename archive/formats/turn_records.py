"""Turns, paragraphs and what is in them as plain values; `archive.formats.records` has the rest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from archive.formats.addresses import Addresses, twin
from archive.models import Cue, Note, Sentence
from archive.text import PLAIN, as_written, plain_text
from archive.transcript import Passage, Turn

Record = dict[str, Any]


def or_none(text: str, markup: str = PLAIN) -> str | None:
    """The characters a reader sees; None where there are none."""
    return plain_text(text, markup) or None


def seconds(offset: timedelta | None) -> float | None:
    """A time as JSON has it."""
    return offset.total_seconds() if offset is not None else None


def turn(each: Turn, addresses: Addresses) -> Record:
    """A turn.  `start` and `end` are seconds into the recording; `number` counts from 1.

    A direction has no `speaker`; of several the first is, and `speakers` are all.  `language` is
    the turn's own, null where it is the interview's.
    """
    url = addresses.turn(each)
    return {
        "anchor": each.anchor,
        "number": each.number,
        "topic": each.topic.topic.slug,
        "speaker": each.speaker.slug if each.speaker else None,
        "speakers": [person.slug for person in each.speakers],
        "role": or_none(each.role),
        "kind": each.kind,
        "exchange": each.exchange.slug,
        "question": each.question.anchor if each.question else None,
        "answers": [answer.anchor for answer in each.answers],
        "language": each.segment.language or None,
        "start": seconds(each.segment.start),
        "end": seconds(each.segment.end),
        "url": url,
        "json": twin(url),
        "paragraphs": [paragraph(passage, addresses) for passage in each.passages],
    }


def paragraph(passage: Passage, addresses: Addresses) -> Record:
    """A paragraph with its sentences; `line` is the source's, from 1.

    Cues and notes are of the characters `first` to `last` of `text`, from 0, half open.
    """
    return {
        "anchor": passage.anchor,
        "url": addresses.anchor(passage.anchor),
        "line": passage.line,
        "text": passage.plain,
        "sentences": [_sentence(each, passage.markup) for each in passage.sentences],
        "cues": [_cue(each) for each in passage.cues],
        "notes": [_note(each) for each in passage.notes],
    }


def _sentence(sentence: Sentence, markup: str) -> Record:
    """A sentence; `start` and `end` are columns of the source line, from 0, half open."""
    return {
        "text": plain_text(sentence.text, markup),
        "line": sentence.line,
        "start": sentence.start,
        "end": sentence.end,
        "doubt": or_none(sentence.doubt),
        "doubt_en": or_none(sentence.doubt_en),
    }


def _cue(cue: Cue) -> Record:
    """When its characters were said; `start` and `end` are seconds into the recording."""
    names = ("first", "last", "start", "end")
    return {
        "first": cue.first,
        "last": cue.last,
        "start": seconds(cue.start),
        "end": seconds(cue.end),
        "words": [dict(zip(names, word, strict=True)) for word in cue.words],
    }


def _note(note: Note) -> Record:
    return {
        "first": note.first,
        "last": note.last,
        "kind": note.kind,
        "text": as_written(note.text),
    }
