"""Citations for tests, made without a database."""

from __future__ import annotations

from datetime import date
from typing import Any

from archive.citations.presenter import Citation, Part
from archive.models import Interview, Participant, Person

BASE = "https://archive.example"


def person(name: str, name_ja: str = "", family_name: str = "") -> Person:
    return Person(slug="somebody", name=name, name_ja=name_ja, family_name=family_name)


def citation(
    *guests: Person,
    interviewer: Person | None = None,
    part: Part | None = None,
    **stated: Any,
) -> Citation:
    """A citation of an interview of which only `stated` is stated."""
    interview = Interview(**{"slug": "talk", "title": "A Talk", "language": "ja", **stated})
    people = [Participant(person=each, role="guest") for each in guests]
    if interviewer:
        people.append(Participant(person=interviewer, role="interviewer"))
    path = f"/t/{part.anchor}/" if part and part.anchor else "/interviews/talk/"
    return Citation(interview, tuple(people), path, BASE, date(2026, 5, 3), part)
