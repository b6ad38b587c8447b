"""The archive's commands as processes of their own, in an environment made for the test."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.project.documents import BASE
from tests.project.environment import settings_read
from tests.site.databases import database_of

MANAGE = [sys.executable, str(BASE / "manage.py")]


def environment(data_dir: Path, **values: str) -> dict[str, str]:
    """The machine's environment with these settings, the site's database, and no others."""
    own = {name: value for name, value in os.environ.items() if name not in settings_read()}
    for name in ("DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        # Of the tests themselves; the second is for those with a browser.
        own.pop(name, None)
    database = {} if "DATABASE_URL" in values else database_of(data_dir)
    return own | {"DATA_DIR": str(data_dir)} | database | values


def manage(data_dir: Path, *arguments: str, **values: str) -> subprocess.CompletedProcess[str]:
    """Run a command of `manage.py` to its end."""
    return subprocess.run(
        [*MANAGE, *arguments],
        env=environment(data_dir, **values),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def program(data_dir: Path, code: str, **values: str) -> str:
    """Run Python's `code` in the project's folder; what it printed."""
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE,
        env=environment(data_dir, **values),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def seconds_used(process: subprocess.Popen[str]) -> float:
    """The processor's time so far; a clock on the wall would tell of the machine's other work."""
    ticks = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[11:15]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(data_dir: Path, **values: str) -> Iterator[str]:
    """A running server: the address that it printed."""
    with started(data_dir, **values) as (address, _):
        yield address


@contextmanager
def started(data_dir: Path, **values: str) -> Iterator[tuple[str, float]]:
    """The same, and what time it had used by then."""
    process = subprocess.Popen(
        [*MANAGE, "serve"],
        env=environment(data_dir, PORT=str(free_port()), **values),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield _address(process), seconds_used(process)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.match(r"Serving (http://\S+/) ", line):
            return found[1]
    assert process.stderr is not None
    pytest.fail(f"The server ended: {process.stderr.read()}")
