"""Gives records their order numbers, with as few changes as can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Model, QuerySet

# Two that change places must not meet on one number: they go aside, beyond any number in use.
ASIDE = 1_000_000_000
# Beyond these, still a number of the database's: where all go that are shifted by one step.
SHIFTING = 2_000_000_000


def write_each(records: Iterable[Model], columns: Sequence[str]) -> None:
    """Write these columns of each record: of few columns quicker than Django's `bulk_update`."""
    for record in records:
        values = {column: getattr(record, column) for column in columns}
        type(record)._default_manager.filter(pk=record.pk).update(**values)


def set_aside(records: QuerySet[Any]) -> None:
    """Free the order numbers of these records; aside each has one of its own, wherever it goes."""
    records.update(order=F("pk") % ASIDE + ASIDE)


def arrange(records: QuerySet[Any], keys: Sequence[int]) -> None:
    """Have `records`, all that share one order, stand in the order of `keys`.

    Those that are in order already keep their numbers.
    """
    stored = dict(records.values_list("pk", "order"))
    wanted: dict[int, int] = {}
    last = -1
    for key in keys:
        number = stored[key]
        last = number if last < number < ASIDE else last + 1
        wanted[key] = last
    moved = [key for key in keys if wanted[key] != stored[key]]
    shifted, alone = _shifts({key: wanted[key] - stored[key] for key in moved})
    for group in shifted.values():
        records.filter(pk__in=group).update(order=F("order") + SHIFTING)
    set_aside(records.filter(pk__in=alone))
    for by, group in shifted.items():
        records.filter(pk__in=group).update(order=F("order") - SHIFTING + by)
    write_each((records.model(pk=key, order=wanted[key]) for key in alone), ["order"])


def _shifts(steps: dict[int, int]) -> tuple[dict[int, list[int]], list[int]]:
    """What goes by the same step, as all do behind what is put in, and what goes alone."""
    groups: dict[int, list[int]] = {}
    for key, step in steps.items():
        groups.setdefault(step, []).append(key)
    # What stands aside has no number to begin from.
    shifted = {by: group for by, group in groups.items() if len(group) > 1 and by > -ASIDE // 2}
    together = {key for group in shifted.values() for key in group}
    return shifted, [key for key in steps if key not in together]
