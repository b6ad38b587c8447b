"""The search: its page, the same for programs, and suggestions while typing."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.citations.collected import COLLECTED_BY_EXTENSION, COLLECTED_FORMS
from archive.signals import searched
from archive.site.addresses import base_url
from search import engine
from search.pages.alternatives import suggest_instead
from search.pages.citing import MOST, citations
from search.pages.feeds import search_feeds
from search.pages.hit_map import HIT_MAPS, hit_maps
from search.pages.parameters import BadParameterError, Parameters, query_of, read_parameters
from search.pages.presenting import SNIPPETS, SearchResults, addresses, groups, page_numbers
from search.pages.refusing import json_answer, later, no_index, refused_for_programs
from search.pages.suggestions import suggest as find_suggestions
from search.query.knowledge import knowledge_of
from search.store import NoIndexError, Page, current_store


def _search(parameters: Parameters, maps: int = 0) -> SearchResults:
    start, end = parameters.window
    order = "topic" if parameters.group else parameters.sort
    page = Page(start, end, order, SNIPPETS, engine.FACETS, maps, matched=True)
    filters = dict(parameters.filters)
    answer = engine.search(parameters.q, filters, exact=parameters.exact, page=page)
    if parameters.q or parameters.filters:
        searched.send(sender=None, match=answer.match)
    return SearchResults(answer, parameters)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Turns that match `q`."""
    try:
        parameters = read_parameters(request.GET.dict())
        results = _search(parameters, HIT_MAPS)
    except BadParameterError as error:
        return _refused(request, str(error), HTTPStatus.BAD_REQUEST)
    except NoIndexError:
        return _refused(request, no_index(), HTTPStatus.SERVICE_UNAVAILABLE)
    context: dict[str, object] = {
        "query": parameters.q,
        "parameters": parameters,
        "asked": bool(results.asks or parameters.filters),
        "found": results,
        "groups": groups(results.results) if parameters.group else None,
        "addresses": addresses(results),
        "numbers": [
            (number, parameters.address(page=number if number and number > 1 else None))
            for number in page_numbers(parameters.page, results.pages)
        ],
        "hit_maps": hit_maps(results.answer, parameters.arrival(results.suggestion)),
        "downloads": COLLECTED_FORMS,
        "most_in_file": MOST,
        "feeds": search_feeds(parameters),
        "download_query": parameters.address(page=None, group=None),
        "instead": None if results.total else suggest_instead(parameters.q, results.catalogue),
    }
    return render(request, "search/search.html", context)


def _refused(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    context = {"query": query_of(request.GET)[:200], "error": reason}
    return later(render(request, "search/search.html", context, status=status))


@require_safe
def search_json(request: HttpRequest) -> JsonResponse:
    """The same for programs; search/README.md gives its form."""
    try:
        results = _search(read_parameters(request.GET.dict()))
    except BadParameterError as error:
        return refused_for_programs(str(error), HTTPStatus.BAD_REQUEST)
    except NoIndexError:
        return refused_for_programs(no_index(), HTTPStatus.SERVICE_UNAVAILABLE)
    return json_answer(results.as_json())


@require_safe
def search_file(request: HttpRequest, extension: str) -> HttpResponse | StreamingHttpResponse:
    """The first `MOST` results as a file of citations, with the full words of each turn."""
    if (form := COLLECTED_BY_EXTENSION.get(extension)) is None:
        raise Http404(extension)
    try:
        asked = read_parameters(request.GET.dict())
        page = Page(0, MOST, asked.sort, 0, (), 0, matched=False)
        filters = dict(asked.filters)
        answer = engine.search(asked.q, filters, exact=asked.exact, page=page)
    except BadParameterError as error:
        return refused_for_programs(str(error), HTTPStatus.BAD_REQUEST)
    except NoIndexError:
        return refused_for_programs(no_index(), HTTPStatus.SERVICE_UNAVAILABLE)
    found = citations(answer.found.hits, base_url(request))
    response = StreamingHttpResponse(form.write(found), content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="search.{form.extension}"'
    return response


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """What a reader may be about to type: the form that OpenSearch gives suggestions."""
    typed = request.GET.get("q", "")
    try:
        found = find_suggestions(typed, knowledge_of(current_store().vocabulary()))
    except NoIndexError:
        found = []
    body = [
        typed,
        [each.text for each in found],
        [each.description for each in found],
        [each.url for each in found],
    ]
    return JsonResponse(
        body,
        safe=False,
        json_dumps_params={"ensure_ascii": False},
        content_type="application/x-suggestions+json; charset=utf-8",
    )
