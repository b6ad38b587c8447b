"""What is saved or deleted, in the admin or not, shows in the next search."""

from __future__ import annotations

import gc
import json
import os
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import transaction
from django.test import Client
from django.urls import reverse
from haystack import connections
from haystack.exceptions import SkipDocument
from whoosh.fields import ID
from whoosh.index import open_dir

from archive.models import Exchange, Interview, Participant, Person, Segment, Sentence, Term
from archive.transcript import segment_plain
from search.backend import SegmentSearchBackend
from search.documents import processes
from search.documents.analysis import SegmentText
from search.index import updating
from search.index.updating import build_if_stale
from search.search_indexes import SegmentIndex
from search.store import current_store
from search.store.whoosh.snapshots import current_snapshot
from tests.indexing import build_index, forget, index_path

WORD = "恐竜学者"


@pytest.fixture
def site(transactional_db: None, interview: Interview) -> Client:
    """A reader of a site whose index is built."""
    build_index()
    return Client()


def found(client: Client, query: str) -> list[str]:
    answer = json.loads(client.get("/search.json", {"q": f'"{query}"'}).content)
    return [result["anchor"] for result in answer["results"]]


def test_it_finds_what_was_saved_and_not_what_stood_there(site: Client) -> None:
    sentence = Sentence.objects.filter(text__contains="ロケット")[0]
    anchor = sentence.paragraph.segment.anchor_id
    assert found(site, "ロケット") == [anchor]
    sentence.text = f"{WORD}です。"
    sentence.save()
    assert found(site, WORD) == [anchor]
    assert found(site, "ロケット") == []


def test_it_follows_the_admin(site: Client) -> None:
    sentence = Sentence.objects.filter(text__contains="ロケット")[0]
    segment = sentence.paragraph.segment
    User.objects.create_superuser("editor", password="letmein")
    site.force_login(User.objects.get())
    page = reverse("admin:archive_segment_delete", args=[segment.pk])
    assert site.post(page, {"post": "yes"}).status_code == 302
    assert not Segment.objects.filter(pk=segment.pk).exists()
    assert found(site, "ロケット") == []


def test_it_indexes_a_transaction_once_and_not_when_it_fails(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def catch_up(**options: bool) -> bool:
        calls.append(options)
        return True

    monkeypatch.setattr(updating, "catch_up", catch_up)
    with transaction.atomic():
        for sentence in Sentence.objects.all()[:5]:
            sentence.save()
    assert len(calls) == 1
    with transaction.atomic():
        Sentence.objects.all()[0].save()
        transaction.set_rollback(True)
    assert len(calls) == 1
    Sentence.objects.all()[0].save()
    assert len(calls) == 2


@pytest.mark.parametrize(("share", "times"), [(0.2, 0), (0.9, 1)])
def test_it_builds_the_index_anew_where_most_of_it_changed(
    site: Client, monkeypatch: pytest.MonkeyPatch, share: float, times: int
) -> None:
    built = []
    monkeypatch.setattr(updating, "MANY", 3)
    monkeypatch.setattr(updating, "BATCH", 2)
    rebuild = updating._rebuild
    monkeypatch.setattr(updating, "_rebuild", lambda store: built.append(rebuild(store)))
    segments = Segment.objects.all()
    words = {}
    with transaction.atomic():
        for number, segment in enumerate(segments[: int(len(segments) * share)]):
            sentence = segment.paragraphs.all()[0].sentences.all()[0]
            words[segment.anchor_id] = sentence.text = f"第{number}の{WORD}です。"
            sentence.save()
    assert len(built) == times
    assert all(found(site, word) == [anchor] for anchor, word in words.items())


def test_it_finds_by_a_new_name_of_a_term(site: Client) -> None:
    Term.objects.create(slug="rockets", kind="concept", label="ロケット", aliases="ゾグリンバ")
    answer = json.loads(site.get("/search.json", {"q": "ゾグリンバ"}).content)
    assert any("ロケット" in result["text"] for result in answer["results"])
    Term.objects.get().delete()
    answer = json.loads(site.get("/search.json", {"q": "ゾグリンバ", "exact": "1"}).content)
    assert not any("ロケット" in result["text"] for result in answer["results"])


def test_it_forgets_a_term_by_the_name_that_it_had(site: Client) -> None:
    term = Term.objects.create(slug="rockets", kind="concept", label="ロケット")
    assert current_store().segments_with([("terms", "rockets")], ())
    term.label = WORD
    term.save()
    assert current_store().segments_with([("terms", "rockets")], ()) == set()


def test_it_has_a_fixture_of_terms(site: Client, tmp_path: Path) -> None:
    term = Term(pk=1, slug="rockets", kind="concept", label="ロケット", aliases="ゾグリンバ")
    (tmp_path / "terms.json").write_text(serialize("json", [term]), encoding="utf-8")
    call_command("loaddata", tmp_path / "terms.json", verbosity=0)
    assert not updating.is_behind()
    answer = json.loads(site.get("/search.json", {"q": "ゾグリンバ"}).content)
    assert any("ロケット" in result["text"] for result in answer["results"])


def test_it_is_what_it_was_when_building_it_failed(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is noted of the old index stays true of it: a site that rebuilds stays ready."""
    noted = current_store().stamp()
    assert noted

    def fail(*arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(SegmentSearchBackend, "rebuild", fail)
    with pytest.raises(KeyboardInterrupt):
        updating.rebuild()
    assert current_store().stamp() == noted
    assert found(site, "ロケット")


def test_it_shows_a_question_as_it_was_edited_beside_its_answers(site: Client) -> None:
    question = Segment.objects.filter(kind="question", exchange__segments__kind="answer")[0]
    answers = {each.anchor_id for each in question.exchange.segments.filter(kind="answer")}
    sentence = question.paragraphs.all()[0].sentences.all()[0]
    sentence.text = f"{WORD}ですか。"
    sentence.save()
    snapshot = current_snapshot(index_path())
    fields = [snapshot.fields(turn) for turn in range(snapshot.turns)]
    beside = {each["anchor"] for each in fields if WORD in (each.get("question") or "")}
    assert answers <= beside


def test_it_shows_a_speakers_new_name(site: Client) -> None:
    person = Person.objects.get(slug="dario-amodei")
    person.name_ja = "新しい名"
    person.save()
    page = site.get("/search/", {"q": "ロケット"}).content.decode()
    assert "新しい名" in page


def test_it_builds_the_index_only_where_it_is_stale(site: Client) -> None:
    told: list[str] = []
    build_if_stale(told.append)
    assert told == []
    # A change that sends no signal is none to the index; an import tells of its own.
    with transaction.atomic():
        Sentence.objects.all()[0].save()
    build_if_stale(told.append)
    assert told == []
    updating.mark_stale()
    build_if_stale(told.append)
    assert len(told) == 1


def test_it_has_what_a_fixture_brought(site: Client, tmp_path: Path) -> None:
    sentence = Sentence.objects.filter(text__contains="ロケット")[0]
    sentence.text = f"{WORD}です。"
    (tmp_path / "edit.json").write_text(serialize("json", [sentence]), encoding="utf-8")
    call_command("loaddata", tmp_path / "edit.json", verbosity=0)
    assert found(site, WORD)
    assert not updating.is_behind()


def test_the_next_change_brings_what_could_not_be_written(
    site: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*arguments: Any) -> None:
        raise OSError("No space left on device")

    sentence = Sentence.objects.filter(text__contains="ロケット")[0]
    sentence.text = f"{WORD}です。"
    with monkeypatch.context() as patch, transaction.atomic():
        patch.setattr(SegmentSearchBackend, "replace", fail)
        sentence.save()
    assert "No space left" in caplog.text
    assert updating.is_behind()
    assert not found(site, WORD)
    Sentence.objects.filter(text__contains="Claude")[0].save()
    assert found(site, WORD)
    assert not updating.is_behind()


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("search.index.updating.version", lambda package: "0"),
        ("search.index.updating.SCHEMA_VERSION", 0),
    ],
)
def test_it_is_stale_with_another_dictionary_or_schema(
    site: Client, monkeypatch: pytest.MonkeyPatch, name: str, other: object
) -> None:
    monkeypatch.setattr(name, other)
    told: list[str] = []
    for _ in range(2):
        build_if_stale(told.append)
    assert len(told) == 1


def test_it_has_a_speakers_new_role(site: Client) -> None:
    part = Participant.objects.get(person__slug="dario-amodei")
    part.role = "interviewer"
    part.save()
    snapshot = current_snapshot(index_path())
    fields = [snapshot.fields(turn) for turn in range(snapshot.turns)]
    assert {each["role"] for each in fields if each["speaker"] == part.person.slug} == {part.role}


def test_it_shows_a_question_no_more_beside_an_answer_that_left_it(site: Client) -> None:
    answer = Segment.objects.filter(
        kind="answer", paragraphs__sentences__text__contains="ロケット"
    )[0]
    page = site.get("/search/", {"q": '"ロケット"'}).content.decode()
    assert "result-question" in page
    answer.exchange = Exchange.objects.create(interview=answer.topic.interview, slug="alone")
    answer.save()
    page = site.get("/search/", {"q": '"ロケット"'}).content.decode()
    assert "result-question" not in page


def test_it_takes_a_questions_words_from_answers_it_no_longer_has(site: Client) -> None:
    question = Segment.objects.filter(kind="question", exchange__segments__kind="answer")[0]
    words = question.paragraphs.all()[0].sentences.all()[0].text[:12]
    answers = [each.anchor_id for each in question.exchange.segments.filter(kind="answer")]
    question.exchange = Exchange.objects.create(interview=question.topic.interview, slug="alone")
    question.save()
    snapshot = current_snapshot(index_path())
    fields = [snapshot.fields(turn) for turn in range(snapshot.turns)]
    asked = {each["anchor"]: each.get("question") or "" for each in fields}
    assert not any(words in asked[anchor] for anchor in answers)


def test_it_says_that_there_is_no_index(
    db: None, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.HAYSTACK_CONNECTIONS["default"], "PATH", str(tmp_path))
    for address in ("/search/", "/search.json"):
        response = client.get(address, {"q": "AI"})
        assert response.status_code == 503
        assert "manage.py prepare" in response.content.decode()
    assert json.loads(client.get("/search/suggest.json", {"q": "A"}).content)[1] == []


def rows() -> list[tuple[str, str]]:
    """What the index has of each paragraph."""
    snapshot = current_snapshot(index_path())
    return [
        (snapshot.texts[each], str(snapshot.stored(each))) for each in range(len(snapshot.texts))
    ]


def words() -> dict[str, list[int]]:
    """Where the index has each word."""
    snapshot = current_snapshot(index_path())
    terms = snapshot.lexicon("words")
    return {term: snapshot.postings("words", term).paragraphs.tolist() for term in terms}


def test_it_answers_from_the_old_index_until_the_new_one_is_whole(site: Client) -> None:
    before = rows()
    Sentence.objects.filter(text__contains="ロケット").update(text=f"{WORD}です。")
    seen: list[int] = []
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Segment)

    def read() -> Iterator[Segment]:
        for each in index.index_queryset():
            seen.append(len(found(site, "ロケット")))
            yield each

    backend.rebuild(index, read())
    assert len(seen) == Segment.objects.count()
    assert set(seen) == {1}
    assert found(site, WORD)
    assert len(rows()) == len(before)


def test_it_keeps_the_old_index_when_building_fails(site: Client) -> None:
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Segment)

    def read() -> Iterator[Segment]:
        yield index.index_queryset()[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backend.rebuild(index, read())
    assert found(site, "ロケット")
    build_index()
    assert found(site, "ロケット")


def test_it_builds_the_same_index_with_the_help_of_processes(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A speaker without a part in the interview has a default one.
    Participant.objects.first().delete()  # type: ignore[union-attr]
    alone = rows(), words()
    monkeypatch.setattr(processes, "PARALLEL_FROM", 2)
    monkeypatch.setattr(processes, "CHUNK", 3)
    monkeypatch.setattr(processes, "AHEAD", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    build_index()
    assert (rows(), words()) == alone


def test_it_leaves_out_what_haystacks_index_skips(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare = SegmentIndex.prepare

    def prepared(self: SegmentIndex, segment: Segment) -> dict[str, Any]:
        if "ロケット" in segment_plain(segment):
            raise SkipDocument
        return prepare(self, segment)

    monkeypatch.setattr(SegmentIndex, "prepare", prepared)
    build_index()
    assert found(site, "ロケット") == []
    assert found(site, "雇用")


def test_it_begins_anew_where_the_index_is_of_an_earlier_version(site: Client) -> None:
    """Whoosh pickles the classes of fields and segments by name, and modules move."""
    contents = max(Path(index_path()).glob("*.toc"))
    for name in (b"search.store.whoosh.schema", b"search.store.whoosh.codec"):
        contents.write_bytes(contents.read_bytes().replace(name, name[:-1] + b"q"))
    forget()
    assert site.get("/search/", {"q": "AI"}).status_code == 503
    assert site.get("/").status_code == 200
    build_index()
    assert found(site, "ロケット")


def test_it_builds_over_an_index_of_other_fields(site: Client) -> None:
    writer = open_dir(index_path()).writer()
    writer.remove_field("named")
    writer.add_field("colour", ID())
    writer.commit()
    build_index()
    names = set(open_dir(index_path()).schema.names())
    assert "named" in names
    assert "colour" not in names
    assert found(site, "ロケット")


def test_it_has_what_changes_while_it_is_built(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = SegmentSearchBackend._texts

    def change(*arguments: Any) -> Iterator[SegmentText]:
        yield from texts(*arguments)
        # It was read before.
        monkeypatch.setattr(SegmentSearchBackend, "_texts", texts)
        Sentence.objects.filter(text__contains="ロケット").get().delete()

    monkeypatch.setattr(SegmentSearchBackend, "_texts", change)
    updating.rebuild()
    assert current_store().stamp() == updating._present_stamp()
    assert found(site, "ロケット") == []


def test_whoosh_reads_the_postings_as_they_are_written(site: Client) -> None:
    snapshot = current_snapshot(index_path())
    for field in ("words", "sound"):
        for term in snapshot.lexicon(field):
            matcher = snapshot.reader.postings(field, term)
            read = []
            while matcher.is_active():
                read.append((int(snapshot._paragraph[matcher.id()]), matcher.weight()))
                matcher.next()
            postings = snapshot.postings(field, term)
            ours = zip(postings.paragraphs.tolist(), postings.counts.tolist(), strict=True)
            assert sorted(read) == list(ours), term


def test_its_command_says_how_many_turns_it_built(site: Client, capsys: Any) -> None:
    call_command("rebuild_index", "--noinput")
    assert capsys.readouterr().out == f"search index: {Segment.objects.count()} turns\n"
    assert current_store().stamp() == updating._present_stamp()


def test_an_older_state_of_the_index_is_gone_at_once(site: Client) -> None:
    """It holds all texts as arrays: none may wait for the garbage collector."""
    site.get("/search/", {"q": "AI 経済"})
    gc.collect()
    gc.disable()
    try:
        older = weakref.ref(current_snapshot(index_path()))
        Sentence.objects.all()[0].save()
        site.get("/search/", {"q": "AI 経済"})
        assert older() is None
    finally:
        gc.enable()
