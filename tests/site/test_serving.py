"""`manage.py serve` as `make run` starts it: a process of its own, found by its address."""

from __future__ import annotations

import re
import stat
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from tests.faults import served
from tests.site.processes import manage, serving, started

pytestmark = pytest.mark.slow


def get(address: str, **headers: str) -> tuple[int, str, Message]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, response.read().decode("utf-8", "replace"), response.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def site(data_dir: Path) -> Iterator[str]:
    """The address of a site started on an empty folder."""
    with serving(data_dir) as address:
        yield address


def test_it_serves_the_interview_from_an_empty_folder(site: str):
    status, body, _ = get(site)
    assert status == 200
    assert "AnthropicのAmodeiが語るAIの力とリスク" in body
    assert body.count('class="topic-link"') == 12


def test_it_shows_its_own_error_page_and_no_debugging(site: str):
    status, body, _ = get(f"{site}nothing/")
    assert status == 404
    assert "URLconf" not in body
    assert "<form" in body


def test_it_answers_to_its_own_names_alone(site: str):
    assert get(site, Host="elsewhere.example")[0] == 400


def test_it_serves_static_files_hashed_compressed_and_for_good(site: str):
    body = get(site)[1]
    sheets = re.findall(r'href="/(static/css/[\w-]+\.[0-9a-f]{12}\.css)"', body)
    assert len(sheets) == body.count('rel="stylesheet"') > 0
    for encoding in ("br", "gzip"):
        status, _, headers = get(site + sheets[0], **{"Accept-Encoding": encoding})
        assert (status, headers["Content-Encoding"]) == (200, encoding)
        assert "immutable" in headers["Cache-Control"]


def test_it_allows_a_page_nothing_but_its_own_files(site: str):
    policy = get(site)[2]["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.pop("default-src") == "'none'"
    assert set(rules.values()) <= {"'self'", "'none'"}


def test_it_keeps_the_secret_key_for_its_owner_alone(site: str, data_dir: Path):
    assert stat.S_IMODE((data_dir / "secret-key").stat().st_mode) == 0o600


def test_it_is_up_again_within_five_seconds(site: str, data_dir: Path):
    """Of the processor's time, which a busy machine makes longer: the best of three starts."""
    used = list[float]()
    while len(used) < 3 and min(used, default=5.0) >= 5:
        with started(data_dir) as (address, seconds):
            assert get(address)[0] == 200
            used.append(seconds)
    assert min(used) < 5


def test_a_second_start_makes_nothing_anew(site: str, data_dir: Path):
    def made() -> set[tuple[Path, int, int]]:
        files = [*(data_dir / "index").iterdir(), *(data_dir / "static").rglob("*")]
        return {(each, each.stat().st_ino, each.stat().st_mtime_ns) for each in files}

    before = made()
    with serving(data_dir) as address:
        assert get(address)[0] == 200
        assert made() == before


def test_it_ends_without_a_traceback_while_readers_ask(site: str, data_dir: Path, tmp_path: Path):
    log = tmp_path / "log"
    for _ in range(3):
        with served.serving(data_dir, log) as ending, served.reading(ending, threads=8):
            time.sleep(0.5)
            ending.process.terminate()
            assert ending.process.wait(timeout=60) == 0
    assert served.TRACEBACK not in log.read_text(encoding="utf-8")


def test_it_listens_where_it_is_told(site: str, data_dir: Path):
    with serving(data_dir, HOST="localhost") as address:
        assert address.startswith("http://localhost:")
        assert get(address)[0] == 200


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"HOST": "nowhere.invalid"}, "no address of this machine"),
        ({"HOST": "192.0.2.1"}, "can't listen"),
    ],
)
def test_it_says_in_one_sentence_why_it_cannot_listen(
    values: dict[str, str], reason: str, data_dir
):
    ended = manage(data_dir, "serve", **values)
    assert ended.returncode == 2
    assert reason in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_it_says_in_one_sentence_that_the_port_is_busy(site: str, data_dir: Path):
    port = site.rstrip("/").rpartition(":")[2]
    ended = manage(data_dir, "serve", PORT=port)
    assert ended.returncode == 2
    assert ended.stderr == (
        f"CommandError: Port {port} on 127.0.0.1 is busy; set PORT to another.\n"
    )
