"""The archive's commands as processes of their own, in an environment made for the test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.project.environment import settings_read
from tests.project.readme import BASE

MANAGE = [sys.executable, str(BASE / "manage.py")]


def environment(data_dir: Path, **values: str) -> dict[str, str]:
    """The machine's environment with these settings and no others."""
    own = {name: value for name, value in os.environ.items() if name not in settings_read()}
    own.pop("DJANGO_SETTINGS_MODULE", None)
    return own | {"DATA_DIR": str(data_dir)} | values


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
