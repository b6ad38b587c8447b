"""A browser, and a reader at the running site."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

# Playwright's loop runs in the tests' thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def chromium():
    if not (path := shutil.which("chromium")):
        pytest.fail("There is no `chromium` on the path; `make test` installs it.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def visit(chromium, live_server, interview):
    """Opens a page whose addresses start at the running site, with the shipped interview in it.

    It takes the options of Playwright's `new_context`.
    """
    contexts = []

    def open_page(**options):
        settings = {"viewport": {"width": 1440, "height": 900}, **options}
        context = chromium.new_context(base_url=live_server.url, **settings)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def reader(visit):
    """A page with everything on."""
    return visit()
