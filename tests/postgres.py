"""A PostgreSQL server of the tests' own, on a free port of this machine.

    .venv/bin/python -m tests.postgres [options of pytest]

runs the tests on such a server: what `make test-postgres` does.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.site.processes import free_port

PASSWORD = "of the tests: with/signs"
QUOTED = "of%20the%20tests%3A%20with%2Fsigns"
# The server refuses to run as root; Debian's packages bring this account.
ACCOUNT = "postgres" if os.getuid() == 0 else None
# In a language's order of words, as most servers are, and not in that of their codes, as SQLite is.
ORDER = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en"]
ACCESS = ["--username=ada", "--auth=scram-sha-256"]
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "300",
    # Nothing in it is to outlive the machine's fall.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
# Seconds until the server must take connections, or have ended.
PATIENCE = 30


def programs() -> Path | None:
    """The folder of the newest server's programs; None: it isn't installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


def _version(program: Path) -> float:
    return float(program.parts[-3])


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives the address of an empty database on it.

    Where PostgreSQL isn't installed, the test is skipped.
    """
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    # Outside of pytest's folders, which are their owner's alone.
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder, port = Path(name), free_port()
        _make(bin_folder, folder)
        process = _started(bin_folder, folder, port)
        address = f"postgres://ada:{QUOTED}@127.0.0.1:{port}"
        try:
            with _connected(f"{address}/postgres") as database:
                database.execute("CREATE DATABASE archive")
            yield f"{address}/archive"
        finally:
            # Whoever is still connected is not waited for.
            process.send_signal(signal.SIGINT)
            process.wait(timeout=PATIENCE)


def _make(bin_folder: Path, folder: Path) -> None:
    """Make the server's files, of its own account."""
    (folder / "password").write_text(PASSWORD)
    if ACCOUNT:
        shutil.chown(folder, ACCOUNT)
    files = [f"--pgdata={folder}/data", f"--pwfile={folder}/password", "--no-sync"]
    subprocess.run(
        [bin_folder / "initdb", *files, *ACCESS, *ORDER],
        user=ACCOUNT,
        check=True,
        capture_output=True,
        timeout=60,
        cwd="/",
    )


def _started(bin_folder: Path, folder: Path, port: int) -> subprocess.Popen[bytes]:
    settings = SETTINGS | {"port": str(port), "unix_socket_directories": str(folder)}
    said = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return subprocess.Popen(
        [bin_folder / "postgres", "-D", f"{folder}/data", *said],
        user=ACCOUNT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Ctrl-C is for the tests, which then end it.
        start_new_session=True,
    )


def _connected(address: str) -> psycopg.Connection:
    """A connection, as soon as the server takes it."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return psycopg.connect(address, autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def main() -> int:
    """Run pytest with a server's database as the site's; its exit code."""
    if programs() is None:
        sys.stderr.write("PostgreSQL is not installed (Debian: apt-get install postgresql).\n")
        return 2
    # Whoever ends this process ends the server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with server() as address:
        own = {"DATABASE_URL": address, "POSTGRES_OF_TESTS": address}
        command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
        return subprocess.run(command, env=os.environ | own, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
