"""A stranger at every address of the site, for an interview in each state."""

from __future__ import annotations

import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from archive.models import Interview
from archive.publishing import make_draft, publish, withdraw
from search.index import following, updating
from tests.publishing.routes import (
    ELSEWHERE,
    SHARED,
    addresses_of,
    is_of_interview,
    routes,
    shared_addresses,
)
from tests.publishing.world import (
    CONTROL,
    DRAFT,
    EMBARGOED,
    HIDDEN,
    PUBLIC,
    REASON,
    REASON_JA,
    WITHDRAWN,
    Stem,
)

World = dict[str, Interview]
OF_INTERVIEWS = sorted(each for each in set(routes()) if is_of_interview(each))
STATUS = {"draft": 404, "embargoed": 404, "withdrawn": 410}
# What differs between two answers that tell the same: the time, and a form's token.
VARIES = re.compile(r"\d\d:\d\d:\d\d|[0-9a-z]{64}")


def body(response) -> str:
    content = b"".join(response) if response.streaming else response.content
    if content.startswith(b"PK"):
        content = unpacked(content)
    return content.decode(errors="replace").casefold()


def unpacked(document: bytes) -> bytes:
    """All that a document of Word has: packed, its words would be found nowhere."""
    with ZipFile(BytesIO(document)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def tells_of(stem: Stem, text: str) -> list[str]:
    """What of the interview a text gives away."""
    codes = [f"{kind}{stem.code}" for kind in "sp"]
    return [each for each in (stem.latin, stem.kana, *codes) if each.casefold() in text]


def test_every_address_is_known_here() -> None:
    """A new one has its line in tests/publishing/routes.py, or names an interview or an anchor."""
    known = {*OF_INTERVIEWS, *SHARED, *ELSEWHERE}
    assert set(routes()) == known


def test_everybody_sees_all_of_one_that_is_published(world: World, client: Client) -> None:
    for route in OF_INTERVIEWS:
        for address in addresses_of(PUBLIC, route):
            response = client.get(address, follow=True)
            assert response.status_code == 200, address


@pytest.mark.parametrize("state", HIDDEN)
def test_a_stranger_sees_nothing_of_others(world: World, client: Client, state: str) -> None:
    for route in OF_INTERVIEWS:
        for address in addresses_of(HIDDEN[state], route):
            for ask in (client.get, client.head):
                response = ask(address)
                assert response.status_code == STATUS[state], address
                assert "max-age" not in response["Cache-Control"]


@pytest.mark.parametrize("state", ["draft", "embargoed"])
def test_what_is_hidden_is_answered_like_what_is_not_there(
    world: World, client: Client, state: str
) -> None:
    stem = HIDDEN[state]
    for route in OF_INTERVIEWS:
        pairs = zip(addresses_of(stem, route), addresses_of(CONTROL, route), strict=True)
        for address, other in pairs:
            hidden, missing = client.get(address), client.get(other)
            assert alike(hidden, stem) == alike(missing, CONTROL), address
            assert hidden.headers.keys() == missing.headers.keys()
            assert hidden.get("Vary") == missing.get("Vary")


def alike(response, stem: Stem) -> tuple[int, str]:
    """An answer without what was asked for, which it may repeat."""
    text = body(response)
    for each in (stem.latin, stem.kana.casefold(), stem.code):
        text = text.replace(each, "…")
    return response.status_code, VARIES.sub("", text)


def test_what_was_withdrawn_is_answered_with_the_reason_alone(world: World, client: Client) -> None:
    for route in OF_INTERVIEWS:
        for address in addresses_of(WITHDRAWN, route):
            response = client.get(address)
            text = response.content.decode()
            # A page's links to itself in the other language, and the like, say where one is.
            told = body(response).replace(address.casefold().removeprefix("/en"), "")
            assert not tells_of(WITHDRAWN, told), address
            if address.endswith(".json"):
                record = json.loads(text)
                assert record == {"withdrawn": True, "reason": REASON, "reasons": {"ja": REASON_JA}}
            else:
                assert (REASON if address.startswith("/en/") else REASON_JA) in text, address


@pytest.mark.parametrize("state", HIDDEN)
def test_no_other_page_tells_of_it(world: World, client: Client, state: str) -> None:
    """Asked for nothing, and for each word of another that isn't there either."""
    stem = HIDDEN[state]
    for address in shared_addresses(PUBLIC):
        response = client.get(address)
        assert response.status_code in {200, 404}, address
        assert not tells_of(stem, body(response)), address


@pytest.mark.parametrize("state", HIDDEN)
def test_asked_for_its_words_they_answer_as_to_words_that_are_nowhere(
    world: World, client: Client, state: str
) -> None:
    stem = HIDDEN[state]
    pairs = zip(shared_addresses(stem), shared_addresses(CONTROL), strict=True)
    for address, other in pairs:
        assert alike(client.get(address), stem) == alike(client.get(other), CONTROL), address


@pytest.mark.parametrize("address", ["/search/", "/en/search/", "/search.json"])
def test_no_search_corrects_a_slip_to_its_words(world: World, client: Client, address: str) -> None:
    for stem in (PUBLIC, *HIDDEN.values()):
        told = False
        for slip in (f"{stem.latin}wrod", f"{stem.latin[:-1]}word", stem.kana[:-1]):
            # What was asked for stands on the page; the word without the slip must not.
            text = body(client.get(address, {"q": slip})).replace(slip.casefold(), "…")
            told |= bool(tells_of(stem, text))
        assert told == (stem is PUBLIC), (address, stem)


def test_counts_are_of_what_is_published(world: World, client: Client) -> None:
    found = json.loads(client.get("/search.json", {"q": "lanternfish"}).content)
    assert found["total"] == 4
    assert {each["value"] for each in found["facets"]["interview"]} == {PUBLIC.slug("talk")}
    assert {each["count"] for each in found["facets"]["topic"]} == {2}
    assert json.loads(client.get("/terms/lanternfish.json").content)["count"] == 4
    assert json.loads(client.get("/interviews.json?speaker=ada").content)["count"] == 1


def test_a_report_is_heard_about_what_was_withdrawn_and_not_about_drafts(
    world: World, client: Client
) -> None:
    def status(code: str) -> int:
        return client.post("/report/", {"anchor": code, "message": "A slip."}).status_code

    assert status(f"s{WITHDRAWN.code}00") == 302
    assert status(f"s{PUBLIC.code}00") == 302
    assert {status(f"s{code}00") for code in (DRAFT.code, EMBARGOED.code, CONTROL.code)} == {400}


@pytest.mark.parametrize("change", [make_draft, lambda each: withdraw(each, REASON)])
def test_kept_pages_go_at_once(world: World, client: Client, change) -> None:
    places = [each for route in OF_INTERVIEWS for each in addresses_of(PUBLIC, route)]
    tags = {address: client.get(address).get("ETag", "") for address in places}
    shared = shared_addresses(CONTROL)
    for address in shared:
        client.get(address)
    change(world["public"])
    for address, tag in tags.items():
        response = client.get(address, headers={"If-None-Match": tag})
        assert response.status_code in {404, 410}, address
    for address in shared:
        assert not tells_of(PUBLIC, body(client.get(address))), address


def test_one_that_is_published_comes_everywhere_at_once(world: World, client: Client) -> None:
    for address in shared_addresses(DRAFT):
        client.get(address)
    publish(world["draft"])
    for route in OF_INTERVIEWS:
        for address in addresses_of(DRAFT, route):
            assert client.get(address, follow=True).status_code == 200
    for address in ("/", "/interviews/", "/feed.xml", "/sitemap-topics.xml", "/terms/lanternfish/"):
        assert DRAFT.latin in body(client.get(address)), address
    found = json.loads(client.get("/search.json", {"q": f"{DRAFT.latin}word"}).content)
    assert found["total"] == 4


def test_the_feed_has_it_as_new_once_it_is_published(world: World, client: Client) -> None:
    publish(world["draft"])
    assert (timezone.now() - world["draft"].history.added).total_seconds() < 60
    entries = re.findall("<entry>.*?</entry>", body(client.get("/feed.xml")), re.DOTALL)
    assert DRAFT.latin in entries[0]


def test_pages_are_not_behind_where_the_index_is(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process may be writing to it: what pages take from it is asked of the database."""
    publish(world["draft"])
    monkeypatch.setattr(updating, "catch_up", lambda **options: True)
    withdraw(world["public"], REASON)
    for address in (f"/t/s{DRAFT.code}01/", "/terms/lanternfish/", "/terms/lanternfish.json"):
        assert not tells_of(PUBLIC, body(client.get(address))), address


def test_a_site_takes_out_what_is_withdrawn_at_once_however_much_it_is(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "is_on", lambda: True)
    monkeypatch.setattr(updating, "MOST_IN_A_REQUEST", 3)
    withdraw(world["public"], REASON)
    assert not updating.is_behind()
    assert json.loads(client.get("/search.json?q=lanternfish").content)["total"] == 0
    # What is to be read and cut into words may take a while.
    publish(world["public"])
    assert updating.is_behind()
