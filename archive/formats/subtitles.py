"""Subtitles: WebVTT, and SRT for players that know no other.

Both show stretches of words one after the other, each from one time to another.  A turn is cut
where its cues are; words of it that no cue has stand with the cue before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from archive.formats.addresses import Addresses
from archive.formats.base import WrittenExport, facts, heading, speakers
from archive.formats.notes import cut_at
from archive.formats.times import MILLISECOND, padded_clock
from archive.models import Cue
from archive.text import as_written, plain_text
from archive.transcript import Passage, TopicPart, Transcript, Turn

# How long words without an end are shown where nothing follows them.
LEAST, A_CHARACTER = timedelta(seconds=2), timedelta(milliseconds=80)
# A block would end at an empty line.
LINE_ENDS = re.compile(r"\s*\n\s*")


@dataclass
class Block:
    """Words of a turn that are shown together.

    `start` and `end` are None where nobody states them.  `moments` are the times at which single
    words begin, each with the place of its character in `text`.
    """

    turn: Turn
    name: str
    start: timedelta | None
    end: timedelta | None
    text: str
    moments: list[tuple[int, timedelta]] = field(default_factory=list)


@dataclass(frozen=True)
class TimedBlock:
    """A block with times: some that nobody states are those of its neighbours."""

    block: Block
    start: timedelta
    end: timedelta

    @property
    def lines(self) -> str:
        """Its words, without an empty line, at which a block would end."""
        return LINE_ENDS.sub("\n", self.block.text.strip())


class SubtitlesExport(WrittenExport):
    """A file of blocks with times."""

    needs_cues = True
    needs_times = True


def timed_blocks(transcript: Transcript) -> Iterator[TimedBlock]:
    """All words of the interview, with times.

    Words for which nobody states a time are shown where they stand: from the end of those before
    to the beginning of those after.
    """
    found = [block for turn in transcript.turns for block in blocks_of(turn)]
    following: list[timedelta | None] = [None]
    for block in reversed(found[1:]):
        following.append(following[-1] if block.start is None else block.start)
    now = timedelta()
    for block, after in zip(found, reversed(following), strict=False):
        start = now if block.start is None else block.start
        now = max(block.end or _end(start, block.text, after), start + MILLISECOND)
        yield TimedBlock(block, start, now)


def _end(start: timedelta, text: str, following: timedelta | None) -> timedelta:
    if following is not None and following > start:
        return following
    return start + max(LEAST, len(text) * A_CHARACTER)


def blocks_of(turn: Turn) -> list[Block]:
    """The turn's words cut at its cues; one block where there are none."""
    found: list[Block] = []
    # Words that stand before the first cue of the turn.
    before = ""
    for number, passage in enumerate(turn.passages):
        for piece in _pieces(turn, passage, "\n" if number else ""):
            if piece.start is not None:
                piece.moments = [(place + len(before), time) for place, time in piece.moments]
                piece.text, before = before + piece.text, ""
                found.append(piece)
            elif found:
                found[-1].text += piece.text
            else:
                before += piece.text
    whole = Block(turn, turn.anchor, turn.segment.start, turn.segment.end, before)
    return found or ([whole] if before.strip() else [])


def _pieces(turn: Turn, passage: Passage, begins: str) -> Iterator[Block]:
    """The passage from one end to the other: its cues, and without times what is between them."""
    place, text = 0, passage.plain
    for number, cue in enumerate(sorted(passage.cues, key=lambda cue: cue.first), 1):
        first = max(place, cue.first)
        if not text[first : cue.last].strip():
            continue
        yield Block(turn, "", None, None, begins + text[place:first])
        name = f"{passage.anchor}-{number}"
        words = text[first : cue.last]
        yield Block(turn, name, cue.start, cue.end, words, _moments(cue, first))
        place, begins = cue.last, ""
    yield Block(turn, "", None, None, begins + text[place:])


def _moments(cue: Cue, first: int) -> list[tuple[int, timedelta]]:
    """The places in the cue's words at which a later time begins."""
    found, latest = [], cue.start
    for place, _last, start, _end in sorted(cue.words):
        time = timedelta(seconds=start)
        if place >= first and time > latest and (cue.end is None or time < cue.end):
            found.append((place - first, time))
            latest = time
    return found


class WebVttExport(SubtitlesExport):
    """WebVTT: each turn in its speaker's voice, single words with their times."""

    label, extension, media_type = "WebVTT", "vtt", "text/vtt"

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        title = plain_text(transcript.interview.title, transcript.interview.markup)
        yield "WEBVTT\n"
        language = ("language", transcript.interview.language)
        told = [("title", title), language, *facts(transcript, addresses)]
        yield _comment(f"{name}: {value}" for name, value in told)
        topic: TopicPart | None = None
        for timed in timed_blocks(transcript):
            if timed.block.turn.topic is not topic:
                topic = timed.block.turn.topic
                yield _comment([heading(topic)]) if heading(topic) else ""
            yield f"\n{timed.block.name}\n{_times(timed, '.')}\n{_voiced(timed)}\n"


def _comment(lines: Iterable[str]) -> str:
    """What no player shows."""
    text = LINE_ENDS.sub("\n", "\n".join(lines).strip())
    return f"\nNOTE\n{text.replace('-->', '→')}\n"


def _times(timed: TimedBlock, mark: str) -> str:
    return f"{padded_clock(timed.start, mark)} --> {padded_clock(timed.end, mark)}"


def _bracketed(text: str) -> str:
    """What nobody says, so that no reader or player takes it for words of who spoke before."""
    return text if text.startswith("[") and text.endswith("]") else f"[{text}]"


def _voiced(timed: TimedBlock) -> str:
    """A voice for each who speaks, one inside the other; in brackets what nobody says."""
    block = timed.block
    first, *others = cut_at(block.text, [place for place, _ in block.moments])
    text = _escaped(first) + "".join(
        f"<{padded_clock(time, '.')}>{_escaped(piece)}"
        for (_, time), piece in zip(block.moments, others, strict=True)
    )
    text = LINE_ENDS.sub("\n", text.strip())
    text = text if block.turn.speakers else _bracketed(text)
    if block.turn.segment.language:
        text = f"<lang {block.turn.segment.language}>{text}</lang>"
    for person in reversed(block.turn.speakers):
        text = f"<v {_escaped(as_written(person.name))}>{text}</v>"
    return text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class SrtExport(SubtitlesExport):
    """SRT: a name before the words with which its turn begins; in brackets what nobody says."""

    label, extension, media_type = "SRT", "srt", "application/x-subrip"

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        turn: Turn | None = None
        for number, timed in enumerate(timed_blocks(transcript), 1):
            name = speakers(timed.block.turn)
            text = timed.lines if name else _bracketed(timed.lines)
            if name and timed.block.turn is not turn:
                text = f"{name}: {text}"
            turn = timed.block.turn
            yield f"{number}\n{_times(timed, ',')}\n{text}\n\n"
