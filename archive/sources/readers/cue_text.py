"""What WebVTT and SRT have in common: the text of a cue, with voices and marks → what is said."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from archive.sources.readers.building import Said, tidy
from archive.sources.readers.directions import is_direction
from archive.sources.readers.labelling import is_name
from archive.sources.readers.times import read_time
from archive.sources.readers.transcripts import Doubt
from archive.sources.readers.voices import fold, is_known_word, person, split_speakers

# Whoever speaks where the file doesn't say who.
NOBODY_NAMED = "Speaker"
_VOICE = re.compile(r"<v(?:\.[\w.\-]*)?[ \t]+([^>]*)>")
_END = re.compile(r"</v>")
_TAG = re.compile(r"</?(?:c|i|b|u|lang|ruby|rt|font|s|em|strong)(?:[.\s][^>]*)?>|\{\\[^}]*\}")
_STAMP = re.compile(r"<\d+(?::\d\d){1,2}[.,]\d+>")
_PREFIX = re.compile(
    r"(?:[-–—]\s*)?(?:>>+\s*)?"
    r"(?:\[(?P<boxed>[^\]:]{1,50})\]\s*[:：]|(?P<label>[^\s:：\[\](){}<>][^:：\[\]<>]{0,49}?)\s*[:：](?!//|\d\d))"
    r"\s*(?P<text>.*)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Cue:
    """A cue as it stands in the file."""

    line: int
    start: timedelta
    end: timedelta
    text: str


@dataclass(frozen=True)
class _Spoken:
    cue: Cue
    line: int
    voices: tuple[str, ...]
    text: str


def speech(cues: Sequence[Cue]) -> tuple[list[Said], list[Doubt]]:
    """Who says what in the cues.  A cue without a voice goes on with that of the one before."""
    doubts: list[Doubt] = [
        Doubt(cue.line, "the cue is empty") for cue in cues if not _plain(cue.text).strip()
    ]
    spoken = [each for cue in cues for each in _voices(cue)]
    if not any(each.voices for each in spoken):
        spoken = list(_prefixed(spoken))
    known = list(dict.fromkeys(voice for each in spoken for voice in each.voices))
    said: list[Said] = []
    speakers: tuple[str, ...] = ()
    for each in spoken:
        is_aside = is_direction(each.text) and not each.voices
        if each.voices:
            named = [name for voice in each.voices for name in split_speakers(voice, known)]
            speakers = tuple(dict.fromkeys(named))
        elif not speakers and not is_aside:
            speakers = (NOBODY_NAMED,)
            reason = "nothing says who speaks here" if known else "nothing says who speaks"
            doubts.append(Doubt(each.line, reason))
        who = () if is_direction(each.text) else speakers
        said.append(Said(who, each.text, each.line, each.cue.start, each.cue.end))
    return said, doubts


def named(label: str) -> bool:
    """Whether a label is of somebody rather than the stand-in of this module."""
    return label != NOBODY_NAMED and person(label).identified


def _plain(text: str) -> str:
    """A cue's text without its tags: entities are written out last."""
    return html.unescape(_STAMP.sub("", _TAG.sub("", _END.sub("", text))))


def _voices(cue: Cue) -> Iterator[_Spoken]:
    """A cue's parts, one for each voice.  Voices that open with no word between speak together."""
    parts = _VOICE.split(cue.text)
    line = cue.line
    voices: tuple[str, ...] = ()
    for place in range(0, len(parts), 2):
        if place:
            voices = (*voices, tidy(html.unescape(parts[place - 1])))
        text = _plain(parts[place])
        if text.strip():
            yield _Spoken(cue, line + parts[place][: _lead(parts[place])].count("\n"), voices, text)
        if text.strip() or "</v>" in parts[place]:
            voices = ()
        line += parts[place].count("\n")


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())


def _prefixed(spoken: Sequence[_Spoken]) -> Iterator[_Spoken]:
    """The same with "NAME: " at the beginning of a line read as a voice, where names recur."""
    counts: Counter[str] = Counter()
    for each in spoken:
        counts.update(fold(label) for label in map(_label, each.text.split("\n")) if label)
    recurring = {label for label, count in counts.items() if count > 1}
    if any(_label_is_capital(each.text, recurring) for each in spoken):
        # Where names are set in capitals, one that stands once is a name too.
        recurring |= {
            fold(label)
            for each in spoken
            for label in map(_label, each.text.split("\n"))
            if label.isupper() and len(label) > 2
        }
    for each in spoken:
        yield from _split_lines(each, recurring)


def _label(line: str) -> str:
    match = _PREFIX.fullmatch(line.strip())
    label = " ".join((match["label"] or match["boxed"] or "").split()) if match else ""
    return label if is_name(label) and any(each.isalpha() for each in label) else ""


def _label_is_capital(text: str, recurring: set[str]) -> bool:
    labels = [_label(line) for line in text.split("\n")]
    return any(each.isupper() and fold(each) in recurring for each in labels)


def _split_lines(each: _Spoken, names: set[str]) -> Iterator[_Spoken]:
    """A cue of two lines may have two speakers."""
    voices: tuple[str, ...] = ()
    text: list[str] = []
    first = each.line
    for number, line in enumerate(each.text.split("\n")):
        label = _label(line)
        if label and (fold(label) in names or is_known_word(label)):
            if text:
                yield _Spoken(each.cue, first, voices, "\n".join(text))
            match = _PREFIX.fullmatch(line.strip())
            voices, text, first = (label,), [match["text"] if match else ""], each.line + number
        else:
            text.append(line)
    if "".join(text).strip():
        yield _Spoken(each.cue, first, voices, "\n".join(text))


def read_clock(text: str) -> timedelta | None:
    """A cue's time, which some write without hours, or with a comma or a full stop."""
    return read_time(text.strip().replace(" ", ""))
