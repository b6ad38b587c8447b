"""A PostgreSQL server of the tests' own, on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
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


def programs() -> Path:
    """The folder of the newest server's programs; without one the test is skipped."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    if shutil.which("initdb"):
        return Path(str(shutil.which("initdb"))).parent
    pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives the address of an empty database on it."""
    bin_folder = programs()
    # Outside of pytest's folders, which are their owner's alone.
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder = Path(name)
        (folder / "password").write_text(PASSWORD)
        if ACCOUNT:
            shutil.chown(folder, ACCOUNT)
        options = ["--username=ada", "--auth=scram-sha-256", f"--pwfile={folder}/password"]
        _run(bin_folder / "initdb", f"--pgdata={folder}/data", "--no-sync", *options)
        port = free_port()
        settings = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
        process = subprocess.Popen(
            [bin_folder / "postgres", "-D", f"{folder}/data", "-p", str(port), *settings, "-F"],
            user=ACCOUNT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"postgres://ada:{QUOTED}@127.0.0.1:{port}"
        try:
            with _connected(f"{address}/postgres") as database:
                database.execute("CREATE DATABASE archive")
            yield f"{address}/archive"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _run(*command: str | Path) -> None:
    subprocess.run(command, user=ACCOUNT, check=True, capture_output=True, timeout=60, cwd="/")


def _connected(address: str) -> psycopg.Connection:
    """A connection, as soon as the server takes it."""
    until = time.monotonic() + 30
    while True:
        try:
            return psycopg.connect(address, autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
