"""Writers that are killed, and several at once, under a site that is served."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.site.processes import MANAGE, environment, manage, serving

pytestmark = pytest.mark.slow

# Puts a word behind a sentence; with `killed`, ends before it writes to the index.
EDIT = """
import os
from archive.models import Sentence
from search.index import updating
if {killed}:
    updating.catch_up = lambda **options: os._exit(9)
sentence = Sentence.objects.order_by("pk")[{number}]
sentence.text += "{word}"
sentence.save()
"""
# A site follows within seconds; a machine may be busy.
PATIENCE = 60


def edit(
    data_dir: Path, number: int, word: str, *, killed: bool = False
) -> subprocess.Popen[bytes]:
    code = EDIT.format(number=number, word=word, killed=killed)
    command = [*MANAGE, "shell", "--no-imports", "-c", code]
    return subprocess.Popen(command, env=environment(data_dir))


def finds(address: str, word: str) -> bool:
    query = quote(f'"{word}"')
    with urlopen(f"{address}search.json?q={query}", timeout=30) as answer:
        return bool(json.load(answer)["total"])


def test_a_site_finds_what_killed_and_simultaneous_writers_wrote(tmp_path: Path) -> None:
    with serving(tmp_path) as address:
        killed = edit(tmp_path, 0, "恐竜学者", killed=True)
        assert killed.wait(PATIENCE) == 9
        writers = [edit(tmp_path, 9 * each, f"第{each}の恐竜。") for each in range(1, 5)]
        assert [each.wait(PATIENCE) for each in writers] == [0, 0, 0, 0]
        words = ["恐竜学者", *(f"第{each}の恐竜。" for each in range(1, 5))]
        deadline = time.monotonic() + PATIENCE
        while not all(finds(address, word) for word in words):
            assert time.monotonic() < deadline
            time.sleep(0.2)
    checked = manage(tmp_path, "check_index")
    assert checked.returncode == 0, checked.stderr
