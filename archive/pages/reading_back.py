"""Reads the page of a whole interview as a reader does, for `manage.py verify_archive`."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from archive.models import Interview
from archive.pages import views
from archive.signals import Reading, read_back
from archive.site.addresses import own_host
from archive.transcript import showing


@receiver(read_back)
def read_page(interview: Interview, **kwargs: Any) -> Reading:
    """The words of the page: what stands between them (notes, numbers, controls) left out."""
    with override(settings.LANGUAGE_CODE), showing(interview):
        request = _request(reverse("transcript", args=[interview.slug]))
        response = views.transcript(request, interview.slug)
    reader = _Reader()
    reader.feed(response.content.decode())
    reader.close()
    return Reading("page", {name: "".join(pieces) for name, pieces in reader.found.items()})


def _request(path: str) -> HttpRequest:
    environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": own_host()}
    setup_testing_defaults(environ)
    return WSGIRequest(environ)


class _Reader(HTMLParser):
    """Collects the characters of titles and paragraphs, by their names in a `Reading`.

    What it knows of the page: templates/archive/transcript.html and _passage.html.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {}
        # What the element that is open is about, and which of its elements holds the words.
        self._name, self._holder = "", ""
        self._collects, self._is_note = False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "h1":
            self._name, self._holder = "title", "a"
        elif tag == "h2" and given.get("class") == "part-title":
            self._name, self._holder = f"topic {given['id'].removeprefix('topic-')}", "a"
        elif tag == "div" and given.get("class") == "passage":
            self._name, self._holder = f"paragraph {given['id']}", "p"
        elif self._name and tag == self._holder and not self._collects:
            if tag == "a" or given.get("class") == "passage-text":
                self.found[self._name] = []
                self._collects = True
        elif tag == "sup" and given.get("class") in {"doubt-mark", "footnote-mark"}:
            self._is_note = True
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._holder and self._collects and not self._is_note:
            self._name, self._holder, self._collects = "", "", False
        elif tag == "sup":
            self._is_note = False

    def handle_data(self, data: str) -> None:
        if self._collects and not self._is_note:
            self.found[self._name].append(data)
