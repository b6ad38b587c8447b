"""Collects the static files for WhiteNoise, hashed and compressed, when they have changed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import Storage
from django.utils.module_loading import import_string


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
    aside, old = (root.with_name(f"{root.name}{ending}") for ending in (".part", ".old"))
    shutil.rmtree(old, ignore_errors=True)
    try:
        _collect(aside)
        # A site that runs has its files until the new ones are all there.
        if root.exists():
            root.rename(old)
        aside.rename(root)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    stamp.write_text(state)
    return True


def _collect(folder: Path) -> None:
    """Fill `folder` as `collectstatic` fills `STATIC_ROOT`."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    backend = import_string(settings.STORAGES["staticfiles"]["BACKEND"])
    storage = backend(location=str(folder), base_url=settings.STATIC_URL)
    found: dict[str, tuple[Storage, str]] = {}
    for finder in get_finders():
        for path, source in finder.list([]):
            # As `collectstatic` does: the first of a name is taken.
            if path not in found:
                found[path] = source, path
                with source.open(path) as file:
                    storage.save(path, file)
    for _name, _stored, done in getattr(storage, "post_process", _nothing)(found):
        if isinstance(done, Exception):
            raise done


def _nothing(found: object) -> Iterable[tuple[str, str, object]]:
    """What is done with files that are stored as they are."""
    return ()


def _state() -> str:
    """A digest of every file's name and content, and of how they are stored."""
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            with storage.open(path) as file:
                digest.update(f"{path}\0".encode() + file.read())
    return digest.hexdigest()
