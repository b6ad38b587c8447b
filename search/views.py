"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Turns that match `q`."""
    return render(request, "search/search.html", {"query": request.GET.get("q", "")})
