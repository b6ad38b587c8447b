"""A person's other interviews: the newest on their page, all in a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from archive.models import Interview
from archive.pages import people, views
from tests.sources.drafts import Draft, small

pytestmark = pytest.mark.django_db

PAGE = "/en/people/ada/?interview=draft"
LIST = "/en/interviews/?speaker=ada"


@pytest.fixture
def several(tmp_path: Path) -> Draft:
    """Ada speaks in four interviews, Zoe in the fifth alone."""
    draft = small()
    draft.load(tmp_path)
    for number in range(3):
        Draft(small().topics, slug=f"other-{number}", title=f"Talk {number}").load(tmp_path)
    alone = Draft(small().topics, slug="alone", title="Without her")
    alone.people = {"zoe": ("Zoe A.", "interviewer"), "bob": ("Bob M.", "guest")}
    alone.people["eve"] = ("Eve N.", "guest")
    for topic in alone.topics:
        for turn in topic.turns:
            turn.speaker = turn.speaker.replace("ada", "zoe")
    alone.load(tmp_path)
    return draft


def titles(client: Client, path: str) -> list[str]:
    """The titles on a page, in order."""
    page = client.get(path).content.decode()
    known = Interview.objects.values_list("title", flat=True)
    places = {title: page.rfind(f">{title}</a>") for title in known}
    return sorted((each for each in places if places[each] >= 0), key=lambda each: places[each])


@pytest.mark.parametrize(("most", "shown"), [(3, 3), (2, 2)])
def test_the_page_names_the_newest_others_and_leads_to_all(
    client: Client, several: Draft, monkeypatch: pytest.MonkeyPatch, most: int, shown: int
) -> None:
    monkeypatch.setattr(people, "ELSEWHERE", most)
    others = [title for title in titles(client, PAGE) if title.startswith("Talk")]
    assert others == ["Talk 2", "Talk 1", "Talk 0"][:shown]
    assert (LIST in client.get(PAGE).content.decode()) == (shown < 3)


def test_the_list_has_all_interviews_of_one_person(client: Client, several: Draft) -> None:
    assert titles(client, LIST) == ["Talk 2", "Talk 1", "Talk 0", several.title]
    assert "All interviews with Ada L." in client.get(LIST).content.decode()
    assert "Without her" in titles(client, "/en/interviews/")


def test_the_list_has_a_twin_of_the_same_interviews(client: Client, several: Draft) -> None:
    page = client.get(LIST).content.decode()
    assert 'href="/interviews.json?speaker=ada"' in page
    twin = client.get("/interviews.json?speaker=ada").json()
    assert [each["title"] for each in twin["interviews"]] == titles(client, LIST)
    assert client.get("/interviews.json?speaker=adda").status_code == 404


def test_the_pages_of_the_list_stay_with_the_person(
    client: Client, several: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "INTERVIEWS_A_PAGE", 3)
    assert "?speaker=ada&amp;page=2" in client.get(LIST).content.decode()
    assert titles(client, f"{LIST}&page=2") == [several.title]


def test_a_person_who_is_not_there_is_told_with_those_of_like_names(
    client: Client, several: Draft
) -> None:
    answer = client.get("/en/interviews/?speaker=adda")
    assert answer.status_code == 404
    assert LIST in answer.content.decode()
