"""An index that was left behind catches up, whoever left it so; a damaged one is built anew."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from haystack import connections
from whoosh.index import TOC

from archive.models import Change, Interview, Person, Segment, Sentence
from search.documents.analysis import SegmentText
from search.index import following, updating
from search.index.checking import differences
from search.index.segments import load_names, segment_text
from search.store import Changes, current_store
from search.store.whoosh import integrity, snapshots
from search.store.whoosh.integrity import set_aside, write_whole
from search.store.whoosh.writing import open_index
from search.store.whoosh.writing import replace_segments as write_segments
from tests.faults import damage
from tests.indexing import build_index, forget, index_path

WORD = "恐竜学者"


@pytest.fixture
def site(transactional_db: None, interview: Interview) -> Iterator[Client]:
    """A reader of a site whose index is built."""
    build_index()
    yield Client()
    # Another test's index begins whole.
    build_index()


def found(client: Client, query: str) -> list[str]:
    answer = json.loads(client.get("/search.json", {"q": f'"{query}"'}).content)
    return [result["anchor"] for result in answer["results"]]


def edit(word: str = WORD) -> str:
    """Put a word into the archive; return the anchor of its turn."""
    sentence = Sentence.objects.filter(text__contains="ロケット")[0]
    sentence.text += f"{word}です。"
    sentence.save()
    return sentence.paragraph.segment.anchor_id


def unnoticed(monkeypatch: pytest.MonkeyPatch, change: Callable[[], Any]) -> Any:
    """Make a change as a process does that is killed before it writes to the index."""
    with monkeypatch.context() as patch:
        patch.setattr(updating, "catch_up", lambda **options: True)
        return change()


def test_the_next_save_brings_what_a_killed_one_left_out(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchor = unnoticed(monkeypatch, edit)
    assert found(site, WORD) == []
    assert updating.is_behind()
    other = Sentence.objects.filter(text__contains="Claude")[0]
    other.save()
    assert found(site, WORD) == [anchor]
    assert not updating.is_behind()


def test_a_running_site_notices_by_itself(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    anchor = unnoticed(monkeypatch, edit)
    assert following.look()
    assert found(site, WORD) == [anchor]


def test_two_indexes_follow_one_database(
    site: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    here = index_path()
    monkeypatch.setitem(settings.HAYSTACK_CONNECTIONS["default"], "PATH", str(tmp_path / "other"))
    build_index()
    anchor = edit()
    assert found(site, WORD) == [anchor]
    monkeypatch.setitem(settings.HAYSTACK_CONNECTIONS["default"], "PATH", here)
    assert found(site, WORD) == []
    assert following.look()
    assert found(site, WORD) == [anchor]


def test_one_that_is_too_far_behind_is_built_anew(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchor = unnoticed(monkeypatch, edit)
    Change.objects.all().delete()
    updating.catch_up()
    assert found(site, WORD) == [anchor]
    assert dict(differences()) == {}


def test_a_request_does_nothing_large(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "MOST_IN_A_REQUEST", 3)
    monkeypatch.setattr(following, "is_on", lambda: True)
    woken: list[bool] = []
    monkeypatch.setattr(following, "wake", lambda: woken.append(True))
    person = Person.objects.get(slug="dario-amodei")
    person.name_ja = "新しい名"
    person.save()
    assert woken == [True]
    assert updating.is_behind()
    call_command("catch_up_index")
    assert "新しい名" in site.get("/search/", {"q": "ロケット"}).content.decode()


def text_of(segment: Segment) -> SegmentText:
    index = connections["default"].get_unified_index().get_index(Segment)
    return segment_text(segment, index.full_prepare(segment))


def test_a_check_says_what_differs_and_mends_it(
    site: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = Sentence.objects.filter(text__contains="ロケット")[0]
    Sentence.objects.filter(pk=sentence.pk).update(text=f"{WORD}です。")
    first = Segment.objects.order_by("pk")[0]
    ghost = replace(text_of(first), segment=10**6, id="archive.segment.1000000")
    current_store().apply(Changes([first.pk], [ghost]), load_names)
    with pytest.raises(SystemExit) as ended:
        call_command("check_index")
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert f"segment {sentence.paragraph.segment_id}: has other words" in said
    assert f"segment {first.pk}: is not in the index" in said
    assert "segment 1000000: is in the index, but no more in the database" in said
    call_command("check_index", "--repair")
    call_command("check_index")
    assert "agrees" in capsys.readouterr().out
    assert found(site, WORD)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def garbage(path: Path) -> None:
    path.write_bytes(b"\x80\x05garbage" * 40)


DAMAGES = [cut, empty, flip, garbage, Path.unlink]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("kind", ["*.seg", "*.toc"])
def test_a_damaged_index_is_set_aside_and_built_anew(
    site: Client, kind: str, damage: Callable[[Path], None]
) -> None:
    folder = Path(index_path())
    for path in folder.glob(kind):
        damage(path)
    forget()
    answer = site.get("/search/", {"q": "AI"})
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert site.get("/").status_code == 200
    updating.catch_up()
    assert found(site, "ロケット")
    assert not updating.is_behind()


def set_aside_of(folder: Path) -> set[Path]:
    """What was set aside of this index, in earlier tests too."""
    return set(folder.parent.glob("*-unreadable-*"))


@pytest.mark.parametrize("name", ["cut", "empty", "flip", "garbage", "missing"])
def test_a_change_is_not_written_to_an_index_that_only_memory_has(site: Client, name: str) -> None:
    """A process that has read the files sees no damage until it writes: then a few turns would
    pass for all."""
    assert found(site, "AI")
    for path in Path(index_path()).glob("*.seg"):
        getattr(damage, name)(path)
    anchor = edit()
    following.look()
    updating.catch_up()
    assert found(site, WORD) == [anchor]
    assert found(site, "AI")
    assert not list(differences())
    assert not updating.is_behind()


@pytest.mark.parametrize("change", ["update", "remove"])
def test_haystacks_own_way_leaves_no_part_of_an_index(site: Client, change: str) -> None:
    set_aside(Path(index_path()))
    forget()
    segment = Segment.objects.all()[0]
    backend = connections["default"].get_backend()
    if change == "remove":
        backend.remove(segment)
        assert not current_store().is_readable()
        return
    backend.update(connections["default"].get_unified_index().get_index(Segment), [segment])
    assert not list(differences())


def test_a_file_in_the_folders_place_is_set_aside(site: Client) -> None:
    folder = Path(index_path())
    before = set_aside_of(folder)
    folder.rename(folder.with_name("moved"))
    folder.write_text("no index")
    forget()
    assert site.get("/search/", {"q": "AI"}).status_code == 503
    updating.catch_up()
    assert found(site, "ロケット")
    assert len(set_aside_of(folder) - before) == 1


def test_an_unreadable_index_is_read_once_and_not_with_every_search(
    site: Client, caplog: pytest.LogCaptureFixture
) -> None:
    for path in Path(index_path()).glob("*.seg"):
        cut(path)
    forget()
    for _ in range(5):
        assert site.get("/search/", {"q": "AI"}).status_code == 503
    assert caplog.text.count("can't be read") == 1


def test_what_only_the_machine_lacks_is_no_damage_and_passes(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    folder = Path(index_path())
    before = set_aside_of(folder)
    forget()
    with monkeypatch.context() as patched:
        patched.setattr("search.store.whoosh.snapshots.open_dir", lacking)
        patched.setattr("search.store.whoosh.writing.open_dir", lacking)
        assert site.get("/search/", {"q": "AI"}).status_code == 503
        with pytest.raises(OSError, match="Too many open files"):
            open_index(str(folder))
    assert set_aside_of(folder) == before
    assert found(site, "ロケット")


@pytest.mark.parametrize("step", ["verify", "open_dir", "load_leaves"])
def test_a_reader_whose_files_a_writer_takes_away_reads_the_newer_ones(
    site: Client, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A commit deletes the files of the state before, which another process may be opening."""
    now = getattr(snapshots, step)

    def late(*arguments: Any) -> Any:
        monkeypatch.setattr(snapshots, step, now)
        listed = integrity._files(folder)
        # As another process does: this one's index is being opened.
        write_segments(open_index(str(folder)), (), load_names, ["none"])
        with monkeypatch.context() as patched:
            if step == "verify":
                patched.setattr(integrity, "_files", lambda folder: listed)
            else:
                # The folder was listed before the commit.
                patched.setattr(TOC, "_latest_generation", lambda *_: generation)
            return now(*arguments)

    folder = Path(index_path())
    generation = snapshots.current_snapshot(index_path()).generation
    forget()
    integrity._verified.clear()
    monkeypatch.setattr(snapshots, step, late)
    assert site.get("/search/", {"q": "AI"}).status_code == 200
    assert snapshots.current_snapshot(index_path()).generation > generation


def test_a_listing_that_caught_no_state_is_made_again(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One state came after the listing's place was read, the other went before."""
    listings = iter([list[int]()])
    real = snapshots._generations
    monkeypatch.setattr(snapshots, "_generations", lambda path: next(listings, None) or real(path))
    assert snapshots.newest_state(index_path())


def test_checksums_of_an_earlier_index_are_not_those_of_its_namesakes(site: Client) -> None:
    folder = Path(index_path())
    set_aside(folder)
    build_index()
    contents = next(folder.glob("*.toc"))
    contents.write_bytes(contents.read_bytes().replace(b"whoosh.schema", b"whoosh.schemq"))
    (folder / integrity.CHECKSUMS).write_text(
        json.dumps({contents.name: integrity._checksum(contents)}), encoding="utf-8"
    )
    before = set_aside_of(folder)
    forget()
    build_index()
    assert next(folder.glob("*.toc")).name == contents.name
    forget()
    assert found(site, "ロケット")
    assert set_aside_of(folder) == before


def test_an_index_begun_anew_is_noticed_though_its_generation_was_there_before(
    site: Client,
) -> None:
    folder = Path(index_path())
    set_aside(folder)
    build_index()
    before = current_store().vocabulary()
    set_aside(folder)
    Sentence.objects.filter(text__contains="ロケット").update(text=f"{WORD}です。")
    build_index()
    assert current_store().vocabulary() is not before
    assert found(site, WORD)


def test_it_starts_no_process_where_another_worker_is_at_it(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    unnoticed(monkeypatch, edit)
    started: list[bool] = []
    monkeypatch.setattr(following, "_catch_up_beside", lambda: started.append(True))
    with current_store().lock(0):
        assert following.look()
    assert started == []
    monkeypatch.setattr(updating, "MOST_IN_A_REQUEST", 0)
    following.look()
    assert started == [True]


@pytest.mark.parametrize("command", ["catch_up_index", "rebuild_index", "prepare"])
def test_a_command_says_that_another_process_writes(
    site: Client, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(updating, "PATIENCE", 0.0)
    unnoticed(monkeypatch, edit)
    with current_store().lock(0), pytest.raises(CommandError, match="Another process") as refused:
        call_command(command)
    assert refused.value.returncode == 2


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    "place",
    [
        "search.store.whoosh.writing.note_checksums",
        "whoosh.writing.SegmentWriter._commit_toc",
        "whoosh.writing.SegmentWriter.add_document",
        "search.store.whoosh.store.write_whole",
        "filelock.FileLock.acquire",
    ],
)
def test_a_change_is_stored_and_indexed_later_where_the_index_has_no_room(
    site: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, place: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(place, full)
        anchor = edit()
    assert "No space left" in caplog.text
    assert "Traceback" not in caplog.text
    assert updating.is_behind()
    assert site.get("/search/", {"q": "ロケット"}).status_code == 200
    updating.catch_up()
    assert found(site, WORD) == [anchor]
    assert dict(differences()) == {}


@pytest.mark.parametrize("name", ["name", "content.json"])
def test_what_is_noted_of_the_index_is_whole_or_as_it_was(site: Client, name: str) -> None:
    before = (Path(index_path()) / name).read_text()
    (Path(index_path()) / f"{name}.new").mkdir()
    try:
        with pytest.raises(OSError):  # noqa: PT011  (whatever the system says)
            write_whole(Path(index_path()) / name, "half")
    finally:
        (Path(index_path()) / f"{name}.new").rmdir()
    assert (Path(index_path()) / name).read_text() == before


def test_an_index_whose_name_was_left_empty_gets_one(site: Client) -> None:
    (Path(index_path()) / "name").write_text("")
    assert len(current_store().name()) == 32
    assert current_store().name() == current_store().name()


def test_a_current_index_needs_no_lock_to_be_found_current(site: Client) -> None:
    with current_store().lock(0):
        updating.build_if_stale(pytest.fail)
