"""Who sees an interview that isn't published: editors, and whom they give a link."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from archive.models import Interview
from archive.pages.kept_pages import KeptPages
from archive.publishing import draft_path, make_draft, publish, revoke_links, withdraw
from archive.sources import readings
from archive.watching import requests
from tests.pages.validator import save, validate
from tests.publishing.routes import addresses_of, is_of_interview, routes, shared_addresses
from tests.publishing.test_strangers import World, body, tells_of
from tests.publishing.world import DRAFT, EMBARGOED, HIDDEN, PUBLIC, REASON, REASON_JA

OF_INTERVIEWS = sorted(each for each in set(routes()) if is_of_interview(each))
PAGE = f"/interviews/{DRAFT.slug('talk')}/"
ENGLISH = {"Accept-Language": "en"}


def assert_private(response) -> None:
    assert response["Cache-Control"] == "private, no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert "Cookie" in response["Vary"]
    assert "ETag" not in response or response["Content-Type"] == "image/png"
    assert "Access-Control-Allow-Origin" not in response
    # Nor does another site show it, in a frame or as a picture, to who may see it.
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("state", HIDDEN)
def test_an_editor_sees_all_of_it_and_nobody_keeps_it(
    world: World, editor: Client, client: Client, state: str
) -> None:
    for route in OF_INTERVIEWS:
        for address in addresses_of(HIDDEN[state], route):
            response = editor.get(address, follow=True)
            assert response.status_code == 200, address
            assert_private(response)
            if response["Content-Type"].startswith("text/html"):
                assert 'class="unpublished"' in response.content.decode()
                page = " ".join(body(response).split())
                assert '<meta name="robots" content="noindex, nofollow">' in page
            assert client.get(address).status_code in {404, 410}


def test_an_editor_s_visit_leaves_others_pages_as_they_are(
    world: World, editor: Client, client: Client
) -> None:
    shared = shared_addresses(DRAFT)
    for address in shared:
        assert body(editor.get(address)).count("unpublished") == 0
    for address in shared:
        assert not tells_of(EMBARGOED, body(client.get(address)))
    page = editor.get(f"/interviews/{PUBLIC.slug('talk')}/")
    assert page["Cache-Control"] == "public, no-cache"
    assert "unpublished" not in body(page)
    kept = cast("KeptPages", caches["pages"])
    assert kept.bytes


def test_each_state_is_named(world: World, editor: Client) -> None:
    for state, word in {
        "draft": "Draft",
        "embargoed": "Not yet published",
        "withdrawn": REASON,
    }.items():
        page = editor.get(f"/en/interviews/{HIDDEN[state].slug('talk')}/").content.decode()
        assert word in page


@pytest.mark.parametrize(("staff", "permission"), [(True, ""), (False, "change_interview")])
def test_others_who_log_in_are_strangers(
    world: World, django_user_model, staff: bool, permission: str
) -> None:
    user = django_user_model.objects.create_user("somebody", is_staff=staff)
    user.user_permissions.set(Permission.objects.filter(codename=permission))
    client = Client()
    client.force_login(user)
    hidden, missing = client.get(PAGE), client.get("/interviews/nothing/")
    assert hidden.status_code == 404
    assert hidden["Vary"] == missing["Vary"]


def test_something_that_a_draft_has_not_is_missing_and_not_kept(
    world: World, editor: Client
) -> None:
    response = editor.get(f"{PAGE}topics/nothing/")
    assert response.status_code == 404
    assert_private(response)


# Links


def opened(client: Client, interview: Interview, **options: int):
    return client.get(draft_path(interview, **options), headers=ENGLISH)


@pytest.mark.parametrize("state", ["draft", "embargoed"])
def test_a_link_opens_all_of_one_interview_for_who_has_it(
    world: World, client: Client, state: str
) -> None:
    response = opened(client, world[state])
    assert (response.status_code, response["Location"]) == (
        302,
        f"/en/interviews/{HIDDEN[state].slug('talk')}/",
    )
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    for route in OF_INTERVIEWS:
        for address in addresses_of(HIDDEN[state], route):
            found = client.get(address, follow=True)
            assert found.status_code == 200, address
            assert_private(found)
            assert Client().get(address).status_code == 404
    (other,) = {"draft", "embargoed"} - {state}
    assert client.get(f"/interviews/{HIDDEN[other].slug('talk')}/").status_code == 404
    assert client.get("/admin/").status_code == 302


def test_its_cookie_is_for_the_server_alone_and_ends_with_it(world: World, client: Client) -> None:
    (cookie,) = opened(client, world["draft"], days=3).cookies.values()
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert 3 * 86_400 - 60 < cookie["max-age"] <= 3 * 86_400


@pytest.mark.parametrize("language", ["en", "ja"])
def test_one_that_has_ended_says_so(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    path = draft_path(world["draft"], days=3)
    client.get(path)
    assert client.get(PAGE).status_code == 200
    late = timezone.now() + timedelta(days=3, minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    # Also where a browser's clock has not dropped the cookie.
    assert client.get(PAGE).status_code == 404
    response = client.get(path, headers={"Accept-Language": language})
    assert response.status_code == 410
    assert response["Cache-Control"].count("no-store")
    assert ("Its time is over" in response.content.decode()) == (language == "en")
    assert not tells_of(DRAFT, body(response).replace(path.casefold(), ""))


def test_one_that_was_taken_back_says_so(world: World, client: Client) -> None:
    path = draft_path(world["draft"])
    client.get(path)
    revoke_links(world["draft"])
    assert client.get(PAGE).status_code == 404
    response = client.get(path, headers=ENGLISH)
    assert response.status_code == 410
    assert "took this link back" in response.content.decode()
    opened(client, world["draft"])
    assert client.get(PAGE).status_code == 200


def test_a_new_state_ends_every_link(world: World, client: Client) -> None:
    draft = world["draft"]
    path = draft_path(draft)
    client.get(path)
    publish(draft)
    assert client.get(path, headers=ENGLISH)["Location"] == f"/en{PAGE}"
    withdraw(draft, REASON, {"ja": REASON_JA})
    assert client.get(PAGE).status_code == 410
    response = client.get(path, headers=ENGLISH)
    assert (response.status_code, REASON in response.content.decode()) == (410, True)
    make_draft(draft)
    assert client.get(PAGE).status_code == 404
    assert client.get(path).status_code == 410


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "nothing"])
def test_one_that_nobody_made_is_missing(world: World, client: Client, change) -> None:
    token = draft_path(world["draft"]).split("/")[2]
    assert client.get(f"/drafts/{change(token)}/").status_code == 404
    client.cookies[f"draft-{world['draft'].pk}"] = change(token)
    assert client.get(PAGE).status_code == 404


def test_one_interview_s_cookie_opens_no_other(world: World, client: Client) -> None:
    token = draft_path(world["embargoed"]).split("/")[2]
    client.cookies[f"draft-{world['draft'].pk}"] = token
    assert client.get(PAGE).status_code == 404


def test_no_log_has_a_link_that_opens(
    world: World, client: Client, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ACCESS_LOG = True
    lines: list[str] = []
    monkeypatch.setattr(requests.logger, "info", lambda _, line: lines.append(line))
    opened(client, world["draft"])
    (line,) = lines
    assert json.loads(line)["path"] == "/drafts/…/"


# What proves the text to its operator


@pytest.mark.parametrize("state", HIDDEN)
def test_it_is_read_back_whatever_its_state(world: World, state: str) -> None:
    interview = world[state]
    found = {reading.place: reading.texts for reading in readings(interview)}
    assert found["index"] is None
    for place in ("page", "JSON"):
        texts = found[place]
        assert texts is not None
        assert HIDDEN[state].latin in str(texts).casefold()


@pytest.mark.slow
def test_its_pages_are_valid(world: World, client: Client, tmp_path: Path) -> None:
    link = draft_path(world["draft"])
    client.get(link)
    addresses = [PAGE, f"{PAGE}transcript/", f"{PAGE}topics/{DRAFT.slug('topic-0')}/"]
    for number, address in enumerate([*addresses, world["withdrawn"].get_absolute_url()]):
        for prefix in ("", "/en"):
            save(tmp_path, f"{prefix}/{number}", client.get(prefix + address).content)
    revoke_links(world["draft"])
    save(tmp_path, "/ended", client.get(link).content)
    assert validate(tmp_path) == ""
