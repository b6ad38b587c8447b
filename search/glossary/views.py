"""The glossary's pages: all terms, and each term with the turns that mention it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Interview, Person, Term, with_public_interviews
from archive.pages.page_cache import cached, shows
from archive.text import order_key
from archive.transcript import NotFound
from search.glossary.mentions import Mentioning, mentioning, occurrences, turn_counts
from search.glossary.records import glossary_head, term_head
from search.languages.kana import kana_key, kana_row

TERMS_A_PAGE = 300
TURNS_A_PAGE = 20
KINDS = list(Term.Kind.values)


@dataclass(frozen=True)
class Section:
    """Terms under one heading: a kind's name or a kana row; `id` names it in addresses."""

    id: str
    title: str
    terms: list[tuple[Term, int | None]]


@require_safe
@cached("order", "page")
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term, by kind or (`?order=kana`) as Japanese indexes are ordered."""
    by_kana = request.GET.get("order") == "kana"
    terms = sorted(
        with_public_interviews(Term.objects.all()), key=_by_reading if by_kana else _by_kind
    )
    page = Paginator(terms, TERMS_A_PAGE).get_page(request.GET.get("page"))
    shows(request, page=page.number, order="kana" if by_kana else "kind")
    context = {
        "page": page,
        "by_kana": by_kana,
        "sections": _sections(page, by_kana=by_kana),
        "head": glossary_head(request, page),
    }
    return render(request, "glossary/glossary.html", context)


def _by_reading(term: Term) -> tuple[bool, tuple[object, ...]]:
    """Kana first, as Japanese indexes have them; then all else in Unicode's order."""
    reading = term.reading or term.label
    return (False, kana_key(reading)) if kana_row(reading) else (True, order_key(reading))


def _by_kind(term: Term) -> tuple[int, tuple[bool, tuple[object, ...]]]:
    return KINDS.index(term.kind), _by_reading(term)


def _sections(page: Page, *, by_kana: bool) -> list[Section]:
    counts = turn_counts(term.slug for term in page)
    found = []
    for heading, terms in groupby(page, _row if by_kana else lambda term: term.kind):
        title = heading or _("Others") if by_kana else Term.Kind(heading).label
        rows = [(term, counts.get(term.slug)) for term in terms]
        found.append(Section(f"row-{heading or 'others'}", str(title), rows))
    return found


def _row(term: Term) -> str:
    return kana_row(term.reading or term.label)


@require_safe
@cached("page")
def term(request: HttpRequest, slug: str) -> HttpResponse:
    """A term: what it is, and the turns that mention it, by interview and topic."""
    found = find_term(slug)
    called = (found.label, found.english)
    places = occurrences(slug)
    page = Paginator(places.keys, TURNS_A_PAGE).get_page(request.GET.get("page"))
    shows(request, page=page.number)
    turns = mentioning(found, list(page))
    spoken_in = Prefetch("interviews", Interview.objects.published())
    interviews = {each.segment.topic.interview_id: each.segment.topic.interview for each in turns}
    context = {
        "term": found,
        "head": term_head(request, found),
        "others": [name for name in found.proper_names if name not in called],
        "people": Person.objects.published().filter(slug=slug).prefetch_related(spoken_in),
        "page": page,
        "places": places,
        "parts": [
            (places.course(interview), _by_topic(turns, key))
            for key, interview in interviews.items()
        ],
    }
    return render(request, "glossary/term.html", context)


def _by_topic(turns: list[Mentioning], interview: int) -> list[list[Mentioning]]:
    here = (each for each in turns if each.segment.topic.interview_id == interview)
    return [list(group) for _, group in groupby(here, lambda each: each.segment.topic_id)]


def find_term(slug: str) -> Term:
    """The term of that slug.  Raises `NotFound` with those of a like slug."""
    if found := Term.objects.filter(slug=slug).first():
        return found
    raise _no_term(slug)


def _no_term(slug: str) -> NotFound:
    terms = {each.slug: each for each in Term.objects.only("slug", "label")}
    return NotFound(
        _("The glossary has no term “%(slug)s”.") % {"slug": slug},
        [
            (terms[near].label, terms[near].get_absolute_url())
            for near in get_close_matches(slug, terms, cutoff=0.4)
        ],
    )
