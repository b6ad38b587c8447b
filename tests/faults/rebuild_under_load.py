"""Readers in great number while the index is built anew, again and again."""

from __future__ import annotations

import re
import shutil
import subprocess

from tests.faults.holding import expect_quiet
from tests.faults.outcomes import FaultContext, Outcome
from tests.faults.served import SLUG, serving
from tests.site.processes import manage

CONNECTIONS = 16
PAGES = ("", f"interviews/{SLUG}/transcript/", "search/?q=AI", "search.json?q=AI")
BAD = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")


def fault(context: FaultContext) -> Outcome:
    """Let wrk ask for pages and searches while the index is rebuilt; no request may fail."""
    if shutil.which("wrk") is None:
        return Outcome(0, None, "wrk is not installed")
    rebuilds, seconds = context.times(10, 2), context.times(60, 10)
    data, log, rates = context.data_dir(), context.folder / "log", []
    with serving(data, log) as site:
        loads = [_load(f"{site.address}{page}", seconds) for page in PAGES]
        for _ in context.counted(rebuilds):
            ended = manage(data, "rebuild_index", "--noinput")
            context.expect(ended.returncode == 0, f"rebuild_index: {ended.stderr[:100]}")
        for page, load in zip(PAGES, loads, strict=True):
            said, _ = load.communicate(timeout=seconds + 60)
            bad = BAD.search(said)
            context.expect(not bad, f"/{page}: {bad[0] if bad else ''}")
            rates.append(float(found[1]) if (found := RATE.search(said)) else 0.0)
    expect_quiet(context, log)
    figures = ", ".join(f"/{p} {rate:.0f}" for p, rate in zip(PAGES, rates, strict=True))
    return context.outcome(rebuilds, f"{seconds} s, requests a second: {figures}")


def _load(address: str, seconds: int) -> subprocess.Popen[str]:
    command = ["wrk", "-t1", f"-c{CONNECTIONS // len(PAGES)}", f"-d{seconds}", address]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
