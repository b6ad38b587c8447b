"""All faults by name, in the order in which they are tried."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from tests.faults import damage, disks, killed_commands, writing
from tests.faults.outcomes import Fault

FAULTS: dict[str, Fault] = {
    "a writer is killed, under four readers": writing.killed_writers,
    "many writers at once": writing.simultaneous_writers,
    "a save is killed between commit and index": writing.killed_saves,
    "two data folders on one database": writing.two_folders,
    "the same on PostgreSQL": writing.two_folders_on_postgresql,
    "the index is damaged while it is served": damage.damaged_index,
    "the index is damaged before the start": damage.damaged_before_the_start,
    "the disk is full": disks.full_disk,
    "the disk is too small from the start": disks.small_disks,
    "the data folder is read-only": disks.read_only_folder,
    "the database is locked": disks.locked_database,
    "the index is locked": disks.locked_index,
    "an import is killed": killed_commands.killed_imports,
    "a backup is killed": killed_commands.killed_backups,
}
# Faults of requests: each module has a function `fault`, and stands here by what it tries.
OF_REQUESTS = {
    "slow clients": "slow_clients",
    "hostile requests": "hostile",
    "passwords are tried": "logins",
    "load while the index is rebuilt": "rebuild_under_load",
}


def all_faults() -> dict[str, Fault]:
    """Those above, with those of requests that are there."""
    found = dict(FAULTS)
    for name, module in OF_REQUESTS.items():
        path = f"tests.faults.{module}"
        if find_spec(path) and hasattr(import_module(path), "fault"):
            found[name] = import_module(path).fault
    return found
