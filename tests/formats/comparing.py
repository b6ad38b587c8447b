"""What two readings of an interview have to have in common."""

from __future__ import annotations

from dataclasses import replace

from archive.sources.readers.transcripts import ReadInterview, ReadTopic, ReadTurn


def bare(read: ReadInterview) -> ReadInterview:
    """The reading without the file's lines and doubts; who speaks is called by their names."""
    names = {person.label: person.name for person in read.people}
    people = tuple(replace(person, label=person.name) for person in read.people)
    topics = tuple(_topic(topic, names) for topic in read.topics)
    return replace(read, topics=topics, people=people, doubts=())


def _topic(topic: ReadTopic, names: dict[str, str]) -> ReadTopic:
    turns = tuple(_turn(turn, names) for turn in topic.turns)
    return replace(topic, turns=turns, line=0)


def _turn(turn: ReadTurn, names: dict[str, str]) -> ReadTurn:
    paragraphs = tuple(replace(each, line=0) for each in turn.paragraphs)
    speakers = tuple(names.get(label, label) for label in turn.speakers)
    return replace(turn, speakers=speakers, paragraphs=paragraphs, line=0)
