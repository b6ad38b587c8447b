"""The table of settings against the module that reads them."""

from __future__ import annotations

from tests.project.documents import BASE, SITE, rows
from tests.project.environment import Default, settings_read

READING = ("os.environ[", "getenv", "environ.get")


def _as_written(default: Default) -> str:
    if isinstance(default, bool):
        return "on" if default else "off"
    text = ",".join(default) if isinstance(default, list) else str(default)
    return f"`{text}`" if text else "empty"


def test_it_lists_every_setting_and_no_other():
    assert settings_read()
    assert sorted(row[0].strip("`") for row in rows(SITE, "Settings")) == sorted(settings_read())


def test_it_gives_every_setting_its_default():
    written = {row[0].strip("`"): row[1] for row in rows(SITE, "Settings")}
    for name, default in settings_read().items():
        if default is not None:
            assert written[name] == _as_written(default), name


def test_it_says_what_every_setting_means():
    assert all(len(row) == 3 and row[2] for row in rows(SITE, "Settings"))


def test_no_other_module_reads_the_environment():
    readers = [
        str(path.relative_to(BASE))
        for folder in ("archive", "search")
        for path in (BASE / folder).rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in READING)
    ]
    assert readers == []
