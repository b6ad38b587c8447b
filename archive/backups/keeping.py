"""The backups that the archive makes of itself, before its tables change."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from archive.backups.making import make_backup
from archive.backups.manifest import BackupError
from archive.backups.migrations import applied_migrations, is_behind

KEPT = 5
PREFIX = "before-migration-"


def back_up_before_migration() -> Path | None:
    """Back up a database that has tables but not all, and return the file; None: no need.

    The last `KEPT` such backups are kept.  Raises `BackupError` where it can't be made.
    """
    if not applied_migrations() or not is_behind():
        return None
    folder = Path(settings.DATA_DIR) / "backups"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise BackupError(f"{folder} can't be made: {error.strerror}.") from None
    file = folder / f"{PREFIX}{timezone.now():%Y%m%d-%H%M%S-%f}.zip"
    make_backup(file)
    for old in sorted(folder.glob(f"{PREFIX}*.zip"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return file
