"""Any search as a feed: the turns that have its words, those of the newest interview first.

What is only near in meaning is no news, so it is left out.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import SyndicationFeed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.metadata.following import ENTRIES, Announced, AtomForm, JsonForm, announced
from archive.metadata.turn_feeds import Found, TurnFeed, newest_first
from archive.site.addresses import base_url
from search import engine, store
from search.pages.parameters import BadParameterError, Parameters, read_parameters
from search.pages.refusing import no_index, refused_for_programs
from search.query.knowledge import knowledge_of
from search.store import NoIndexError, Page, current_store


class _SearchFeed(TurnFeed):
    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Found:
        asked = read_parameters(request.GET.dict())
        query = _query(asked)
        return Found(
            base_url(request),
            _("Search: %(query)s") % {"query": asked.q},
            _("The turns that have the words, those of the newest interview first."),
            reverse("search") + query,
            reverse("search-feed-json" if self.is_json else "search-feed") + query,
            _newest(asked),
        )


def search_feeds(parameters: Parameters) -> list[Announced]:
    """The feeds of a search, in the page's language."""
    query = _query(parameters)
    label = _("Search: %(query)s") % {"query": parameters.q}
    return announced(reverse("search-feed") + query, reverse("search-feed-json") + query, label)


def _query(parameters: Parameters) -> str:
    """What is searched for, without what only orders or divides its page."""
    return parameters.address(page=None, group=None, sort=None)


def _newest(asked: Parameters) -> list[int]:
    """The turns (their keys) of a search, interview by interview, until there are enough."""
    first = _found(asked, dict(asked.filters), Page(0, 0, "order", 0, ("interview",)))
    if first is None:
        return []
    keys: list[int] = []
    for interview in newest_first(_interviews(asked, first.facets["interview"])):
        page = Page(0, ENTRIES - len(keys), "order", 0)
        within = _found(asked, {**dict(asked.filters), "interview": interview.slug}, page)
        keys += within.segments if within else ()
        if len(keys) >= ENTRIES:
            break
    return keys


def _found(asked: Parameters, filters: dict[str, str], page: Page) -> store.Found | None:
    answer = engine.search(asked.q, filters, exact=asked.exact, page=page)
    return answer.found if answer.match == "words" else None


def _interviews(asked: Parameters, counts: Any) -> set[int]:
    """Those that have turns; of a search in some interviews, only these."""
    chosen = dict(asked.filters).get("interview")
    if not chosen:
        return set(counts)
    catalogue = knowledge_of(current_store().vocabulary()).catalogue
    return set(counts) & catalogue.resolve("interview", chosen)


def _answered(request: HttpRequest, form: type[SyndicationFeed]) -> HttpResponse:
    try:
        return _SearchFeed(form)(request)
    except BadParameterError as error:
        return refused_for_programs(str(error), HTTPStatus.BAD_REQUEST)
    except NoIndexError:
        return refused_for_programs(no_index(), HTTPStatus.SERVICE_UNAVAILABLE)


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """A search as an Atom feed."""
    return _answered(request, AtomForm)


@require_safe
def json(request: HttpRequest) -> HttpResponse:
    """A search as a JSON Feed."""
    return _answered(request, JsonForm)
