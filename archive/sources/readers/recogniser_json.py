"""JSON of recognisers that tell speakers apart: Whisper, WhisperX, whisper.cpp, Deepgram,
AssemblyAI, and plain lists of segments.

A line number is that of the segment, from 1 on: JSON has no lines of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_noop

from archive.sources.readers.building import Said, TimedWord, build, joint, time_doubts
from archive.sources.readers.cue_text import NOBODY_NAMED
from archive.sources.readers.decoding import decode
from archive.sources.readers.directions import is_direction
from archive.sources.readers.times import read_seconds
from archive.sources.readers.transcripts import Doubt, ReadInterview, UnreadableError
from archive.sources.readers.voices import people_of

NAME = "asr"
LABEL = gettext_noop("JSON of a speech recogniser")
# What various programs call the same, the usual first.
TEXT = ("text", "transcript", "content", "punctuated_word", "word", "sentence", "body", "utterance")
SPEAKER = ("speaker", "speaker_label", "speakerLabel", "speaker_name", "speaker_id", "speakerId",
           "speakerName", "name", "who", "channel", "spk")  # fmt: skip
START = ("start", "start_time", "startTime", "timestamp", "begin", "from", "time", "offset", "ts",
         "start_ms", "startMs", "start_seconds")  # fmt: skip
END = ("end", "end_time", "endTime", "stop", "to", "end_ms", "endMs", "end_seconds")
LISTS = (
    "utterances",
    "segments",
    "transcription",
    "monologues",
    "results",
    "paragraphs",
    "transcript",
    "items",
    "entries",
    "chunks",
    "turns",
    "sentences",
    "data",
    "cues",
)
LONGEST = 24 * 3600
# An object or a list, not a name in brackets; UTF-16 has its zeros between.
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\x00\s]*(?:\{|\[[\x00\s]*[\[\]{\"])")


@dataclass(frozen=True)
class _Form:
    """A recogniser's list of segments, and the unit of its numbers."""

    segments: Sequence[Any]
    in_milliseconds: bool = False


def recognises(data: bytes, name: str) -> float:
    """Sure where JSON holds a list of segments with texts."""
    if not _BEGINS.match(data):
        return 0.36 if name.lower().endswith(".json") else 0
    try:
        form = _form(_loaded(decode(data).text))
    except UnreadableError:
        return 0.4
    return 0.9 if form and form.segments else 0


def read(data: bytes) -> ReadInterview:
    """Read a file.  Raises `UnreadableError` with every segment that is none."""
    decoded = decode(data)
    value = _loaded(decoded.text)
    form = _form(value)
    if form is None or not form.segments:
        keys = ", ".join(list(value)[:8]) if isinstance(value, dict) else "a list"
        raise _refused(
            f"no list of segments with texts is in this JSON; it has {keys or 'nothing'}"
        )
    mistakes: list[Doubt] = []
    doubts: list[Doubt] = []
    said = list(_speech(form, mistakes, doubts))
    if mistakes:
        raise UnreadableError(mistakes)
    if not any(each.speakers for each in said):
        raise _refused("nothing is said in any segment")
    doubts += [*decoded.doubts, *time_doubts(said)]
    found = ReadInterview(
        topics=build(said), people=people_of(label for each in said for label in each.speakers)
    )
    facts = value if isinstance(value, dict) else {}
    return replace(
        found,
        title=_as_text(facts.get("title")),
        language=_language(facts),
        doubts=tuple(sorted(doubts, key=lambda each: each.line)),
    )


def _refused(reason: str, line: int = 1) -> UnreadableError:
    return UnreadableError([Doubt(line, reason)])


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and (found := _loaded_by_line(text)):
            return found
        reason = f"the JSON can't be read: {error.msg.lower()}, at character {error.colno}"
        raise _refused(reason, error.lineno) from None
    except RecursionError:
        raise _refused("the JSON is nested too deeply to be a transcript") from None


def _loaded_by_line(text: str) -> list[Any]:
    """What stands in JSON Lines: an object on each line; nothing where a line holds none."""
    found: list[Any] = []
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not all(line.lstrip().startswith("{") for _, line in lines):
        return []
    for number, line in lines:
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError as error:
            reason = f"the JSON can't be read: {error.msg.lower()}, at character {error.colno}"
            raise _refused(reason, number) from None
    return found


def _language(facts: Mapping[str, Any]) -> str:
    found = facts.get("language") or facts.get("language_code") or facts.get("lang")
    if found is None and isinstance(facts.get("result"), dict):
        found = facts["result"].get("language")
    text = _as_text(found).replace("_", "-")
    return text if 2 <= len(text) <= 12 and text.replace("-", "").isalnum() else ""


def _as_text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _form(value: Any) -> _Form | None:
    """Find the list of segments."""
    if isinstance(value, list):
        return _Form(value) if _are_segments(value) else _inside(value)
    if not isinstance(value, dict):
        return None
    for special in (_whisper_cpp, _assembly, _deepgram):
        if form := special(value):
            return form
    for key in LISTS:
        if isinstance(value.get(key), list) and _are_segments(value[key]):
            return _Form(value[key], _is_in_milliseconds(value[key]))
    return next((form for key in LISTS if (form := _form(value.get(key)))), None)


def _inside(value: list[Any]) -> _Form | None:
    return _form(value[0]) if value and isinstance(value[0], dict) and len(value) == 1 else None


def _are_segments(value: Sequence[Any]) -> bool:
    """Whether most of a list's entries have a text, and one a time or a speaker."""
    entries = [each for each in value if isinstance(each, dict)]
    texts = sum(_of(each, TEXT) is not None for each in entries)
    told = any(_of(each, (*SPEAKER, *START)) is not None for each in entries)
    return bool(entries) and texts * 2 > len(value) and told


def _is_in_milliseconds(segments: Sequence[Any]) -> bool:
    """Whole numbers that no recording is long enough for in seconds."""
    entries = [each for each in segments if isinstance(each, dict)]
    if any("start_ms" in each or "startMs" in each for each in entries):
        return True
    times = [_of(each, END) or _of(each, START) for each in entries]
    numbers = [each for each in times if isinstance(each, int) and not isinstance(each, bool)]
    return len(numbers) == len(times) and max(numbers, default=0) > LONGEST


def _whisper_cpp(value: Mapping[str, Any]) -> _Form | None:
    """whisper.cpp: `transcription`, with `offsets` in milliseconds."""
    segments = value.get("transcription")
    if not isinstance(segments, list) or not any(
        isinstance(each, dict) and isinstance(each.get("offsets"), dict) for each in segments
    ):
        return None
    flat = [{**each, **each["offsets"]} if _has(each, "offsets") else each for each in segments]
    return _Form(flat, in_milliseconds=True)


def _has(value: object, key: str) -> bool:
    return isinstance(value, dict) and isinstance(value.get(key), dict)


def _assembly(value: Mapping[str, Any]) -> _Form | None:
    """AssemblyAI: `utterances` beside `audio_duration`, or words alone, in milliseconds."""
    marks = ("acoustic_model", "language_model", "audio_url", "speaker_labels", "audio_duration")
    if not any(mark in value for mark in marks):
        return None
    for key in ("utterances", "words"):
        if isinstance(value.get(key), list) and _are_segments(value[key]):
            return _Form(value[key], in_milliseconds=True)
    return None


def _deepgram(value: Mapping[str, Any]) -> _Form | None:
    """Deepgram: `results` with utterances, else paragraphs, else the words of a channel."""
    results = value.get("results")
    if not isinstance(results, dict):
        return None
    if isinstance(results.get("utterances"), list) and results["utterances"]:
        return _Form(results["utterances"])
    channels = results.get("channels")
    forms = [_channel(each) for each in channels] if isinstance(channels, list) else []
    found = [(number, form) for number, form in enumerate(forms) if form is not None]
    if len(found) < 2:
        return found[0][1] if found else None
    # Each channel is one that speaks, unless it says itself who does.
    segments = [
        {"channel": number, **entry}
        for number, form in found
        for entry in form.segments
        if isinstance(entry, dict)
    ]
    return _Form(sorted(segments, key=lambda each: read_seconds(_of(each, START)) or timedelta(0)))


def _channel(channel: Any) -> _Form | None:
    """The words of a channel, or its sentences where words don't say who speaks."""
    options = channel.get("alternatives") if isinstance(channel, dict) else None
    best = options[0] if isinstance(options, list) and options else {}
    words = best.get("words") if isinstance(best, dict) else None
    paragraphs = best.get("paragraphs", {}) if isinstance(best, dict) else {}
    if isinstance(words, list) and words and _of(words[0], SPEAKER) is not None:
        return _Form(words)
    if isinstance(paragraphs, dict) and isinstance(paragraphs.get("paragraphs"), list):
        return _Form(
            [sentence for each in paragraphs["paragraphs"] for sentence in _sentences(each)]
        )
    return _Form(words) if isinstance(words, list) and words else None


def _sentences(paragraph: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for each in paragraph.get("sentences", []):
        yield {**each, "speaker": paragraph.get("speaker")}


def _of(entry: Any, keys: Sequence[str]) -> Any:
    """What an entry says under the first of `keys` that it has."""
    if not isinstance(entry, dict):
        return None
    return next((entry[key] for key in keys if entry.get(key) is not None), None)


def _speech(form: _Form, mistakes: list[Doubt], doubts: list[Doubt]) -> Iterator[Said]:
    is_silent = not any(_speaker(each) for each in form.segments)
    if is_silent:
        doubts.append(Doubt(1, "the file doesn't say who speaks"))
    before = ""
    for number, entry in enumerate(form.segments, 1):
        text = _of(entry, TEXT)
        if not isinstance(text, str):
            mistakes.append(Doubt(number, _no_text(entry)))
            continue
        if not text.strip():
            doubts.append(Doubt(number, "the segment is empty"))
            continue
        speaker = _speaker(entry)
        if not speaker and not is_silent:
            doubts.append(Doubt(number, "the segment doesn't say who speaks: taken as going on"))
        before = speaker or before or NOBODY_NAMED
        yield from _said(form, entry, number, before, mistakes)


def _no_text(entry: object) -> str:
    if not isinstance(entry, dict):
        return f"a segment must have keys and values; this is {type(entry).__name__}"
    return f"the segment has no text; its keys are {', '.join(map(str, list(entry)[:8])) or 'none'}"


def _speaker(entry: Any) -> str:
    """The label of who speaks: a number becomes "Speaker 2"."""
    found = _of(entry, SPEAKER)
    if isinstance(found, dict):
        found = _of(found, ("name", "label", "id"))
    if isinstance(found, bool) or found is None:
        return ""
    text = " ".join(str(found).split())
    return f"Speaker {text}" if text.isdigit() or (len(text) == 1 and text.isalpha()) else text


def _said(
    form: _Form, entry: Mapping[str, Any], number: int, speaker: str, mistakes: list[Doubt]
) -> Iterator[Said]:
    """A segment; one whose words have other speakers than it says is cut where they change."""
    words = _words(form, entry)
    start, end = (_time(form, entry, keys) for keys in (START, END))
    if start is None and _of(entry, START) not in (None, "") and not _has(entry, "timestamp"):
        shown = str(_of(entry, START))[:40]
        mistakes.append(Doubt(number, f"“{shown}” can't be read as a time"))
    text = str(_of(entry, TEXT))
    runs = list(_runs(entry, words))
    if len(runs) > 1:
        for (label, run), part in zip(runs, _parts(text, runs), strict=True):
            yield Said((label,), part, number, run[0].start, run[-1].end, tuple(run))
        return
    speakers = () if is_direction(text) else (speaker,)
    yield Said(speakers, text, number, start, end, tuple(words))


def _parts(text: str, runs: Sequence[tuple[str, list[TimedWord]]]) -> list[str]:
    """The text cut where runs begin; where it has other words than they, the words themselves."""
    starts, at = [0], 0
    for place, (_, run) in enumerate(runs):
        for number, word in enumerate(run):
            found = text.find(word.text.strip(), at)
            if found < 0:
                return [_joined(each) for _, each in runs]
            if place and not number:
                starts.append(found)
            at = found + len(word.text.strip())
    return [text[first:last] for first, last in pairwise([*starts, len(text)])]


def _joined(words: Sequence[TimedWord]) -> str:
    text = ""
    for word in words:
        text += joint(text, word.text.strip()) + word.text.strip()
    return text


def _runs(
    entry: Mapping[str, Any], words: Sequence[TimedWord]
) -> Iterator[tuple[str, list[TimedWord]]]:
    """The words in runs of one speaker; one that doesn't say who speaks it goes on."""
    labels = [_speaker(each) for each in entry.get("words") or [] if _of(each, TEXT)]
    known = [label for label in labels if label]
    if len(labels) != len(words) or not known:
        return
    # What isn't said is what was said last, or first.
    for place, label in enumerate(labels):
        labels[place] = label or (labels[place - 1] if place else known[0])
    run: list[TimedWord] = []
    for place, (label, word) in enumerate(zip(labels, words, strict=True)):
        if place and label != labels[place - 1]:
            yield labels[place - 1], run
            run = []
        run.append(word)
    if run:
        yield labels[-1], run


def _words(form: _Form, entry: Mapping[str, Any]) -> list[TimedWord]:
    listed = entry.get("words") or entry.get("tokens") or []
    if not isinstance(listed, list):
        return []
    found = []
    for each in listed:
        text = _of(each, ("punctuated_word", "word", "text"))
        if isinstance(text, str) and text.strip() and not text.startswith("[_"):
            timed = {**each, **each["offsets"]} if _has(each, "offsets") else each
            times = (_time(form, timed, keys) for keys in (START, END))
            found.append(TimedWord(text, *times))
    return found


def _time(form: _Form, entry: Mapping[str, Any], keys: Sequence[str]) -> timedelta | None:
    value = _of(entry, keys)
    if isinstance(value, list):
        value = value[0 if keys is START else -1] if value else None
    time = read_seconds(value)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return time / 1000 if time is not None and is_number and form.in_milliseconds else time
