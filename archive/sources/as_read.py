"""A parsed interview as a reader would have read it: what a merge compares with the archive's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate
from typing import Any

from archive.sources.annotate import FIELDS
from archive.sources.notes import CueNote, PersonNote
from archive.sources.parsed import ParsedInterview, ParsedParagraph, ParsedTopic, ParsedTurn
from archive.sources.readers.transcripts import (
    ReadCue,
    ReadInterview,
    ReadNote,
    ReadParagraph,
    ReadPerson,
    ReadSentence,
    ReadTopic,
    ReadTurn,
    ReadWord,
)


def as_read(parsed: ParsedInterview) -> ReadInterview:
    """The same interview; labels are the speakers' slugs."""
    notes = parsed.annotations
    facts = {name: text for name, text in notes.publication.items() if text}
    if notes.recording_length is not None:
        facts["recording_length"] = str(notes.recording_length)
    fields: dict[str, Any] = {name: parsed.field(name) for name in FIELDS}
    return ReadInterview(
        topics=tuple(_topic(each) for each in parsed.topics),
        people=tuple(_person(each) for each in notes.people),
        **fields,
        slug=notes.slug,
        language=notes.language,
        markup=notes.markup,
        facts=facts,
        translations=notes.translations,
        speakers_named=notes.speakers_named,
    )


def _person(note: PersonNote) -> ReadPerson:
    return ReadPerson(
        label=note.slug,
        name=note.name,
        role=note.role,
        position=note.position,
        slug=note.slug,
        name_ja=note.name_ja,
        family_name=note.family_name,
        identified=note.identified,
    )


def _topic(topic: ParsedTopic) -> ReadTopic:
    note = topic.note
    return ReadTopic(
        title=note.title,
        turns=tuple(_turns(topic.turns)),
        line=topic.line or 0,
        level=2 if note.part_of else 1,
        slug=note.slug,
        summary=note.summary,
        keywords=note.keywords,
        translations=note.translations,
    )


def _turns(turns: tuple[ParsedTurn, ...]) -> Iterator[ReadTurn]:
    line: int | None = None
    for turn in turns:
        paragraphs = []
        for each in turn.paragraphs:
            paragraphs.append(_paragraph(each, goes_on=each.sentences[0].line == line))
            line = each.sentences[0].line
        yield ReadTurn(
            speakers=turn.speakers,
            paragraphs=tuple(paragraphs),
            line=paragraphs[0].line,
            kind=turn.kind,
            exchange=turn.exchange,
            language=turn.language,
            start=turn.start,
            end=turn.end,
            anchor=turn.anchor,
        )


def _paragraph(paragraph: ParsedParagraph, *, goes_on: bool) -> ReadParagraph:
    sentences = paragraph.sentences
    ends = list(accumulate(len(each.text) for each in sentences))
    return ReadParagraph(
        text="".join(each.text for each in sentences),
        line=sentences[0].line,
        cues=tuple(_cue(each) for each in paragraph.cues),
        notes=tuple(
            ReadNote(each.first, each.last, each.text, each.kind) for each in paragraph.notes
        ),
        anchor=paragraph.anchor,
        sentences=tuple(
            ReadSentence(end - len(each.text), end, each.doubt, each.doubt_en)
            for each, end in zip(sentences, ends, strict=True)
        ),
        goes_on=goes_on,
    )


def _cue(cue: CueNote) -> ReadCue:
    words = tuple(
        ReadWord(int(first), int(last), timedelta(seconds=start), timedelta(seconds=end))
        for first, last, start, end in cue.words
    )
    return ReadCue(cue.first, cue.last, cue.start, cue.end, words)
