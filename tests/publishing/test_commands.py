"""The commands that change what readers see, and what they say."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from archive.editing import keep_draft, set_texts, texts_in, turn_at, turn_version
from archive.models import (
    Anchor,
    Correction,
    Edit,
    Interview,
    Person,
    Report,
    Segment,
    Sentence,
    SourceText,
    Topic,
)
from archive.models import Draft as EditorsDraft
from search.index.checking import differences
from tests.editing.desk import editor_called
from tests.indexing import build_index
from tests.publishing.routes import addresses_of, is_of_interview, routes, shared_addresses
from tests.publishing.test_strangers import World, body, tells_of
from tests.publishing.world import DRAFT, PUBLIC, REASON, REASON_JA, WITHDRAWN, Stem
from tests.sources.drafts import small

OF_INTERVIEWS = sorted(each for each in set(routes()) if is_of_interview(each))
TRANSLATED = f"ja={REASON_JA}"


def page(stem: Stem) -> str:
    return f"/interviews/{stem.slug('talk')}/"


def run(name: str, stem: Stem, *options: str) -> None:
    call_command(name, stem.slug("talk"), *options)


def refused(name: str, stem: Stem, *options: str) -> str:
    with pytest.raises(CommandError) as error:
        run(name, stem, *options)
    assert error.value.returncode == 2
    return str(error.value)


def test_publish_and_take_back(world: World, client: Client, capsys) -> None:
    run("publish_interview", DRAFT)
    assert client.get(page(DRAFT)).status_code == 200
    run("publish_interview", DRAFT, "--draft")
    assert client.get(page(DRAFT)).status_code == 404
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "quorvex-talk: published",
        "quorvex-talk: a draft, which editors alone see",
    ]


@pytest.mark.parametrize("given", ["2099-12-24", "2099-12-24T09:30", "2099-12-24T09:30+00:00"])
def test_publish_from_a_time_on(world: World, client: Client, given: str) -> None:
    run("publish_interview", DRAFT, "--not-before", given)
    assert client.get(page(DRAFT)).status_code == 404
    expected = datetime.fromisoformat(given)
    if timezone.is_naive(expected):
        expected = timezone.make_aware(expected)
    assert Interview.objects.get(slug=DRAFT.slug("talk")).embargo == expected


@pytest.mark.parametrize("given", ["tomorrow", "2026-13-01", "2026-02-30T10:00", ""])
def test_no_time_is_refused(world: World, given: str) -> None:
    if given:
        assert "is no time" in refused("publish_interview", DRAFT, "--not-before", given)
    else:
        assert "quorvex" in refused("publish_interview", Stem("quorvexx", "", ""))


def test_withdraw_and_publish_again(world: World, client: Client) -> None:
    run("withdraw_interview", PUBLIC, "--reason", REASON, "--translation", TRANSLATED)
    assert REASON_JA in client.get(page(PUBLIC)).content.decode()
    assert REASON in client.get("/en" + page(PUBLIC)).content.decode()
    assert client.get("/en" + page(PUBLIC)).status_code == 410
    run("publish_interview", PUBLIC)
    assert client.get(page(PUBLIC)).status_code == 200
    found = Interview.objects.get(slug=PUBLIC.slug("talk"))
    assert found.withdrawal == ""
    assert found.translations == {"ja": {"title": PUBLIC.text("translation")}}


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--reason", " "], "--reason is empty"),
        (["--reason", "x", "--translation", "en"], "--translation is `en`"),
        (["--reason", "x", "--translation", "no language=y"], "no language=y"),
        (["--reason", "x", "--translation", "en= "], "--translation"),
    ],
)
def test_a_reason_is_needed(world: World, options: list[str], reason: str) -> None:
    for command in ("withdraw_interview", "remove_interview"):
        assert reason in refused(command, PUBLIC, *options)
    assert Interview.objects.get(slug=PUBLIC.slug("talk")).state == "published"


def test_a_reason_is_shown_as_it_is_written(world: World, client: Client) -> None:
    run("withdraw_interview", PUBLIC, "--reason", "<b>One</b> & two\nthree")
    text = client.get(page(PUBLIC)).content.decode()
    assert "&lt;b&gt;One&lt;/b&gt; &amp; two<br>three" in text


def test_share_a_draft(world: World, client: Client, settings, capsys) -> None:
    settings.BASE_URL = "https://archive.example"
    run("share_draft", DRAFT, "--days", "2")
    said = capsys.readouterr()
    address = said.out.strip()
    assert address.startswith("https://archive.example/drafts/")
    assert client.get(address.removeprefix(settings.BASE_URL)).status_code == 302
    assert client.get(page(DRAFT)).status_code == 200
    run("share_draft", DRAFT, "--revoke")
    assert client.get(page(DRAFT)).status_code == 404


@pytest.mark.parametrize("days", ["0", "-1", "367"])
def test_a_link_ends_within_a_year(world: World, days: str) -> None:
    assert "it must be 1 to 366" in refused("share_draft", DRAFT, f"--days={days}")


def test_what_is_no_draft_has_no_link(world: World) -> None:
    assert "is published" in refused("share_draft", PUBLIC)
    assert "is withdrawn" in refused("share_draft", WITHDRAWN)


# Removing


def remove(stem: Stem, *options: str) -> None:
    given = ("--reason", REASON, "--translation", TRANSLATED, "--yes", *options)
    run("remove_interview", stem, *given)


def test_nothing_of_the_words_is_left(
    world: World, client: Client, settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    interview = world["public"]
    SourceText.objects.create(interview=interview, text="words", annotations="", form="vtt")
    Report.objects.create(anchor=f"s{PUBLIC.code}00", words=PUBLIC.text("word"), message="A slip.")
    anchors = set(Anchor.objects.values_list("code", flat=True))
    client.get(f"/t/s{PUBLIC.code}00/card.png")
    assert list(tmp_path.glob("cards/*.png"))
    remove(PUBLIC)
    assert not list(tmp_path.glob("cards/*"))
    assert set(Anchor.objects.values_list("code", flat=True)) == anchors
    left = Interview.objects.filter(pk=interview.pk).values().get()
    assert not tells_of(PUBLIC, str(left).replace(left["slug"], "").replace(left["source"], ""))
    for model in (Topic, Segment, Sentence, Person, Anchor, Report, SourceText):
        rows = str(list(model.objects.values()))
        assert not tells_of(PUBLIC, rows.casefold().replace(PUBLIC.code, "")), model
    assert Report.objects.get().message == "A slip."
    assert Person.objects.filter(slug="ada").exists()
    for address in shared_addresses(DRAFT):
        assert not tells_of(PUBLIC, body(client.get(address)))
    assert not list(differences())


def test_nothing_of_the_words_is_left_in_its_history(world: World) -> None:
    ann, anchor = editor_called("ann"), f"s{PUBLIC.code}00"
    texts, version = texts_in(turn_at(anchor)), turn_version(turn_at(anchor))
    assert ann.user
    keep_draft(ann.user, world["public"], anchor, version, texts)
    set_texts(ann, anchor, dict.fromkeys(texts, "Other words."), version)
    assert tells_of(PUBLIC, str(list(Correction.objects.values())).replace(PUBLIC.code, ""))
    remove(PUBLIC)
    for model in (Edit, Correction, EditorsDraft):
        assert not model.objects.exists(), model


def test_every_address_keeps_its_notice_for_editors_too(
    world: World, client: Client, editor: Client
) -> None:
    remove(PUBLIC)
    for route in OF_INTERVIEWS:
        for address in addresses_of(PUBLIC, route):
            for somebody in (client, editor):
                response = somebody.get(address)
                assert response.status_code == 410, address
                reason = REASON if "json" in address or address.startswith("/en") else REASON_JA
                assert reason in response.content.decode()


def test_it_is_not_published_again(world: World) -> None:
    remove(PUBLIC)
    assert "were removed" in refused("publish_interview", PUBLIC)


def test_a_topic_with_parts_is_removed_too(world: World) -> None:
    first, second = world["public"].topics.all()
    second.parent = first
    second.save()
    remove(PUBLIC)
    assert not world["public"].topics.exists()


def test_who_does_not_mean_it_keeps_all(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--yes" in refused("remove_interview", PUBLIC, "--reason", REASON)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "something else")
    assert "Nothing was removed" in refused("remove_interview", PUBLIC, "--reason", REASON)
    assert world["public"].topics.exists()
    monkeypatch.setattr("builtins.input", lambda _: PUBLIC.slug("talk"))
    run("remove_interview", PUBLIC, "--reason", REASON)
    assert not world["public"].topics.exists()


def test_its_file_does_not_bring_it_back(transactional_db: None, tmp_path: Path, capsys) -> None:
    draft = small()
    draft.load(tmp_path)
    build_index()
    call_command("remove_interview", draft.slug, "--reason", REASON, "--yes")
    (file,) = tmp_path.glob("*.yaml")
    with pytest.raises(CommandError, match="was edited in the archive"):
        call_command("import_interview", file)
    assert not Segment.objects.exists()
    assert "Backups" in capsys.readouterr().err
