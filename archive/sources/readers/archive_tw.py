"""The JSON of archive.tw (SayIt): a list of sections, each a paragraph of HTML with its speaker.

A line number is that of the section, from 1 on.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext_noop

from archive.sources.readers.building import Heading, Said, build, tidy
from archive.sources.readers.decoding import decode
from archive.sources.readers.directions import is_direction
from archive.sources.readers.transcripts import Doubt, ReadInterview, ReadPerson, UnreadableError
from archive.sources.readers.voices import person

NAME = "archive-tw"
LABEL = gettext_noop("JSON of archive.tw")
_BLOCK = re.compile(r"</(?:p|div|li|blockquote|h\d)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def recognises(data: bytes, name: str) -> float:
    """Sure by the keys of its sections."""
    return 1 if data.lstrip()[:1] == b"[" and b'"section_content"' in data[:20_000] else 0


def read(data: bytes) -> ReadInterview:
    """Read a file.  Raises `UnreadableError` with every section that is none."""
    decoded = decode(data)
    try:
        sections = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        reason = f"the JSON can't be read: {error.msg.lower()}, at character {error.colno}"
        raise UnreadableError([Doubt(error.lineno, reason)]) from None
    mistakes = [
        Doubt(number, "the section has no section_content")
        for number, each in enumerate(sections, 1)
        if not isinstance(each, dict) or not isinstance(each.get("section_content"), str)
    ]
    if mistakes or not sections:
        raise UnreadableError(mistakes or [Doubt(1, "there is no section")])
    doubts = list(decoded.doubts)
    items = list(_items(sections, doubts))
    if not any(isinstance(each, Said) and each.speakers for each in items):
        raise UnreadableError([Doubt(1, "nobody speaks in any section")])
    title, recorded = _title(sections[0])
    labels = dict.fromkeys(
        label for each in items if isinstance(each, Said) for label in each.speakers
    )
    return ReadInterview(
        topics=build(items),
        people=tuple(_person(label) for label in labels),
        title=title,
        facts={"recorded": recorded} if recorded else {},
        doubts=tuple(doubts),
    )


def _title(section: dict[str, Any]) -> tuple[str, str]:
    """The title and the date, which the file's name begins with."""
    name = str(section.get("nest_display_name") or section.get("filename") or "")
    match = re.match(r"(\d{4}-\d\d-\d\d)-?(.*)", name)
    return (match[2].replace("-", " "), match[1]) if match else (name, "")


def _person(label: str) -> ReadPerson:
    """A speaker: the site numbers those of one name, which is no part of the name."""
    name = re.sub(r"-\d+$", "", label).replace("-", " ")
    return replace(person(label, name), label=label)


def _items(sections: list[dict[str, Any]], doubts: list[Doubt]) -> Iterator[Said | Heading]:
    for number, section in enumerate(sections, 1):
        content = section["section_content"]
        speaker = unquote(str(section.get("section_speaker") or ""))
        if heading := re.fullmatch(r"\s*<h\d[^>]*>(.*?)</h\d>\s*", content, re.DOTALL):
            yield Heading(_plain(heading[1]), number)
            continue
        texts = [text for part in _BLOCK.split(content) if (text := _plain(part))]
        if not texts:
            what = "a picture or a recording alone" if "<" in content else "empty"
            doubts.append(Doubt(number, f"the section is {what}: it is left out"))
        for text in texts:
            is_aside = not speaker or (is_direction(text) and "<i>" in content)
            speakers = () if is_aside else (speaker,)
            yield Said(speakers, text, number, opens="paragraph")


def _plain(text: str) -> str:
    return tidy(html.unescape(_TAG.sub("", text)))
