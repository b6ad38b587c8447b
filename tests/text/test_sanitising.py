"""The one filter between stored text and a page."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import bleach
import html5lib
import pytest
from html5lib._inputstream import invalid_unicode_re
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from archive.text.sanitise import (
    ATTRIBUTES,
    HTML,
    PROTOCOLS,
    TAGS,
    Mark,
    plain_text,
    safe_html,
)

FRAGMENTS = st.sampled_from(
    [
        *("<b>", "</b>", "<i>", "</i>", "<em></em>", "<br>", "<br/>", "<a>", "</a>", "<p>", "</p>"),
        *("<ruby>漢<rt>かん</rt></ruby>", "<mark>", "</", "</>", "<", ">", "<b", '="', '"', "'"),
        *("&", "&amp;", "&lt;", "&lt;script&gt;", "&copy;", "&nbsp;", "&#x3042;", "&#0;"),
        *("&bogus;", "&amp;lt;", "em", "amp", "b", "本文", "。", "text", " ", "\t", "\r\n", "\x0b"),
        *("<script>alert(1)</script>", "<img/src=x/onerror=alert(1)>", "<svg/onload=alert(1)>"),
        *("<!--c-->", "<!-- ]]>", "<![CDATA[", "<?", "<%", "javascript:alert(1)", "onclick=x"),
        *('<a href="javascript:alert(1)">x</a>', '<a href="https://e.jp/?a=1&b=2">x</a>'),
        *("<a href='/q' title='a>b'>", "<a href=data:text/html,x>", '<q cite="vbscript:x">'),
    ]
)
TEXTS = st.lists(FRAGMENTS | st.text(max_size=6), max_size=12).map("".join)
STRICT = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)


@st.composite
def marked_text(draw: DrawFn) -> tuple[str, list[Mark]]:
    """A text and marks on characters of its plain form, in order."""
    text = draw(TEXTS)
    bounds = draw(st.lists(st.integers(0, len(plain_text(text, HTML))), max_size=6).map(sorted))
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    return text, [Mark(start, end) for start, end in pairs if start < end]


def legal(text: str) -> bool:
    """Whether HTML may hold it at all; bleach passes some of the rest on."""
    return not (invalid_unicode_re.search(text) or set(text) & set("\0\f\r") or "&#0;" in text)


def well_formed(markup: str) -> Element:
    """Parse strictly: any parse error raises."""
    fragment: Element = STRICT.parseFragment(markup)
    return fragment


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\rtwo", "one\ntwo"),
        ("one\r\ntwo\r\rthree", "one\ntwo\n\nthree"),
        # A reference can't bring back what may not stand there.
        ("one&#13;two&#xD;three", "one\ufffdtwo\ufffdthree"),
        ("one&#x1f;two&#xdfff;three&#x110000;", "one\ufffdtwo\ufffdthree\ufffd"),
    ],
)
def test_it_ends_lines_as_html_does_and_shows_what_html_forbids(text: str, shown: str) -> None:
    assert plain_text(text, HTML) == shown
    assert str(safe_html(text, HTML)) == shown


@given(TEXTS)
@example("a & b")
@example("> \n\t\"'")
@example("&lt;b&gt;")
def test_it_gives_what_bleach_gives(text: str) -> None:
    assume(legal(text))
    assert safe_html(text, HTML) == bleach.clean(text, TAGS, ATTRIBUTES, PROTOCOLS)


@given(TEXTS)
def test_it_leaves_nothing_that_runs(text: str) -> None:
    for element in well_formed(safe_html(text, HTML, [Mark(0, 3)])).iter():
        assert element.tag in TAGS | {"mark", "DOCUMENT_FRAGMENT"}
        assert set(element.attrib) <= set(ATTRIBUTES.get(element.tag, []))
        for name in ("href", "cite"):
            scheme, colon, _ = element.attrib.get(name, "").partition(":")
            assert not colon or "/" in scheme or "?" in scheme or scheme.lower() in PROTOCOLS


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        *((each, True) for each in ("http://e.jp/", "https://e.jp/", "mailto:a@e.jp", "/q", "#p")),
        *((f"{each}:alert(1)", False) for each in ("javascript", "JavaScript", "java\tscript")),
        *((each, False) for each in ("vbscript:x", "data:text/html,x", "file:///etc", "blob:x")),
    ],
)
def test_it_leads_only_to_the_web_to_mail_and_within_the_site(address: str, stays: bool) -> None:
    for markup in (f'<a href="{address}">x</a>', f'<q cite="{address}">x</q>'):
        (element,) = well_formed(safe_html(markup, HTML))
        assert list(element.attrib.values()) == ([address] if stays else [])


@given(marked_text())
def test_it_stays_well_formed_with_marks(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    well_formed(safe_html(text, HTML, marks))


@given(marked_text())
def test_it_marks_the_characters_that_plain_text_counts(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    tree = well_formed(safe_html(text, HTML, marks))
    plain = plain_text(text, HTML)
    assert _visible(tree) == plain
    wanted = "".join(plain[mark.start : mark.end] for mark in marks).replace("\n", "")
    marked = "".join("".join(each.itertext()) for each in tree.iter("mark"))
    assert marked.replace("\n", "") == wanted


def _visible(element) -> str:
    text = "\n" if element.tag == "br" else element.text or ""
    return text + "".join(_visible(child) + (child.tail or "") for child in element)


PLAIN = st.text("ab&本。", min_size=1, max_size=12)
OVERLAPPING = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda pair: (min(pair), max(pair))),
    max_size=4,
)


@given(PLAIN, OVERLAPPING)
def test_it_nests_marks_that_overlap_and_keeps_the_first_whole(text, spans) -> None:
    cut = [(start, min(end, len(text))) for start, end in spans]
    kept = [(start, end) for start, end in cut if start < end]
    marks = [Mark(*span, attributes=(("title", str(index)),)) for index, span in enumerate(kept)]
    found = list(well_formed(safe_html(text, HTML, marks)).iter("mark"))
    for index, mark in enumerate(marks):
        pieces = [each for each in found if each.attrib["title"] == str(index)]
        assert "".join(_visible(each) for each in pieces) == text[mark.start : mark.end]
        assert index or len(pieces) == 1


@given(TEXTS)
def test_it_leaves_a_text_without_marks_as_it_was(text: str) -> None:
    tree = well_formed(safe_html(text, HTML))
    assert _visible(tree) == plain_text(text, HTML)


@pytest.mark.parametrize("query", ["em", "amp", "b", "lt", "&", "<b>", "mark"])
def test_it_marks_words_that_are_markup_too(query: str) -> None:
    text = "em & amp b lt <em>em</em> mark &lt;b&gt;"
    start = plain_text(text, HTML).index(query)
    html = safe_html(text, HTML, [Mark(start, start + len(query))])
    assert "".join(next(iter(well_formed(html).iter("mark"))).itertext()) == query


def test_it_escapes_attributes_of_marks() -> None:
    mark = Mark(0, 1, "mark", (("id", '"><script>'),))
    for text in ("ab", "a<b>b</b>"):
        element = next(iter(well_formed(safe_html(text, HTML, [mark])).iter("mark")))
        assert element.attrib == {"id": '"><script>'}
