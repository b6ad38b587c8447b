"""Akoma Ntoso debates (OASIS): speeches, questions and answers, with who in the references.

Line numbers are the file's.
"""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from django.utils.translation import gettext_noop

from archive.sources.readers.building import Heading, Said, build, tidy
from archive.sources.readers.dates import read_date
from archive.sources.readers.transcripts import Doubt, ReadInterview, ReadPerson, UnreadableError
from archive.sources.readers.voices import person, role_of
from archive.sources.readers.xml_files import (
    Tree,
    attribute,
    content,
    find,
    first,
    parse,
    root_name,
)
from archive.sources.readers.xml_files import tag as name_of

NAME = "akoma-ntoso"
LABEL = gettext_noop("debates in Akoma Ntoso")
SPEECHES = {"speech": "", "question": "question", "answer": "answer", "speechGroup": ""}
ASIDES = ("narrative", "scene", "other", "summary", "recordedTime")
SECTIONS = ("debateSection", "administrationOfOath", "rollCall", "prayers", "oralStatements",
            "writtenStatements", "personalStatements", "ministerialStatements", "resolutions",
            "nationalInterest", "declarationOfVote", "communication", "petitions", "papers",
            "noticesOfMotion", "questions", "address", "proceduralMotions", "pointOfOrder",
            "adjournment", "debateBody", "speechGroup")  # fmt: skip


def recognises(data: bytes, name: str) -> float:
    """Sure by the document's element."""
    return 0.95 if root_name(data) == "akomaNtoso" else 0


def read(data: bytes) -> ReadInterview:
    """Read a file.  Raises `UnreadableError` for broken XML, and where nobody speaks."""
    tree = parse(data)
    items: list[Said | Heading] = []
    doubts: list[Doubt] = list(tree.doubts)
    body = first(tree.root, "debateBody", "debate")
    if body is None:
        raise UnreadableError([Doubt(1, "the Akoma Ntoso document is no debate")])
    _walk(tree, body, 0, items, doubts)
    if not any(isinstance(item, Said) and item.speakers for item in items):
        reason = "nobody speaks: there is no speech, question or answer"
        raise UnreadableError([Doubt(tree.line(body), reason)])
    known = _people(tree.root)
    labels = dict.fromkeys(
        label for each in items if isinstance(each, Said) for label in each.speakers
    )
    title = first(tree.root, "docTitle")
    alias = next((attribute(each, "value") for each in find(tree.root, "FRBRalias")), "")
    place = first(tree.root, "location")
    when = next((read_date(attribute(each, "date")) for each in find(tree.root, "FRBRdate")), "")
    language = next((attribute(each, "language") for each in find(tree.root, "FRBRlanguage")), "")
    facts = {"recorded": when, "place": content(place)}
    return ReadInterview(
        topics=build(items),
        people=tuple(known.get(label) or person(label) for label in labels),
        title=content(title) or alias,
        language=language,
        facts={name: text for name, text in facts.items() if text},
        doubts=tuple(doubts),
    )


def _people(root: Element) -> dict[str, ReadPerson]:
    roles = {
        attribute(each, "eId", "id"): attribute(each, "showAs") for each in find(root, "TLCRole")
    }
    held = {
        attribute(each, "by").lstrip("#"): roles.get(attribute(each, "as").lstrip("#"), "")
        for each in find(root, *SPEECHES)
        if attribute(each, "as")
    }
    found = {}
    for each in find(root, "TLCPerson"):
        label = attribute(each, "eId", "id")
        position = held.get(label, "")
        who = person(label, attribute(each, "showAs"), role_of(position))
        found[label] = replace(who, position="" if role_of(position) else position)
    return found


HEADINGS, UNSAID = ("heading", "subheading"), ("num", "from")


def _walk(
    tree: Tree, element: Element, level: int, items: list[Said | Heading], doubts: list[Doubt]
) -> None:
    for child in element:
        name, line = name_of(child), tree.line(child)
        if name in HEADINGS:
            if content(child) and name_of(element) not in SPEECHES:
                items.append(Heading(content(child), line, min(max(level, 1), 2)))
        elif name in SPEECHES and (attribute(child, "by") or name != "speechGroup"):
            if not attribute(child, "by"):
                doubts.append(Doubt(line, f"the {name} doesn't say by whom"))
            _speech(tree, child, items, doubts)
        elif len(child) and name not in ASIDES:
            _walk(tree, child, level + (name in SECTIONS), items, doubts)
        elif content(child) and name not in UNSAID:
            items.append(Said((), content(child), line, opens="turn"))


def _speech(tree: Tree, speech: Element, items: list[Said | Heading], doubts: list[Doubt]) -> None:
    line = tree.line(speech)
    label = attribute(speech, "by").lstrip("#") or content(first(speech, "from")).rstrip(" :：")
    speakers = (label or "Speaker",)
    kind, opens = SPEECHES[name_of(speech)], "turn"
    if tidy(speech.text or ""):
        items.append(Said(speakers, speech.text or "", line, opens=opens, kind=kind))
        opens = "paragraph"
    for part in speech:
        name = name_of(part)
        if not content(part) or name in ("from", "num", "heading", "subheading"):
            continue
        if name in ASIDES:
            items.append(Said((), content(part), tree.line(part), opens="turn"))
            opens = "turn"
            continue
        for each in find(part, "p") if first(part, "p") is not None else (part,):
            said = Said(speakers, content(each), tree.line(each), opens=opens, kind=kind)
            items.append(said)
            opens = "paragraph"
    if not content(speech):
        doubts.append(Doubt(line, "the speech is empty"))
