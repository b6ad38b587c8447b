"""Writes topics, turns and words of an interview."""

from __future__ import annotations

from archive.models import (
    Cue,
    Exchange,
    Interview,
    Note,
    Paragraph,
    Person,
    Segment,
    Sentence,
    Topic,
)
from archive.sources.parsed import ParsedInterview, ParsedParagraph, ParsedTurn
from archive.sources.records import set_aside, write_record
from archive.sources.stored import topic_values


def write_turns(parsed: ParsedInterview, interview: Interview) -> None:
    """Write all below the interview anew; rows keep their keys by their anchors."""
    segments = Segment.objects.filter(topic__interview=interview)
    paragraphs = Paragraph.objects.filter(segment__topic__interview=interview)
    keys = dict(segments.values_list("anchor_id", "pk"))
    paragraph_keys = dict(paragraphs.values_list("anchor_id", "pk"))
    # The signals keep the words of every anchor, and the topic that it leaves.
    segments.delete()
    topics = _write_topics(parsed, interview)
    exchanges = _write_exchanges(parsed, interview)
    people = {person.slug: person for person in interview.people.all()}
    for topic in parsed.topics:
        for order, turn in enumerate(topic.turns):
            segment = Segment.objects.create(
                pk=keys.get(turn.anchor),
                topic=topics[topic.slug],
                speaker=people[turn.speaker] if turn.speaker else None,
                exchange=exchanges[turn.exchange],
                anchor_id=turn.anchor,
                kind=turn.kind,
                language=turn.language,
                order=order,
                start=turn.start,
                end=turn.end,
            )
            _write_others(segment, turn, people)
            _write_paragraphs(segment, turn, paragraph_keys)


def _write_others(segment: Segment, turn: ParsedTurn, people: dict[str, Person]) -> None:
    if others := turn.speakers[1:]:
        segment.co_speakers.set([people[slug] for slug in others])


def _write_topics(parsed: ParsedInterview, interview: Interview) -> dict[str, Topic]:
    slugs = [topic.slug for topic in parsed.topics]
    # First the parts, without which their topics can go.
    gone = interview.topics.exclude(slug__in=slugs)
    interview.topics.filter(parent__in=gone).update(parent=None)
    gone.exclude(parent=None).delete()
    gone.delete()
    set_aside(interview.topics.all(), len(slugs))
    topics = {topic.slug: topic for topic in interview.topics.all()}
    for order, each in enumerate(parsed.topics):
        topic = topics.setdefault(each.slug, Topic(interview=interview, slug=each.slug))
        values = {**topic_values(each), "order": order, "parent": topics.get(each.note.part_of)}
        write_record(topic, parsed.annotations.source, {"": each.line or 1}, **values)
    return topics


def _write_exchanges(parsed: ParsedInterview, interview: Interview) -> dict[str, Exchange]:
    slugs = [turn.exchange for turn in parsed.turns]
    interview.exchanges.exclude(slug__in=slugs).delete()
    return {
        slug: Exchange.objects.get_or_create(interview=interview, slug=slug)[0]
        for slug in dict.fromkeys(slugs)
    }


def _write_paragraphs(segment: Segment, turn: ParsedTurn, keys: dict[str, int]) -> None:
    for order, parsed in enumerate(turn.paragraphs):
        paragraph = Paragraph.objects.create(
            pk=keys.get(parsed.anchor), segment=segment, anchor_id=parsed.anchor, order=order
        )
        Sentence.objects.bulk_create(
            Sentence(
                paragraph=paragraph,
                order=place,
                text=each.text,
                line=each.line,
                start=each.start,
                end=each.end,
                doubt=each.doubt,
                doubt_en=each.doubt_en,
            )
            for place, each in enumerate(parsed.sentences)
        )
        _write_places(paragraph, parsed)


def _write_places(paragraph: Paragraph, parsed: ParsedParagraph) -> None:
    """What is said of stretches of a paragraph."""
    Cue.objects.bulk_create(
        Cue(
            paragraph=paragraph,
            order=order,
            first=each.first,
            last=each.last,
            start=each.start,
            end=each.end,
            words=each.words,
        )
        for order, each in enumerate(parsed.cues)
    )
    Note.objects.bulk_create(
        Note(
            paragraph=paragraph,
            order=order,
            first=each.first,
            last=each.last,
            kind=each.kind,
            text=each.text,
        )
        for order, each in enumerate(parsed.notes)
    )
