"""Backups: the whole database in one file with checksums, made while the site runs, and put back.

Goes in: the database, whichever engine keeps it; on request the secret key.
Comes out: a zip file with a manifest; from such a file, the database as it was.
May import: site.

A backup is made beside its file, in a folder `FILE.part`, and renamed once it is whole.  What is to
be put back is first taken out of its file and checked in such a folder; nothing else is touched
before all of it is known to be good.
"""

from archive.backups.engines import has_database
from archive.backups.keeping import back_up_before_migration
from archive.backups.making import make_backup
from archive.backups.manifest import BackupError, Manifest
from archive.backups.restoring import check_backup, restore_backup

__all__ = [
    "BackupError",
    "Manifest",
    "back_up_before_migration",
    "check_backup",
    "has_database",
    "make_backup",
    "restore_backup",
]
