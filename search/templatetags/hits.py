"""The bar on a page that a reader reached from a search."""

from __future__ import annotations

from django import template

from search.pages.parameters import query_of

register = template.Library()


@register.inclusion_tag("search/_hits.html", takes_context=True)
def hits_bar(context: template.Context) -> dict[str, object]:
    """The query, steps from hit to hit, and ways to clear the marks and back."""
    request = context["request"]
    return {"hits_query": query_of(request.GET), "hits_clear": request.path}
