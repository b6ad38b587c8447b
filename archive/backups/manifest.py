"""What a backup says of itself: `manifest.json`, the last member of its file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

# Raised when a file that is made now can't be read by the code of before.
FORMAT = 1
MANIFEST = "manifest.json"
SECRET_KEY = "secret-key"  # noqa: S105  (a name of a file)
DATABASE = "database"


class BackupError(Exception):
    """Why a backup can't be made, read or put in place: one sentence, with its full stop."""


@dataclass(frozen=True)
class Member:
    """A member's length in bytes, and its SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """When the backup was made (in UTC) and of what.

    `engine`: Django's word for the database's kind; `migrations`: those applied, as `app.name`;
    `members`: the file's other members by name.
    """

    made: datetime
    engine: str
    migrations: tuple[str, ...]
    members: Mapping[str, Member]

    def as_json(self) -> str:
        """The manifest as it is written."""
        return json.dumps(
            {
                "format": FORMAT,
                "made": self.made.isoformat(timespec="seconds"),
                "engine": self.engine,
                "migrations": list(self.migrations),
                "members": {name: asdict(member) for name, member in self.members.items()},
            },
            indent=2,
        )


def read_manifest(text: str | bytes) -> Manifest:
    """The manifest that was written so.

    Raises `BackupError` where the format is newer, `ValueError`, `KeyError` or `TypeError` where
    it is no manifest.
    """
    values = json.loads(text)
    if int(values["format"]) > FORMAT:
        raise BackupError(
            "The backup was made by a newer version of the archive, in a form that this one "
            "doesn't know."
        )
    return Manifest(
        made=datetime.fromisoformat(values["made"]),
        engine=str(values["engine"]),
        migrations=tuple(map(str, values["migrations"])),
        members={name: Member(**member) for name, member in values["members"].items()},
    )
