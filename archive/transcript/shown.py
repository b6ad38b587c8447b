"""Interviews that this request may see besides those that everybody may.

`archive.publishing` says which these are, after it has looked at who asks; and commands that read
an interview back as readers will get it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from archive.models import Interview

_shown: ContextVar[Interview | None] = ContextVar("shown", default=None)


@contextmanager
def showing(interview: Interview) -> Iterator[None]:
    """Find `interview`, whatever its state, until the end of the block."""
    token = _shown.set(interview)
    try:
        yield
    finally:
        _shown.reset(token)


def shown_interview() -> Interview | None:
    """The interview that is shown though it may not be published, if any is."""
    return _shown.get()


def is_shown(interview: Interview) -> bool:
    """Whether it is that interview."""
    shown = _shown.get()
    return shown is not None and shown.pk == interview.pk
