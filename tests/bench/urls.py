"""The archive's addresses and /hello/, the least that the same workers can answer."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from archive import urls


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello."""
    return HttpResponse("Hello, world!")


urlpatterns = [path("hello/", hello), *urls.urlpatterns]
handler404 = urls.handler404
