"""An interview's texts are all of one kind, wherever they are shown, whatever becomes of them."""

from __future__ import annotations

import importlib
from html import escape
from typing import Any

import html5lib
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from archive.models import Interview, Paragraph, Segment, Sentence, Topic
from archive.sources import SeedError
from archive.transcript import Transcript
from tests.indexing import build_index
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

pytestmark = pytest.mark.django_db
CODE = "if (a<b && c>d) return; List<i> &amp; <b>this</b>."
PATHS = ("/", "/interviews/", "/search/?q=List")


def draft(markup: str = "", text: str = CODE) -> Draft:
    turns = [
        DraftTurn("ada", [f"Why {text}"], "question"),
        DraftTurn("bob", [f"Because {text}", f"Or else {text}"]),
        DraftTurn("eve", ["And that is that."], "remark"),
    ]
    topics = [DraftTopic("one", f"One {text}", turns), DraftTopic("two", "Two", turns[1:])]
    return Draft(topics, title=f"About {text}", markup=markup)


def every_page(client: Client) -> dict[str, Any]:
    """All pages that show something of the interviews, by address."""
    found = list(PATHS)
    for interview in Interview.objects.all():
        address = interview.get_absolute_url()
        found += [address, f"{address}transcript/", f"{address}cite/"]
        found += [f"/people/{each.slug}/" for each in interview.people.all()]
    found += [topic.get_absolute_url() for topic in Topic.objects.all()]
    for segment in Segment.objects.all():
        found += [segment.get_absolute_url(), f"{segment.get_absolute_url()}cite/"]
        found.append(f"/report/?anchor={segment.anchor_id}")
    pages = {}
    for address in found:
        response = client.get(address)
        assert response.status_code == 200, address
        pages[address] = html5lib.parse(response.content, namespaceHTMLElements=False)
    return pages


def words(page: Any) -> str:
    """Everything that a page says, in text or attributes."""
    said = [*page.itertext()]
    said += [value for element in page.iter() for value in element.attrib.values()]
    return "\n".join(said)


def test_a_plain_text_is_plain_on_every_page(client, tmp_path):
    draft().load(tmp_path)
    build_index()
    for address, page in every_page(client).items():
        said = words(page)
        assert "&lt;" not in said, address
        assert "(ad)" not in said, address
        assert not [each for each in page.iter("b") if each.text == "this"], address
        if "people/eve" not in address and "topics/two" not in address:
            assert "if (a<b && c>d)" in said, address


def test_an_html_text_shows_no_tag_on_any_page(client, tmp_path):
    draft("html", "<b>this</b> &amp; <i>that</i>").load(tmp_path)
    build_index()
    for address, page in every_page(client).items():
        said = words(page)
        assert "<b>" not in said, address
        assert "&amp;" not in said, address
    transcript = client.get(f"{Interview.objects.get().get_absolute_url()}transcript/")
    assert "Because <b>this</b> &amp; <i>that</i>" in transcript.content.decode()


def test_what_the_annotation_file_says_is_plain(client, tmp_path):
    made = draft("html", "this")
    made.people["bob"] = ("Bob <b>M.</b> & Co", "guest")
    made.topics[0].turns[1].doubts = [{"opens": "Because", "note": "a<b> &amp; c"}]
    made.load(tmp_path)
    page = client.get(Topic.objects.get(slug="one").get_absolute_url()).content.decode()
    assert "Bob &lt;b&gt;M.&lt;/b&gt; &amp; Co" in page
    assert "a&lt;b&gt; &amp;amp; c" in page


@pytest.mark.parametrize(
    ("markup", "text", "shown"),
    [("", CODE, escape(CODE, quote=False)), ("html", "x & <b>y</b>", "x &amp; <b>y</b>")],
)
def test_words_that_are_gone_are_quoted_as_what_they_were(client, tmp_path, markup, text, shown):
    draft(markup, text).load(tmp_path)
    paragraph = Paragraph.objects.filter(segment__topic__slug="one").order_by("segment__order")[0]
    anchor = paragraph.anchor_id
    Segment.objects.get(pk=paragraph.segment_id).delete()
    page = client.get(f"/t/{anchor}/")
    assert page.status_code == 410
    assert shown in page.content.decode()


def test_last_words_show_the_same_when_the_text_becomes_html(client, tmp_path):
    made = draft()
    made.load(tmp_path)
    anchor = Paragraph.objects.filter(segment__topic__slug="one").order_by("segment__order")[0]
    code, told = anchor.anchor_id, escape(CODE, quote=False)
    made.topics[0].turns[0].paragraphs = ["Whatever else? Nothing is as it was before."]
    made.markup = "html"
    made.load(tmp_path)
    page = client.get(f"/t/{code}/")
    assert page.status_code == 410
    assert told in page.content.decode()


def test_an_import_tells_that_the_kind_changed(tmp_path):
    made = draft(text="this")
    made.load(tmp_path)
    assert not made.load(tmp_path).changed
    made.markup = "html"
    assert made.load(tmp_path).changed
    assert made.stored().markup == "html"
    made.markup = ""
    made.load(tmp_path)
    assert made.stored().markup == "plain"


def test_a_kind_is_plain_or_html_and_nothing_else(tmp_path):
    with pytest.raises(SeedError, match="`markup: rtf` is not one of plain, html"):
        draft("rtf").load(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["a <!-- b. c --> d. e", "<a title='f. g'>h</a>. i", "<!-- j. k. l. ", "x < y. z > w. v"],
)
def test_an_html_paragraph_is_what_its_sentences_are_one_by_one(tmp_path, text):
    draft("html", text).load(tmp_path)
    for turn in Transcript(Interview.objects.get()).turns:
        for passage in turn.passages:
            page = html5lib.parseFragment(passage.html, namespaceHTMLElements=False)
            assert "".join(page.itertext()) == passage.plain


def test_a_plain_sentence_may_end_between_angle_brackets(tmp_path):
    made = draft(text="if a<b. Then c> d.")
    made.topics[0].turns = [
        DraftTurn("ada", ["Is a<b. "], "question"),
        DraftTurn("bob", ["Then c> d."], inside=True),
    ]
    made.load(tmp_path)
    sentences = Sentence.objects.filter(paragraph__segment__topic__slug="one")
    assert [each.text for each in sentences] == ["Is a<b. ", "Then c> d."]


@pytest.mark.parametrize(
    ("where", "text", "kind"),
    [
        ("text", "a<b && c>d &amp; List<int>", "plain"),
        ("text", "a <EM class='x'>b</EM>", "html"),
        ("title", "x<br/>y", "html"),
        ("heading", "<ruby>漢<rt>かん</rt></ruby>", "html"),
        ("heading", "<bold>", "plain"),
    ],
)
def test_the_migration_takes_for_html_what_has_an_element(tmp_path, where, text, kind):
    made = draft(text="this")
    made.load(tmp_path)
    if where == "text":
        Sentence.objects.filter(pk=Sentence.objects.all()[0].pk).update(text=text)
    elif where == "title":
        Interview.objects.update(title=text)
    else:
        Topic.objects.filter(slug="two").update(title=text)
    migration = importlib.import_module("archive.migrations.0007_markup")
    migration.state_markup(apps, connection.schema_editor())
    assert made.stored().markup == kind
