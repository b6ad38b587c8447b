"""The rows of an interview as plain values: what an edit is recorded by, and taken back from.

A key names a record (`segment:12`).  Values are such as JSON keeps.  Turns and topics have `after`,
the record before them (None: they are first), instead of an order number: an edit elsewhere shifts
the numbers of all that follow, which changes nothing of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.duration import duration_iso_string

from archive.models import (
    Cue,
    Exchange,
    Note,
    Paragraph,
    Participant,
    Person,
    Segment,
    Sentence,
    Topic,
)

Row = dict[str, Any]
Rows = dict[str, Row]
CO_SPEAKERS, AFTER = "co_speakers", "after"


@dataclass(frozen=True)
class Table:
    """A model, those of its columns that an edit may change, and how it hangs on others.

    `parents` says of which model the record is that a column names; `of_interview` is
    the lookup by which its records are found, `of_segment` that of what a turn holds.
    """

    model: type[Model]
    columns: tuple[str, ...]
    of_interview: str
    of_segment: str = ""
    parents: tuple[tuple[str, str], ...] = ()


# Each after those that it refers to.
TABLES: dict[str, Table] = {
    "person": Table(
        Person,
        ("slug", "name", "name_ja", "family_name", "identified", "same_as"),
        "participations__interview__in",
    ),
    "participant": Table(
        Participant,
        ("interview_id", "person_id", "role", "position", "order"),
        "interview__in",
        parents=(("person_id", "person"),),
    ),
    "topic": Table(
        Topic,
        (
            *("interview_id", "slug", "title", "order", "line", "parent_id"),
            *("summary", "keywords", "translations"),
        ),
        "interview__in",
        parents=(("parent_id", "topic"),),
    ),
    "exchange": Table(Exchange, ("interview_id", "slug"), "interview__in"),
    "segment": Table(
        Segment,
        (
            *("topic_id", "speaker_id", "exchange_id", "anchor_id", "kind", "order"),
            *("start", "end", "language"),
        ),
        "topic__interview__in",
        parents=(("topic_id", "topic"), ("speaker_id", "person"), ("exchange_id", "exchange")),
    ),
    "paragraph": Table(
        Paragraph,
        ("segment_id", "anchor_id", "order"),
        "segment__topic__interview__in",
        "segment__in",
        (("segment_id", "segment"),),
    ),
    "sentence": Table(
        Sentence,
        ("paragraph_id", "order", "text", "line", "start", "end", "doubt", "doubt_en"),
        "paragraph__segment__topic__interview__in",
        "paragraph__segment__in",
        (("paragraph_id", "paragraph"),),
    ),
    "cue": Table(
        Cue,
        ("paragraph_id", "order", "first", "last", "start", "end", "words"),
        "paragraph__segment__topic__interview__in",
        "paragraph__segment__in",
        (("paragraph_id", "paragraph"),),
    ),
    "note": Table(
        Note,
        ("paragraph_id", "order", "first", "last", "kind", "text"),
        "paragraph__segment__topic__interview__in",
        "paragraph__segment__in",
        (("paragraph_id", "paragraph"),),
    ),
}
# What stands in an order of its own, by the column within which it does.
PLACED = {"topic": "interview_id", "segment": "topic_id"}


def split_key(key: str) -> tuple[str, int]:
    """The table's name and the record's number."""
    name, _, number = key.partition(":")
    return name, int(number)


def rows_of(interviews: Collection[int], contents: Collection[int] | None = None) -> Rows:
    """All rows of these interviews; with `contents`, what turns hold of those turns alone.

    How the interviews are built (people, headings, turns) is read whole in any case.
    """
    found: Rows = {}
    for name, table in TABLES.items():
        records = table.model._default_manager.filter(**{table.of_interview: interviews})
        if table.of_segment and contents is not None:
            records = table.model._default_manager.filter(**{table.of_segment: contents})
        found.update(_read(name, table, records))
    _add_co_speakers(found)
    for name in PLACED:
        _place(found, name)
    return found


def _read(name: str, table: Table, records: QuerySet[Any]) -> Iterator[tuple[str, Row]]:
    if table.model is Person:
        # Found by their parts, of which they may have several.
        records = records.distinct()
    values = records.order_by().values_list("pk", *table.columns)
    # Times are the only values that JSON has no form for.
    times = [index for index, column in enumerate(table.columns) if _is_time(table, column)]
    for pk, *row in values.iterator():
        for index in times:
            if isinstance(row[index], timedelta):
                row[index] = duration_iso_string(row[index])
        yield f"{name}:{pk}", dict(zip(table.columns, row, strict=True))


def _is_time(table: Table, column: str) -> bool:
    kind = table.model._meta.get_field(column.removesuffix("_id")).get_internal_type()
    return kind == "DurationField"


def _add_co_speakers(rows: Rows) -> None:
    keys = [split_key(key)[1] for key in rows if key.startswith("segment:")]
    for key in keys:
        rows[f"segment:{key}"][CO_SPEAKERS] = []
    topics = {rows[f"segment:{key}"]["topic_id"] for key in keys}
    through = Segment.co_speakers.through.objects.filter(segment__topic__in=topics)
    through = through.order_by("person_id")
    for segment, person in through.values_list("segment_id", "person_id"):
        if f"segment:{segment}" in rows:
            rows[f"segment:{segment}"][CO_SPEAKERS].append(person)


def _place(rows: Rows, name: str) -> None:
    """Say what each stands after."""
    keys = [key for key in rows if key.startswith(f"{name}:")]
    keys.sort(key=lambda key: (rows[key][PLACED[name]], rows[key]["order"]))
    before: tuple[int, int | None] = (0, None)
    for key in keys:
        row = rows[key]
        parent = row[PLACED[name]]
        del row["order"]
        row[AFTER] = before[1] if before[0] == parent else None
        before = (parent, split_key(key)[1])


def add_people(rows: Rows, people: Collection[int]) -> None:
    """Add those of these people who are in the archive, whether or not they take part."""
    missing = [each for each in people if f"person:{each}" not in rows]
    if missing:
        records = Person.objects.filter(pk__in=missing)
        rows.update(_read("person", TABLES["person"], records))


Difference = tuple[Row | None, Row | None]


def differences(before: Rows, after: Rows) -> dict[str, Difference]:
    """What became of each record that is another: whole rows, or of one changed the fields."""
    found: dict[str, Difference] = {}
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            found[key] = (old, new)
        elif changed := [name for name in new if old.get(name) != new[name]]:
            found[key] = ({name: old.get(name) for name in changed}, {n: new[n] for n in changed})
    return found


def keys_of(keys: Iterable[str], name: str) -> list[int]:
    """The numbers of the records of one table."""
    return [number for table, number in map(split_key, keys) if table == name]


def texts_of(rows: Rows) -> dict[int, str]:
    """The stored text of each paragraph, by its number."""
    sentences = [row for key, row in rows.items() if key.startswith("sentence:")]
    sentences.sort(key=lambda row: row["order"])
    texts: dict[int, str] = {}
    for row in sentences:
        texts[row["paragraph_id"]] = texts.get(row["paragraph_id"], "") + row["text"]
    return texts


def owners(key: str, row: Row) -> list[str]:
    """The keys of what a record hangs on."""
    found = [
        f"{parent}:{row[column]}"
        for column, parent in TABLES[split_key(key)[0]].parents
        if row.get(column) is not None
    ]
    return [*found, *(f"person:{each}" for each in row.get(CO_SPEAKERS, ()))]


def children(rows: Mapping[str, Row], key: str) -> Iterator[str]:
    """The keys of what hangs on a record."""
    owner = split_key(key)[0]
    names = {
        name
        for name, table in TABLES.items()
        if any(parent == owner for _column, parent in table.parents)
    }
    for other, row in rows.items():
        if split_key(other)[0] in names and key in owners(other, row):
            yield other
