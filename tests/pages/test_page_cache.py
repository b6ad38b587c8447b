"""Pages are rendered once for each state of the content, and never shown from an older one."""

from __future__ import annotations

import gzip
from datetime import timedelta

import brotli
import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from archive.changes import content_version
from archive.models import ContentVersion, Interview, Segment, Sentence, Term
from archive.pages import page_cache
from archive.pages.page_cache import PageCache, accepted_encoding, cached, shows
from search.store import current_store

LOCAL = {
    "BACKEND": "archive.pages.kept_pages.KeptPages",
    "LOCATION": "kept",
    "OPTIONS": {"MAX_BYTES": 2_000_000},
}


@pytest.fixture
def keeping(transactional_db: None, interview: Interview):
    """Pages are kept, as they are on a running site."""
    with override_settings(CACHES={**django_settings.CACHES, "pages": LOCAL}):
        caches["pages"].clear()
        yield interview
        caches["pages"].clear()


def address(interview: Interview) -> str:
    return interview.topics.all()[0].get_absolute_url()


def test_it_renders_a_page_once(keeping: Interview, client: Client, django_assert_num_queries):
    topic = address(keeping)
    first = client.get(topic)
    with django_assert_num_queries(1):
        again = client.get(topic)
    assert again.content == first.content
    assert again["ETag"] == first["ETag"]
    assert again["Last-Modified"]


def test_it_answers_304_to_who_has_the_page(keeping: Interview, client: Client):
    page = client.get(address(keeping))
    for header, value in (
        ("If-None-Match", page["ETag"]),
        ("If-Modified-Since", page["Last-Modified"]),
    ):
        answer = client.get(address(keeping), headers={header: value})
        assert answer.status_code == 304
        assert answer.content == b""


@pytest.mark.parametrize("path", ["/embed/t/{}/", "/en/embed/t/{}/", "/t/{}/"])
def test_who_has_the_page_is_told_the_same_policies(keeping: Interview, client: Client, path: str):
    """A browser goes on with the headers of the 304."""
    place = path.format(Segment.objects.all()[1].anchor_id)
    for _ in range(2):
        page = client.get(place)
    again = client.get(place, headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 304
    for name in ("Content-Security-Policy", "Cross-Origin-Resource-Policy"):
        assert again[name] == page[name]
    assert again.get("X-Frame-Options") in {page.get("X-Frame-Options"), None}


def test_it_shows_an_edit_at_once(keeping: Interview, client: Client):
    page = client.get(address(keeping))
    sentence = Sentence.objects.filter(paragraph__segment__topic__order=0)[0]
    sentence.text = "書き換えられた文です。"
    sentence.save()
    answer = client.get(address(keeping), headers={"If-None-Match": page["ETag"]})
    assert answer.status_code == 200
    assert sentence.text in answer.content.decode()


def test_it_cites_the_page_as_of_the_day_that_it_is_asked_for(
    keeping: Interview, client: Client, monkeypatch: pytest.MonkeyPatch
):
    page = client.get(address(keeping))
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    for header in ("ETag", "Last-Modified"):
        condition = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[header]
        answer = client.get(address(keeping), headers={condition: page[header]})
        assert answer.status_code == 200
        assert f"(参照 {tomorrow.isoformat()})" in answer.content.decode()


def test_it_cites_the_day_also_where_the_content_is_dated_later(
    keeping: Interview, client: Client, monkeypatch: pytest.MonkeyPatch
):
    """As in a database from a machine whose clock is ahead."""
    ContentVersion.objects.update(changed=timezone.now() + timedelta(days=9))
    for days in (0, 1):
        day = timezone.now().date() + timedelta(days=days)
        monkeypatch.setattr(timezone, "localdate", lambda day=day: day)
        assert f"(参照 {day.isoformat()})" in client.get(address(keeping)).content.decode()


def test_it_shows_a_new_term_at_once(keeping: Interview, client: Client):
    before = content_version()
    client.get("/terms/")
    Term.objects.create(slug="compute", kind="concept", label="計算資源の例")
    assert content_version() == before + 1
    assert "計算資源の例" in client.get("/terms/").content.decode()


def test_it_counts_a_transaction_as_one_change(keeping: Interview):
    before = content_version()
    with transaction.atomic():
        for sentence in Sentence.objects.all()[:3]:
            sentence.save()
    assert content_version() == before + 1


def test_it_keeps_the_languages_and_hosts_apart(keeping: Interview, client: Client):
    japanese = client.get("/").content
    english = client.get("/en/").content
    assert japanese != english
    assert client.get("/").content == japanese
    with override_settings(ALLOWED_HOSTS=["*"], BASE_URL=""):
        other = client.get("/", headers={"Host": "other.example"}).content.decode()
    assert "other.example" in other


@pytest.mark.parametrize(
    ("accepts", "encoding", "decode"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_it_sends_what_the_reader_can_read(keeping: Interview, client, accepts, encoding, decode):
    plain = client.get("/").content
    for _ in range(2):
        answer = client.get("/", headers={"Accept-Encoding": accepts})
        assert answer.get("Content-Encoding") == encoding
        assert decode(answer.content) == plain
        assert "Accept-Encoding" in answer["Vary"]


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.000, gzip", "gzip"),
        ("br; Q=0 , gzip", "gzip"),
        ("br;q=0.001", "br"),
        ("br;q=0", ""),
        ("GZIP", "gzip"),
        ("gzip;q=1.0, Br;q=0.5", "gzip"),
        ("gzip;q=0.5", "gzip"),
        ("gzip;q=0.5, identity", ""),
        ("identity;q=0.5, *;q=0, gzip", "gzip"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        # An encoding is never sent to a reader that doesn't name it.
        ("", ""),
        ("*", ""),
        ("deflate, *", ""),
        ("gzip;q=0, *;q=0.5", ""),
        ("brotli, x-gzip, xbr", ""),
        # Nothing that can be sent is accepted: the page as it is serves more than an error.
        ("*;q=0", ""),
        ("identity;q=0", ""),
        # What is no quality counts for nothing.
        ("br;q=2, gzip;q=x, br;q=-1", ""),
        ("br;q=nan, gzip", "gzip"),
        ("br gzip", ""),
    ],
)
def test_it_chooses_the_encoding_that_is_asked_for_most(accepts: str, encoding: str):
    assert accepted_encoding(accepts) == encoding


QUALITIES = st.integers(0, 1000).map(lambda thousandths: f"{thousandths / 1000:.3f}")
CODINGS = st.sampled_from(["br", "gzip", "identity", "deflate"])


@given(st.dictionaries(CODINGS, QUALITIES), st.data())
def test_it_sends_no_encoding_that_another_one_is_preferred_to(
    asked: dict[str, str], data: st.DataObject
):
    spaces = data.draw(st.sampled_from(["", " ", "\t"]))
    spelled = data.draw(st.sampled_from([str.lower, str.upper, str.title]))
    parts = (f"{spelled(name)}{spaces};{spaces}q={value}" for name, value in asked.items())
    chosen = accepted_encoding(f"{spaces},{spaces}".join(parts))
    wanted = {name: float(value) for name, value in asked.items() if name != "deflate"}
    best = max(wanted.values(), default=0.0)
    if chosen or wanted.get("identity"):
        assert wanted[chosen or "identity"] == best > 0
    else:
        assert best == 0
    if chosen == "gzip":
        assert wanted.get("br") != best


@given(st.text())
def test_it_takes_any_header(accepts: str):
    assert accepted_encoding(accepts) in {"", "br", "gzip"}


def test_it_renders_what_an_address_asks_for(keeping: Interview, client: Client):
    plain = client.get(address(keeping)).content.decode()
    quoted = client.get(address(keeping), {"quote": "人工知能"}).content.decode()
    assert plain != quoted
    assert client.get(address(keeping)).content.decode() == plain


def test_it_keeps_no_error(keeping: Interview, client: Client):
    assert client.get("/interviews/none/").status_code == 404
    assert client.get("/interviews/none/").status_code == 404


def test_a_kept_page_has_the_headers_of_a_rendered_one(keeping: Interview, client: Client):
    rendered = client.get(address(keeping))
    kept_page = client.get(address(keeping))
    ids = {answer.headers.pop("X-Request-ID") for answer in (rendered, kept_page)}
    assert len(ids) == 2
    assert dict(kept_page.items()) == dict(rendered.items())
    for name in ("Content-Language", "Content-Security-Policy", "X-Frame-Options"):
        assert kept_page[name]


@pytest.mark.parametrize(
    "mark",
    [
        lambda response: response.set_cookie("visitor", "1"),
        lambda response: response.headers.setdefault("Vary", "Accept, Cookie"),
    ],
)
def test_it_keeps_no_page_of_one_visitors(keeping: Interview, rf: RequestFactory, mark):
    answers = iter(range(2))

    @cached()
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(f"{next(answers)}")
        mark(response)
        return response

    pages = PageCache(view)
    assert [pages(rf.get("/visitor/")).content for _ in range(2)] == [b"0", b"1"]


class Counting:
    """A cached view that tells how often it was asked."""

    def __init__(self, status: int = 200) -> None:
        self.asked = 0
        self.view = cached("page", "order")(self._answer)
        self.status = status

    def _answer(self, request: HttpRequest) -> HttpResponse:
        self.asked += 1
        shows(request, **request.GET.dict())
        return HttpResponse(f"{self.asked}", status=self.status)


@pytest.mark.parametrize(
    ("query", "times"),
    [("", 1), ("?page=2", 1), ("?page=2&order=topic", 1), ("?quote=a", 3), ("?page=2&x=", 3)],
)
def test_it_keeps_a_page_under_the_parameters_of_a_list_and_no_others(
    keeping: Interview, rf: RequestFactory, query: str, times: int
):
    """Anybody may make up parameters: kept pages would fill the memory."""
    view = Counting()
    pages = PageCache(view.view)
    answers = [pages(rf.get(f"/list/{query}")).content for _ in range(3)]
    assert view.asked == times
    assert len(set(answers)) == times


def test_it_keeps_pages_of_other_parameters_and_schemes_apart(
    keeping: Interview, rf: RequestFactory
):
    view = Counting()
    pages = PageCache(view.view)
    requests = [
        *(rf.get("/list/", secure=secure) for secure in (False, True)),
        *(rf.get(f"/list/?page={number}") for number in (1, 2)),
    ]
    for _ in range(2):
        assert [pages(each).content for each in requests] == [b"1", b"2", b"3", b"4"]


def test_it_answers_what_is_sent_by_rendering(keeping: Interview, rf: RequestFactory):
    view = Counting()
    pages = PageCache(view.view)
    answers = [pages(ask("/list/")).content for ask in (rf.get, rf.post, rf.put, rf.get, rf.head)]
    assert answers == [b"1", b"2", b"3", b"1", b"1"]


def test_it_renders_anew_when_anything_changed_that_pages_depend_on(
    keeping: Interview, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
):
    """The search's index is one such thing: it may be built anew of the same content."""
    state = current_store().state()
    assert state in page_cache._state().versions
    monkeypatch.setattr(page_cache, "_sources", [])
    versions = {"one": 1, "other": 1}
    page_cache.depends_on(lambda: versions["one"])
    page_cache.depends_on(lambda: versions["other"])
    view = Counting()
    pages = PageCache(view.view)
    answers = []
    for name in ("one", "other"):
        answers += [pages(rf.get("/list/")).content for _ in range(2)]
        versions[name] += 1
    answers.append(pages(rf.get("/list/")).content)
    assert answers == [b"1", b"1", b"2", b"2", b"3"]


def test_a_reader_may_keep_a_page_but_must_ask_whether_it_is_current(
    keeping: Interview, client: Client
):
    for _ in range(2):
        assert client.get(address(keeping))["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("status", [201, 302, 404, 410, 500])
def test_it_keeps_no_answer_but_a_whole_page(keeping: Interview, rf: RequestFactory, status: int):
    view = Counting(status)
    pages = PageCache(view.view)
    answers = [pages(rf.get("/gone/")) for _ in range(2)]
    assert [each.content for each in answers] == [b"1", b"2"]
    assert {each.status_code for each in answers} == {status}


def test_it_keeps_no_page_of_content_that_changed_while_it_was_rendered(
    keeping: Interview, rf: RequestFactory
):
    @cached()
    def view(request: HttpRequest) -> HttpResponse:
        Interview.objects.get().save()
        return HttpResponse("")

    pages = PageCache(view)
    pages(rf.get("/title/"))
    before = content_version()
    pages(rf.get("/title/"))
    assert content_version() == before + 1
