"""Lines with labels → an interview: what labelled text, Markdown and documents have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise

from archive.sources.readers.building import Heading, Said, build, tidy, time_doubts
from archive.sources.readers.dashes import alternate, taken_by_turns
from archive.sources.readers.dates import read_date
from archive.sources.readers.directions import is_direction, is_rule
from archive.sources.readers.endnotes import attach, split_notes
from archive.sources.readers.heads import Head, read_heads, whose
from archive.sources.readers.labelling import Labelling, Line, is_name, label_lines
from archive.sources.readers.line_forms import DASHES, STAMP, Mark
from archive.sources.readers.times import read_time
from archive.sources.readers.transcripts import (
    Doubt,
    ReadInterview,
    ReadNote,
    ReadPerson,
    UnreadableError,
)
from archive.sources.readers.voices import EVENTS, fold, person, split_speakers

ASKS, ANSWERS = "――", "―"
_HEADING_SPEAKER = re.compile(r".*[(（]([^()（）]+)[)）]\s*")
_STAMP_ALONE = re.compile(rf"\s*{STAMP.pattern}\s*")
LONG_LINE = 120


@dataclass
class _Walk:
    """What is known on the way through the lines."""

    labelling: Labelling
    head: Head
    items: list[Said | Heading] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    front: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    speakers: tuple[str, ...] = ()
    kind: str = ""
    opens: str = "turn"
    time: timedelta | None = None
    end: timedelta | None = None
    answers: tuple[str, ...] = ()
    as_cues: bool = False
    by_turns: bool = False


def read_speech(
    lines: Sequence[Line], *, people: Sequence[ReadPerson] = (), title: str = ""
) -> ReadInterview:
    """Read lines.  `people` are those whom the file names apart from its text."""
    lines, notes, back = split_notes(lines)
    head = read_heads(lines)
    head.people = [*people, *head.people]
    left = [line for place, line in enumerate(lines) if place not in head.taken]
    named = [name for each in head.people for name in (each.label, each.name)]
    labelling = label_lines(left, named)
    first = _first(lines, head, left, labelling)
    walk = _Walk(labelling, head, title=title or head.title, as_cues=_are_cues(labelling))
    if alternate(labelling.marked):
        walk.by_turns = True
        walk.doubts.append(taken_by_turns(first))
    taken = [line for place, line in enumerate(lines) if place in head.taken]
    walk.front = [("skip", tidy(line.text)) for line in taken if line.number <= first]
    later = [line for line in taken if line.number > first]
    _walk(walk, left, {line.number: line for line in later})
    if not any(isinstance(item, Said) and item.speakers for item in walk.items):
        raise UnreadableError([_nobody(left)])
    items, loose = attach(walk.items, notes)
    kept = [line for line in back if notes]
    return _interview(walk, items, loose, kept)


def _first(lines: Sequence[Line], head: Head, left: Sequence[Line], labelling: Labelling) -> int:
    """The number of the first line with a label, or of the first that somebody may speak."""
    places = list(labelling.marked)
    if places:
        return left[places[0]].number
    return left[0].number if left else lines[-1].number


def _nobody(lines: Sequence[Line]) -> Doubt:
    shown = tidy(lines[0].text)[:40] if lines else ""
    return Doubt(
        lines[0].number if lines else 1,
        f"no line says who speaks (as “Name: …” does); the first is “{shown}”",
    )


def _are_cues(labelling: Labelling) -> bool:
    """Whether labels with times are those of cues, so that each speaker's repeat one another."""
    marked = list(labelling.marked.values())
    if not marked or sum(mark.start is not None for mark in marked) * 2 < len(marked):
        return False
    pairs = pairwise(marked)
    return sum(one.label == two.label for one, two in pairs) > len(marked) / 5


def _walk(walk: _Walk, lines: Sequence[Line], later: Mapping[int, Line]) -> None:
    waiting = dict(later)
    for place, line in enumerate(lines):
        for number in [each for each in waiting if each < line.number]:
            walk.items.append(_direction(waiting.pop(number)))
        mark = walk.labelling.marked.get(place)
        if line.heading:
            _heading(walk, line)
        elif mark and fold(mark.label) not in EVENTS:
            _label(walk, line, mark)
        elif mark or is_direction(_bare(line.text)) or is_rule(line.text):
            _aside(walk, line)
        elif walk.speakers:
            _paragraph(walk, line, line.text)
        else:
            _before(walk, line, place)
    walk.items += [_direction(line) for line in waiting.values()]


def _bare(text: str) -> str:
    return re.sub(r"^[*_]{1,2}(?=[\[(（])|(?<=[\])）])[*_]{1,2}$", "", text.strip()).replace(
        "\\", ""
    )


def _direction(line: Line) -> Said:
    return Said((), _bare(line.text), line.number, opens="turn")


def _aside(walk: _Walk, line: Line) -> None:
    """A direction; or a time alone on its line, which is that of what follows."""
    if match := _STAMP_ALONE.fullmatch(line.text):
        walk.time = read_time(match[1])
        walk.opens = walk.opens or "paragraph"
        return
    if is_rule(line.text):
        return
    for start, piece in _stamped(re.sub(r"\*\*|__", "", line.text)):
        walk.items.append(replace(_direction(line), text=_bare(piece), start=start))
    walk.opens = "turn"


def _heading(walk: _Walk, line: Line) -> None:
    text = tidy(re.sub(r"^#+\s*|\s*#+$|\*\*", "", line.text))
    if line.heading == 1 and not walk.items and not walk.title:
        walk.title = text
        walk.front.append(("title", text))
        return
    walk.items.append(Heading(text, line.number, line.heading))
    walk.opens = "turn"
    match = _HEADING_SPEAKER.fullmatch(text)
    known = whose(match[1], walk.head.people) if match else None
    if known:
        walk.speakers = (known.label,)
    elif match and is_name(match[1]) and len(match[1].split()) in (2, 3) and match[1].isascii():
        walk.speakers = (match[1],)
    elif len(walk.head.people) == 1 and not walk.speakers and not walk.labelling.marked:
        walk.speakers = (walk.head.people[0].label,)


def _label(walk: _Walk, line: Line, mark: Mark) -> None:
    if mark.form in DASHES and walk.by_turns and walk.speakers == (ASKS,):
        walk.speakers, walk.kind = (ANSWERS,), "answer"
    elif mark.form in DASHES:
        walk.speakers, walk.kind = (ASKS,), "question"
    else:
        walk.speakers, walk.kind = split_speakers(mark.label, walk.labelling.labels), ""
        walk.answers = walk.speakers
    walk.opens = "" if walk.as_cues else "turn"
    walk.time, walk.end = mark.start if mark.start is not None else walk.time, mark.end
    if mark.text:
        _paragraph(walk, line, mark.text)


def _paragraph(walk: _Walk, line: Line, text: str) -> None:
    if walk.kind == "question" and walk.speakers == (ASKS,) and not walk.opens:
        walk.speakers, walk.kind, walk.opens = walk.answers or (ANSWERS,), "answer", "turn"
    notes = _notes(line, text)
    for number, (start, piece) in enumerate(_stamped(text)):
        time = start if start is not None else walk.time
        opens = walk.opens if number == 0 else ""
        said = Said(walk.speakers, piece, line.number, time, walk.end, opens=opens, kind=walk.kind)
        walk.items.append(replace(said, notes=notes if number == 0 else ()))
        walk.time = walk.end = None
    walk.opens = "" if walk.kind == "question" and not walk.by_turns else "paragraph"


def _stamped(text: str) -> Iterator[tuple[timedelta | None, str]]:
    """A paragraph's pieces, each with the time that stands before it."""
    at, time = 0, None
    for match in STAMP.finditer(text):
        if text[at : match.start()].strip():
            yield time, text[at : match.start()]
        at, time = match.end(), read_time(match[1])
    if text[at:].strip():
        yield time, text[at:]


def _notes(line: Line, text: str) -> tuple[ReadNote, ...]:
    """The line's notes, at their places in its tidied end `text`: counted without white space."""
    label = len(_solid(line.text)) - len(_solid(text))
    tidied = tidy(text)
    places = [at for at, character in enumerate(tidied) if not character.isspace()]
    found = []
    for first, last, note in line.notes:
        begin = len(_solid(line.text[:first])) - label
        end = len(_solid(line.text[:last])) - label
        if places and end > 0:
            begin, end = max(begin, 0), min(end, len(places))
            found.append(ReadNote(places[min(begin, end - 1)], places[end - 1] + 1, note))
    return tuple(found)


def _solid(text: str) -> str:
    return "".join(text.split())


def _before(walk: _Walk, line: Line, place: int) -> None:
    """A line before the first label: a title, a date, or an introduction that nobody speaks."""
    text = tidy(re.sub(r"\*\*|^\s*[_*](?=\S)|(?<=\S)[_*]\s*$", "", line.text))
    if not text:
        return
    if len(text) > LONG_LINE or re.search(r"[.。!！?？]$", text):
        walk.items.append(Said((), text, line.number, opens="turn"))
        walk.doubts.append(Doubt(line.number, "stands before the first speaker: nobody says it"))
        return
    recorded = read_date(text) if len(text) < 40 and re.search(r"\d", text) else ""
    if not walk.title and place == 0 and not recorded:
        walk.title = text
        walk.front.append(("title", text))
        return
    if len(recorded) == 10 and "recorded" not in walk.head.facts:
        walk.head.facts["recorded"] = recorded
    walk.front.append(("skip", text))
    walk.doubts.append(Doubt(line.number, f"“{text[:40]}” stands before the first speaker"))


def _interview(
    walk: _Walk, items: list[Said | Heading], loose: Mapping[str, str], back: Sequence[Line]
) -> ReadInterview:
    doubts = [*walk.labelling.doubts, *walk.doubts, *time_doubts(items)]
    if loose and back:
        numbers = ", ".join(loose)
        doubts.append(
            Doubt(back[0].number, f"no sign in the text has the number of note {numbers}")
        )
    lines = [("skip", tidy(line.text)) for line in back]
    lines += [("skip", f"{number}. {text}") for number, text in loose.items()]
    return ReadInterview(
        topics=build(_in_two_levels(items)),
        people=tuple(_people(walk, items)),
        title=walk.title,
        language=walk.head.language,
        facts=walk.head.facts,
        doubts=tuple(sorted(doubts, key=lambda each: each.line)),
        front=tuple(walk.front),
        back=tuple(lines),
    )


def _in_two_levels(items: Sequence[Said | Heading]) -> Iterator[Said | Heading]:
    """The headings of the highest level as level 1, all others as 2."""
    highest = min((item.level for item in items if isinstance(item, Heading)), default=1)
    for item in items:
        is_high = isinstance(item, Heading) and item.level == highest
        yield replace(item, level=1 if is_high else 2) if isinstance(item, Heading) else item


def _people(walk: _Walk, items: Sequence[Said | Heading]) -> Iterator[ReadPerson]:
    labels = Counter(label for item in items if isinstance(item, Said) for label in item.speakers)
    for label in labels:
        if label in (ASKS, ANSWERS):
            name, role = ("Interviewer", "interviewer") if label == ASKS else ("Answer", "guest")
            yield ReadPerson(label, name, role, identified=False)
            continue
        known = whose(label, walk.head.people)
        if known is None:
            yield person(label)
        else:
            found = person(label, known.name, known.role, known.position)
            yield found
