"""Management commands, called in the test's own process."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


def run(*arguments: str) -> Ended:
    """Run a command; an error of its own (`CommandError`) is raised."""
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command(*arguments, stdout=out, stderr=err)
    except SystemExit as end:
        code = int(end.code or 0)
    return Ended(code, out.getvalue(), err.getvalue())
