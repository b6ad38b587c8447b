"""Markdown, with or without front matter: headings are topics, labels as in labelled text.

Line numbers are the file's.  Of links and pictures the words stay, of emphasis the text.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml
from django.utils.translation import gettext_noop

from archive.sources.readers.decoding import decode
from archive.sources.readers.heads import fact_of
from archive.sources.readers.labelled import certainty, to_lines
from archive.sources.readers.labelling import Line, label_lines
from archive.sources.readers.speech import read_speech
from archive.sources.readers.transcripts import (
    Doubt,
    ReadInterview,
    ReadPerson,
    UnreadableError,
)
from archive.sources.readers.voices import role_of

NAME = "markdown"
LABEL = gettext_noop("Markdown")
_FRONT = re.compile(r"\s*---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_SIGNS = re.compile(
    r"^(?:#{1,6}\s+\S|\*\*[^*\n]{1,60}\*\*|__[^_\n]{1,60}__|\[\^\w+\]:)", re.MULTILINE
)
_DEFINITION = re.compile(r"\[\^([\w-]+)\]:\s*(.*)")
_REFERENCE = re.compile(r"\s?\[\^([\w-]+)\]")
_LABEL_IN_BOLD = re.compile(
    r"((?:[-*]\s+)?(?:\*\*|__)(?!\s)[^*_]{1,60}(?:\*\*|__))(\s*[:：\[(\\].*|\s*)"
)
_TAGS = re.compile(r"<!--.*?-->|</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>|\{:[^}]*\}", re.DOTALL)
# Fields of an interview by what front matter usually calls them.
_FACTS = {
    "recorded": ("recorded", "date", "interview_date", "date_recorded", "recording_date"),
    "published": ("published", "publish_date", "pubdate", "date_published"),
    "place": ("place", "location", "venue"),
    "publisher": ("publisher", "repository", "institution"),
    "recording": ("media", "recording", "audio", "video", "url", "source_url", "youtube"),
    "rights": ("rights", "copyright"),
    "licence": ("licence", "license"),
    "series": ("series", "collection", "project", "show", "podcast"),
    "recording_length": ("duration", "length", "recording_length"),
}
_PEOPLE = ("speakers", "participants", "people", "interviewer", "interviewers", "interviewee")
_PEOPLE_TOO = (
    "interviewees",
    "guest",
    "guests",
    "host",
    "hosts",
    "moderator",
    "narrator",
    "panelists",
)


@dataclass
class _Front:
    """What front matter says, and how many lines it takes."""

    values: dict[str, Any] = field(default_factory=dict)
    length: int = 0
    doubts: list[Doubt] = field(default_factory=list)


def recognises(data: bytes, name: str) -> float:
    """Sure where front matter, headings or bold labels stand in a text that has speakers."""
    try:
        text = decode(data).text
    except UnreadableError:
        return 0
    if text.lstrip()[:1] in "{<" or text.startswith("WEBVTT"):
        return 0
    front = _FRONT.match(text)
    is_front = bool(front and ":" in front[0])
    if not is_front and not _SIGNS.search(text) and not name.lower().endswith((".md", ".markdown")):
        return 0
    lines = _lines(text[front.end() :] if front and is_front else text, 1)
    sure = certainty(lines, label_lines(lines))
    return max(sure, 0.45) + 0.2 if is_front else sure and sure + 0.1


def read(data: bytes) -> ReadInterview:
    """Read a file.  Raises `UnreadableError` for front matter that is no YAML, and where nobody
    speaks."""
    decoded = decode(data)
    front = _front(decoded.text)
    body = "\n".join(decoded.text.split("\n")[front.length :])
    people = tuple(_people(front.values))
    title = _text(front.values.get("title"))
    found = read_speech(_lines(body, front.length + 1), people=people, title=title)
    return replace(
        found,
        language=_text(front.values.get("language") or front.values.get("lang")) or found.language,
        summary=_text(front.values.get("summary") or front.values.get("description")),
        tags=", ".join(_texts(front.values.get("tags") or front.values.get("keywords"))),
        facts={**found.facts, **_facts(front.values)},
        doubts=(*decoded.doubts, *front.doubts, *found.doubts),
    )


def _front(text: str) -> _Front:
    match = _FRONT.match(text)
    if not match or ":" not in match[0]:
        return _Front()
    length = match[0].count("\n") + (not match[0].endswith("\n"))
    try:
        values = yaml.safe_load(match[1] or "")
    except yaml.YAMLError as error:
        raise UnreadableError([_no_yaml(error)]) from None
    if not isinstance(values, dict):
        return _Front(
            {}, length, [Doubt(1, "the front matter says nothing: it is no “key: value”")]
        )
    return _Front(
        {str(key).lower().replace("-", "_"): each for key, each in values.items()}, length
    )


def _no_yaml(error: yaml.YAMLError) -> Doubt:
    place = getattr(error, "problem_mark", None)
    line = place.line + 2 if place else 1
    problem = getattr(error, "problem", None) or "it can't be read"
    return Doubt(line, f"the front matter is no YAML: {problem}; a text with “: ” needs quotes")


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, (list, dict)) else str(value).strip()


def _texts(value: object) -> Iterator[str]:
    """The texts of a list, or of a line with commas."""
    if isinstance(value, str):
        yield from (each.strip() for each in re.split(r"[,，、;]", value) if each.strip())
    elif isinstance(value, list):
        yield from (found for each in value if (found := _text(each)))


def _facts(values: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for name, keys in _FACTS.items():
        for key in keys:
            value = values.get(key)
            text = value.isoformat()[:10] if isinstance(value, datetime.date) else _text(value)
            if (
                name not in found
                and text
                and text.lower() != "none"
                and (fact := fact_of(name, text))
            ):
                found[name] = fact
    return found


def _people(values: Mapping[str, Any]) -> Iterator[ReadPerson]:
    seen: set[str] = set()
    for key in (*_PEOPLE, *_PEOPLE_TOO):
        value = values.get(key)
        for each in value if isinstance(value, list) else [value] if value else []:
            found = _person(each, role_of(key.rstrip("s")) or role_of(key))
            if found and found.name not in seen:
                seen.add(found.name)
                yield found


def _person(value: object, role: str) -> ReadPerson | None:
    """A person: a name, or keys such as `name`, `role` and `id`."""
    if isinstance(value, dict):
        fields = {str(key).lower(): _text(each) for key, each in value.items()}
        name = fields.get("name") or fields.get("full_name") or ""
        label = fields.get("label") or fields.get("initials") or fields.get("id") or name
        role = role_of(fields.get("role", "")) or role
        position = fields.get("position") or fields.get("affiliation") or ""
        return ReadPerson(label, name or label, role, position) if label else None
    name = _text(value)
    return ReadPerson(name, name, role) if name else None


def _lines(text: str, first: int) -> list[Line]:
    """The lines of the body, plain but for the emphasis of labels; notes at their words."""
    text = re.sub(r"<!--.*?-->", lambda match: "\n" * match[0].count("\n"), text, flags=re.DOTALL)
    notes, bare = {}, []
    for line in text.split("\n"):
        if match := _DEFINITION.match(line.strip()):
            notes[match[1]] = _plain(match[2]).strip()
            bare.append("")
        else:
            bare.append(_line(line))
    return [_noted(line, notes) for line in to_lines("\n".join(bare), first)]


def _line(line: str) -> str:
    line = re.sub(r"^\s*(?:>\s?)+(?!>)", "", line) if not line.lstrip().startswith(">>") else line
    if match := _LABEL_IN_BOLD.fullmatch(line.strip()):
        return match[1] + _plain(match[2])
    if re.match(r"\s*(?:```|~~~)", line):
        return ""
    if re.match(r"\s*(?:[-*_]\s*){3,}$", line):
        return line
    bold = re.match(r"(\s*\*\*[^*]{1,70}\*\*)(.*)", line)
    if bold and re.search(r"[:：\]）)]\s*\*\*$", bold[1]):
        return bold[1] + _plain(bold[2])
    return _plain(re.sub(r"^\s*[-*+]\s+", "", line))


def _plain(text: str) -> str:
    """Text without the signs of Markdown."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)", r"\1", text)
    text = re.sub(r"(?<!\\)(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\\\w*])([*_])(?=[^\s*_])([^*_]+?)(?<=\S)\1(?![\w*])", r"\2", text)
    text = re.sub(r"(?<!\\)`([^`]+)`", r"\1", text)
    text = re.sub(r"<(https?://[^>\s]+)>", r"\1", text)
    text = html.unescape(_TAGS.sub("", text))
    text = re.sub(r"[ \t]+\\?$", "", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!<>~|-])", r"\1", text)


def _noted(line: Line, notes: Mapping[str, str]) -> Line:
    """The line without its signs of notes; each note lies on the word before its sign."""
    found, text = [], line.text
    while match := _REFERENCE.search(text):
        if match[1] not in notes:
            break
        before = text[: match.start()]
        word = re.search(r"\S+\s*$", before)
        if word:
            found.append((word.start(), len(before.rstrip()), notes[match[1]]))
        text = before + text[match.end() :]
    return replace(line, text=text, notes=tuple(found))
