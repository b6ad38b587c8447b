"""TEI: utterances (`u`) and speeches (`sp`) with who is in the header, times from the timeline.

Line numbers are the file's.  What the archive's own TEI says beyond this (its `xml:id`s, its
fields) is read by another reader, which is sure of such files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from xml.etree.ElementTree import Element

from django.utils.translation import gettext_noop

from archive.sources.readers.building import Heading, Said, build, tidy, time_doubts
from archive.sources.readers.dates import read_date
from archive.sources.readers.tei_readings import chosen, gap_of, is_struck, spaced
from archive.sources.readers.times import read_iso, read_seconds, written
from archive.sources.readers.transcripts import (
    Doubt,
    ReadInterview,
    ReadNote,
    ReadPerson,
    UnreadableError,
)
from archive.sources.readers.voices import person, role_of
from archive.sources.readers.xml_files import (
    ID,
    LANGUAGE,
    Tree,
    attribute,
    content,
    find,
    first,
    parse,
    root_name,
    tag,
)

NAME = "tei"
LABEL = gettext_noop("TEI")
ASIDES = ("incident", "kinesic", "vocal", "pause", "stage", "writing", "desc")
_PARTS = ("p", "ab", "lg", "l", "seg", "s")
_SPLIT = re.compile(r"\n[ \t]*\n+")


@dataclass
class _Piece:
    """A paragraph of an utterance that is being read."""

    text: str = ""
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    start: timedelta | None = None


@dataclass
class _Reading:
    tree: Tree
    times: Mapping[str, timedelta]
    items: list[Said | Heading] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def recognises(data: bytes, name: str) -> float:
    """Sure by the document's element."""
    return 0.95 if root_name(data) in ("TEI", "teiCorpus", "TEI.2") else 0


def read(data: bytes) -> ReadInterview:
    """Read a file.  Raises `UnreadableError` for broken XML, and where nobody speaks."""
    tree = parse(data)
    body = first(tree.root, "body", "text")
    inner = first(body, "body") if body is not None else None
    body = inner if inner is not None else body
    if body is None:
        raise UnreadableError([Doubt(1, "the TEI has no text: no body element")])
    reading = _Reading(tree, _timeline(tree.root))
    _walk(reading, body, 0)
    if not any(isinstance(item, Said) and item.speakers for item in reading.items):
        reason = "nobody speaks: there is no u with who, and no sp with a speaker"
        raise UnreadableError([Doubt(tree.line(body), reason)])
    people = _people(tree.root)
    labels = dict.fromkeys(
        label for item in reading.items if isinstance(item, Said) for label in item.speakers
    )
    doubts = [*tree.doubts, *reading.doubts, *time_doubts(reading.items)]
    return ReadInterview(
        topics=build(reading.items),
        people=tuple(people.get(label) or person(label) for label in labels),
        title=content(first(tree.root, "title")),
        language=_language(tree.root),
        facts=_facts(tree.root),
        doubts=tuple(sorted(doubts, key=lambda each: each.line)),
    )


def _language(root: Element) -> str:
    text = first(root, "text")
    stated = text.get(LANGUAGE, "") if text is not None else ""
    language = first(root, "language")
    ident = attribute(language, "ident") if language is not None else ""
    return stated or re.sub("_", "-", ident)


def _facts(root: Element) -> dict[str, str]:
    found = {}
    recording = first(root, "recording")
    if recording is not None:
        media = first(recording, "media")
        length = read_iso(attribute(recording, "dur", "dur-iso"))
        address = attribute(media, "url") if media is not None else ""
        found["recording_length"] = written(length) if length else ""
        found["recording"] = address if address.startswith("http") else ""
        kind = attribute(recording, "type")
        found["recording_medium"] = kind if kind in ("audio", "video") else ""
        when = first(recording, "date")
        found["recorded"] = read_date(attribute(when, "when")) if when is not None else ""
    setting = first(root, "setting")
    if setting is not None:
        when = first(setting, "date")
        stated = (attribute(when, "when", "when-iso") or content(when)) if when is not None else ""
        found["recorded"] = found.get("recorded") or read_date(stated)
        found["place"] = content(first(setting, "placeName", "settlement", "locale", "name"))
    found["publisher"] = content(first(root, "publisher", "authority"))
    licence = first(root, "licence")
    if licence is not None:
        found["licence"] = attribute(licence, "target") or content(licence)
    return {name: text for name, text in found.items() if text and len(text) <= 200}


def _timeline(root: Element) -> dict[str, timedelta]:
    """The points of the timeline, those relative to another added up."""
    times: dict[str, timedelta] = {}
    for when in find(root, "when"):
        name = when.get(ID, "")
        absolute, interval = attribute(when, "absolute"), attribute(when, "interval")
        if absolute and (time := read_seconds(absolute)) is not None:
            times[name] = time
        elif interval and (length := read_iso(interval) or read_seconds(interval)) is not None:
            unit = 1000 if attribute(when, "unit") == "ms" else 1
            times[name] = (
                times.get(attribute(when, "since").lstrip("#"), timedelta(0)) + length / unit
            )
        elif name and not times:
            times[name] = timedelta(0)
    return times


def _people(root: Element) -> dict[str, ReadPerson]:
    """Who the header lists, by the label that the text calls them."""
    found = {}
    for each in find(root, "person", "personGrp"):
        label = each.get(ID) or attribute(each, "n")
        if not label or first(each, "person") not in (None, each):
            continue
        name = content(first(each, "persName", "name"))
        stated = attribute(each, "role") or content(first(each, "role"))
        position = content(first(each, "occupation"))
        found[label] = replace(
            person(label, name, role_of(stated), position),
            identified=bool(name) or person(label).identified,
        )
    return found


def _walk(reading: _Reading, element: Element, level: int) -> None:
    for child in element:
        name = tag(child)
        if name in ("div", "div1", "div2", "div3", "annotationBlock", "body", "group"):
            _walk(reading, child, level + (name.startswith("div")))
        elif name == "head":
            title = Heading(content(child), reading.tree.line(child), min(max(level, 1), 2))
            reading.items.append(title)
        elif name == "u":
            _speech(reading, child, _who(child, ""))
        elif name == "sp":
            _speech(reading, child, _who(child, content(first(child, "speaker"))))
        elif first(child, "u", "sp") is not None:
            _walk(reading, child, level)
        elif name in (*ASIDES, "p", "ab", "note") and content(child):
            line = reading.tree.line(child)
            reading.items.append(Said((), content(child), line, opens="turn"))


def _who(element: Element, speaker: str) -> tuple[str, ...]:
    stated = attribute(element, "who")
    if not stated and speaker:
        return (speaker.rstrip(" :："),)
    return tuple(dict.fromkeys(each.rpartition("#")[2] for each in stated.split() if each != "#"))


def _speech(reading: _Reading, element: Element, speakers: tuple[str, ...]) -> None:
    line = reading.tree.line(element)
    if not speakers:
        speakers = ("Speaker",)
        reading.doubts.append(Doubt(line, "it doesn't say who speaks: it has no who"))
    pieces = [_Piece()]
    for child in _content_of(element):
        _collect(reading, child, pieces)
    opens = "turn"
    start, end = (_time(reading, attribute(element, each)) for each in ("start", "end"))
    pieces[0].start = pieces[0].start if pieces[0].start is not None else start
    for piece in pieces:
        for text, notes in _paragraphs(piece):
            said = Said(speakers, text, line, piece.start, end, notes=notes, opens=opens)
            language = element.get(LANGUAGE, "")
            reading.items.append(replace(said, language=language))
            opens, piece.start = "paragraph", None
    if opens == "turn":
        reading.doubts.append(Doubt(line, "the utterance is empty"))


def _content_of(element: Element) -> Iterator[Element | str]:
    yield element.text or ""
    for child in element:
        yield child
        yield child.tail or ""


def _time(reading: _Reading, reference: str) -> timedelta | None:
    return reading.times.get(reference.lstrip("#")) if reference else None


def _collect(reading: _Reading, node: Element | str, pieces: list[_Piece]) -> None:
    """Add what an element says to the last piece, or begin another."""
    if isinstance(node, str):
        pieces[-1].text += node
        return
    name = tag(node)
    if not name or name == "speaker" or is_struck(node):
        return
    if name in ("choice", "app"):
        _collect(reading, "" if (found := chosen(node)) is None else found, pieces)
        return
    if name == "note":
        _add_note(node, pieces[-1])
        return
    if name in ASIDES or name == "gap":
        pieces[-1].text += _aside(gap_of(node) if name == "gap" else content(node))
        return
    if name == "anchor" or (name == "milestone" and attribute(node, "synch")):
        _begin_at(_time(reading, attribute(node, "synch")), pieces)
        return
    _break(node, pieces)
    for child in _content_of(node):
        _collect(reading, child, pieces)


def _break(node: Element, pieces: list[_Piece]) -> None:
    """A paragraph begins a piece, a break of a line or page parts words."""
    if tag(node) in ("p", "ab", "lg") and pieces[-1].text.strip():
        pieces.append(_Piece())
    pieces[-1].text = spaced(pieces[-1].text, node)


def _add_note(node: Element, piece: _Piece) -> None:
    kind = "editorial" if attribute(node, "type") in ("editorial", "ed") else "footnote"
    piece.notes.append((len(tidy(piece.text)), content(node), kind))


def _aside(text: str) -> str:
    """What happens while somebody speaks, in brackets."""
    wrapped = text if not text or text[0] in "[(（" else f"[{text}]"
    return f" {wrapped} " if wrapped else " "


def _begin_at(time: timedelta | None, pieces: list[_Piece]) -> None:
    """Begin a piece at a time, or give it to one that has no words yet."""
    if time is None:
        return
    if pieces[-1].text.strip():
        pieces.append(_Piece(start=time))
    pieces[-1].start = time


def _paragraphs(piece: _Piece) -> Iterator[tuple[str, tuple[ReadNote, ...]]]:
    """A piece's paragraphs, which empty lines part too; a note lies on the word before it."""
    at = 0
    for part in _SPLIT.split(piece.text):
        text = tidy(part)
        if not text:
            continue
        notes = []
        for place, note, kind in piece.notes:
            end = min(place - at, len(text))
            if end > 0 and place - at <= len(text) + 1 and note:
                begin = text[:end].rstrip().rfind(" ") + 1
                notes.append(ReadNote(begin, len(text[:end].rstrip()), note, kind))
        yield text, tuple(notes)
        at += len(text) + 1
