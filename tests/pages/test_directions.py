"""Texts of any language: every place that shows them says which, and where their lines begin."""

from __future__ import annotations

import csv
import io
import re

import pytest
from lxml import html

from archive.models import Segment
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

PEOPLE = {"ada": ("ليلى حداد", "interviewer"), "bob": ("Bob M.", "guest")}


@pytest.fixture
def arabic(db, tmp_path):
    question = DraftTurn("ada", ["متى بنيت المحرك؟ "], "question")
    answer = DraftTurn("bob", ["في الشتاء. نعم."], inside=True, times={"language": "fa"})
    answer.doubts = [{"opens": "نعم", "note": "日本語の注。", "note_en": "A note."}]
    draft = Draft(
        [DraftTopic("start", "البداية", [question, answer])],
        slug="engine",
        language="ar",
        title="المحرك الأول",
        people=PEOPLE,
    )
    draft.load(tmp_path)
    return draft.stored()


PAGES = [
    "/interviews/",
    "/interviews/engine/",
    "/interviews/engine/transcript/",
    "/interviews/engine/topics/start/",
    "/people/bob/",
    "/interviews/engine/cite/",
    "/interviews/engine/topics/start/cite/",
    "/report/",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_text_has_its_language_and_direction(client, arabic, prefix, path):
    page = html.fromstring(client.get(prefix + path).content)
    assert page.get("dir") == "ltr"
    # An element of SVG has no `dir`: its first strong character decides.
    for element in page.xpath("//*[@lang='ar' or @lang='fa'][not(ancestor::svg)]"):
        directed = [element, *element.xpath("./bdi")]
        assert any(each.get("dir") == "rtl" for each in directed), html.tostring(element)
    words = [element for element in page.xpath("//body//*[text()]") if _is_arabic(element)]
    for element in words:
        assert element.xpath("ancestor-or-self::*[@dir='rtl' or @dir='auto' or self::bdi]")


def _is_arabic(element) -> bool:
    return element.tag not in {"script", "title", "desc", "option", "code"} and any(
        "\u0600" <= character <= "\u06ff"
        # A name between isolating characters needs no element.
        for character in re.sub("\u2068.*?\u2069", "", "".join(element.xpath("./text()")))
        if element.get("class") not in {"copyable", "citation", "visually-hidden"}
    )


def test_a_turn_has_a_language_of_its_own(client, arabic):
    page = html.fromstring(client.get("/interviews/engine/topics/start/").content)
    assert [each.get("lang") for each in page.xpath("//*[@class='words']")] == ["ar", "fa"]


def test_the_notes_of_a_text_stay_in_the_interface_s_direction(client, arabic):
    page = html.fromstring(client.get("/en/interviews/engine/topics/start/").content)
    (mark,) = page.xpath("//sup[@class='doubt-mark']")
    (note,) = page.xpath("//p[@class='note']")
    for element in (mark, note):
        assert (element.get("lang"), element.get("dir")) == ("en", "ltr")


def test_a_citation_keeps_a_name_and_a_title_apart(client, arabic):
    page = html.fromstring(client.get("/en/interviews/engine/cite/").content)
    assert "المحرك الأول" in page.xpath("//p[@class='copyable']//bdi/text()")


@pytest.mark.parametrize("extension", ["txt", "md", "csv", "xml"])
def test_downloads_have_the_note_that_readers_of_the_text_can_read(client, arabic, extension):
    response = client.get(f"/interviews/engine/transcript.{extension}")
    text = b"".join(response).decode()
    assert "A note." in text
    # TEI, from which the archive can be made again, has both.
    assert ("日本語の注" in text) == (extension == "xml")
    if extension == "csv":
        rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
        assert rows[-1]["doubt"] == "A note."


def test_a_card_of_arabic_is_drawn(client, arabic, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    anchor = Segment.objects.all()[0].anchor_id
    assert client.get(f"/t/{anchor}/card.png").content.startswith(b"\x89PNG")
