"""WebVTT (W3C, 2019): cues with voices; NOTE, STYLE and REGION blocks are passed over.

Line numbers are the file's.  A note is a doubt, since some say there what a reader should know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext_noop

from archive.sources.readers.building import build, tidy, time_doubts
from archive.sources.readers.cue_text import Cue, read_clock, speech
from archive.sources.readers.decoding import decode
from archive.sources.readers.transcripts import Doubt, ReadInterview, UnreadableError
from archive.sources.readers.voices import people_of

NAME = "webvtt"
LABEL = gettext_noop("subtitles in WebVTT")
_TIMES = re.compile(r"\s*(\S+)\s*(-->|->|—>|–>|=>)\s*(\S+)(?:\s+(.*))?")
_APART = ("NOTE", "STYLE", "REGION")
_META = re.compile(r"(title|language|kind|speaker|date)\s*:\s*(.+)", re.IGNORECASE)
# Notes that only say where the transcription begins and ends.
_EMPTY_NOTE = re.compile(r"(?:transcription|transcript) (?:begin|end)s?", re.IGNORECASE)


def recognises(data: bytes, name: str) -> float:
    """Sure by the word at the file's beginning."""
    return 1 if re.match(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|$)", data) else _by_text(data, name)


def _by_text(data: bytes, name: str) -> float:
    try:
        text = decode(data[:4096][: len(data[:4096]) // 2 * 2]).text
    except UnreadableError:
        text = ""
    if text.startswith("WEBVTT"):
        return 1
    if text.lstrip().startswith("<"):
        return 0
    return 0.4 if name.lower().endswith(".vtt") and "-->" in text else 0


def read(data: bytes) -> ReadInterview:
    """Read a file.  Raises `UnreadableError` with every cue whose times can't be read."""
    decoded = decode(data)
    found = read_vtt(decoded.text)
    return replace(found, doubts=(*decoded.doubts, *found.doubts))


def read_vtt(text: str, first: int = 1) -> ReadInterview:
    """Read the text of a file whose first line is the line `first` of a larger one."""
    lines = text.split("\n")
    mistakes: list[Doubt] = []
    doubts: list[Doubt] = []
    if not lines[0].lstrip().startswith("WEBVTT"):
        doubts.append(Doubt(first, "a WebVTT file begins with WEBVTT; this one doesn't"))
    cues = list(read_cues(lines, first, mistakes, doubts))
    if not cues and not mistakes:
        mistakes.append(Doubt(first, "there is no cue: no line with “-->” between two times"))
    if mistakes:
        raise UnreadableError(mistakes)
    said, more = speech(cues)
    if not any(each.speakers for each in said):
        raise UnreadableError([Doubt(first, "nothing is said in any cue")])
    facts = _header(lines)
    return ReadInterview(
        topics=build(said),
        people=people_of(label for each in said for label in each.speakers),
        title=facts.get("title", ""),
        language=facts.get("language", ""),
        doubts=tuple(sorted([*doubts, *more, *time_doubts(said)], key=lambda each: each.line)),
    )


def _header(lines: Sequence[str]) -> dict[str, str]:
    """What the lines below WEBVTT say, up to the first empty one."""
    found = {}
    title = lines[0].strip().removeprefix("WEBVTT").strip(" -–\t")
    for line in lines[1:]:
        if not line.strip() or "-->" in line:
            break
        if match := _META.fullmatch(line.strip()):
            found[match[1].lower()] = match[2].strip()
    if title and not re.match(r"(?:kind|language|x-)", title, re.IGNORECASE):
        found.setdefault("title", title)
    return found


def blocks(lines: Sequence[str], first: int) -> Iterator[tuple[int, list[str]]]:
    """The runs of lines between empty ones, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], first):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def read_cues(
    lines: Sequence[str], first: int, mistakes: list[Doubt], doubts: list[Doubt]
) -> Iterator[Cue]:
    """The cues of a file; what is wrong with them goes to `mistakes` and `doubts`."""
    for number, block in blocks(lines, first):
        word = block[0].split()[0] if block[0].split() else ""
        if word in _APART and "-->" not in "".join(block[:2]):
            _note(number, block, doubts)
            continue
        times = [at for at, line in enumerate(block) if "-->" in line or _is_times(line)]
        if not times:
            _stray(number, block, first, doubts, mistakes)
            continue
        for at, end in zip(times, [*times[1:], len(block)], strict=True):
            # Without an empty line between cues, a number above the times is the next cue's.
            last = end - 1 if end < len(block) and block[end - 1].strip().isdigit() else end
            yield from _cue(number + at, block[at], block[at + 1 : last], mistakes)


def _is_times(line: str) -> bool:
    match = _TIMES.fullmatch(line)
    return bool(match) and any(read_clock(match[part]) is not None for part in (1, 3) if match)


def _cue(number: int, times: str, text: Sequence[str], mistakes: list[Doubt]) -> Iterator[Cue]:
    match = _TIMES.fullmatch(times)
    start, end = (read_clock(match[1]), read_clock(match[3])) if match else (None, None)
    if match and match[2] != "-->":
        reason = f"“{match[2]}” stands between the times; it must be “-->”"
        mistakes.append(Doubt(number, reason))
    elif start is None or end is None:
        reason = f"“{tidy(times)}” has a time that can't be read; one is 00:01:02.345"
        mistakes.append(Doubt(number, reason))
    else:
        yield Cue(number + 1 if text else number, start, end, "\n".join(text))


def _note(number: int, block: Sequence[str], doubts: list[Doubt]) -> None:
    text = tidy(" ".join(block).removeprefix("NOTE"))
    if block[0].startswith("NOTE") and text and not _EMPTY_NOTE.fullmatch(text):
        doubts.append(Doubt(number, f"a note of the file is left out: “{text[:80]}”"))


def _stray(
    number: int, block: Sequence[str], first: int, doubts: list[Doubt], mistakes: list[Doubt]
) -> None:
    """Lines without times: the head of the file, a lone number, or text that has lost its cue."""
    if number == first or all(line.strip().isdigit() for line in block):
        return
    reason = f"“{tidy(block[0])[:60]}” belongs to no cue: no times stand above it"
    mistakes.append(Doubt(number, reason))
