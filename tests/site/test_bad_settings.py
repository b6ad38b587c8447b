"""A setting that can't be used ends every command with one sentence that names it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from archive.site.environment import read_environment
from tests.project.environment import settings_read
from tests.site.processes import manage

# What stands in place of a good value, and a word of the sentence that says why not.
BAD = {
    "DATA_DIR": [("/dev/null/data", "Not a directory")],
    "DATABASE_URL": [
        ("archive.sqlite3", "sqlite:///path"),
        ("mysql://localhost/archive", "postgres://"),
        ("postgres://localhost:port/archive", "postgres://"),
    ],
    "ALLOWED_HOSTS": [("", "at least one"), ("https://archive.example", "without http://")],
    "CSRF_TRUSTED_ORIGINS": [("archive.example", "scheme and host")],
    "DEBUG": [("perhaps", "boolean")],
    "HTTPS": [("2", "boolean")],
    "BASE_URL": [
        ("archive.example", "scheme and host"),
        ("https://", "scheme and host"),
        ("https://archive.example/path", "scheme and host"),
    ],
    "LOG_LEVEL": [("loud", "WARNING")],
    "ACCESS_LOG": [("stdout", "boolean")],
    "METRICS_TOKEN": [("too-short", "16 to 200"), ("with a space or two", "spaces")],
    "SENTRY_DSN": [("errors.example", "key@"), ("https://errors.example/1", "key@")],
    "HOST": [(" ", "not be empty")],
    "PORT": [("http", "integer"), ("0", "65535"), ("65536", "65535")],
    "SITE_NAME": [("x" * 101, "at most 100"), ("Two\nlines", "one line")],
    "DEFAULT_LANGUAGE": [("english", "ja, en"), ("", "ja, en")],
    "TIME_ZONE": [
        ("Mars/Phobos", "Europe/Berlin"),
        ("", "time zone"),
        ("../etc/passwd", "time zone"),
    ],
    "WEB_CONCURRENCY": [("many", "integer"), ("0", "64")],
    "THREADS": [("-1", "64")],
    "PAGE_CACHE_MB": [("all", "integer"), ("-1", "65536")],
}


def test_it_knows_a_bad_value_for_every_setting():
    # Any text will do for a key.
    assert BAD.keys() | {"SECRET_KEY"} == settings_read().keys()


@pytest.mark.parametrize(
    ("name", "value", "reason"), [(name, *case) for name, cases in BAD.items() for case in cases]
)
def test_it_refuses_the_value_in_one_sentence(name, value, reason, monkeypatch, tmp_path):
    for each in settings_read():
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as caught:
        read_environment(tmp_path)
    sentence = str(caught.value)
    assert sentence.startswith(f"Environment variable {name} invalid: ")
    assert reason in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(("name", "value"), [(name, BAD[name][0][0]) for name in BAD])
def test_a_command_ends_with_that_sentence_and_no_traceback(name, value, tmp_path: Path):
    ended = manage(tmp_path, "check", **{name: value})
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith(f"Environment variable {name} invalid: ")


def test_it_says_what_to_do_about_a_key_that_cannot_be_read(monkeypatch, tmp_path: Path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    (tmp_path / "secret-key").write_text("\n")
    with pytest.raises(ImproperlyConfigured, match="remove it"):
        read_environment(tmp_path)
    (tmp_path / "secret-key").unlink()
    (tmp_path / "secret-key").mkdir()
    with pytest.raises(ImproperlyConfigured, match="set SECRET_KEY"):
        read_environment(tmp_path)
