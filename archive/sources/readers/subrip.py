"""SubRip (.srt): numbered cues with times like 00:01:02,345 and tags such as `<i>`.

Line numbers are the file's.
"""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils.translation import gettext_noop

from archive.sources.readers.building import build, time_doubts
from archive.sources.readers.cue_text import speech
from archive.sources.readers.decoding import decode
from archive.sources.readers.transcripts import Doubt, ReadInterview, UnreadableError
from archive.sources.readers.voices import people_of
from archive.sources.readers.webvtt import read_cues

NAME = "srt"
LABEL = gettext_noop("subtitles in SubRip (.srt)")
_FIRST = re.compile(r"\s*(?:\d+\s*\n\s*)?\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->\s*\d")


def recognises(data: bytes, name: str) -> float:
    """Sure where the file begins with a number and two times."""
    try:
        text = decode(data).text
    except UnreadableError:
        return 0
    if text.lstrip().startswith(("WEBVTT", "<", "{")):
        return 0
    if _FIRST.match(text):
        return 0.95
    return 0.4 if len(re.findall(r"\n[\d:,. ]+-->[\d:,. ]+", text)) > 1 else 0


def read(data: bytes) -> ReadInterview:
    """Read a file.  Raises `UnreadableError` with every cue whose times can't be read."""
    decoded = decode(data)
    mistakes: list[Doubt] = []
    doubts: list[Doubt] = list(decoded.doubts)
    # The first block of lines is no head here: an empty line in front makes that plain.
    cues = list(read_cues(["", *decoded.text.split("\n")], 0, mistakes, doubts))
    if not cues and not mistakes:
        mistakes.append(Doubt(1, "there is no cue: no line with “-->” between two times"))
    if mistakes:
        raise UnreadableError(mistakes)
    said, more = speech(cues)
    if not any(each.speakers for each in said):
        raise UnreadableError([Doubt(1, "nothing is said in any cue")])
    doubts += [*more, *time_doubts(said)]
    people = people_of(label for each in said for label in each.speakers)
    found = ReadInterview(topics=build(said), people=people)
    return replace(found, doubts=tuple(sorted(doubts, key=lambda each: each.line)))
