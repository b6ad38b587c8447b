"""Which interview stands on the home page, and in what order the others are listed."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import Interview
from archive.publishing import make_draft, publish, put_on_home_page, withdraw
from tests.publishing.test_strangers import World
from tests.publishing.world import DRAFT, EMBARGOED, PUBLIC, REASON, Stem


@pytest.fixture
def several(world: World) -> World:
    """Three are published, in this order: the public one, the draft, the embargoed one."""
    publish(world["draft"])
    publish(world["embargoed"])
    return world


def shown(client: Client) -> str:
    """The slug of the interview that the home page and its twin show."""
    record = json.loads(client.get("/index.json").content)
    page = client.get("/").content.decode()
    if "slug" in record:
        assert f'href="/interviews/{record["slug"]}/transcript/"' in page
        return str(record["slug"])
    assert record == {"interview": None}
    return ""


def on(stem: Stem) -> str:
    return stem.slug("talk")


def test_the_newest_stands_there_where_none_was_chosen(several: World, client: Client) -> None:
    assert shown(client) == on(DRAFT)
    publish(several["embargoed"])
    assert shown(client) == on(DRAFT)


def test_the_one_that_was_chosen_stands_there(several: World, client: Client) -> None:
    put_on_home_page(several["public"])
    assert shown(client) == on(PUBLIC)
    put_on_home_page(several["embargoed"])
    assert shown(client) == on(EMBARGOED)
    assert Interview.objects.get(featured=True).slug == on(EMBARGOED)


@pytest.mark.parametrize("hide", [make_draft, lambda each: withdraw(each, REASON)])
def test_one_that_is_hidden_gives_way_and_comes_back(several: World, client: Client, hide) -> None:
    put_on_home_page(several["public"])
    hide(several["public"])
    assert shown(client) == on(DRAFT)
    publish(several["public"])
    assert shown(client) == on(PUBLIC)


def test_one_that_is_no_longer_chosen_gives_way(several: World, client: Client) -> None:
    put_on_home_page(several["public"])
    several["public"].featured = False
    several["public"].save()
    assert shown(client) == on(DRAFT)


def test_where_none_is_published_it_says_so(world: World, client: Client) -> None:
    make_draft(world["public"])
    assert shown(client) == ""
    assert client.get("/").status_code == 200


def test_lists_are_in_the_order_in_which_readers_came_to_see_them(
    several: World, client: Client
) -> None:
    make_draft(several["public"])
    publish(several["public"])
    found = json.loads(client.get("/interviews.json").content)["interviews"]
    assert [each["slug"] for each in found] == [on(PUBLIC), on(DRAFT), on(EMBARGOED)]


# The admin


def saved(editor: Client, interview: Interview, **values: object) -> str:
    """What the admin's form says after it is sent with these values; empty: it was saved."""
    address = reverse("admin:archive_interview_change", args=[interview.pk])
    form = editor.get(address).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"embargo_0": "", "embargo_1": "", "participants-TOTAL_FORMS": 0}
    data |= {"participants-INITIAL_FORMS": 0, **values}
    data = {name: value for name, value in data.items() if value is not False}
    response = editor.post(address, data)
    return "" if response.status_code == 302 else response.content.decode()


def test_the_admin_moves_the_home_page(several: World, editor: Client, client: Client) -> None:
    put_on_home_page(several["public"])
    assert saved(editor, several["draft"], featured="on") == ""
    assert shown(client) == on(DRAFT)


def test_the_admin_asks_for_the_reason(several: World, editor: Client, client: Client) -> None:
    said = saved(editor, several["public"], state="withdrawn", withdrawal=" ")
    assert 'id="id_withdrawal_error"' in said
    assert client.get(several["public"].get_absolute_url()).status_code == 200
    assert saved(editor, several["public"], state="withdrawn", withdrawal=REASON) == ""
    assert client.get(several["public"].get_absolute_url()).status_code == 410


def act(editor: Client, action: str, *interviews: Interview) -> str:
    data = {"action": action, "_selected_action": [each.pk for each in interviews]}
    address = reverse("admin:archive_interview_changelist")
    return editor.post(address, data, follow=True).content.decode()


def test_the_admin_publishes_and_takes_back(world: World, editor: Client, client: Client) -> None:
    act(editor, "publish_chosen", world["draft"], world["withdrawn"])
    for name in ("draft", "withdrawn"):
        assert client.get(world[name].get_absolute_url()).status_code == 200
    act(editor, "unpublish_chosen", world["draft"])
    assert client.get(world["draft"].get_absolute_url()).status_code == 404


def test_the_admin_makes_links_and_takes_them_back(
    world: World, editor: Client, client: Client
) -> None:
    said = act(editor, "share_chosen", world["draft"], world["public"])
    (address,) = {part.split('"')[0] for part in said.split('href="http://testserver')[1:]}
    assert client.get(address).status_code == 302
    assert client.get(world["draft"].get_absolute_url()).status_code == 200
    act(editor, "unshare_chosen", world["draft"])
    assert client.get(world["draft"].get_absolute_url()).status_code == 404
