"""How a draft looks with its notice, a withdrawal, and a link that no longer opens."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from archive.models import Interview, Topic
from archive.publishing import draft_path, make_draft, revoke_links, withdraw
from tests.browser.test_axe import findings
from tests.publishing.world import REASON

WIDTHS = (360, 1440)


def checked(page) -> None:
    """No finding of axe, and nothing that a narrow screen cuts off."""
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_its_pages_are_readable_everywhere(
    visit,
    interview: Interview,
    scheme: str,
    width: int,
) -> None:
    page = visit(viewport={"width": width, "height": 800}, color_scheme=scheme)
    make_draft(interview)
    link = draft_path(interview)
    for address in (link, Topic.objects.all()[0].get_absolute_url()):
        page.goto(address)
        assert page.locator(".unpublished").is_visible()
        checked(page)
    revoke_links(interview)
    assert page.goto(link).status == 410
    checked(page)
    withdraw(interview, REASON)
    assert page.goto("/en" + interview.get_absolute_url()).status == 410
    assert REASON in page.locator("main").inner_text()
    checked(page)


def test_an_editor_prints_a_draft_with_its_notice(
    visit,
    interview: Interview,
    live_server,
) -> None:
    make_draft(interview)
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("editor"))
    page = visit()
    name, value = "sessionid", client.cookies["sessionid"].value
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page.goto(interview.get_absolute_url())
    page.emulate_media(media="print")
    assert page.locator(".unpublished").is_visible()
