"""PostgreSQL: `pg_dump`'s custom form, put back by `psql` in one transaction.

What was there stays in the same database, as a schema named by the moment, which backups leave out.
Programs get the address and the password by the environment, where no list of processes shows them.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from archive.backups.manifest import BackupError

ASIDE = "before_restore_"
# Seconds that a backup waits for a lock, as every command does.
PATIENCE = 15


def workplace() -> Path:
    """Beside what to work before the database is put in place."""
    return Path(settings.DATA_DIR) / "database"


def is_there() -> bool:
    """The site makes no database on a server, so there is one."""
    return True


def dump_command(path: Path) -> list[str]:
    """How the database is copied as it is now to `path`."""
    return [
        *("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-password"),
        *(f"--lock-wait-timeout={PATIENCE}s", f"--exclude-schema={ASIDE}*", f"--file={path}"),
    ]


def environment() -> dict[str, str]:
    """The process's environment with the database's address for PostgreSQL's programs."""
    own = connection.settings_dict
    address = {
        "PGHOST": own["HOST"],
        "PGPORT": str(own["PORT"] or ""),
        "PGUSER": own["USER"],
        "PGDATABASE": own["NAME"],
    }
    _, secret = DatabaseClient.settings_to_cmd_args_env(own, [])
    given = {name: value for name, value in address.items() if value}
    return {**os.environ, **given, **(secret or {})}


def dump(path: Path) -> None:
    """Copy the database as it is now to `path`."""
    _run(dump_command(path))


def check(path: Path) -> None:
    """Raise `BackupError` unless `pg_restore` can read the copy at `path`."""
    _run(["pg_restore", "--list", str(path)])


def put_in_place(staged: Path, moment: str) -> str:
    """Let the database be what `staged` is; return where that of before is kept."""
    connection.close()
    schema = ASIDE + moment.replace("-", "_").lower()
    first, then = staged.with_name("aside.sql"), staged.with_name("database.sql")
    first.write_text(f"ALTER SCHEMA public RENAME TO {schema};\nCREATE SCHEMA public;\n")
    script = ["--no-owner", "--no-privileges", f"--file={then}", str(staged)]
    _run(["pg_restore", *script])
    options = ["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1"]
    files = [f"--file={first}", f"--file={then}"]
    _run(["psql", *options, "--single-transaction", "--output=/dev/null", *files])
    return f"the schema {schema}"


def _run(command: list[str]) -> None:
    try:
        ended = subprocess.run(  # noqa: S603
            command, env=environment(), capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise BackupError(
            f"`{command[0]}` is not installed; install PostgreSQL's client programs."
        ) from None
    if ended.returncode:
        said = ended.stderr.strip().splitlines() or [f"exit code {ended.returncode}"]
        raise BackupError(f"`{command[0]}` failed: {said[0].rstrip('.')}.")
