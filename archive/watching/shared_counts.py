"""The folder where gunicorn's workers count together, which is made and emptied by their master.

Each worker counts in files of its own, mapped into its memory, and whoever is asked for the metrics
adds them up.  They are in memory (`/dev/shm`), not below `DATA_DIR`: a process that writes to a
mapped file on a full disk is killed.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108
PREFIX = "interview-archive-metrics"
# How prometheus-client is told, before it is imported.
VARIABLE = "PROMETHEUS_MULTIPROC_DIR"

_folder: Path | None = None


def folder() -> Path | None:
    """Where the workers count; None: each process counts for itself."""
    return _folder


def begin() -> None:
    """Make the folder, in gunicorn's master; at its reload it stays.  Raises `OSError`."""
    global _folder  # noqa: PLW0603
    if _folder is not None:
        return
    above = MEMORY if os.access(MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    _remove_left(above)
    _folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}-{os.getpid()}-", dir=above))
    os.environ.update({VARIABLE: str(_folder)})


def clear() -> None:
    """Forget what was counted so far: pages that the site asked itself for."""
    for path in _folder.glob("*.db") if _folder else ():
        path.unlink(missing_ok=True)


def worker_ended(pid: int) -> None:
    """Take a worker's size out of the sums; what it counted stays in them."""
    if _folder is not None:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(pid, str(_folder))  # type: ignore[no-untyped-call]


def end() -> None:
    """Remove the folder."""
    if _folder is not None:
        shutil.rmtree(_folder, ignore_errors=True)


def _remove_left(above: Path) -> None:
    """Remove the folders of masters that were killed; what is somebody else's stays."""
    for path in above.glob(f"{PREFIX}-*"):
        found = re.match(rf"{PREFIX}-(\d+)-", path.name)
        if found and not _is_alive(int(found[1])):
            shutil.rmtree(path, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return False
    return True
