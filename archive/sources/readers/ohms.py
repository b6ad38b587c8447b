"""OHMS XML: the record's facts, the index as topics, and the transcript, by lines or as WebVTT.

Line numbers are those of the transcript.  `sync` says `1:|13(3)|…`: the first minute ends at the
transcript's line 13, word 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from xml.etree.ElementTree import Element

from django.utils.translation import gettext_noop

from archive.sources.readers.dates import read_date
from archive.sources.readers.heads import whose
from archive.sources.readers.labelled import to_lines
from archive.sources.readers.notes_in_turns import hang
from archive.sources.readers.speech import read_speech
from archive.sources.readers.times import read_time, written
from archive.sources.readers.transcripts import (
    Doubt,
    ReadInterview,
    ReadPerson,
    ReadTopic,
    ReadTurn,
    UnreadableError,
)
from archive.sources.readers.voices import person
from archive.sources.readers.webvtt import read_vtt
from archive.sources.readers.xml_files import attribute, content, first, parse, root_name, tag

NAME = "ohms"
LABEL = gettext_noop("OHMS XML")
_FOOTNOTES = re.compile(r"\[\[footnotes\]\](.*?)\[\[/footnotes\]\]", re.DOTALL)
_NOTE = re.compile(r"\[\[note\]\](.*?)\[\[/note\]\]", re.DOTALL)
_SIGN = re.compile(r"\s*\[\[footnote\]\]\s*(\w+)\s*\[\[/footnote\]\]")
_LINK = re.compile(r"\[\[link\]\].*?\[\[/link\]\]", re.DOTALL)
_LINKED = re.compile(r"\[\[link\]\](.*?)\[\[/link\]\]", re.DOTALL)
_MARK = re.compile(r"(\d+)\((\d+)\)")


def recognises(data: bytes, name: str) -> float:
    """Sure by the record's elements."""
    is_record = b"<record" in data[:5000] and root_name(data) in ("ROOT", "record", "root")
    return 0.97 if is_record and (b"ohms" in data[:2000].lower() or b"<transcript" in data) else 0


def read(data: bytes) -> ReadInterview:
    """Read a file.  Raises `UnreadableError` for broken XML, and for one without a transcript."""
    tree = parse(data)
    record = first(tree.root, "record") if tag(tree.root) != "record" else tree.root
    if record is None:
        raise UnreadableError([Doubt(1, "the OHMS file has no record")])
    people = list(_people(record))
    found = _transcript(record, people, tree.lines)
    known = tuple(_known(each, people) for each in found.people)
    facts = {name: text for name, text in _facts(record).items() if text and len(text) <= 500}
    return replace(
        found,
        people=known,
        title=_text(record, "title"),
        language=found.language,
        summary=_text(record, "description"),
        facts={**found.facts, **facts},
        topics=tuple(_indexed(found, _points(record))),
        doubts=(*tree.doubts, *found.doubts),
    )


def _text(record: Element, name: str) -> str:
    return next((text for each in record if tag(each) == name and (text := content(each))), "")


def _facts(record: Element) -> dict[str, str]:
    date = first(record, "date")
    stated = attribute(date, "value") or content(date) if date is not None else ""
    length = read_time(_text(record, "duration"))
    address = _text(record, "media_url")
    kind = _text(record, "fmt") or content(first(record, "clip_format"))
    return {
        "recorded": read_date(stated or _text(record, "date_nonpreferred_format")),
        "recording_length": written(length) if length else "",
        "recording": address if re.match(r"https?://\S+$", address) else "",
        "recording_medium": kind if kind in ("audio", "video") else "",
        "publisher": _text(record, "repository")[:200],
        "series": (_text(record, "series_name") or _text(record, "collection_name"))[:200],
        "rights": _text(record, "rights") or _text(record, "usage"),
    }


def _people(record: Element) -> Iterator[ReadPerson]:
    for name, role in (("interviewee", "guest"), ("interviewer", "interviewer")):
        for each in record:
            for part in content(each).split(";") if tag(each) == name else ():
                last, comma, given = part.strip().partition(", ")
                full = f"{given} {last}" if comma and " " not in last else part.strip()
                if full:
                    yield ReadPerson(full, full, role)


def _known(each: ReadPerson, people: Sequence[ReadPerson]) -> ReadPerson:
    found = whose(each.label, people)
    return person(each.label, found.name, found.role) if found else each


def _transcript(
    record: Element, people: Sequence[ReadPerson], lines: dict[Element, int]
) -> ReadInterview:
    vtt = first(record, "vtt_transcript")
    if vtt is not None and (vtt.text or "").strip():
        text = vtt.text or ""
        skipped = len(text) - len(text.lstrip())
        begin = lines.get(vtt, 1) + text[:skipped].count("\n")
        return read_vtt(text[skipped:], begin)
    plain = first(record, "transcript")
    text = plain.text or "" if plain is not None else ""
    if not text.strip() or text.strip() == "No transcript.":
        raise UnreadableError([Doubt(1, "the OHMS record has no transcript")])
    sync = _text(record, "sync")
    marked, notes = _without_notes(text)
    prepared = _LINK.sub("", "\n".join(_timed(marked.split("\n"), sync)))
    return _noted(read_speech(to_lines(prepared), people=people), notes)


def _without_notes(text: str) -> tuple[str, list[str]]:
    """The transcript without its notes at the end, and these in order."""
    found = _FOOTNOTES.search(text)
    listed = _NOTE.findall(found[1]) if found else []
    notes = [" ".join(_LINKED.sub(r" \1 ", each).split()) for each in listed]
    return _SIGN.sub(r"[^\1]", _FOOTNOTES.sub("", text)), notes


def _timed(lines: list[str], sync: str) -> list[str]:
    """The lines with `[m:ss]` before the word at which each stretch of minutes begins."""
    step, _, marks = sync.partition(":")
    if not step.strip().isdigit():
        return lines
    places = [
        (number, _MARK.fullmatch(each.strip())) for number, each in enumerate(marks.split("|"))
    ]
    for number, match in reversed(places):
        if not match or not 0 < int(match[1]) <= len(lines) or number == 0:
            continue
        line = int(match[1]) - 1
        words = list(re.finditer(r"\S+", lines[line]))
        at = words[min(int(match[2]), len(words) - 1)].start() if words else 0
        stamp = f"[{written(timedelta(minutes=int(step) * number))}]"
        if at == 0 and (label := re.match(r"\s*[^:：]{1,40}[:：]\s*", lines[line])):
            # The label stays in front of the time.
            at = label.end()
        lines[line] = f"{lines[line][:at]}{stamp} {lines[line][at:]}"
    return lines


def _noted(found: ReadInterview, notes: Sequence[str]) -> ReadInterview:
    """Hang each note on the sign that has its number."""
    return hang(found, {str(number): note for number, note in enumerate(notes, 1)})


def _points(record: Element) -> list[tuple[timedelta, ReadTopic]]:
    """The points of the index, by time."""
    index = first(record, "index")
    found = []
    for point in index if index is not None else ():
        seconds = _text(point, "time")
        if tag(point) == "point" and seconds.isdigit():
            words = [*_text(point, "keywords").split(";"), *_text(point, "subjects").split(";")]
            topic = ReadTopic(
                title=_text(point, "title"),
                turns=(),
                line=1,
                summary=_text(point, "synopsis"),
                keywords=tuple(dict.fromkeys(each.strip() for each in words if each.strip())),
            )
            found.append((timedelta(seconds=int(seconds)), topic))
    return sorted(found, key=lambda each: each[0])


def _indexed(
    found: ReadInterview, points: Sequence[tuple[timedelta, ReadTopic]]
) -> Iterator[ReadTopic]:
    """The turns under the points of the index: a turn stands under the last that began by then."""
    if not points or all(turn.start is None for turn in found.turns):
        yield from found.topics
        return
    groups: list[list[ReadTurn]] = [[] for _ in range(len(points) + 1)]
    # Marks of minutes begin with the first: what stands before it is said from 0 on.
    group = sum(start <= timedelta(0) for start, _ in points)
    for turn in found.turns:
        if turn.start is not None:
            group = max(group, sum(start <= turn.start for start, _ in points))
        groups[group].append(turn)
    if groups[0]:
        yield ReadTopic("", tuple(groups[0]), groups[0][0].line)
    for (_, topic), turns in zip(points, groups[1:], strict=True):
        yield replace(topic, turns=tuple(turns), line=turns[0].line if turns else 1)
