"""Follows the content from within a process that answers requests.

A thread looks once a second whether the index is behind the database: another process or another
machine may have changed it, or have been killed before it wrote to the index.  What is small it
applies itself; for what is large it starts a process of its own, so that no reader's request waits
for the interpreter.  Vectors of meaning, where there is an encoder, come after the index.  An
embargo that ends is noticed here too.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

from django.conf import settings
from django.db import close_old_connections

from archive.changes import end_embargoes
from search.index import meanings, updating
from search.store import BusyError

log = logging.getLogger(__name__)

# Seconds between two looks, and after a failure.
PAUSE, PAUSE_AFTER_FAILURE = 1.0, 10.0
_woken = Event()
_threads: list[Thread] = []
# The process that makes vectors, where this one started it.
_encoding: list[subprocess.Popen[bytes]] = []


def begin() -> None:
    """Begin to follow, once in a process."""
    if not _threads:
        _threads.append(Thread(target=_follow, name="search index", daemon=True))
        _threads[0].start()


def is_on() -> bool:
    """Whether this process follows."""
    return bool(_threads) and _threads[0].is_alive()


def wake() -> None:
    """Look at once."""
    _woken.set()


def _follow() -> None:
    pause = PAUSE
    while True:
        _woken.wait(pause)
        _woken.clear()
        pause = PAUSE if look() else PAUSE_AFTER_FAILURE


def look() -> bool:
    """Bring up what is behind, the index first; False: that failed, and was said in the log."""
    close_old_connections()
    try:
        end_embargoes()
        if updating.is_behind() and not updating.catch_up(in_request=True):
            return _catch_up_beside()
        return _encode()
    except BusyError:
        # Another worker is at it, for itself and for all.
        return True
    except Exception as error:  # noqa: BLE001  (whatever it is, the thread goes on)
        log.warning("The search index can't be brought up to date: %s", error)
        return False
    finally:
        close_old_connections()


def _catch_up_beside() -> bool:
    """The same in a process of its own; one that finds another at it waits for it."""
    done = subprocess.run(  # noqa: S603  (our own command)
        _command("catch_up_index"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        log.warning("The search index can't be brought up to date: %s", done.stderr[-500:].strip())
    return not done.returncode


def _encode() -> bool:
    """Make the vectors that are lacking: of few turns here, of many in a process of its own.

    That one is not waited for, so that the index is followed meanwhile; its progress bar is on the
    server's terminal, if there is one.  Raises `BusyError`.
    """
    if _encoding:
        ended = _encoding[0].poll()
        if ended is not None:
            _encoding.clear()
        return not ended
    try:
        if meanings.is_behind() and meanings.catch_up(0, meanings.MOST_IN_A_REQUEST) is None:
            command = _command("build_meaning", "--background")
            _encoding.append(subprocess.Popen(command, stdin=subprocess.DEVNULL))  # noqa: S603
    except OSError as error:
        log.warning("Vectors of meaning can't be made: %s", error)
        return False
    return True


def _command(*arguments: str) -> list[str]:
    """One of the archive's own commands, as a process is started with it."""
    return [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *arguments]
