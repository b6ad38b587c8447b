"""The picture of an interview's course."""

from __future__ import annotations

import pytest

from archive.models import Interview, Segment
from archive.transcript.turns import Transcript
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

CELLS = ".course-svg .course-cell"


@pytest.mark.parametrize("page", ["home", "interview"])
def test_it_links_every_turn_in_order(reader, page):
    interview = Interview.objects.get()
    reader.goto("/" if page == "home" else interview.get_absolute_url())
    links = reader.locator(CELLS).evaluate_all("all => all.map(cell => cell.href.baseVal)")
    turns = Transcript(interview).turns
    assert [link.split("#")[1] for link in links] == [turn.anchor for turn in turns]
    reader.locator(CELLS).nth(1).click()
    assert reader.url.endswith(f"#{turns[1].anchor}")


def test_it_shows_the_first_words_of_a_turn_on_hover_and_focus(reader):
    reader.goto("/")
    caption = reader.locator(".course-caption")
    rest = caption.inner_text()
    cells = reader.locator(CELLS)
    cells.nth(1).hover()
    assert "お招きいただき" in caption.inner_text()
    reader.mouse.move(0, 0)
    assert caption.inner_text() == rest
    cells.first.focus()
    reader.keyboard.press("ArrowRight")
    assert "お招きいただき" in caption.inner_text()
    reader.keyboard.press("End")
    assert cells.last.evaluate("element => element === document.activeElement")
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_it_names_every_turn_without_scripts(visit):
    page = visit(java_script_enabled=False)
    page.goto("/")
    titles = page.locator(f"{CELLS} title").all_text_contents()
    assert len(titles) == Segment.objects.count()
    assert "ダリオ・アモデイ：お招きいただき" in titles[1]


def test_it_says_the_same_in_a_table(reader):
    reader.goto("/")
    reader.locator(".figure-table summary").click()
    rows = reader.locator(".figure-table tbody tr:has(td)")
    assert rows.count() == Segment.objects.count()
    assert "お招きいただき" in rows.nth(1).inner_text()
    assert "85%" in reader.locator(".figure-table tbody th").first.inner_text()


def test_it_tells_speakers_apart_by_height_and_texture(reader):
    reader.goto("/")
    looks = reader.locator(f"{CELLS} .cell").evaluate_all(
        "all => all.map(cell => [cell.getAttribute('height'), cell.getAttribute('fill')])"
    )
    roles = [turn.role for turn in Transcript(Interview.objects.get()).turns]
    assert len({(role, *look) for role, look in zip(roles, looks, strict=True)}) == 2
    assert len({height for height, _ in looks}) == len({fill for _, fill in looks}) == 2


def test_it_keeps_a_long_interviews_home_page_light(db, client, tmp_path):
    turns = [
        DraftTurn(("ada", "bob")[number % 2], [f"Turn number {number} says so much."])
        for number in range(1000)
    ]
    topics = [DraftTopic(f"t{at}", f"Topic {at}", turns[at : at + 50]) for at in range(0, 1000, 50)]
    Draft(topics).load(tmp_path)
    response = client.get("/", headers={"accept-encoding": "gzip"})
    assert len(response.content) < 40_000
