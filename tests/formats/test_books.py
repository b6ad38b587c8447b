"""Books (EPUB 3): valid by EPUBCheck, with every word, anchor and note; always the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from archive.formats import BY_EXTENSION
from archive.formats.addresses import Addresses
from archive.formats.epub_markup import whole_address
from archive.models import Interview, Paragraph, Person
from archive.sources.readers.transcripts import ReadInterview
from archive.transcript import Transcript
from tests.formats.epubcheck import complaints
from tests.formats.interviews import interviews, store, with_database

pytestmark = pytest.mark.django_db
BASE = "https://archive.example"
X = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Java starts anew for each.
with_java = settings(
    max_examples=3,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    deadline=None,
)


def written(interview: Interview) -> bytes:
    return b"".join(BY_EXTENSION["epub"].pieces(Transcript(interview), Addresses(BASE)))


def opened(interview: Interview) -> dict[str, Any]:
    """Its pages and its package document, by their names."""
    with ZipFile(io.BytesIO(written(interview))) as book:
        return {
            name.rpartition("/")[2]: etree.fromstring(book.read(name))
            for name in book.namelist()
            if name.endswith((".xhtml", ".opf"))
        }


def test_the_shipped_interview_is_a_valid_book(interview, tmp_path):
    assert complaints(written(interview), tmp_path) == []


def test_one_without_words_is_a_valid_book_too(interview, tmp_path):
    values = {"language": "en", "title": "Yet to come", "first_line": 1, "last_line": 1}
    empty = Interview.objects.create(slug="empty", source="empty.txt", **values)
    assert complaints(written(empty), tmp_path) == []


def test_the_validator_does_complain(interview, tmp_path):
    broken = io.BytesIO()
    with (
        ZipFile(io.BytesIO(written(interview))) as book,
        ZipFile(broken, "w") as other,
    ):
        for name in book.namelist():
            other.writestr(name, book.read(name).replace(b"<h1", b"<h7").replace(b"/h1>", b"/h7>"))
    assert any("h7" in each for each in complaints(broken.getvalue(), tmp_path))


@pytest.mark.parametrize("language", ["ja", "ar", "en"])
def test_any_interview_is_a_valid_book(db, tmp_path, language):
    @with_java
    @given(interviews())
    def valid(drawn: ReadInterview) -> None:
        others = {key: each for key, each in drawn.translations.items() if key != language}
        drawn = replace(drawn, language=language, translations=others)
        assert complaints(written(store(drawn)), tmp_path) == []

    valid()


@with_database
@given(interviews())
def test_it_has_every_word_under_its_speaker_and_anchor(db, drawn: ReadInterview):
    pages = opened(store(drawn))
    for topic in drawn.topics:
        page = pages[f"topic-{topic.slug}.xhtml"]
        assert [each.get("id") for each in page.iter(f"{X}section")][1:] == [
            turn.anchor for turn in topic.turns
        ]
        for turn in topic.turns:
            (section,) = page.xpath("//*[@id=$code]", code=turn.anchor)
            said = section.findall(f"{X}div/{X}p")
            assert [each.get("id") for each in said] == [each.anchor for each in turn.paragraphs]
            assert [_words(each) for each in said] == [each.text for each in turn.paragraphs]
            names = [_names(drawn, label) for label in turn.speakers]
            headings = [each for each in section if each.tag in {f"{X}h2", f"{X}h3"}]
            assert len(headings) == bool(names)
            for heading in headings:
                assert all(any(name in heading.text for name in each) for each in names)
            language = turn.language or drawn.language
            assert {_language(each) for each in said} == {language}


def _names(drawn: ReadInterview, label: str) -> set[str]:
    (person,) = (each for each in drawn.people if each.label == label)
    return {person.name, person.name_ja} - {""}


def _language(element: Any) -> str:
    (found,) = element.xpath("ancestor-or-self::*[@lang][1]/@lang")
    (same,) = element.xpath("ancestor-or-self::*[@xml:lang][1]/@xml:lang")
    assert found == same
    return str(found)


def _words(paragraph: Any) -> str:
    """Its characters, without the marks of notes."""
    pieces = paragraph.xpath(".//text()[not(ancestor::*[local-name() = 'sup'])]")
    return "".join(pieces)


@with_database
@given(interviews())
def test_every_note_and_its_mark_lead_to_each_other(db, drawn: ReadInterview):
    noted = []
    for page in opened(store(drawn)).values():
        places = {each.get("id"): each for each in page.iter() if each.get("id")}
        marks = [each for each in page.iter(f"{X}a") if each.get(EPUB_TYPE) == "noteref"]
        notes = [each for each in page.iter(f"{X}aside") if each.get(EPUB_TYPE) == "footnote"]
        assert len(marks) == len(notes)
        for mark in marks:
            note = places[mark.get("href")[1:]]
            assert note in notes
            (back,) = note.iter(f"{X}a")
            assert places[back.get("href")[1:]] is mark
        noted += ["".join(each.itertext()) for each in notes]
    read = [
        text
        for turn in drawn.turns
        for each in turn.paragraphs
        for text in [
            *(note.text for note in each.notes),
            *(sentence.doubt for sentence in each.sentences if sentence.doubt),
        ]
    ]
    assert len(noted) == len(read)


@with_database
@given(interviews())
def test_the_contents_name_every_topic_in_order_and_in_its_level(db, drawn: ReadInterview):
    contents = opened(store(drawn))["contents.xhtml"]
    (toc,) = (each for each in contents.iter(f"{X}nav") if each.get(EPUB_TYPE) == "toc")
    links = list(toc.iter(f"{X}a"))
    assert all((each.text or "").strip() for each in links)
    assert [each.get("href") for each in links][1:] == [
        f"topic-{topic.slug}.xhtml" for topic in drawn.topics
    ]
    levels = [len(list(each.iterancestors(f"{X}ol"))) for each in links][1:]
    assert levels == [topic.level for topic in drawn.topics]
    titles = [topic.title for topic in drawn.topics]
    assert all(
        link.text == title.strip()
        for link, title in zip(links[1:], titles, strict=True)
        if title.strip()
    )


def test_the_same_interview_gives_the_same_bytes(interview, monkeypatch):
    first = written(interview)
    monkeypatch.setattr("time.time", lambda: 1e9)
    with override("en"):
        assert written(Interview.objects.get(pk=interview.pk)) == first
    Paragraph.objects.all()[0].sentences.all()[0].save()
    assert written(Interview.objects.get(pk=interview.pk)) != first


def test_a_program_knows_it_by_its_first_bytes(interview):
    content = written(interview)
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    with ZipFile(io.BytesIO(content)) as book:
        assert book.infolist()[0].compress_type == ZIP_STORED
        assert not book.infolist()[0].extra
        assert {each.date_time[0] for each in book.infolist()} == {1980}


def test_it_says_what_it_is(interview):
    Interview.objects.update(
        rights="© them", published="2026-01", series="声 & more", recorded="2025"
    )
    Person.objects.filter(name="Dario Amodei").update(name_ja="ダリオ・アモデイ")
    package = opened(Interview.objects.get())["package.opf"]

    def texts(path: str) -> list[str]:
        return [each.text for each in package.iterfind(f"o:metadata/{path}", OPF)]

    address = f"{BASE}/interviews/{interview.slug}/"
    assert texts("dc:identifier") == texts("dc:source") == [address]
    assert texts("dc:title")[0] == interview.title
    assert texts("dc:language") == ["ja"]
    assert "ダリオ・アモデイ" in texts("dc:contributor")
    assert texts("dc:date") == ["2026-01"]
    assert texts("dc:rights") == ["© them"]
    assert texts("o:meta[@property='role']") == ["ivr", "ive"]
    assert texts("o:meta[@property='belongs-to-collection']") == ["声 & more"]
    assert texts("o:meta[@property='schema:accessMode']") == ["textual"]
    (modified,) = texts("o:meta[@property='dcterms:modified']")
    changed = Interview.objects.get().history.changed
    assert modified == changed.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("ja", "ltr"), ("en", "ltr")])
def test_its_pages_turn_as_its_language_is_read(interview, language, direction):
    Interview.objects.update(language=language)
    pages = opened(Interview.objects.get())
    spine = pages["package.opf"].find("o:spine", OPF)
    assert spine.get("page-progression-direction") == direction
    for name, page in pages.items():
        if name.endswith(".xhtml"):
            found = page.get("lang"), page.get(XML_LANG), page.get("dir")
            assert found == (language, language, direction)


MARKUP = (
    "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby>と<em>強く</em>"
    "<br>"
    '<a href="/about/">ここ</a><a href="java&#115;cript:x">危</a>'
    '<a href="https://a b.example">変</a>'
    '<a href="https://例え.example/道?a=1&amp;b=2#x">道</a><a href="mailto:no one">誰</a>'
    "<ruby>片</ruby><rt>迷</rt><ruby><b>深<rt>ふか</rt></b></ruby><ruby><rt>空</rt></ruby>"
    "<ruby>外<rt>そと<ruby>内<rt>うち</rt></ruby></rt></ruby>"
    '<ruby><b><ruby>底<rt>そこ</rt></ruby></b>上<rt>うえ</rt></ruby><q cite="x:y">引</q>'
    "<a href=https://x.example>甲<ruby><a href=https://y.example>乙<rt>おつ</rt></a></ruby></a>。"
)


def test_markup_stays_and_what_no_book_may_have_is_words(interview, tmp_path):
    Interview.objects.update(markup="html")
    sentence = Paragraph.objects.all()[0].sentences.all()[0]
    type(sentence).objects.filter(pk=sentence.pk).update(text=MARKUP)
    found = Interview.objects.get()
    pages = opened(found)
    part = Transcript(found).turns[0]
    (shown,) = pages[f"topic-{part.topic.topic.slug}.xhtml"].xpath(
        "//*[@id=$code]", code=part.passages[0].anchor
    )
    (first, *_) = shown.iter(f"{X}ruby")
    assert [each.text for each in first.iter(f"{X}rt")] == ["かん", "じ"]
    assert "".join(first.itertext()) == "漢かん字じ"
    assert shown.find(f"{X}em").text == "強く"
    assert shown.find(f"{X}br") is not None
    links = {each.text: each.get("href") for each in shown.iter(f"{X}a")}
    assert links["ここ"] == f"{BASE}/about/"
    assert {links[each] for each in "変誰"} == {None}
    assert "片迷深ふか" in _words(shown)
    features = pages["package.opf"].xpath(
        "//o:meta[@property='schema:accessibilityFeature']/text()", namespaces=OPF
    )
    assert "rubyAnnotations" in features
    assert complaints(written(found), tmp_path) == []


@pytest.mark.parametrize(
    ("given_address", "whole"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("../y", f"{BASE}/y"),
        ("", f"{BASE}/x/"),
        ("http://[", ""),
        ("https://a b", ""),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("mailto:a", ""),
        ("x:y", ""),
    ],
)
def test_an_address_is_whole_or_none(given_address, whole):
    assert whole_address(given_address, f"{BASE}/x/") == whole
