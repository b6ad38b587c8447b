"""Puts rows back as an edit found them, or as it left them, where nothing later is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from archive.editing.errors import RefusedError
from archive.editing.ordering import ASIDE, arrange, set_aside, write_each
from archive.editing.rows import (
    AFTER,
    CO_SPEAKERS,
    PLACED,
    TABLES,
    Difference,
    Row,
    Rows,
    children,
    keys_of,
    owners,
    split_key,
)
from archive.models import Segment, Sentence

# What `_set_aside` frees, which is to be written whether it changes or not.
ASIDE_TOO = ("order", "line", "start", "end")


def check(rows: Rows, changes: Mapping[str, Difference]) -> None:
    """Raise `RefusedError` where a record is not as the first of its pair of `changes` has it."""
    for key, (now, then) in changes.items():
        row = rows.get(key)
        # Where it stands is no matter for what goes.
        names = [name for name in now or () if then is not None or name != AFTER]
        is_other = row and now and any(row.get(name) != now[name] for name in names)
        if (row is None) != (now is None) or is_other:
            _refuse()
        if then is None:
            _check_children(key, rows, changes)
        elif not all(_lives(owner, rows, changes) for owner in owners(key, then)):
            _refuse()


def _refuse() -> None:
    raise RefusedError(
        _("Something later changed the same words, so this can't be taken back by itself.")
    )


def _check_children(key: str, rows: Rows, changes: Mapping[str, Difference]) -> None:
    """Nothing that stays may hang on what goes."""
    for child in children(rows, key):
        then = changes.get(child, (None, {}))[1]
        if then is not None and key in owners(child, {**rows[child], **then}):
            _refuse()
    if split_key(key)[0] == "participant":
        speaker = f"person:{rows[key]['person_id']}"
        said = (each for each in children(rows, speaker) if each.startswith("segment:"))
        kept = (changes.get(each, (None, {}))[1] for each in said)
        if speaker in rows and any(then == {} for then in kept):
            # Somebody's words would be of nobody who takes part.
            _refuse()


def _lives(key: str, rows: Rows, changes: Mapping[str, Difference]) -> bool:
    return changes[key][1] is not None if key in changes else key in rows


def restore(rows: Rows, changes: Mapping[str, Difference]) -> None:
    """Write the second of each pair; `rows` are those of the interviews now."""
    wanted = {key: then for key, (_now, then) in changes.items()}
    _set_aside(rows, wanted)
    for name in TABLES:
        _write(name, {key: row for key, row in wanted.items() if split_key(key)[0] == name}, rows)
    for name in reversed(TABLES):
        gone = keys_of((key for key, row in wanted.items() if row is None), name)
        TABLES[name].model._default_manager.filter(pk__in=gone).delete()
    _write_co_speakers(wanted)
    for name in PLACED:
        _place(name, rows, wanted)


def _set_aside(rows: Rows, wanted: Mapping[str, Row | None]) -> None:
    """Free what must be unique and may change places, of all that changes."""
    for name, table in TABLES.items():
        keys = [split_key(key)[1] for key in wanted if split_key(key)[0] == name and key in rows]
        records = table.model._default_manager.filter(pk__in=keys)
        if "order" in table.columns:
            set_aside(records)
        if table.model is Sentence:
            records.update(line=None, start=None, end=None)


def _write(name: str, wanted: Mapping[str, Row | None], rows: Rows) -> None:
    table = TABLES[name]
    made: list[Model] = []
    for key, row in wanted.items():
        if row is None:
            continue
        record = table.model(pk=split_key(key)[1])
        whole = {**rows.get(key, {}), **row}
        for column in table.columns:
            setattr(record, column, _value(table.model, column, whole, record.pk))
        if key in rows:
            write_each([record], [each for each in table.columns if each in {*row, *ASIDE_TOO}])
        else:
            made.append(record)
    table.model._default_manager.bulk_create(_parents_first(made))


def _value(model: type[Model], column: str, row: Row, pk: int) -> Any:
    if column == "order" and "order" not in row:
        # It gets its place last of all.
        return ASIDE + pk % ASIDE
    field = model._meta.get_field(column.removesuffix("_id"))
    value = row[column]
    is_time = field.get_internal_type() == "DurationField" and value is not None
    return field.to_python(value) if is_time else value  # type: ignore[union-attr]


def _parents_first(records: Iterable[Model]) -> list[Model]:
    """Topics of the first level before their parts."""
    return sorted(records, key=lambda each: getattr(each, "parent_id", None) is not None)


def _write_co_speakers(wanted: Mapping[str, Row | None]) -> None:
    for key, row in wanted.items():
        if row is not None and CO_SPEAKERS in row and split_key(key)[0] == "segment":
            Segment.objects.get(pk=split_key(key)[1]).co_speakers.set(row[CO_SPEAKERS])


def _place(name: str, rows: Rows, wanted: Mapping[str, Row | None]) -> None:
    """Put what went aside behind the record that it stood behind."""
    column, model = PLACED[name], TABLES[name].model
    moving = {
        split_key(key)[1]: {**rows.get(key, {}), **row}
        for key, row in wanted.items()
        if row is not None and split_key(key)[0] == name
    }
    for parent in {row[column] for row in moving.values()}:
        mates = model._default_manager.filter(**{column: parent})
        keys = list(mates.filter(order__lt=ASIDE).order_by("order").values_list("pk", flat=True))
        mine = {pk: row.get(AFTER) for pk, row in moving.items() if row[column] == parent}
        arrange(mates, _in_place(keys, mine))


def _in_place(keys: list[int], moving: dict[int, int | None]) -> list[int]:
    """`keys` with each of `moving` behind the one that it names; behind none: at the front."""
    while moving:
        ready = [pk for pk, after in moving.items() if after is None or after in keys]
        if not ready:
            _refuse()
        for pk in ready:
            after = moving.pop(pk)
            keys.insert(0 if after is None else keys.index(after) + 1, pk)
    return keys
