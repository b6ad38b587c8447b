"""Pages are kept only under parameters that change them, and within a bound in bytes."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Interview, Term
from archive.pages import page_cache
from archive.pages.kept_pages import KeptPages
from archive.pages.page_cache import PageCache, cached
from search.glossary import views as glossary_views

BOUND = 1_000_000
BACKEND = "archive.pages.kept_pages.KeptPages"
KEPT = {"BACKEND": BACKEND, "LOCATION": "bounded", "OPTIONS": {"MAX_BYTES": BOUND}}
# Names that no view knows, that another view knows, and that this one may.
NAMES = ["page", "order", "junk", "Page", "page[]", "utm_source", "at", ""]
VALUES = [
    "1",
    "2",
    "3",
    "999999",
    "0",
    "-1",
    "01",
    "+1",
    " 1",
    "٢",
    "x",
    "",
    "kana",
    "Kana",
    "kind",
]


@pytest.fixture
def kept(transactional_db: None, interview: Interview):
    """What is kept, as on a running site."""
    with override_settings(CACHES={**django_settings.CACHES, "pages": KEPT}):
        pages = caches["pages"]
        pages.clear()
        yield pages
        pages.clear()


def junk(chosen: random.Random) -> str:
    pairs = [
        f"{chosen.choice(NAMES)}={chosen.choice(VALUES)}{chosen.choice(['', '', '%20', '%'])}"
        for _ in range(chosen.randint(1, 3))
    ]
    return chosen.choice(["&", "&&", ";"]).join(pairs)


def test_a_thousand_addresses_with_junk_keep_no_page_twice(
    kept: KeptPages, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(glossary_views, "TERMS_A_PAGE", 2)
    for number in range(3):
        Term.objects.create(slug=f"term-{number}", kind="concept", label=f"用語{number}")
    chosen = random.Random(10)
    for number in range(1000):
        path = ["/terms/", "/interviews/", "/terms/term-1/", "/en/terms/"][number % 4]
        query = f"page={number}" if number % 3 == 0 else junk(chosen)
        assert client.get(f"{path}?{query}").status_code == 200
        assert kept.pages.currsize <= BOUND
    # The glossary has two pages in two orders (or none said) in two languages; the others one each.
    assert len(kept.pages) <= 2 * 3 * 2 + 2


@pytest.mark.parametrize("path", ["/", "/interviews/{0}/", "/interviews/{0}/transcript/"])
def test_a_page_without_pages_is_kept_once(kept: KeptPages, client: Client, interview, path: str):
    address = path.format(interview.slug)
    for query in ("", "?page=1", "?page=2", "?order=kana", "?", "?x"):
        client.get(address + query)
    assert len(kept.pages) == 1


@pytest.mark.parametrize("query", ["page=1", "order=kana", "order=kana&page=1"])
def test_a_page_is_kept_under_what_changes_it(
    kept: KeptPages, client: Client, query: str, django_assert_num_queries
):
    first = client.get(f"/terms/?{query}")
    with django_assert_num_queries(1):
        assert client.get(f"/terms/?{query}").content == first.content


@pytest.mark.parametrize(
    "query", ["page=2", "page=0", "page=1&page=1", "page=%31", "page=1&order=kana", "order=x"]
)
def test_an_address_that_asks_for_it_otherwise_is_answered_and_not_kept(
    kept: KeptPages, client: Client, query: str
):
    assert client.get(f"/terms/?{query}").status_code == 200
    assert len(kept.pages) == 0


def test_a_view_that_says_nothing_of_its_parameters_is_kept_without_them(
    kept: KeptPages, rf: RequestFactory
):
    @cached("page")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.GET.get("page", ""))

    pages = PageCache(view)
    assert pages(rf.get("/?page=7")).content == b"7"
    assert len(kept.pages) == 0
    pages(rf.get("/"))
    assert len(kept.pages) == 1


def test_hosts_share_the_pages_of_a_site_that_knows_its_address(kept: KeptPages, client: Client):
    with override_settings(ALLOWED_HOSTS=["*"], BASE_URL="https://archive.example"):
        for port in range(20):
            client.get("/", headers={"Host": f"localhost:{port}"})
        assert len(kept.pages) == 1
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_host_that_is_not_the_sites_gets_no_kept_page(kept: KeptPages, client: Client):
    with override_settings(BASE_URL="https://archive.example"):
        assert client.get("/").status_code == 200
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


@dataclass(frozen=True)
class Page:
    size: int


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 1200)), max_size=60))
def test_what_is_kept_stays_below_its_bound_and_the_newest_is_there(entries):
    pages = KeptPages("test", {"OPTIONS": {"MAX_BYTES": 1000}})
    pages.clear()
    for key, size in entries:
        page = Page(size)
        pages.set(key, page)
        assert pages.get(key) == (page if size <= 1000 else None)
        total = sum(found.size for each in "abcdefgh" if (found := pages.get(each)))
        assert total == pages.pages.currsize <= 1000


def test_what_was_asked_for_last_stays():
    pages = KeptPages("test", {"OPTIONS": {"MAX_BYTES": 1000}})
    pages.clear()
    pages.set("real", Page(100))
    for number in range(100):
        pages.set(f"junk-{number}", Page(90))
        assert pages.get("real")


def test_a_page_counts_with_all_its_encodings(kept: KeptPages, client: Client):
    plain = client.get("/").content
    assert len(plain) * 1.1 < kept.pages.currsize < len(plain) * 2 + page_cache.OVERHEAD
