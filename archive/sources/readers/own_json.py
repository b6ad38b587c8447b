"""The archive's own JSON: the download `transcript.json`, which is the twin of the whole interview.

A turn's speakers are slugs, so a person's label is the slug.  Lines are the file's: that of a turn
or a paragraph is where its object begins.  A file that an earlier version of the archive wrote has
less in it; what it lacks is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext_noop

from archive.sources.readers.located_json import Fields, LocatedObject, parse
from archive.sources.readers.own_checks import mistakes_in, utf8
from archive.sources.readers.transcripts import (
    Doubt,
    ReadAnchor,
    ReadCue,
    ReadInterview,
    ReadNote,
    ReadParagraph,
    ReadPerson,
    ReadSentence,
    ReadTopic,
    ReadTurn,
    ReadWord,
    UnreadableError,
)

NAME = "own-json"
LABEL = gettext_noop("the archive’s own JSON")
SCHEMA = b'/schemas/interview-1.json"'
KEYS = (b'"speakers_named_in_source"', b'"exchange"', b'"paragraphs"')
TEXTS = ("publisher", "published", "recorded", "place", "commissioner", "rights", "licence")


def recognises(data: bytes, name: str) -> float:
    """Sure of a file with the schema's address, or with keys that no other form has."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return 0.0
    return 1.0 if SCHEMA in data[:1000] or all(key in data for key in KEYS) else 0.0


def read(data: bytes) -> ReadInterview:
    """The interview.  Raises `UnreadableError` with every mistake in the file."""
    text, mistakes = utf8(data)
    value = None if mistakes else parse(text)
    if not mistakes and not isinstance(value, LocatedObject):
        mistakes.append(Doubt(1, "the file is no object of JSON"))
    if mistakes or not isinstance(value, LocatedObject):
        raise UnreadableError(mistakes)
    found = _interview(Fields(value, "the interview", mistakes))
    mistakes += [] if mistakes else mistakes_in(found)
    if mistakes:
        raise UnreadableError(mistakes)
    return found


def _interview(fields: Fields) -> ReadInterview:
    original = fields.inner("original")
    return ReadInterview(
        topics=tuple(_topic(each) for each in fields.each("topics", "a topic", wanted=True)),
        people=tuple(_person(each) for each in fields.each("people", "a person", wanted=True)),
        title=fields.text("title"),
        slug=fields.text("slug"),
        language=fields.text("language"),
        tags=fields.text("tags_as_written") or "・".join(fields.texts("tags")),
        summary=fields.text("summary"),
        original_title=original.text("title"),
        original_summary=original.text("summary"),
        facts=dict(sorted((name, fact) for name, fact in _facts(fields, original) if fact)),
        translations=_translations(fields),
        speakers_named=fields.flag("speakers_named_in_source"),
        former_anchors=tuple(
            ReadAnchor(
                each.text("anchor"),
                each.text("words"),
                each.text("replaced_by"),
                each.texts("former_topics"),
            )
            for each in fields.each("former_anchors", "a former anchor")
        ),
    )


def _facts(fields: Fields, original: Fields) -> Iterator[tuple[str, str]]:
    for name in (*TEXTS, "series", "pull_quotes"):
        yield name, fields.text(name)
    for name in ("language", "medium", "publisher", "published"):
        yield f"original_{name}", original.text(name)
    recording = fields.inner("recording")
    yield "recording", recording.text("url")
    yield "recording_medium", recording.text("medium")
    length = recording.time("length")
    yield "recording_length", clock(length) if length is not None else ""


def clock(length: timedelta) -> str:
    """`H:MM:SS`, with a fraction of a second where there is one."""
    minutes, seconds = divmod(length // timedelta(seconds=1), 60)
    fraction = f".{length.microseconds:06}" if length.microseconds else ""
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}{fraction}"


def _translations(fields: Fields) -> dict[str, dict[str, str]]:
    texts = fields.inner("translations")
    found = {}
    for language in texts.record:
        said = texts.inner(language)
        names = {name: said.text(name) for name in ("title", "summary")}
        found[language] = {name: text for name, text in names.items() if text}
    return found


def _person(fields: Fields) -> ReadPerson:
    return ReadPerson(
        label=fields.text("slug"),
        name=fields.text("name"),
        role=fields.text("role"),
        position=fields.text("position"),
        slug=fields.text("slug"),
        name_ja=fields.text("name_ja"),
        family_name=fields.text("family_name"),
        identified=fields.flag("identified") is not False,
    )


def _topic(fields: Fields) -> ReadTopic:
    return ReadTopic(
        title=fields.text("title"),
        turns=tuple(_turn(each) for each in fields.each("turns", "a turn", wanted=True)),
        line=fields.line,
        level=2 if fields.text("parent") else 1,
        slug=fields.text("slug"),
        summary=fields.text("summary"),
        keywords=fields.texts("keywords"),
        translations=_translations(fields),
    )


def _turn(fields: Fields) -> ReadTurn:
    what = f"a paragraph of {fields.text('anchor') or 'a turn'}"
    first = fields.text("speaker")
    return ReadTurn(
        speakers=fields.texts("speakers") or ((first,) if first else ()),
        paragraphs=tuple(_paragraph(each) for each in fields.each("paragraphs", what, wanted=True)),
        line=fields.line,
        kind=fields.text("kind"),
        exchange=fields.text("exchange"),
        language=fields.text("language"),
        start=fields.time("start"),
        end=fields.time("end"),
        anchor=fields.text("anchor"),
    )


def _paragraph(fields: Fields) -> ReadParagraph:
    return ReadParagraph(
        text=fields.text("text"),
        line=fields.line,
        cues=tuple(_cue(each) for each in fields.each("cues", "a cue")),
        notes=tuple(
            ReadNote(
                each.number("first"), each.number("last"), each.text("text"), each.text("kind")
            )
            for each in fields.each("notes", "a note")
        ),
        anchor=fields.text("anchor"),
        sentences=tuple(_sentences(fields)),
    )


def _sentences(fields: Fields) -> Iterator[ReadSentence]:
    place = 0
    for each in fields.each("sentences", "a sentence"):
        first, place = place, place + len(each.text("text"))
        yield ReadSentence(first, place, each.text("doubt"), each.text("doubt_en"))


def _cue(fields: Fields) -> ReadCue:
    words = tuple(_word(each) for each in fields.each("words", "a word of a cue"))
    span = fields.number("first"), fields.number("last")
    return ReadCue(*span, fields.moment("start"), fields.time("end"), words)


def _word(fields: Fields) -> ReadWord:
    span = fields.number("first"), fields.number("last")
    return ReadWord(*span, fields.moment("start"), fields.moment("end"))
