"""What a request says of a notebook, bounded in number and size."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.text import FORBIDDEN

# static/js/notebook.js has the same bounds.
MOST, LONGEST_NOTE, MOST_TAGS, LONGEST_TAG = 500, 2000, 20, 60
# Bytes of a request: more than a notebook of usual notes has.
LARGEST = 1_000_000
# The paths of turns and paragraphs, of short links to passages, and of terms.
CODE = re.compile(r"(t|q|terms)/([-\w]{1,100})", re.ASCII)


class RefusedError(Exception):
    """Why there is no answer, for who asked for it."""

    def __init__(self, reason: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True)
class Entry:
    """One thing collected: its address without the slashes around, such as `t/s3k9x`."""

    code: str
    note: str = ""
    tags: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """`t`, `q` or `terms`."""
        return self.code.partition("/")[0]

    @property
    def name(self) -> str:
        """What names it among its kind."""
        return self.code.partition("/")[2]


def entries(request: HttpRequest) -> list[Entry]:
    """What a request names, each once: `?items=t/…,q/…`, or sent, `notebook` as JSON.

    Raises `RefusedError`.
    """
    if request.method == "POST":
        found = list(_sent(request))
    else:
        codes = request.GET.get("items", "").split(",")
        found = [Entry(_code(each.strip())) for each in codes if each.strip()]
    if len(found) > MOST:
        reason = _("A notebook has at most %(count)s entries.") % {"count": MOST}
        raise RefusedError(reason, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return list({each.code: each for each in found}.values())


def _sent(request: HttpRequest) -> Iterator[Entry]:
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    if length.isdecimal() and int(length) > LARGEST:
        reason = _("The notebook is too large: shorten its notes, or take it in two parts.")
        raise RefusedError(reason, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        items = json.loads(request.POST.get("notebook", ""))["items"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(items, list):
        raise _unreadable()
    return map(_entry, items)


def _unreadable() -> RefusedError:
    return RefusedError(_("This is not a notebook: “notebook” must be JSON with “items”."))


def _entry(item: Any) -> Entry:
    if not isinstance(item, dict):
        raise _unreadable()
    tags = item.get("tags", [])
    if not isinstance(tags, list) or len(tags) > MOST_TAGS:
        raise _unreadable()
    # A line's end would end a field of RIS.
    named = tuple(filter(None, (" ".join(_text(each, LONGEST_TAG).split()) for each in tags)))
    return Entry(_code(item.get("code", "")), _text(item.get("note", ""), LONGEST_NOTE), named)


def _code(given: Any) -> str:
    if not isinstance(given, str) or not CODE.fullmatch(given):
        shown = FORBIDDEN.sub("", str(given))[:50]
        raise RefusedError(_("“%(code)s” names nothing of a notebook.") % {"code": shown})
    return given


def _text(given: Any, longest: int) -> str:
    """A reader's own words, without what no file may hold."""
    if not isinstance(given, str):
        raise _unreadable()
    if len(given) > longest:
        reason = _("A note has at most %(count)s characters.") % {"count": LONGEST_NOTE}
        raise RefusedError(reason, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return FORBIDDEN.sub("", given).strip()
