"""Tells of an edit what it made of the words, and of who says them."""

from __future__ import annotations

from collections.abc import Iterator

from archive.editing.rows import CO_SPEAKERS, Row, Rows, split_key, texts_of
from archive.models import Correction, Person


def corrections_between(before: Rows, after: Rows) -> Iterator[dict[str, str]]:
    """The corrections as `Correction` keeps them: paragraphs first, then speakers."""
    yield from _words(before, after)
    yield from _speakers(before, after)


def _words(before: Rows, after: Rows) -> Iterator[dict[str, str]]:
    old, new = texts_of(before), texts_of(after)
    for number in dict.fromkeys([*old, *new]):
        if old.get(number, "") == new.get(number, ""):
            continue
        row = after.get(f"paragraph:{number}") or before[f"paragraph:{number}"]
        turn = _turn(row, after) or _turn(row, before)
        yield {
            "subject": Correction.Subject.WORDS,
            "anchor": row["anchor_id"],
            "turn": turn,
            "before": old.get(number, ""),
            "after": new.get(number, ""),
        }


def _turn(paragraph: Row, rows: Rows) -> str:
    turn = rows.get(f"segment:{paragraph['segment_id']}")
    return str(turn["anchor_id"]) if turn else ""


def _speakers(before: Rows, after: Rows) -> Iterator[dict[str, str]]:
    changed = [
        (before[key], row)
        for key, row in after.items()
        if key in before and split_key(key)[0] == "segment" and _of(before[key]) != _of(row)
    ]
    people = {number for pair in changed for row in pair for number in _of(row)}
    # Two of one name are two people; one who was renamed is the same.
    names = {**_names(before, people), **_names(after, people)}
    names |= dict(Person.objects.filter(pk__in=people - names.keys()).values_list("pk", "name"))
    for old, new in changed:
        yield {
            "subject": Correction.Subject.SPEAKER,
            "anchor": new["anchor_id"],
            "turn": new["anchor_id"],
            "before": ", ".join(names.get(each, "?") for each in _of(old)),
            "after": ", ".join(names.get(each, "?") for each in _of(new)),
        }


def _of(row: Row) -> list[int]:
    return [*([row["speaker_id"]] if row["speaker_id"] else []), *row[CO_SPEAKERS]]


def _names(rows: Rows, people: set[int]) -> dict[int, str]:
    return {each: rows[f"person:{each}"]["name"] for each in people if f"person:{each}" in rows}
