"""The header of the archive's own TEI: the interview's facts, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from archive.sources.readers.located_xml import NONE, Element
from archive.sources.readers.own_json import clock
from archive.sources.readers.transcripts import (
    ReadAnchor,
    ReadInterview,
    ReadPerson,
    ReadTopic,
)

DURATION = re.compile(r"PT([0-9]+(?:\.[0-9]{1,6})?)S")
ADDRESS = re.compile(r"/interviews/([-a-zA-Z0-9_]+)/$")


def read_header(
    root: Element, topics: tuple[ReadTopic, ...], former: tuple[ReadAnchor, ...]
) -> ReadInterview:
    """The interview with the facts of the file's header."""
    header = root.first("teiHeader")
    file, profile = header.first("fileDesc"), header.first("profileDesc")
    original = _original(file)
    own = (each for each in profile.children("abstract") if not each.get("xml:lang"))
    return ReadInterview(
        topics=topics,
        people=tuple(_people(file, profile)),
        title=_untyped(file.first("titleStmt"), "title"),
        slug=_slug(file.first("publicationStmt")),
        language=root.get("xml:lang"),
        tags=_tags(profile.first("textClass", "keywords")),
        summary=next(own, NONE).first("p").text,
        original_title=original.first("title").text,
        original_summary=original.first("note").text,
        facts=dict(sorted((name, fact) for name, fact in _facts(file, profile) if fact)),
        translations=_translations(file.first("titleStmt"), profile),
        speakers_named=_speakers_named(header),
        former_anchors=former,
    )


def _untyped(element: Element, name: str) -> str:
    """The text of the first child of that name that isn't of a special type."""
    return next((each.text for each in element.children(name) if not each.get("type")), "")


def _original(file: Element) -> Element:
    """The work that the text was translated from."""
    bibls = file.first("sourceDesc").children("bibl")
    return next((each for each in bibls if each.get("type") == "original"), NONE)


def _slug(publication: Element) -> str:
    """The slug, or what an older file's address says of it."""
    kinds = {each.get("type"): each.text for each in publication.children("idno")}
    address = ADDRESS.search(kinds.get("URL", ""))
    return kinds.get("slug") or (address[1] if address else "")


def _tags(keywords: Element) -> str:
    return keywords.get("n") or "・".join(each.text for each in keywords.children("term"))


def _speakers_named(header: Element) -> bool | None:
    said = {"speakers-named": True, "speakers-attributed": False}
    return said.get(header.first("encodingDesc", "editorialDecl", "p").get("n"))


def _facts(file: Element, profile: Element) -> Iterator[tuple[str, str]]:
    source, original = file.first("sourceDesc"), _original(file)
    for begin, bibl in (("", source.first("bibl")), ("original_", original)):
        yield f"{begin}publisher", bibl.first("publisher").text
        yield f"{begin}published", bibl.first("date").get("when")
    yield "original_language", original.first("title").get("xml:lang")
    yield "original_medium", original.get("subtype")
    setting = profile.first("settingDesc", "setting")
    yield "recorded", setting.first("date").get("when")
    yield "place", setting.first("name").text
    yield "commissioner", file.first("titleStmt", "sponsor").text
    yield "pull_quotes", _pull_quotes(file)
    yield "series", file.first("seriesStmt", "title").text
    availability = file.first("publicationStmt", "availability")
    yield "rights", availability.first("p").text
    yield "licence", availability.first("licence").text
    recording = source.first("recordingStmt", "recording")
    yield "recording", recording.first("p", "ref").get("target")
    yield "recording_medium", recording.get("type")
    length = DURATION.fullmatch(recording.get("dur"))
    yield "recording_length", clock(timedelta(seconds=float(length[1]))) if length else ""


def _pull_quotes(file: Element) -> str:
    notes = file.first("notesStmt").children("note")
    return next((each.text for each in notes if each.get("type") == "pull-quotes"), "")


def _translations(titles: Element, profile: Element) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for each in titles.children("title"):
        if each.get("type") == "translation":
            found.setdefault(each.get("xml:lang"), {})["title"] = each.text
    for each in profile.children("abstract"):
        if language := each.get("xml:lang"):
            found.setdefault(language, {})["summary"] = each.first("p").text
    return found


def _people(file: Element, profile: Element) -> Iterator[ReadPerson]:
    roles = {
        each.first("name").get("ref"): each.first("resp").text
        for each in file.first("titleStmt").children("respStmt")
    }
    for person in profile.first("particDesc", "listPerson").children("person"):
        names = list(person.children("persName"))
        name = next((each for each in names if _is_main(each)), NONE)
        slug = person.get("xml:id").removeprefix("person-")
        yield ReadPerson(
            label=slug,
            name=name.text,
            role=roles.get(f"#{person.get('xml:id')}", person.get("role")),
            position=person.first("occupation").text,
            slug=slug,
            name_ja=next((each.text for each in names if each.get("xml:lang") == "ja"), ""),
            family_name=next((each.text for each in names if each.get("type") == "family"), ""),
            identified=name.get("type") != "description",
        )


def _is_main(name: Element) -> bool:
    return not name.get("xml:lang") and name.get("type") != "family"
