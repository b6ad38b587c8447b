"""Pages of interviews in other scripts, as a browser lays them out, and their cards."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from archive.models import Interview, Segment
from archive.text import primary
from tests.browser.test_axe import findings
from tests.indexing import build_index
from tests.relevance.test_other_texts import bring_in
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

PEOPLE = {"yusuf": ("يوسف الخطيب", "interviewer"), "layla": ("ليلى حداد", "guest")}
ARABIC = [
    DraftTurn("yusuf", ["متى بنيت المحرك الأول؟ وهل كان ذلك قبل عام 1990؟"], "question"),
    DraftTurn("layla", ["بنينا المحرك في الشتاء، وكان البيت باردا. ثم عدنا إلى المدينة (نعم)."]),
]
WORDS = {"ar": "المحرك", "ko": "아버지", "zh": "录音", "de": "Apfel"}
# Where the first character of an element stands, and the element, both from the left.
FIRST = """element => {
  const range = document.createRange();
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  range.setStart(text, 0);
  range.setEnd(text, 1);
  const [one, all] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
  return [one.left, one.right, all.left, all.right];
}"""


@pytest.fixture(params=WORDS)
def foreign(request, visit, tmp_path) -> Interview:
    """An interview in another language, beside the shipped one; all is indexed."""
    if request.param == "ar":
        topic = DraftTopic("start", "البداية", ARABIC)
        title = "المحرك الأول"
        Draft([topic], "muharrik", "ar", title, people=PEOPLE).load(tmp_path)
    else:
        bring_in(request.param)
    build_index()
    return Interview.objects.get(language__startswith=request.param)


def pages(interview: Interview) -> dict[str, str]:
    segment = Segment.objects.filter(topic__interview=interview, kind="answer")[0]
    query = f"/search/?q={WORDS[primary(interview.language)]}&interview={interview.slug}"
    return {
        "interview": interview.get_absolute_url(),
        "topic": segment.topic.get_absolute_url(),
        "turn": segment.get_absolute_url(),
        "search": query,
        "cite": f"/t/{segment.anchor_id}/cite/",
    }


def test_its_pages_fit_and_have_nothing_to_mend(foreign, visit):
    page = visit(viewport={"width": 360, "height": 740})
    for prefix in ("", "/en"):
        for name, address in pages(foreign).items():
            page.goto(prefix + address)
            excess = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert excess <= 0, name
            assert findings(page) == [], name


def test_its_lines_begin_where_its_script_begins(foreign, visit):
    page = visit()
    page.goto(pages(foreign)["topic"])
    is_rtl = foreign.language == "ar"
    for who in ("interviewer", "guest"):
        words = page.locator(f".turn-{who} .passage-text").first
        left, right, start, end = words.evaluate(FIRST)
        assert (end - right < left - start) is is_rtl
        assert words.evaluate("e => getComputedStyle(e).direction") == ("rtl" if is_rtl else "ltr")
    # Before the question stands a dash, so its first letter does not begin the line.
    question = page.locator(".turn-interviewer .passage-text").first.evaluate(FIRST)
    answer = page.locator(".turn-guest .passage-text").first.evaluate(FIRST)
    room = [each[3] - each[1] if is_rtl else each[0] - each[2] for each in (question, answer)]
    assert room[0] > room[1] + 5


def test_what_was_searched_for_is_marked(foreign, visit):
    page = visit()
    page.goto(pages(foreign)["search"])
    marked = page.locator(".search-results mark").all_inner_texts()
    assert any(WORDS[primary(foreign.language)] in each for each in marked)


def test_its_cards_have_words(foreign, visit):
    page = visit()
    answer = Segment.objects.filter(topic__interview=foreign, kind="answer")[0]
    response = page.request.get(f"/t/{answer.anchor_id}/card.png")
    picture = Image.open(io.BytesIO(response.body())).convert("L")
    words = picture.crop((80, 90, 1120, 470))
    dark = sum(words.histogram()[:128]) / (words.width * words.height)
    assert 0.01 < dark < 0.3
    # Lines are full where they begin.
    is_rtl = foreign.language == "ar"
    half = words.crop((520, 0, 1040, 380) if is_rtl else (0, 0, 520, 380))
    other = words.crop((0, 0, 520, 380) if is_rtl else (520, 0, 1040, 380))
    assert sum(half.histogram()[:128]) >= sum(other.histogram()[:128]) * 0.8
