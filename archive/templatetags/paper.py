"""What each sheet of a printed page says in its margins."""

from __future__ import annotations

from itertools import accumulate

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from archive.models import Interview
from archive.text import as_written, plain_text

register = template.Library()

# So many characters stand in one line of a sheet's margin.
MOST = 60
ELLIPSIS = "…"
# So many bytes are for what it says, of the 1,024 within which a page must say its character set;
# a character that is not in ASCII takes up to ten.
BYTES, ADDRESS, SOURCE = 800, 250, 250


@register.simple_tag(takes_context=True)
def sheet_attributes(context: template.Context, *, address: bool = True) -> SafeString:
    """Attributes of the page's element, which CSS shows in the margins: title, source, address.

    In ASCII and short, since they stand before the page says its character set, which it must
    within its first 1,024 bytes (HTML Standard, 4.2.5.4).  `address`: whether the page has one of
    its own, which an error's page has not.
    """
    title, source = context["site_name"], ""
    interview = context.get("interview")
    if isinstance(interview, Interview):
        title = plain_text(interview.title, interview.markup)
        publisher = as_written(interview.publisher) or context["site_name"]
        source = f"{publisher}, {interview.published or gettext('undated')}"
    place = _in_ascii(context["canonical_url"] if address else "", ADDRESS)
    origin = _in_ascii(_cut(source), SOURCE)
    name = _in_ascii(_cut(title), BYTES - len(place) - len(origin))
    values = {"title": name, "source": origin, "address": place}
    return SafeString(" ".join(f'data-sheet-{key}="{value}"' for key, value in values.items()))


def _cut(text: str) -> str:
    """As much of a text as a line has room for."""
    return text if len(text) <= MOST else text[: MOST - 1] + ELLIPSIS


def _in_ascii(text: str, most: int) -> str:
    """As much of a text as takes so many bytes in ASCII, all else as references."""
    written = [_reference(each) for each in text]
    if sum(map(len, written)) <= most:
        return "".join(written)
    end = _reference(ELLIPSIS)
    sizes = accumulate(map(len, written), initial=len(end))
    return "".join(written[: sum(size <= most for size in sizes) - 1]) + end


def _reference(character: str) -> str:
    return escape(character).encode("ascii", "xmlcharrefreplace").decode("ascii")
