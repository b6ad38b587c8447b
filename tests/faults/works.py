"""What the suite's writers do, each in a process that was forked for it and may be killed.

A work reports with `report(list)`: what it is about to do, what it has done.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

Report = Callable[[list[object]], None]
# Before what a writer puts behind a sentence.
BEGIN = "〔"


def edit(report: Report, seed: int, count: int = 1) -> None:
    """Edit sentences, one after the other: `begun` and `done`, each with its key and its words."""
    from archive.models import Sentence

    keys = list(Sentence.objects.order_by("pk").values_list("pk", flat=True))
    for number in range(count):
        sentence = Sentence.objects.get(pk=Random(seed + number).choice(keys))
        words = f"第{seed}の{number}の恐竜。"
        sentence.text = f"{sentence.text.partition(BEGIN)[0]}{BEGIN}{words}"
        report(["begun", sentence.pk, words])
        sentence.save()
        report(["done", sentence.pk, words])


def edit_own(report: Report, seed: int) -> None:
    """Edit a sentence that no writer of another seed edits."""
    from archive.models import Sentence

    sentence = Sentence.objects.order_by("pk")[seed % Sentence.objects.count()]
    words = f"第{seed}の恐竜。"
    sentence.text = f"{sentence.text.partition(BEGIN)[0]}{BEGIN}{words}"
    sentence.save()
    report(["done", sentence.pk, words])


def edit_and_die(report: Report, seed: int) -> None:
    """Edit, and end between the commit and what the index makes of it."""
    from archive.models import Sentence
    from search.index import updating

    sentence = Sentence.objects.order_by("pk")[seed % Sentence.objects.count()]
    words = f"第{seed}の恐竜。"

    def die(**options: object) -> bool:
        report(["done", sentence.pk, words])
        os._exit(9)

    updating.catch_up = die
    sentence.text = f"{sentence.text.partition(BEGIN)[0]}{BEGIN}{words}"
    sentence.save()


def import_seed(report: Report, seed: int, path: str) -> None:
    """Import an interview."""
    from archive.sources import import_files

    import_files([Path(path)], discard_edits=True)
    report(["done"])


def back_up(report: Report, seed: int, path: str) -> None:
    """Make a backup."""
    from archive.backups import make_backup

    make_backup(Path(path), replace=True)
    report(["done"])


def check_backup_file(report: Report, seed: int, path: str) -> None:
    """Check that a backup is whole."""
    from archive.backups import BackupError, check_backup

    try:
        check_backup(Path(path))
    except BackupError as error:
        report(["wrong", str(error)])


def check_index(report: Report, seed: int) -> None:
    """Compare the index with the database: `difference` for each turn of which they differ."""
    from search.index.checking import differences
    from search.index.updating import is_behind
    from search.store import NoIndexError

    try:
        for key, reason in differences():
            report(["difference", key, reason])
    except NoIndexError:
        report(["difference", 0, "there is no index"])
    if is_behind():
        report(["difference", 0, "the index is behind"])


WORKS: dict[str, Callable[..., None]] = {
    work.__name__: work
    for work in (
        *(edit, edit_own, edit_and_die, import_seed),
        *(back_up, check_backup_file, check_index),
    )
}
