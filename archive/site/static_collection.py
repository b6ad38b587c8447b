"""Collects the static files for WhiteNoise, hashed and compressed, when they have changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_static() -> bool:
    """Fill `STATIC_ROOT` unless it holds these very files; tell whether that was needed.

    Compressing all of them takes seconds, and most starts find nothing new.
    """
    root = Path(settings.STATIC_ROOT)
    # Beside the folder: what is inside is public.
    stamp = root.with_name(f"{root.name}-collected")
    state = _state()
    if root.is_dir() and stamp.exists() and stamp.read_text() == state:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state)
    return True


def _state() -> str:
    """A digest of every file's name and content, and of how they are stored."""
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            with storage.open(path) as file:
                digest.update(f"{path}\0".encode() + file.read())
    return digest.hexdigest()
