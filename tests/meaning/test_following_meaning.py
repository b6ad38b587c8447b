"""Vectors follow the index in the background, where an encoder is installed."""

from __future__ import annotations

import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from archive.models import Interview, Sentence
from search.index import following, meanings
from search.meaning import locked, vectors
from search.meaning.vectors import folder
from tests.indexing import build_index
from tests.meaning.encoders import LetterEncoder, installed

WORD = "恐竜学者です。"


@pytest.fixture
def encoder(transactional_db: None, interview: Interview) -> Iterator[LetterEncoder]:
    """An encoder beside an index that was just built, and no vectors yet."""
    build_index()
    made = LetterEncoder()
    rmtree(folder(), ignore_errors=True)
    with installed(made):
        yield made
    build_index()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[list[str]]]:
    """The processes that would have been started; each has ended well when it is looked for."""
    commands: list[list[str]] = []

    class Started:
        def __init__(self, command: list[str], **options: Any) -> None:
            commands.append(command)

        def poll(self) -> int:
            return 0

    monkeypatch.setattr(subprocess, "Popen", Started)
    yield commands
    following._encoding.clear()


def edit() -> None:
    sentence = Sentence.objects.filter(text__contains="ロケット")[0]
    sentence.text = f"{sentence.text}{WORD}"
    sentence.save()


def test_a_first_time_is_for_a_process_of_its_own(
    encoder: LetterEncoder, started: list[list[str]]
) -> None:
    assert meanings.is_behind()
    assert following.look()
    assert [command[-2:] for command in started] == [["build_meaning", "--background"]]
    assert encoder.seen == []


def test_it_starts_no_second_process(encoder: LetterEncoder, started: list[list[str]]) -> None:
    with locked(0):
        assert following.look()
    assert started == []
    assert following.look()
    # The one that was started is looked for first.
    assert following.look()
    assert len(started) == 1


def test_a_process_that_failed_is_not_started_again_at_once(
    encoder: LetterEncoder, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    following.look()
    monkeypatch.setattr(type(following._encoding[0]), "poll", lambda self: 2)
    assert not following.look()
    assert len(started) == 1


def test_an_edit_is_encoded_here(encoder: LetterEncoder, started: list[list[str]]) -> None:
    meanings.catch_up()
    encoder.seen.clear()
    edit()
    assert meanings.is_behind()
    assert following.look()
    assert not meanings.is_behind()
    assert len(encoder.seen) == 1
    assert encoder.seen[0].endswith(WORD)
    assert started == []


def test_a_disk_that_is_full_is_told_of_and_leaves_what_there_was(
    encoder: LetterEncoder,
    started: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    meanings.catch_up()
    before = {path.name for path in folder().glob("*.npy")}
    edit()

    def full(path: Path, array: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(vectors, "write_array", full)
        assert not following.look()
    assert "Vectors of meaning can't be made" in caplog.text
    assert {path.name for path in folder().glob("*.npy")} == before
    assert following.look()
    assert not meanings.is_behind()


def test_a_log_that_was_cut_means_any_turn(
    encoder: LetterEncoder, started: list[list[str]]
) -> None:
    meanings.catch_up()
    edit()
    from archive.models import Change

    Change.objects.all().delete()
    assert following.look()
    assert len(started) == 1
    assert meanings.catch_up() == 1
    assert not meanings.is_behind()


def test_vectors_that_are_lacking_are_made_anew(
    encoder: LetterEncoder, started: list[list[str]]
) -> None:
    meanings.catch_up()
    for path in folder().glob("*.vectors.npy"):
        path.unlink()
    assert meanings.sentences_behind() > 100
    assert following.look()
    assert len(started) == 1
    meanings.catch_up()
    assert meanings.sentences_behind() == 0


def test_without_an_encoder_nothing_is_behind(
    transactional_db: None, interview: Interview, started: list[list[str]]
) -> None:
    build_index()
    assert not meanings.is_behind()
    assert meanings.sentences_behind() == 0
    assert following.look()
    assert started == []


def test_the_command_makes_what_is_lacking(
    encoder: LetterEncoder, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("build_meaning")
    assert f"{len(encoder.seen)} sentences" in capsys.readouterr().out
    assert not meanings.is_behind()
    call_command("build_meaning")
    assert " 0 sentences" in capsys.readouterr().out


def test_the_command_says_what_it_lacks(
    encoder: LetterEncoder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(meanings, "PATIENCE", 0)
    with locked(0):
        with pytest.raises(CommandError, match="Another process"):
            call_command("build_meaning")
        call_command("build_meaning", "--background")
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
def test_the_command_needs_an_encoder() -> None:
    with pytest.raises(CommandError, match="make install-meaning"):
        call_command("build_meaning")
