"""Writers that cost next to nothing to begin: forked from a process that has all loaded.

`python -m tests.faults.writers` is that process.  It reads a job a line (JSON) from standard input
and answers each with a line: how every child ended, and what it reported.  `Writers` talks to it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.faults.works import WORKS
from tests.project.documents import BASE
from tests.site.processes import environment


@dataclass(frozen=True)
class Ended:
    """How a writer ended (its exit code, or minus the signal), and what it reported."""

    code: int
    reports: list[list[Any]]

    def told(self, kind: str) -> list[list[Any]]:
        """The rest of the reports of this kind."""
        return [each[1:] for each in self.reports if each[0] == kind]


class Writers:
    """Writers of the site with this data folder; what they say goes into `log`."""

    def __init__(self, data_dir: Path, log: Path, **values: str) -> None:
        self.log = log
        own = environment(data_dir, **values) | {"DJANGO_SETTINGS_MODULE": "archive.settings"}
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.writers"],
                cwd=BASE,
                env=own,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                text=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def run(
        self, work: str, seeds: Sequence[int], kill_after: float | None = None, **arguments: object
    ) -> list[Ended]:
        """Let a writer for each seed work at the same time, and kill them after so many seconds."""
        job = {"work": work, "seeds": list(seeds), "kill_after": kill_after, "arguments": arguments}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            said = self.log.read_text(encoding="utf-8", errors="replace")
            raise RuntimeError(f"The writers ended: {said[-500:]}")
        return [Ended(code, reports) for code, reports in json.loads(answer)]

    def one(self, work: str, seed: int = 0, **options: Any) -> Ended:
        """The same with one writer."""
        return self.run(work, [seed], **options)[0]

    def seconds(self, work: str, seed: int = 0, **options: Any) -> float:
        """How long a writer takes that is not killed."""
        begun = time.monotonic()
        ended = self.one(work, seed, **options)
        if ended.code:
            raise RuntimeError(f"{work} ended with {ended.code}")
        return time.monotonic() - begun


def _load() -> None:
    """Load what every writer needs, and keep no connection that they would share."""
    import django

    django.setup()
    from django.db import connections
    from haystack import connections as engines

    from search.languages.japanese import analyze

    engines["default"].get_unified_index().get_indexed_models()
    list(analyze("読み込んでおく"))
    connections.close_all()


def _fork(work: str, seed: int, arguments: dict[str, Any]) -> tuple[int, int]:
    """Begin a writer; return its process and where to read its reports."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    os.close(reading)

    def report(told: list[object]) -> None:
        os.write(writing, json.dumps(told).encode() + b"\n")

    code = 1
    try:
        WORKS[work](report, seed, **arguments)
        code = 0
    except BaseException:  # noqa: BLE001  (said, and told by the exit code)
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def _run(job: dict[str, Any]) -> list[tuple[int, list[Any]]]:
    begun = [_fork(job["work"], seed, job["arguments"]) for seed in job["seeds"]]
    if job["kill_after"] is not None:
        time.sleep(job["kill_after"])
        for child, _ in begun:
            os.kill(child, signal.SIGKILL)
    return [_ended(*each) for each in begun]


def _ended(child: int, reading: int) -> tuple[int, list[Any]]:
    with os.fdopen(reading, "rb") as file:
        lines = file.read().splitlines()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, [json.loads(line) for line in lines]


def main() -> None:
    """Work off the jobs."""
    _load()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_run(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
