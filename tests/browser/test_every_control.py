"""Every control of every kind of page, pressed in each interface language.

Nothing may come of it that a reader would call broken: an answer that refuses, an error in a
script, a message on the console.  Left out is what sends a report or leaves the site.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import ConsoleMessage, Page, Response

from archive.models import Interview
from tests.indexing import build_index
from tests.pages.addresses import address

KINDS = (
    *("home", "interviews", "interview", "transcript", "topic", "person", "segment"),
    *("corrections", "quote", "embed-quote", "embed-turn", "cite-interview", "cite-topic", "cite"),
    *("report", "report-thanks", "search", "glossary", "term", "glossary?order=kana"),
    *("search?q=AI", "search?q=AI&group=topic", "search?q=zzzzqqqq"),
    *("topic?q=AI", "topic?furigana=1", "interviews?speaker=dario-amodei"),
)
LANGUAGES = ("ja", "en")
# Of controls that are alike, so many are pressed: turns have all the same ones.
ALIKE = 2
# More kinds of controls than any page has.
MOST = 150
# Marks the next control that can be pressed and wasn't, and tells what it is, and how many of each
# kind there were until then, which outlasts the page; null: there is none.
NEXT = """([most, selector, known]) => {
    const seen = new Map(known);
    const modal = document.querySelector("dialog:modal");
    const here = location.pathname + location.search;
    const isOurs = (element) => {
        if (element.matches("a")) {
            const inPage = element.origin === location.origin && element.hash !== ""
                && element.pathname + element.search === here;
            return inPage;
        }
        const form = element.form;
        return !(form?.method === "post" && element.type === "submit") && !element.disabled;
    };
    for (const element of (modal ?? document).querySelectorAll(selector)) {
        if (element.dataset.pressed || !isOurs(element)) continue;
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        if (!element.getClientRects().length) continue;
        const { pressed, ...data } = element.dataset;
        const kind = [element.tagName, element.className, element.type, element.name,
            element.parentElement.className, JSON.stringify(data)].join("|");
        element.dataset.pressed = "yes";
        const before = seen.get(kind) ?? 0;
        if (before >= most) continue;
        seen.set(kind, before + 1);
        document.querySelector("[data-next]")?.removeAttribute("data-next");
        element.dataset.next = "yes";
        return [`${kind} ${element.textContent.trim().slice(0, 40)}`, [...seen]];
    }
    return null;
}"""
CONTROLS = "summary, button, input[type=checkbox], input[type=radio], a[href]"
SELECT = """() => {
    const words = document.querySelector(".passage-text");
    if (!words || !document.querySelector("#share-frame")) return false;
    getSelection().selectAllChildren(words);
    return true;
}"""


@dataclass
class Watch:
    """What went wrong, each with what was pressed last."""

    page: Page
    pressed: str = ""
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("response", self._answered)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self._note(f"error: {error}"))

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"{response.status}: {response.request.method} {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        self._note(f"console: {message.text}")

    def _note(self, what: str) -> None:
        self.wrong.append(f"{self.page.url}, after “{self.pressed}”: {what}")


def press_all(page: Page, watch: Watch, path: str) -> int:
    """Press every control, going back where one led on; how many there were."""
    known: list[Any] = []
    watch.pressed, count = "", 0
    page.goto(path)
    opened = page.url.partition("#")[0]
    while (found := page.evaluate(NEXT, [ALIKE, CONTROLS, known])) is not None:
        (watch.pressed, known), count = found, count + 1
        assert count < MOST, f"There is no end to the controls of {path}: {watch.pressed}"
        control = page.locator("[data-next]")
        # Some links are on the screen only while they have the focus.
        control.press("Enter") if watch.pressed.startswith("A|") else control.click(timeout=3000)
        page.wait_for_timeout(80)
        page.wait_for_load_state()
        if page.url.partition("#")[0] != opened:
            page.goto(path)
    return count


def press_for_words(page: Page, watch: Watch, path: str) -> None:
    """Press every control that stands at selected words."""
    watch.pressed = "selected words"
    page.goto(path)
    if not page.evaluate(SELECT):
        return
    buttons = page.locator(".selection-tools button")
    buttons.first.wait_for()
    for number in range(buttons.count()):
        page.evaluate("getSelection().removeAllRanges()")
        page.wait_for_timeout(60)
        page.evaluate(SELECT)
        buttons.nth(number).wait_for()
        watch.pressed = buttons.nth(number).inner_text()
        buttons.nth(number).click()
        page.wait_for_timeout(200)
        page.keyboard.press("Escape")


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_control_of_any_page_is_broken(visit: Any, interview: Interview, language: str) -> None:
    call_command("loaddata", "glossary.yaml", verbosity=0)
    build_index()
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("window.print = () => {};")
    watch = Watch(page)
    for kind in KINDS:
        name, mark, query = kind.partition("?")
        path = address(name, interview, language) + mark + query
        press_all(page, watch, path)
        press_for_words(page, watch, path)
        page.wait_for_load_state("networkidle")
    assert watch.wrong == []


@pytest.mark.parametrize(
    "broken",
    [
        "() => fetch('/nowhere/')",
        "() => { console.warn('so-so'); }",
        "() => { setTimeout(() => { throw new Error('no'); }); }",
    ],
)
def test_it_notices_what_is_broken(visit: Any, interview: Interview, broken: str) -> None:
    page = visit()
    page.route(
        "**/js/keys.js",
        lambda route: route.fulfill(
            content_type="text/javascript",
            body=f"document.querySelector('.site-name').insertAdjacentHTML('afterend',"
            f" '<button id=x>x</button>'); document.querySelector('#x').onclick = {broken};",
        ),
    )
    watch = Watch(page)
    press_all(page, watch, "/en/report/thanks/")
    page.wait_for_load_state("networkidle")
    assert watch.wrong
    assert "BUTTON" in watch.wrong[0]
