"""The desk in a browser: an editor's day by keyboard and by hand, on a phone and at a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from archive.models import Draft, Interview, Paragraph, Person, Report, Segment
from tests.browser.test_axe import findings
from tests.editing.desk import anchors, editor_called, laid_out, paragraphs, texts
from tests.sources.drafts import Draft as Text
from tests.sources.drafts import DraftTopic, DraftTurn

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = [360, 1440]


@pytest.fixture
def talk(transactional_db, tmp_path):
    return laid_out(tmp_path)


@pytest.fixture
def at_desk(chromium, live_server, client, talk):
    """Opens the desk for Ann, who is logged in; it takes the options of `new_context`."""
    contexts = []

    def open_page(**options):
        client.force_login(editor_called("ann").user)
        settings = {"viewport": {"width": 1440, "height": 900}, **options}
        context = chromium.new_context(base_url=live_server.url, **settings)
        context.set_default_timeout(10_000)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def kept() -> None:
    Interview.objects.update(kept_by="archive")


def begin(page, topic: str = "beginnings") -> None:
    page.goto(f"/en/desk/interviews/draft/topics/{topic}/")


def edit(page, anchor: str) -> None:
    page.locator(f"#{anchor} .desk-edit").click()
    page.locator(f"#{anchor} .desk-words").first.wait_for()


def unfold(page, summary: str) -> None:
    page.locator(".desk-forms summary", has_text=summary).click()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_turn_is_corrected_in_its_place_by_keyboard(at_desk, talk, width):
    page, anchor = at_desk(viewport={"width": width, "height": 800}), anchors(talk)[1]
    begin(page)
    page.locator(f"#{anchor}").evaluate("turn => { turn.tabIndex = -1; turn.focus(); }")
    page.keyboard.press("e")
    field = page.locator(f"#{anchor} .desk-words")
    expect(field).to_be_focused()
    field.press("Control+a")
    page.keyboard.type("In the autumn.")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Yes, and make my edit").click()
    expect(page.locator(f"#{anchor} .passage-text")).to_have_text("In the autumn.")
    expect(page.locator(f"#{anchor}")).to_be_focused()
    assert page.url.endswith(f"#{anchor}")
    page.keyboard.press("z")
    expect(page.locator(f"#{anchor} .passage-text")).to_contain_text("In the winter")
    page.keyboard.press("Shift+Z")
    expect(page.locator(f"#{anchor} .passage-text")).to_have_text("In the autumn.")


@pytest.mark.parametrize("width", WIDTHS)
def test_turns_and_headings_change_their_shape(at_desk, talk, width):
    kept()
    page, anchor = at_desk(viewport={"width": width, "height": 800}), anchors(talk)[1]
    begin(page)
    edit(page, anchor)
    unfold(page, "Split or join")
    page.get_by_label("A new turn begins with").select_option(index=0)
    page.get_by_role("button", name="Split the turn").click()
    expect(page.locator(".turn")).to_have_count(5)
    assert texts(anchor) == ["In the winter of that year. "]
    edit(page, anchor)
    unfold(page, "Split or join")
    page.get_by_role("button", name="Join with the next turn").click()
    expect(page.locator(".turn")).to_have_count(4)
    edit(page, anchors(talk)[2])
    unfold(page, "Headings here")
    page.get_by_label("A new heading before this turn").fill("Nights")
    page.get_by_role("button", name="Add the heading").click()
    expect(page.locator("h1")).to_have_text("Nights")
    edit(page, anchors(talk)[3])
    unfold(page, "Headings here")
    page.get_by_role("button", name="Nights").click()
    expect(page.locator(".turn")).to_have_count(1)


def test_a_voice_is_named(at_desk, talk):
    kept()
    Person.objects.filter(slug="eve").update(name="Speaker 3", identified=False)
    page = at_desk()
    page.goto("/en/desk/interviews/draft/people/")
    page.get_by_label("Name", exact=True).first.fill("Eve Nakamura")
    page.get_by_label("still a voice without a name").first.uncheck()
    page.get_by_role("button", name="Save the person").first.click()
    expect(page.locator(".desk-messages")).to_have_text("Named a speaker")
    assert Person.objects.get(slug="eve-nakamura").identified
    begin(page, "neighbours")
    expect(page.locator(".speaker", has_text="Eve Nakamura")).to_have_count(2)


@pytest.mark.parametrize("width", WIDTHS)
def test_from_a_report_to_its_correction_to_its_answer(at_desk, talk, width):
    kept()
    anchor = anchors(talk)[1]
    Report.objects.create(anchor=paragraphs(anchor)[0].anchor_id, message="It was autumn.")
    page = at_desk(viewport={"width": width, "height": 800})
    begin(page)
    page.locator(".desk-report").click()
    page.locator(".desk-words").fill("In the autumn.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".desk-messages")).to_have_text("Corrected the text")
    page.locator("#id_status").select_option("accepted")
    page.locator("#id_answer").fill("Thank you.")
    page.get_by_role("button", name="Answer the report").click()
    expect(page.locator(".desk-messages")).to_have_text("The report is answered.")
    assert Report.objects.get().status == "accepted"
    assert texts(anchor) == ["In the autumn."]


def test_what_is_written_is_kept_as_a_draft(at_desk, talk):
    kept()
    page, anchor = at_desk(), anchors(talk)[1]
    begin(page)
    edit(page, anchor)
    page.locator(f"#{anchor} .desk-words").press_sequentially("Half a sent")
    expect(page.locator(f"#{anchor} .desk-kept")).to_have_text("Kept as a draft")
    assert "Half a sent" in next(iter(Draft.objects.get().texts.values()))
    page.reload()
    edit(page, anchor)
    assert "Half a sent" in page.locator(f"#{anchor} .desk-words").input_value()
    page.keyboard.press("Escape")
    expect(page.locator(f"#{anchor} .passage-text")).to_be_visible()


def test_two_editors_are_told_of_each_other(at_desk, talk):
    kept()
    first, second, anchor = at_desk(), at_desk(), anchors(talk)[1]
    for page in (first, second):
        begin(page)
        edit(page, anchor)
    for page, new in ((first, "First."), (second, "Second.")):
        page.locator(f"#{anchor} .desk-words").fill(new)
        page.get_by_role("button", name="Save", exact=True).click()
        page.locator(".desk-forms").wait_for(state="detached")
    expect(second.locator("h1")).to_have_text("Two edits of one turn")
    expect(second.locator(".desk-pair").first).to_contain_text("First.")
    assert second.locator(".desk-words").input_value() == "Second."


def test_what_is_written_outlives_the_session(at_desk, talk):
    kept()
    page, anchor = at_desk(), anchors(talk)[1]
    begin(page)
    edit(page, anchor)
    page.locator(f"#{anchor} .desk-words").fill("Written for long.")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(f"#{anchor} .desk-kept").first).to_contain_text("logged out")
    assert page.locator(f"#{anchor} .desk-words").input_value() == "Written for long."
    page.context.add_cookies(cookies)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(f"#{anchor} .passage-text")).to_have_text("Written for long.")


def pages() -> list[str]:
    report = Report.objects.create(anchor=Segment.objects.all()[1].anchor_id, message="A typo.")
    return [
        "/desk/",
        "/desk/reports/",
        f"/desk/reports/{report.pk}/",
        "/desk/interviews/draft/",
        "/desk/interviews/draft/topics/beginnings/",
        f"/desk/turns/{Segment.objects.all()[2].anchor_id}/",
        "/desk/interviews/draft/people/",
        "/desk/interviews/draft/replace/?words=Yes&replacement=No",
        "/desk/interviews/draft/history/",
        "/desk/interviews/draft/publication/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_nothing_sticks_out(at_desk, talk, scheme, width):
    page = at_desk(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for prefix in ("", "/en"):
        for address in pages():
            page.goto(prefix + address)
            for more in page.locator("details:not(dialog details)").all():
                more.evaluate("each => { each.open = true; }")
            assert findings(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.fixture
def hour(transactional_db, tmp_path):
    """An hour of talk under one heading: 600 turns."""
    said = "That was in the winter, and we soldered every night. Nobody complained of it."
    talks = [
        DraftTurn(("ada", "bob")[number % 2], [f"Turn {number}. {said}"], "answer")
        for number in range(600)
    ]
    draft = Text([DraftTopic("all", "All of it", talks)], slug="hour")
    draft.load(tmp_path)
    return draft.stored()


def test_an_hour_long_interview_is_edited_in_its_place(at_desk, hour):
    kept()
    page, code = at_desk(), anchors(hour)[300]
    page.goto(f"/en/desk/interviews/hour/topics/all/?at={code}#{code}")
    edit(page, code)
    page.locator(f"#{code} .desk-words").press_sequentially("twenty letters typed")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#{code} .passage-text")).to_contain_text("letters typed")
    edit(page, code)
    unfold(page, "Split or join")
    page.get_by_role("button", name="Split the turn").click()
    expect(page.locator(f"#{code} .passage-text")).not_to_contain_text("Nobody complained")
    assert Paragraph.objects.filter(segment__topic__interview=hour).count() == 601
