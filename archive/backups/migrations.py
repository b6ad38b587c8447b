"""Which migrations a database has, and which the code knows."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from archive.backups.manifest import BackupError
from archive.site.obstacles import first_line


def applied_migrations() -> tuple[str, ...]:
    """Those of the database, as `app.name`; none: there is no database yet."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError as error:
        raise BackupError(f"The database can't be read: {first_line(error)}.") from None
    return tuple(sorted(f"{app}.{name}" for app, name in applied))


def is_behind() -> bool:
    """Whether the database lacks migrations of the code."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def unknown_migrations(names: Iterable[str]) -> list[str]:
    """Those among `names` that the code doesn't know."""
    loader = MigrationLoader(None)
    known = {".".join(key) for key in loader.disk_migrations}
    known |= {".".join(key) for each in loader.disk_migrations.values() for key in each.replaces}
    return sorted(set(names) - known)
