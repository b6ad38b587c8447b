"""Rows that an import writes one by one: only where they change, none on another's place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Max, Model, QuerySet

from archive.sources.errors import SeedError


def write_record(record: Model, path: Path, lines: dict[str, int], **values: object) -> bool:
    """Set `values` and save if that changes anything.

    A value that does not fit is a `SeedError` at its line in `lines` (under "": any other).
    """
    new = record._state.adding
    changed = {name for name, value in values.items() if getattr(record, name) != value}
    for name in changed:
        setattr(record, name, values[name])
    if not (changed or new):
        return False
    try:
        record.clean_fields()
    except ValidationError as error:
        name, reasons = next(iter(error.message_dict.items()))
        raise SeedError(path, lines.get(name, lines[""]), f"{name}: {reasons[0]}") from None
    record.save()
    return True


def set_aside(records: QuerySet[Any], count: int) -> None:
    """Free the order numbers below `count`: two that change places must not meet on one number."""
    highest = records.aggregate(highest=Max("order"))["highest"] or 0
    records.update(order=F("order") + highest + count + 1)
