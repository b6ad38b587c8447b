"""`.ci/install`: what can go wrong with Python or the package index is one sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.project.documents import BASE

pytestmark = pytest.mark.slow


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what the script needs, and no virtual environment."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(BASE / ".ci" / "install", tmp_path / ".ci" / "install")
    (tmp_path / "requirements.txt").write_text(f"tiny==1.0 --hash=sha256:{'0' * 64}\n")
    return tmp_path


def install(checkout: Path, **values: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", ".ci/install", "requirements.txt"],
        cwd=checkout,
        env=os.environ | {"PYTHON": sys.executable} | values,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def fake_python(folder: Path, script: str) -> str:
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def assert_sentence(ended: subprocess.CompletedProcess[str], *words: str) -> None:
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.endswith((".\n", "?\n"))
    for word in words:
        assert word in ended.stderr


def test_it_says_that_there_is_no_python(checkout: Path):
    assert_sentence(install(checkout, PYTHON="python-of-mine"), "`python-of-mine`", "PYTHON=")


def test_it_says_that_python_is_too_old(checkout: Path, tmp_path: Path):
    old = fake_python(tmp_path, "exit 1")
    assert_sentence(install(checkout, PYTHON=old), "older than Python 3.11", "PYTHON=")


def test_it_says_that_python_has_no_venv(checkout: Path, tmp_path: Path):
    bare = fake_python(tmp_path, 'case "$2" in *ensurepip*) exit 1;; esac')
    assert_sentence(install(checkout, PYTHON=bare), "python3-venv")


def test_it_says_that_the_folder_cannot_be_written(checkout: Path, tmp_path: Path):
    stuck = fake_python(tmp_path, 'case "$*" in *--clear*) exit 1;; esac')
    assert_sentence(install(checkout, PYTHON=stuck), "can't be made")


def test_it_says_that_the_package_index_cannot_be_reached(checkout: Path):
    ended = install(
        checkout,
        PIP_INDEX_URL="http://127.0.0.1:9/",
        PIP_CONFIG_FILE=os.devnull,
        PIP_NO_CACHE_DIR="1",
    )
    assert_sentence(ended, "package index can't be reached", ".venv/pip.log")


def tiny(folder: Path) -> Path:
    """A package of nothing, as an index has it."""
    about = {
        "METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    path = folder / "tiny-1.0-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        for name, text in about.items():
            archive.writestr(f"tiny-1.0.dist-info/{name}", text)
    return path


def test_it_installs_no_package_but_the_one_that_was_pinned(checkout: Path, tmp_path: Path):
    wheel = tiny(tmp_path)
    found = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path)}
    ended = install(checkout, **found)
    assert_sentence(ended, "names by its hash", "requirements.txt", ".venv/pip.log")
    (checkout / "requirements.txt").write_text("tiny==1.0\n")
    # Nor one without a hash.
    assert install(checkout, **found).returncode == 1
    digest = sha256(wheel.read_bytes()).hexdigest()
    (checkout / "requirements.txt").write_text(f"tiny==1.0 --hash=sha256:{digest}\n")
    assert install(checkout, **found).returncode == 0


def test_it_installs_nothing_twice(checkout: Path):
    stamp = checkout / ".venv" / "installed-requirements.txt"
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)
    stamp.write_text((checkout / "requirements.txt").read_text())
    ended = install(checkout, PIP_INDEX_URL="http://127.0.0.1:9/")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
