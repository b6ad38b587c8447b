"""Makes a backup."""

from __future__ import annotations

import zipfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from archive.backups.containers import write_members
from archive.backups.engines import present_engine
from archive.backups.manifest import DATABASE, MANIFEST, SECRET_KEY, BackupError, Manifest
from archive.backups.migrations import applied_migrations
from archive.backups.working import folder_beside, settle

PART = ".part"


def make_backup(file: Path, with_secret_key: bool = False, replace: bool = False) -> Manifest:
    """Write the database as it is now to `file`, which only its owner can read.

    Raises `BackupError` where it can't be made, and where `file` is there unless `replace`.
    """
    if file.is_dir() or (file.exists() and not replace):
        raise BackupError(f"{file} is there already; name another file, or say `--force`.")
    try:
        with folder_beside(file, PART) as folder:
            made, manifest = _made(folder, with_secret_key)
            settle(made)
            made.replace(file)
        settle(file.absolute().parent)
    except OSError as error:
        raise BackupError(f"{file} can't be written: {error.strerror}.") from None
    return manifest


def _made(folder: Path, with_secret_key: bool) -> tuple[Path, Manifest]:
    """The whole backup, inside of `folder`."""
    if not present_engine().is_there() or not applied_migrations():
        raise BackupError("There is no database yet; `manage.py prepare` makes it.")
    when, sources = timezone.now(), {DATABASE: folder / DATABASE}
    present_engine().dump(sources[DATABASE])
    # After the copy: it has none that is not named here.
    migrations = applied_migrations()
    if with_secret_key:
        sources[SECRET_KEY] = folder / SECRET_KEY
        sources[SECRET_KEY].write_text(settings.SECRET_KEY)
    made = folder / "backup.zip"
    made.touch(mode=0o600)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as container:
        members = write_members(container, sources)
        manifest = Manifest(when, connection.vendor, migrations, members)
        container.writestr(MANIFEST, manifest.as_json())
    return made, manifest
