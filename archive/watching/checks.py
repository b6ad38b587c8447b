"""What must hold for the site to be ready for readers."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Check = Callable[[], bool]

# Bytes: less than that and the next edit or report may not find room.
LEAST_FREE = 50 * 1024 * 1024
logger = logging.getLogger(__name__)


def failed_checks() -> list[str]:
    """The names of the checks that don't hold, each logged; one that raises doesn't hold."""
    return [name for name, check in _checks.items() if not _holds(name, check)]


def _holds(name: str, check: Check) -> bool:
    reason: object = "missing or behind"
    try:
        if check():
            return True
    except Exception as error:  # noqa: BLE001  (whatever it is, the site isn't ready)
        reason = error
    logger.warning("not ready: %s: %s", name, reason)
    return False


def register(name: str, check: Check) -> None:
    """Let the site be ready only where `check` holds; it should take a few milliseconds."""
    _checks[name] = check


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _is_migrated() -> bool:
    return _known_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """The migrations that the code wants applied, as application and name."""
    return frozenset(MigrationLoader(None).graph.nodes)


def _disk_has_room() -> bool:
    return shutil.disk_usage(settings.DATA_DIR).free >= LEAST_FREE


_checks: dict[str, Check] = {
    "database": _database_answers,
    "migrations": _is_migrated,
    "disk": _disk_has_room,
}
