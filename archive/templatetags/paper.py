"""What each sheet of a printed page says in its margins."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from archive.models import Interview
from archive.text import as_written, plain_text

register = template.Library()

# So many characters stand in one line of a sheet's margin.
MOST = 60


@register.simple_tag(takes_context=True)
def sheet_attributes(context: template.Context) -> SafeString:
    """Attributes of the page's element, which CSS shows in the margins: title, source, address.

    In ASCII and short, since they stand before the page says its character set, which it must
    within its first 1,024 bytes (HTML Standard, 4.2.5.4).
    """
    title, source = context["site_name"], ""
    interview = context.get("interview")
    if isinstance(interview, Interview):
        title = plain_text(interview.title, interview.markup)
        publisher = as_written(interview.publisher) or context["site_name"]
        source = f"{publisher}, {interview.published or gettext('undated')}"
    values = {"title": title, "source": source, "address": context["canonical_url"]}
    attributes = (f'data-sheet-{name}="{_in_ascii(value)}"' for name, value in values.items())
    return SafeString(" ".join(attributes))


def _in_ascii(text: str) -> str:
    short = text if len(text) <= MOST or text.isascii() else text[: MOST - 1] + "…"
    return escape(short).encode("ascii", "xmlcharrefreplace").decode("ascii")
