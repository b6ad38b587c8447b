"""What holds of every page, whatever it shows."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from django.test import Client
from django.urls import reverse

from archive.models import Anchor, Interview
from tests.pages.addresses import FRAMES, LANGUAGES, address, examples, names

pytestmark = pytest.mark.django_db
# Those that do.
FORMS = {"report", "make-quote", "notebook-file"}


def tree(content: bytes) -> Any:
    return html5lib.parse(content, namespaceHTMLElements=False)


def assert_well_made(content: bytes, language: str) -> None:
    """One heading, one main part, a title and the language that was asked for."""
    page = tree(content)
    assert page.get("lang") == language
    (heading,) = page.iter("h1")
    assert "".join(heading.itertext()).strip()
    (main,) = page.iter("main")
    assert heading in list(main.iter())
    (title,) = page.find("head").iter("title")
    assert len("".join(title.itertext()).strip()) > len("Archive")
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_it_has_an_example_of_every_named_page(interview: Interview):
    assert sorted(names()) == sorted(examples(interview))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_one_heading_one_main_part_and_its_language(
    client: Client, indexed: Interview, subtests: pytest.Subtests, language: str
):
    for name in names():
        with subtests.test(name):
            response: Any = client.get(address(name, indexed, language))
            assert response.status_code == 200
            assert response["Content-Language"] == language
            if response["Content-Type"].startswith("text/html") and name not in FRAMES:
                assert_well_made(response.content, language)


def test_only_forms_take_what_a_reader_writes(
    client: Client, indexed: Interview, subtests: pytest.Subtests
):
    for name in set(names()) - FORMS:
        with subtests.test(name):
            assert client.post(address(name, indexed)).status_code == 405


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_empty_archive_has_a_home_page(client: Client, language: str):
    response = client.get("/" if language == "ja" else "/en/")
    assert response.status_code == 200
    assert_well_made(response.content, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_are_gone_have_a_page(client: Client, interview: Interview, language: str):
    Anchor.objects.create(code="s2222", interview=interview, words="消えた言葉")
    response = client.get(("" if language == "ja" else "/en") + "/t/s2222/")
    assert response.status_code == 410
    assert_well_made(response.content, language)


def test_the_transcript_stays_in_its_language(client: Client, interview: Interview):
    """The labels are English under /en/; the words are not, and say so."""

    def words(language: str) -> list[tuple[str, str]]:
        page = tree(client.get(address("topic", interview, language)).content)
        found = [each for each in page.iter("p") if each.get("class") == "passage-text"]
        parents = {child: parent for parent in page.iter() for child in parent}
        return [("".join(each.itertext()), _language_of(each, parents)) for each in found]

    assert words("en") == words("ja") != []
    assert {language for _, language in words("en")} == {"ja"}


def _language_of(element: Any, parents: dict[Any, Any]) -> str:
    while element.get("lang") is None:
        element = parents[element]
    return str(element.get("lang"))


def test_every_page_names_its_canonical_address(client: Client, indexed: Interview, settings):
    settings.BASE_URL = "https://archive.example"
    for name in examples(indexed).keys() - FRAMES:
        path = address(name, indexed)
        response: Any = client.get(path, {"page": "1"})
        if response["Content-Type"].startswith("text/html"):
            page = tree(response.content)
            links = list(page.iter("link"))
            canonical = [each.get("href") for each in links if each.get("rel") == "canonical"]
            assert canonical == [f"https://archive.example{path}"], name
            others = {each.get("hreflang") for each in links if each.get("rel") == "alternate"}
            # Search engines need no other language of a page that they are told to leave alone.
            assert _is_unlisted(page) or {"ja", "en", "x-default"} <= others, name


def _is_unlisted(page: Any) -> bool:
    robots = [each.get("content") for each in page.iter("meta") if each.get("name") == "robots"]
    return robots == ["noindex"]


def test_the_language_switch_leads_to_the_same_page(client: Client, indexed: Interview):
    for name in examples(indexed).keys() - FRAMES:
        response: Any = client.get(address(name, indexed))
        if response["Content-Type"].startswith("text/html"):
            links = [each.get("href") for each in tree(response.content).iter("a")]
            assert address(name, indexed, "en") in links


def test_a_topics_address_without_its_slash_leads_to_it(client: Client, interview: Interview):
    path = reverse("topic", args=examples(interview)["topic"])
    assert client.get(path.rstrip("/"), follow=True).redirect_chain == [(path, 301)]
