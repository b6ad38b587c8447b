"""An embargo ends without anybody's doing, everywhere at once, and never before its time."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive.changes import content_version, end_embargoes, versions
from archive.models import ContentVersion, History, Interview, Person
from archive.publishing import publish
from search.index import following, updating
from tests.publishing.test_strangers import World, body
from tests.publishing.world import EMBARGOED, LATER, interview

PAGES = ("/interviews/", "/feed.xml", "/sitemap-topics.xml", "/terms/lanternfish/")


class Clock:
    """`timezone` as the versions of the content ask it."""

    def __init__(self) -> None:
        self.time = timezone.now()

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(versions, "timezone", clock)
    return clock


def pages_with_it(client: Client) -> set[str]:
    own = (f"/interviews/{EMBARGOED.slug('talk')}/", f"/t/s{EMBARGOED.code}00/")
    shown = {each for each in own if client.get(each).status_code == 200}
    shown |= {each for each in PAGES if EMBARGOED.latin in body(client.get(each))}
    found = client.get("/search.json", {"q": f'"{EMBARGOED.latin}word"'}).content
    return shown | ({"search"} if json.loads(found)["total"] else set())


def test_who_follows_the_content_notices(world: World, client: Client, clock: Clock) -> None:
    assert pages_with_it(client) == set()
    clock.time += LATER - timedelta(minutes=1)
    assert following.look()
    assert pages_with_it(client) == set()
    clock.time += timedelta(minutes=2)
    assert following.look()
    assert len(pages_with_it(client)) == len(PAGES) + 3
    assert History.objects.get(interview=world["embargoed"]).added == clock.time


def test_it_is_noticed_once(world: World, clock: Clock) -> None:
    clock.time += LATER + timedelta(minutes=1)
    assert end_embargoes()
    number = content_version()
    assert not end_embargoes()
    assert content_version() == number


def test_another_change_brings_it_too(world: World, client: Client, clock: Clock) -> None:
    clock.time += LATER + timedelta(minutes=1)
    Person.objects.get(slug="ada").save()
    assert len(pages_with_it(client)) == len(PAGES) + 3
    assert not end_embargoes()


def test_an_index_elsewhere_whose_clock_is_slow_has_it_as_well(
    world: World, client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(updating, "catch_up", lambda **options: True)
        clock.time += LATER + timedelta(minutes=1)
        assert end_embargoes()
    clock.time -= LATER
    assert following.look()
    assert "search" in pages_with_it(client)
    # Nor does a change on that machine take it back.
    Person.objects.get(slug="ada").save()
    assert len(pages_with_it(client)) == len(PAGES) + 3


def test_preparing_a_site_brings_what_ended_while_it_stood_still(
    world: World, client: Client, clock: Clock, settings, tmp_path
) -> None:
    clock.time += LATER + timedelta(minutes=1)
    settings.STATIC_ROOT = tmp_path
    call_command("prepare", verbosity=0)
    assert len(pages_with_it(client)) == len(PAGES) + 3


def test_one_that_is_over_when_it_is_set_hides_nothing(world: World, client: Client) -> None:
    publish(world["embargoed"], timezone.now() - timedelta(days=1))
    assert len(pages_with_it(client)) == len(PAGES) + 3


OFFSETS = st.integers(-50, 50).map(lambda minutes: timedelta(minutes=minutes))


class TheRule(TestCase):
    """What readers see is what is published and not before its time, by the content's clock."""

    @given(
        st.lists(st.tuples(st.sampled_from(Interview.State.values), st.none() | OFFSETS)), OFFSETS
    )
    def test_it_is_the_same_as_told_in_words(
        self, those: list[tuple[str, timedelta | None]], clock: timedelta
    ) -> None:
        now = timezone.now()
        ContentVersion.objects.update_or_create(pk=1, defaults={"changed": now + clock})
        Interview.objects.bulk_create(
            Interview(
                slug=f"i{number}",
                source=f"i{number}",
                first_line=1,
                last_line=1,
                state=state,
                withdrawal="because",
                embargo=None if offset is None else now + offset,
            )
            for number, (state, offset) in enumerate(those)
        )
        expected = {
            f"i{number}"
            for number, (state, offset) in enumerate(those)
            if state == "published" and (offset is None or offset <= clock)
        }
        assert set(Interview.objects.published().values_list("slug", flat=True)) == expected


def test_without_any_change_of_content_an_embargo_holds(db: None) -> None:
    ContentVersion.objects.all().delete()
    found = interview(EMBARGOED, "published", timezone.now() - timedelta(days=1))
    ContentVersion.objects.all().delete()
    assert not Interview.objects.published().filter(pk=found.pk).exists()
    assert not end_embargoes()
