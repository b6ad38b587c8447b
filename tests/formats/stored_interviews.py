"""A `ReadInterview` as rows of the test's database, and such rows as a `ReadInterview`.

Nothing of the import is used: what it makes of a file can be compared with these.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from django.db import transaction
from django.utils.dateparse import parse_duration

from archive.models import (
    Anchor,
    Cue,
    Exchange,
    Interview,
    Note,
    Paragraph,
    Participant,
    Person,
    Segment,
    Sentence,
    Topic,
)
from archive.models.publication import TEXTS
from archive.sources.readers.transcripts import (
    ReadAnchor,
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

OWN = ("title", "tags", "summary", "original_title", "original_summary", "translations")


@transaction.atomic
def store(read: ReadInterview) -> Interview:
    """Write the interview, published; one of the same slug is replaced."""
    clear(read.slug)
    lines = count(2)
    interview = _interview(read)
    people = _people(read, interview)
    topics = _topics(read, interview)
    exchanges = {
        slug: Exchange.objects.create(interview=interview, slug=slug)
        for slug in dict.fromkeys(turn.exchange for turn in read.turns)
    }
    for topic in read.topics:
        for order, turn in enumerate(topic.turns):
            anchor = Anchor.objects.create(code=turn.anchor, interview=interview)
            segment = Segment.objects.create(
                topic=topics[topic.slug],
                speaker=people[turn.speakers[0]] if turn.speakers else None,
                exchange=exchanges[turn.exchange],
                anchor=anchor,
                kind=turn.kind,
                order=order,
                start=turn.start,
                end=turn.end,
                language=turn.language,
            )
            segment.co_speakers.set(people[label] for label in turn.speakers[1:])
            for place, paragraph in enumerate(turn.paragraphs):
                _paragraph(segment, place, paragraph, next(lines))
    _former_anchors(read, interview, topics)
    return interview


def clear(slug: str) -> None:
    """Take the interview of that slug out, with all that is its own."""
    known = Interview.objects.filter(slug=slug)
    people = list(Person.objects.filter(interviews__in=known).values_list("pk", flat=True))
    Segment.objects.filter(topic__interview__in=known).delete()
    Topic.objects.filter(interview__in=known).exclude(parent=None).delete()
    Topic.objects.filter(interview__in=known).delete()
    Anchor.objects.filter(interview__in=known).delete()
    known.delete()
    Person.objects.filter(pk__in=people, participations=None).delete()


def _interview(read: ReadInterview) -> Interview:
    facts: dict[str, object] = dict(read.facts)
    if length := read.facts.get("recording_length"):
        facts["recording_length"] = parse_duration(length)
    return Interview.objects.create(
        slug=read.slug,
        language=read.language,
        source=f"seeds/{read.slug}.txt",
        first_line=2,
        last_line=2 + sum(len(turn.paragraphs) for turn in read.turns),
        speakers_named=bool(read.speakers_named),
        **{name: getattr(read, name) for name in OWN},
        **facts,
    )


def _people(read: ReadInterview, interview: Interview) -> dict[str, Person]:
    found = {}
    for order, each in enumerate(read.people):
        person = Person.objects.create(
            slug=each.slug,
            name=each.name,
            name_ja=each.name_ja,
            family_name=each.family_name,
            identified=each.identified,
        )
        Participant.objects.create(
            interview=interview, person=person, role=each.role, position=each.position, order=order
        )
        found[each.label] = person
    return found


def _topics(read: ReadInterview, interview: Interview) -> dict[str, Topic]:
    found: dict[str, Topic] = {}
    above: Topic | None = None
    for order, each in enumerate(read.topics):
        topic = Topic.objects.create(
            interview=interview,
            slug=each.slug,
            title=each.title,
            order=order,
            parent=above if each.level == 2 else None,
            summary=each.summary,
            keywords="\n".join(each.keywords),
            translations=each.translations,
        )
        above = topic if each.level == 1 else above
        found[each.slug] = topic
    return found


def _paragraph(segment: Segment, order: int, read: ReadParagraph, line: int) -> None:
    anchor = Anchor.objects.create(code=read.anchor, interview=segment.topic.interview)
    paragraph = Paragraph.objects.create(segment=segment, anchor=anchor, order=order)
    Sentence.objects.bulk_create(
        Sentence(
            paragraph=paragraph,
            order=place,
            text=read.text[each.first : each.last],
            line=line,
            start=each.first,
            end=each.last,
            doubt=each.doubt,
            doubt_en=each.doubt_en,
        )
        for place, each in enumerate(read.sentences)
    )
    Cue.objects.bulk_create(
        Cue(
            paragraph=paragraph,
            order=place,
            first=each.first,
            last=each.last,
            start=each.start,
            end=each.end,
            words=[
                [word.first, word.last, word.start.total_seconds(), word.end.total_seconds()]
                for word in each.words
            ],
        )
        for place, each in enumerate(read.cues)
    )
    Note.objects.bulk_create(
        Note(
            paragraph=paragraph,
            order=place,
            first=each.first,
            last=each.last,
            kind=each.kind,
            text=each.text,
        )
        for place, each in enumerate(read.notes)
    )


def _former_anchors(read: ReadInterview, interview: Interview, topics: dict[str, Topic]) -> None:
    for each in read.former_anchors:
        anchor = Anchor.objects.create(
            code=each.code,
            interview=interview,
            words=each.words,
            replaced_by_id=each.replaced_by or None,
        )
        anchor.former_topics.set(topics[slug] for slug in each.former_topics)


def stored_as_read(interview: Interview) -> ReadInterview:
    """The rows of an interview as a reader would give them, every line 0."""
    parts = interview.participants.select_related("person")
    facts = {name: getattr(interview, name) for name in TEXTS if getattr(interview, name)}
    if interview.recording_length is not None:
        facts["recording_length"] = str(interview.recording_length)
    return ReadInterview(
        topics=tuple(_topic_as_read(each) for each in interview.topics.all()),
        people=tuple(_person_as_read(each) for each in parts),
        slug=interview.slug,
        language=interview.language,
        facts=dict(sorted(facts.items())),
        speakers_named=interview.speakers_named,
        former_anchors=_former_as_read(interview),
        **{name: getattr(interview, name) for name in OWN},
    )


def _person_as_read(part: Participant) -> ReadPerson:
    person = part.person
    return ReadPerson(
        label=person.name,
        name=person.name,
        role=part.role,
        position=part.position,
        slug=person.slug,
        name_ja=person.name_ja,
        family_name=person.family_name,
        identified=person.identified,
    )


def _topic_as_read(topic: Topic) -> ReadTopic:
    return ReadTopic(
        title=topic.title,
        turns=tuple(_turn_as_read(each) for each in topic.segments.order_by("order")),
        line=0,
        level=2 if topic.parent_id else 1,
        slug=topic.slug,
        summary=topic.summary,
        keywords=tuple(topic.keyword_list),
        translations=topic.translations,
    )


def _turn_as_read(segment: Segment) -> ReadTurn:
    others = segment.co_speakers.order_by("pk")
    return ReadTurn(
        speakers=(segment.speaker.name, *(each.name for each in others)) if segment.speaker else (),
        paragraphs=tuple(_paragraph_as_read(each) for each in segment.paragraphs.order_by("order")),
        line=0,
        kind=segment.kind,
        exchange=segment.exchange.slug,
        language=segment.language,
        start=segment.start,
        end=segment.end,
        anchor=segment.anchor_id,
    )


def _paragraph_as_read(paragraph: Paragraph) -> ReadParagraph:
    sentences, text = [], ""
    for each in paragraph.sentences.order_by("order"):
        first, text = len(text), text + each.text
        sentences.append(ReadSentence(first, len(text), each.doubt, each.doubt_en))
    return ReadParagraph(
        text,
        0,
        cues=tuple(
            ReadCue(each.first, each.last, each.start, each.end, _words_as_read(each))
            for each in paragraph.cues.order_by("order")
        ),
        notes=tuple(
            ReadNote(each.first, each.last, each.text, each.kind)
            for each in paragraph.notes.order_by("order")
        ),
        anchor=paragraph.anchor_id,
        sentences=tuple(sentences),
    )


def _words_as_read(cue: Cue) -> tuple[ReadWord, ...]:
    return tuple(
        ReadWord(first, last, timedelta(seconds=start), timedelta(seconds=end))
        for first, last, start, end in cue.words
    )


def _former_as_read(interview: Interview) -> tuple[ReadAnchor, ...]:
    gone = interview.anchors.filter(segment=None, paragraph=None).order_by("code")
    return tuple(
        ReadAnchor(
            each.code,
            each.words,
            each.replaced_by_id or "",
            tuple(sorted(each.former_topics.values_list("slug", flat=True))),
        )
        for each in gone
    )
