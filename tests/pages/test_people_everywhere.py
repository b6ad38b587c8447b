"""People's pages: where they speak, what of, their turns in time; and their addresses of before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from archive.models import Interview, Participant, Person
from archive.transcript import appearances
from tests.formats.validating import linked_data, parse_html
from tests.pages.validator import save, validate
from tests.sources.drafts import Draft, DraftTopic, DraftTurn, small

pytestmark = pytest.mark.django_db

PAGE = "/en/people/ada/"


def talk(folder: Path, slug: str, recorded: str) -> Interview:
    """An interview in which Ada says one thing of two."""
    said = [
        DraftTurn("ada", [f"What of {slug}?"], "question"),
        DraftTurn("bob", [f"Nothing of {slug}, or so it seems."]),
    ]
    Draft([DraftTopic(f"on-{slug}", f"On {slug}", said)], slug=slug, title=f"Talk {slug}").load(
        folder
    )
    Interview.objects.filter(slug=slug).update(recorded=recorded)
    return Interview.objects.get(slug=slug)


@pytest.fixture
def talks(tmp_path: Path) -> list[Interview]:
    """Three interviews, which came here in another order than they took place in."""
    return [
        talk(tmp_path, slug, recorded)
        for slug, recorded in (("b", "2021-05"), ("c", "2024"), ("a", "2019-01-02"))
    ]


def text(client: Client, path: str = PAGE) -> str:
    return client.get(path).content.decode()


def test_it_has_what_they_say_everywhere_the_newest_interview_first(
    client: Client, talks: list[Interview]
) -> None:
    said = re.findall(r"What of (\w)\?", text(client))
    assert said == ["c", "b", "a"]
    assert re.findall(r'id="interview-(\w)"', text(client)) == ["c", "b", "a"]
    assert "On b" in text(client)
    assert "Nothing of" not in text(client)
    assert "2021-05" in text(client)


def test_its_picture_shows_where_in_each_interview_they_speak(
    client: Client, talks: list[Interview]
) -> None:
    page = parse_html(client.get(PAGE).content)
    bars = page.xpath("//*[local-name()='rect'][@class='person-course-turn']")
    assert len(bars) == len(talks)
    for bar in bars:
        assert bar.get("x") == "0%"
        assert 0 < float(bar.get("width").rstrip("%")) < 50


def test_pages_of_it_have_every_turn_once(
    client: Client, talks: list[Interview], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.pages.people.TURNS_A_PAGE", 2)
    first, second = text(client), text(client, f"{PAGE}?page=2")
    assert re.findall(r"What of (\w)\?", first) == ["c", "b"]
    assert re.findall(r"What of (\w)\?", second) == ["a"]
    assert 'rel="next"' in first


def test_it_names_so_many_interviews_and_leads_to_all(
    client: Client, talks: list[Interview], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "?speaker=ada" not in text(client)
    monkeypatch.setattr(appearances, "INTERVIEWS_NAMED", 2)
    Person.objects.get(slug="ada").save()
    assert "?speaker=ada" in text(client)


def test_who_speaks_in_one_interview_has_a_page_of_it(client: Client, tmp_path: Path) -> None:
    small().load(tmp_path)
    alone, asked = text(client), text(client, f"{PAGE}?interview=draft")
    assert alone.replace("?interview=draft", "") == asked.replace("?interview=draft", "")
    assert "Share of the interview" in alone


@pytest.mark.parametrize("language", ["", "/en"])
def test_addresses_of_before_lead_there_for_good(
    client: Client, talks: list[Interview], language: str
) -> None:
    old = f"{language}/interviews/b/speakers/ada/"
    response = client.get(old, {"furigana": "1"})
    assert response.status_code == 301
    assert response["Location"] == f"{language}/people/ada/?furigana=1&interview=b"
    page = client.get(old, follow=True).content.decode()
    # A link to a topic on the page finds it: browsers take that part of an address along.
    assert 'id="topic-on-b"' in page
    assert "What of b?" in page
    assert "What of c?" not in page
    assert client.head(old).status_code == 301


@pytest.mark.parametrize("path", ["/interviews/b/speakers/eva/", "/interviews/z/speakers/ada/"])
def test_addresses_that_never_were_lead_nowhere(
    client: Client, talks: list[Interview], path: str
) -> None:
    assert client.get(path).status_code == 404


def test_twins_of_before_are_where_they_were(client: Client, talks: list[Interview]) -> None:
    twin = client.get("/interviews/b/speakers/ada.json").json()
    assert [each["text"] for turn in twin["turns"] for each in turn["paragraphs"]] == ["What of b?"]
    assert twin["url"] == "http://testserver/people/ada/"
    assert twin["json"] == "http://testserver/interviews/b/speakers/ada.json"


def test_its_twin_has_the_same(client: Client, talks: list[Interview]) -> None:
    assert 'type="application/json" href="/people/ada.json"' in text(client)
    twin = client.get("/people/ada.json").json()
    assert [each["date"] for each in twin["interviews"]] == ["2024", "2021-05", "2019-01-02"]
    assert [each["turns"] for each in twin["interviews"]] == [1, 1, 1]
    assert [each["text"] for each in twin["turns"]] == [f"What of {each}?" for each in "cba"]
    assert (twin["count"], twin["pages"]) == (3, 1)
    assert client.get("/people/adda.json").status_code == 404


def test_two_people_of_one_name_are_two_and_each_page_says_so(
    client: Client, talks: list[Interview], tmp_path: Path
) -> None:
    other = small()
    other.slug, other.title = "elsewhere", "Elsewhere"
    other.people = {"ada-2": ("Ada L.", "guest"), "bob": ("Bob M.", "guest"), "eve": ("E", "guest")}
    for topic in other.topics:
        for turn in topic.turns:
            turn.speaker = turn.speaker.replace("ada", "ada-2")
    other.load(tmp_path)
    Participant.objects.filter(person__slug="ada-2").update(position="Astronomer")
    assert 'href="/en/people/ada-2/"' in text(client)
    assert "Astronomer" in text(client)
    assert 'id="interview-elsewhere"' not in text(client)
    assert 'href="/en/people/ada/"' in text(client, "/en/people/ada-2/")
    assert "namesakes" not in text(client, "/en/people/bob/")


def test_a_label_that_interviews_share_is_nobody_in_particular(
    client: Client, talks: list[Interview]
) -> None:
    Person.objects.filter(slug="ada").update(identified=False)
    page = text(client)
    assert "it may be somebody else" in page
    assert "What of" not in page
    assert client.get("/people/ada.json").json()["turns"] == []
    assert "/people/ada/" not in client.get("/sitemap-people.xml").content.decode()
    assert "/people/bob/" in client.get("/sitemap-people.xml").content.decode()


def test_linked_data_names_the_same_person_elsewhere(
    client: Client, talks: list[Interview]
) -> None:
    person = Person.objects.get(slug="ada")
    person.same_as = "https://www.wikidata.org/entity/Q7259\n\n https://viaf.org/viaf/22193 \n"
    person.full_clean()
    person.save()
    data = linked_data(parse_html(client.get(PAGE).content))
    assert data["@type"] == "ProfilePage"
    entity = data["mainEntity"]
    assert entity["@type"] == "Person"
    assert entity["url"] == "http://testserver/people/ada/"
    assert entity["sameAs"] == [
        "https://www.wikidata.org/entity/Q7259",
        "https://viaf.org/viaf/22193",
    ]
    assert [each["name"] for each in entity["subjectOf"]] == ["Talk c", "Talk b", "Talk a"]
    assert client.get("/people/ada.json").json()["same_as"] == entity["sameAs"]


@pytest.mark.parametrize("wrong", ["Q7259", "javascript:alert(1)", "https://a.example\nsomewhere"])
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        Person(slug="x", name="X", same_as=wrong).full_clean()


def test_nobody_is_found_with_those_of_like_names(client: Client, talks: list[Interview]) -> None:
    answer = client.get("/en/people/adda/")
    assert answer.status_code == 404
    assert 'href="/en/people/ada/"' in answer.content.decode()


def test_an_interview_that_is_not_public_is_nowhere_on_it(
    client: Client, talks: list[Interview]
) -> None:
    Interview.objects.filter(slug="c").update(state="draft")
    Interview.objects.get(slug="a").save()
    assert "What of c" not in text(client)
    assert "Talk c" not in text(client)
    assert client.get("/interviews/c/speakers/ada/").status_code == 404
    assert client.get(f"{PAGE}?interview=c").status_code == 404


def test_it_is_valid_html(client: Client, talks: list[Interview], tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    Person.objects.create(slug="ada-3", name="Ada L.")
    Participant.objects.create(
        interview=talks[0], person=Person.objects.get(slug="ada-3"), role="guest", order=9
    )
    for path in ("/people/ada/", PAGE, "/people/ada-3/"):
        save(folder, path, client.get(path).content)
    assert validate(folder) == ""
