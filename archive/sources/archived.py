"""An interview of the archive as a reader would have read it: where exports and merges begin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate

from archive.models import Cue, Interview, Note, Paragraph, Segment, Topic
from archive.models.publication import TEXTS
from archive.sources.annotate import FIELDS, SKIP
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
from archive.transcript import bare_segments_of, with_details


def archived(interview: Interview) -> ReadInterview:
    """Everything that the archive has of the interview; labels are the speakers' slugs."""
    segments = with_details(
        bare_segments_of(interview.slug).select_related("exchange", "topic"), cues=True
    )
    turns: dict[int, list[ReadTurn]] = {}
    line: int | None = None
    for segment in segments:
        turn, line = _turn(segment, line)
        turns.setdefault(segment.topic_id, []).append(turn)
    front, back = _around(interview)
    return ReadInterview(
        topics=tuple(_topics(interview, turns)),
        people=tuple(_people(interview)),
        **{name: getattr(interview, name) for name in ("slug", "language", "markup", *FIELDS)},
        facts=_facts(interview),
        translations=interview.translations,
        speakers_named=interview.speakers_named,
        front=front,
        back=back,
    )


def _facts(interview: Interview) -> dict[str, str]:
    facts = {name: getattr(interview, name) for name in TEXTS}
    if interview.recording_length is not None:
        facts["recording_length"] = str(interview.recording_length)
    return {name: value for name, value in facts.items() if value}


def _around(
    interview: Interview,
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """The lines above and below the transcript, as the source had them."""
    lines = {line: (name, getattr(interview, name)) for name, line in interview.field_lines.items()}
    lines |= {
        int(line): (SKIP, text) for line, text in interview.other_lines.items() if text.strip()
    }
    in_order = sorted(lines.items())
    front = tuple(each for line, each in in_order if line < interview.first_line and each[1])
    back = tuple(each for line, each in in_order if line > interview.last_line and each[1])
    return front, back


def _people(interview: Interview) -> Iterator[ReadPerson]:
    for each in interview.participants.order_by("order").select_related("person"):
        person = each.person
        yield ReadPerson(
            label=person.slug,
            name=person.name,
            role=each.role,
            position=each.position,
            slug=person.slug,
            name_ja=person.name_ja,
            family_name=person.family_name,
            identified=person.identified,
        )


def _topics(interview: Interview, turns: dict[int, list[ReadTurn]]) -> Iterator[ReadTopic]:
    topic: Topic
    for topic in interview.topics.order_by("order"):
        yield ReadTopic(
            title=topic.title,
            turns=tuple(turns.get(topic.pk, ())),
            line=topic.line or 0,
            level=2 if topic.parent_id else 1,
            slug=topic.slug,
            summary=topic.summary,
            keywords=tuple(topic.keyword_list),
            translations=topic.translations,
        )


def _turn(segment: Segment, line: int | None) -> tuple[ReadTurn, int | None]:
    """The turn, and the source line of its last paragraph; `line` is that of the one before."""
    others = segment.co_speakers.all()
    speakers = [segment.speaker, *others] if segment.speaker else []
    paragraphs = []
    for each in segment.paragraphs.all():
        paragraph, line = _paragraph(each, line)
        paragraphs.append(paragraph)
    turn = ReadTurn(
        speakers=tuple(each.slug for each in speakers),
        paragraphs=tuple(paragraphs),
        line=paragraphs[0].line if paragraphs else 0,
        kind=segment.kind,
        exchange=segment.exchange.slug,
        language=segment.language,
        start=segment.start,
        end=segment.end,
        anchor=segment.anchor_id,
    )
    return turn, line


def _paragraph(paragraph: Paragraph, above: int | None) -> tuple[ReadParagraph, int | None]:
    sentences = list(paragraph.sentences.all())
    ends = list(accumulate(len(each.text) for each in sentences))
    line = next((each.line for each in sentences if each.line), None)
    read = ReadParagraph(
        text="".join(each.text for each in sentences),
        line=line or 0,
        cues=tuple(map(_cue, paragraph.cues.all())),
        notes=tuple(map(_note, paragraph.notes.all())),
        anchor=paragraph.anchor_id,
        sentences=tuple(
            ReadSentence(end - len(each.text), end, each.doubt, each.doubt_en)
            for each, end in zip(sentences, ends, strict=True)
        ),
        goes_on=line is not None and line == above,
    )
    return read, line


def _cue(cue: Cue) -> ReadCue:
    words = tuple(ReadWord(int(a), int(b), _seconds(c), _seconds(d)) for a, b, c, d in cue.words)
    return ReadCue(cue.first, cue.last, cue.start, cue.end, words)


def _note(note: Note) -> ReadNote:
    return ReadNote(note.first, note.last, note.text, note.kind)


def _seconds(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)
