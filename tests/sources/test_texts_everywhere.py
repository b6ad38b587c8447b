"""A text reaches the page, every twin and download, citations, cards and the index as it is.

Each text goes the whole way: written into a source file, imported, read back by parsers that are
not ours.  What a source file may not hold (control characters) is put there as an editor would.
"""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import dataclass
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from archive.metadata import cards
from archive.models import Anchor, Interview, Paragraph, Segment, Sentence, Topic
from archive.sources import reading_differences, readings
from search.store import current_store
from tests.formats.validating import linked_data, nodes, parse_html
from tests.indexing import build_index
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

pytestmark = pytest.mark.django_db
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
CODE = "I write if (a<b && c>d) return; List<i> too."


@dataclass(frozen=True)
class Case:
    """A stored text of kind `markup`, and the characters that a reader must see of it."""

    stored: str
    shown: str
    markup: str


# Half of what this draws has a meaning to HTML, XML, Markdown, CSV, BibTeX or RIS, or is at the
# edge of what they can hold: combining marks, directions, characters beyond 16 bits.
SIGNS = [
    *("<", ">", "&", "&amp;", "&lt;i&gt;", "&#65;", "&#0;", "&nbsp", "<b>", "</b>", "<i", "<!--"),
    *("]]>", "<br>", '"', "'", "”", "`", "*", "_", "#", "-", "1.", "~~~", "|", "\\", "[x](y)"),
    *("{}", "$", "%", "=", ",", ";", "  ", "\t", "\u00a0", "\u3000", "\u2028", "e\u0301"),
    *("か\u3099", "\u200f", "\u202e", "\u2066", "\u2069", "\u200d", "𠮷", "😀", "👩\u200d🚀"),
    *("م", "ש", "漢", "。"),
]
WORDS = st.sampled_from(SIGNS) | st.text("ab .", max_size=4)
CONTROLS = st.sampled_from(["\x00", "\x08", "\x0b", "\x1f", "\x7f", "\x85", "\ufdd0", "\U0001fffe"])
# Pieces of markup, each with what is seen of it.
PIECES = st.sampled_from(
    [
        *(("<b>", ""), ("</b>", ""), ("<i>x</i>", "x"), ("&amp;", "&"), ("&lt;", "<")),
        *(("&amp;lt;", "&lt;"), ("&#x3042;", "あ"), ("&eacute;", "é"), ("&quot;", '"')),
        *(("<em class=x>", ""), ("</em>", ""), ("<!-- Not. Seen. -->", ""), ("<p>", "<p>")),
        *(("<a href='https://e.jp/?a. b'>", ""), ("</a>", ""), ("<br>", "\n"), ("&copy;", "©")),
        *((each, each) for each in (". ", "。", "漢", "😀", "e\u0301", "\u202e", '"', "a", "3 ")),
    ]
)
AROUND = "ok "


def plain_cases(*more: st.SearchStrategy[str]) -> st.SearchStrategy[Case]:
    """Plain texts, of `more` too."""
    texts = st.lists(st.one_of(WORDS, *more), max_size=12).map("".join)
    return texts.map(lambda text: Case(AROUND + text, _held(AROUND + text), "plain"))


def _held(text: str) -> str:
    """The text with U+FFFD for what neither HTML nor XML can hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join("\ufffd" if _is_forbidden(ord(each)) else each for each in text)


def _is_forbidden(code: int) -> bool:
    if code < 0x20:
        return code not in (0x09, 0x0A)
    return 0x7F <= code <= 0x9F or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


HTML_CASES = st.lists(PIECES, max_size=8).map(
    lambda pieces: Case(
        AROUND + "".join(each[0] for each in pieces),
        AROUND + "".join(each[1] for each in pieces),
        "html",
    )
)
shared = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def drafted(case: Case) -> Draft:
    """An interview whose title, heading and two turns are the text."""
    turns = [
        DraftTurn("ada", [case.stored], "question"),
        DraftTurn("bob", [case.stored, f"{case.stored}!"]),
    ]
    draft = Draft([DraftTopic("topic", case.stored, turns)], title=case.stored)
    draft.markup = case.markup
    return draft


def check_everywhere(client: Client, case: Case) -> None:
    interview = Interview.objects.get()
    shown = [case.shown, case.shown, f"{case.shown}!"]
    anchors = list(
        Paragraph.objects.order_by("segment__order", "order").values_list("anchor_id", flat=True)
    )
    check_page(client, interview, dict(zip(anchors, shown, strict=True)))
    check_downloads(client, interview, shown)
    check_citations(client, interview, anchors[0], case)
    check_cards(client, interview, case)
    check_index(shown)


def check_page(client: Client, interview: Interview, shown: dict[str, str]) -> None:
    page = parse_html(client.get(f"{interview.get_absolute_url()}transcript/").content)
    for anchor, text in shown.items():
        assert _words(page, anchor) == text
    (turn, *_) = Segment.objects.order_by("order")
    page = parse_html(client.get(turn.get_absolute_url()).content)
    texts = [each["text"] for each in nodes(linked_data(page)) if "text" in each]
    assert texts[0] == next(iter(shown.values()))


def _words(page: Any, anchor: str) -> str:
    (words,) = page.findall(f".//div[@id='{anchor}']/p[@class='passage-text']")
    return "".join(piece if isinstance(piece, str) else "\n" for piece in _pieces(words))


def _pieces(element: Any) -> Any:
    if element.tag == "br":
        yield None
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


def _file(client: Client, interview: Interview, extension: str) -> bytes:
    return b"".join(client.get(f"/interviews/{interview.slug}/transcript.{extension}"))


def check_downloads(client: Client, interview: Interview, shown: list[str]) -> None:
    record = json.loads(_file(client, interview, "json"))
    paragraphs = [
        each for topic in record["topics"] for turn in topic["turns"] for each in turn["paragraphs"]
    ]
    assert [record["title"], record["topics"][0]["title"]] == [shown[0]] * 2
    assert [each["text"] for each in paragraphs] == shown
    assert ["".join(part["text"] for part in each["sentences"]) for each in paragraphs] == shown
    root = etree.fromstring(_file(client, interview, "xml"))
    assert ["".join(each.itertext()) for each in root.iterfind(".//t:seg", TEI)] == shown
    assert root.findtext(".//t:titleStmt/t:title", namespaces=TEI) == shown[0]
    assert _markdown(_file(client, interview, "md").decode(), shown) == shown
    text = _file(client, interview, "txt").decode()
    assert f"  [{Segment.objects.order_by('order')[1].anchor_id}]\n{shown[1]}\n{shown[2]}\n" in text
    table = io.StringIO(_file(client, interview, "csv").decode("utf-8-sig"), newline="")
    rows = list(csv.DictReader(table, strict=True))
    assert [(row["text"], row["topic_title"]) for row in rows] == [(t, shown[0]) for t in shown]


def _markdown(text: str, shown: list[str]) -> list[str]:
    """What a reader of CommonMark makes of the paragraphs; the headings are looked at here."""
    tokens = MarkdownIt().parse(text)
    inline = [
        (tokens[place - 1].type, "".join(each.content or "\n" for each in token.children or []))
        for place, token in enumerate(tokens)
        if token.type == "inline" and token.level == 1
    ]
    assert [words for kind, words in inline if kind == "heading_open"] == [shown[0]] * 2
    # Every other paragraph names a speaker.
    paragraphs = [words for kind, words in inline if kind == "paragraph_open"]
    return [words for place, words in enumerate(paragraphs) if place not in (0, 2)]


def check_citations(client: Client, interview: Interview, anchor: str, case: Case) -> None:
    if len(case.shown) > 40:
        return
    words = case.shown.replace("\n", " ")
    (item,) = client.get(f"/t/{anchor}/cite.csl.json").json()
    assert (item["title"], item["section"]) == (words, words)
    for extension in ("ris", "sist02.txt", "apa.txt", "mla.txt", "chicago.txt"):
        text = client.get(f"/t/{anchor}/cite.{extension}").content.decode()
        assert text.count(words) >= 2, extension


def check_cards(client: Client, interview: Interview, case: Case) -> None:
    with mock.patch.object(cards, "draw", side_effect=cards.draw) as draw:
        for path in cards_of(interview):
            path()
    drawn = [call.args[0] for call in draw.call_args_list]
    assert all(each.words == case.shown for each in drawn)


def cards_of(interview: Interview) -> Any:
    from archive.transcript import Transcript

    transcript = Transcript(interview)
    yield lambda: cards.card_of_interview(transcript)
    yield lambda: cards.card_of_turn(transcript, transcript.turns[0])


def check_index(shown: list[str]) -> None:
    # Hypothesis has chance begin anew with each example, and Whoosh names its files by it.
    random.seed()
    build_index()
    turns = current_store().turns(Segment.objects.values_list("pk", flat=True))
    paragraphs = [each for turn in turns.values() for each in turn.paragraphs]
    assert sorted(each.text for each in paragraphs) == sorted(shown)
    assert {turn.fields["topic_title"] for turn in turns.values()} == {shown[0]}


def _cleared() -> None:
    Topic.objects.all().delete()
    Anchor.objects.all().delete()
    Interview.objects.all().delete()


@shared
@given(plain_cases() | HTML_CASES)
@example(Case(CODE, CODE, "plain"))
@example(Case("Q&amp;A, AT&T; <b>x</b>", "Q&amp;A, AT&T; <b>x</b>", "plain"))
@example(Case("    # four spaces. - x #", "    # four spaces. - x #", "plain"))
@example(Case("a <!-- b. c --> d. <b>e. f</b>", "a  d. e. f", "html"))
def test_from_a_source_file_to_wherever_it_is_read(client, tmp_path, case: Case):
    _cleared()
    draft = drafted(case)
    draft.load(tmp_path)
    check_everywhere(client, case)
    for reading in readings(draft.stored()):
        assert reading.texts, reading.place
        assert not list(reading_differences(draft.stored(), draft.text(), reading))


@shared
@given(plain_cases(CONTROLS, st.sampled_from(["\r\n", "\n", "\r"])))
@example(Case("a\x01b\x85c\r\nd \n\n e", "a\ufffdb\ufffdc\nd \n\n e", "plain"))
def test_from_an_editor_s_hand_to_wherever_it_is_read(client, tmp_path, case: Case):
    _cleared()
    drafted(Case("ok", "ok", case.markup)).load(tmp_path)
    # No form takes a NUL, and PostgreSQL stores none.
    stored = case.stored.replace("\0", "\1")
    Interview.objects.update(title=stored)
    Topic.objects.update(title=stored)
    for sentence in Sentence.objects.order_by("paragraph__segment__order", "paragraph__order"):
        end = "!" if sentence.text.endswith("!") else ""
        Sentence.objects.filter(pk=sentence.pk).update(text=stored + end)
    check_everywhere(client, case)
