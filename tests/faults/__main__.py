"""`make faults`: breaks the archive on purpose, and prints what held.

    .venv/bin/python -m tests.faults [--short] [--record] [part of a fault's name ...]

`SEED` (environment) says which moments are chosen; without it another one is taken each time, and
printed.  The exit code is 1 if something didn't hold.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom

from tqdm import tqdm

from tests.faults import record
from tests.faults.outcomes import Fault, FaultContext, Outcome
from tests.faults.registry import all_faults
from tests.faults.served import ACCOUNT, PASSWORD
from tests.project.documents import markdown
from tests.site.processes import manage

HEAD = ["Fault", "Times", "Held", "Seconds", "Note"]


def main(arguments: list[str]) -> int:
    """Try the faults; return the exit code."""
    parser = ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--short", action="store_true", help="each fault fewer times")
    parser.add_argument("--record", action="store_true", help="keep the run's table")
    parser.add_argument("names", nargs="*", help="only faults with one of these in their names")
    options = parser.parse_args(arguments)
    seed = int(os.environ.get("SEED") or SystemRandom().randrange(10**6))
    begun = time.monotonic()
    _say(f"SEED={seed}")
    outcomes = _try_all(_chosen(options.names), seed, short=options.short)
    wrong = [name for name, (outcome, _) in outcomes.items() if outcome.held is False]
    _say(_table(outcomes))
    if options.record and not (options.short or options.names or wrong):
        found = {name: outcome for name, (outcome, _) in outcomes.items()}
        record.write(record.record_of(found, seed, (time.monotonic() - begun) / 60))
    elif options.record:
        _say("Nothing is recorded: a record is of a full run in which all held.")
    return int(bool(wrong))


def _chosen(names: list[str]) -> dict[str, Fault]:
    faults = all_faults().items()
    return {
        name: fault for name, fault in faults if not names or any(each in name for each in names)
    }


def _try_all(
    faults: dict[str, Fault], seed: int, *, short: bool
) -> dict[str, tuple[Outcome, float]]:
    found: dict[str, tuple[Outcome, float]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="faults-") as name,
        tqdm(total=len(faults), unit=" faults", disable=None) as bar,
    ):
        template = Path(name) / "template"
        _prepare(template)
        for fault_name, fault in faults.items():
            bar.set_description_str(fault_name)
            folder = Path(name) / f"fault-{len(found)}"
            folder.mkdir()
            step = _steps(bar)
            begun = time.monotonic()
            outcome = _try(fault, FaultContext(template, folder, seed, short, step))
            found[fault_name] = outcome, time.monotonic() - begun
            bar.set_postfix_str("")
            bar.update()
    return found


def _steps(bar: tqdm) -> Callable[[], object]:
    """Shows how often a fault was made so far."""
    count = iter(range(1, sys.maxsize))
    return lambda: bar.set_postfix_str(f"{next(count)} times")


def _try(fault: Fault, context: FaultContext) -> Outcome:
    try:
        return fault(context)
    except Exception as error:  # noqa: BLE001  (told in the table; the others are tried too)
        traceback.print_exc()
        return Outcome(0, held=False, note=f"{type(error).__name__}: {error}"[:300])


def _prepare(template: Path) -> None:
    template.mkdir()
    os.environ |= {
        "DJANGO_SUPERUSER_USERNAME": ACCOUNT,
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        "DJANGO_SUPERUSER_EMAIL": "ada@archive.example",
    }
    for command in (["prepare"], ["createsuperuser", "--noinput"]):
        ended = manage(template, *command)
        if ended.returncode:
            sys.exit(f"`manage.py {command[0]}`: {ended.stderr.strip()}")


def _table(outcomes: dict[str, tuple[Outcome, float]]) -> str:
    rows = [
        [name, str(each.times), record.HELD[each.held], f"{seconds:.0f}", each.note]
        for name, (each, seconds) in outcomes.items()
    ]
    return markdown([HEAD, *rows])


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
