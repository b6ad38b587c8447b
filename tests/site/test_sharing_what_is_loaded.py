"""What the server loads before its workers fork."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from archive import gunicorn
from archive.signals import serving
from archive.site import warm_up


@pytest.fixture
def collector() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_the_collector_leaves_it_alone(collector, monkeypatch: pytest.MonkeyPatch, capsys):
    loaded: list[object] = []
    monkeypatch.setattr(serving, "send", lambda sender: loaded.append([]))
    monkeypatch.setattr(warm_up, "answer", loaded.append)
    gunicorn.when_ready(None)
    assert loaded[1:] == ["/", "/search/?q=AI"]
    assert gc.get_freeze_count() > 1000
    # Frozen, it is in no generation that is gone through.
    assert not any(each is loaded[0] for each in gc.get_objects())
    assert "Serving http://" in capsys.readouterr().out
