"""Checks a backup, and puts it in place."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from archive.backups.containers import take_out
from archive.backups.engines import present_engine
from archive.backups.manifest import DATABASE, SECRET_KEY, BackupError, Manifest
from archive.backups.migrations import unknown_migrations
from archive.backups.working import folder_beside

RESTORING = ".restoring"


def check_backup(file: Path, with_secret_key: bool = False) -> Manifest:
    """What the backup says of itself; `BackupError` unless it is whole and can be put in place."""
    try:
        with folder_beside(present_engine().workplace(), RESTORING) as folder:
            return _staged(file, folder, with_secret_key)
    except OSError as error:
        raise _unreadable(file, error) from None


def restore_backup(file: Path, with_secret_key: bool = False) -> list[str]:
    """Let the database, and the secret key if that is wanted, be what they are in the backup.

    Returns where what was there before is kept.  Raises `BackupError` where it can't be done; the
    database is then what it was.
    """
    try:
        with folder_beside(present_engine().workplace(), RESTORING) as folder:
            _staged(file, folder, with_secret_key)
            moment = timezone.now().strftime("%Y%m%d-%H%M%S-%f")
            kept = [present_engine().put_in_place(folder / DATABASE, moment)]
            if with_secret_key:
                kept.append(_put_key(folder / SECRET_KEY, moment))
    except OSError as error:
        raise _unreadable(file, error) from None
    return [place for place in kept if place]


def _unreadable(file: Path, error: OSError) -> BackupError:
    return BackupError(f"{error.filename or file} can't be used: {error.strerror}.")


def _staged(file: Path, folder: Path, with_secret_key: bool) -> Manifest:
    """The backup's members in `folder`, each checked."""
    manifest = take_out(file, folder)
    if manifest.engine != connection.vendor:
        raise BackupError(
            f"The backup is of a {manifest.engine} database; this site's is {connection.vendor} "
            "(DATABASE_URL)."
        )
    if unknown := unknown_migrations(manifest.migrations):
        raise BackupError(
            "The backup was made by a newer version of the archive: this one doesn't know the "
            f"migration {unknown[0]}."
        )
    if with_secret_key and SECRET_KEY not in manifest.members:
        raise BackupError(f"{file} holds no secret key.")
    present_engine().check(folder / DATABASE)
    return manifest


def _put_key(staged: Path, moment: str) -> str:
    """Keep the key where the settings look for it; return where the one of before is kept."""
    key = Path(settings.DATA_DIR) / SECRET_KEY
    aside = key.with_name(f"{SECRET_KEY}-before-restore-{moment}")
    new = key.with_name(f"{SECRET_KEY}{RESTORING}")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    new.write_bytes(staged.read_bytes())
    there = key.exists()
    if there:
        aside.unlink(missing_ok=True)
        os.link(key, aside)
    new.replace(key)
    return str(aside) if there else ""
