"""Template filters and tags for stored text; loaded in every template."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from unicodedata import bidirectional

from django import template
from django.urls import reverse, translate_url
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext

from archive.models import Cue, Interview, Person, Segment
from archive.pages.charts import Share
from archive.pages.facts import heard_at, place_in_recording
from archive.text import as_written, direction_of, excerpt, plain_text, quoted, safe_html
from archive.transcript import (
    Passage,
    Turn,
    in_reader_language,
    names_of,
    person_address,
    segment_plain,
    speakers_of,
)

register = template.Library()


@register.filter
def clean(text: str, markup: str) -> SafeString:
    """A text of that kind as safe HTML, by the allow-list in `archive.text.sanitise`."""
    return safe_html(text, markup)


@register.filter
def plain(text: str, markup: str) -> str:
    """A text of that kind as plain characters, for titles and attributes; Django escapes it."""
    return plain_text(text, markup)


@register.filter
def written(text: str) -> str:
    """A text that is plain whatever the interview's kind (a name, a term); Django escapes it."""
    return as_written(text)


@register.filter
def person_name(person: Person) -> str:
    """The person's name as the page's language writes it, as plain characters."""
    return as_written(in_reader_language(person))


@register.filter
def who(turn: Turn | Segment) -> str:
    """Who says it, all of them, as plain characters; of a direction, that it is one."""
    if isinstance(turn, Turn):
        return turn.who
    return names_of(speakers_of(turn)) or str(turn.get_kind_display())


register.filter(heard_at)


@register.filter
def said_in(cue: Cue, passage: Passage) -> str:
    """The words that were said in the time of a cue."""
    return passage.plain[cue.first : cue.last]


@register.simple_tag
def lang(tag: str) -> SafeString:
    """The attributes of an element that holds a text of that language: `lang` and `dir`."""
    return format_html('lang="{}" dir="{}"', tag or "", direction_of(tag or ""))


@register.filter
def in_quotation_marks(text: str, language: str) -> str:
    """The text as that language quotes."""
    return quoted(text, language)


@register.filter
def direction(tag: str) -> str:
    """HTML's `dir` for texts of that language."""
    return direction_of(tag)


@register.filter
def isolated(text: str, language: str = "") -> SafeString:
    """A name or a title inside a sentence of another language: its direction stays within it."""
    return format_html('<bdi dir="{}">{}</bdi>', direction_of(language), text)


@register.filter
def opening(turn: Turn | Segment, length: int = 60) -> str:
    """The first characters of a turn: whole sentences, or else a part that ends in “…”.

    Empty where a page has no turn.
    """
    if not turn:
        return ""
    return excerpt(segment_plain(turn) if isinstance(turn, Segment) else turn.plain, length)


@register.filter
def in_context(turn: Turn | Segment) -> str:
    """The address of the turn on its topic's page; the interview's where that is all one part."""
    if isinstance(turn, Segment):
        return f"{turn.topic.get_absolute_url()}#{turn.anchor_id}"
    return f"{turn.topic.address}#{turn.anchor}"


@register.filter
def person_page(person: Person, interview: Interview) -> str:
    """The address of a person's page, with what they say in the interview."""
    return person_address(person, interview)


@register.filter
def number(value: int) -> str:
    """A count with its thousands set apart, as Japanese and English both write it."""
    return f"{value:,}"


@register.filter
def characters(size: int) -> str:
    """How long a text is, in words."""
    text = ngettext("%(size)s character", "%(size)s characters", size)
    return text % {"size": number(size)}


@register.filter
def clock(value: timedelta) -> str:
    """A time in a recording, to the second: 1:02:03."""
    return str(timedelta(seconds=int(value.total_seconds())))


@register.filter
def in_recording(turn: Turn) -> str:
    """The address where a turn is heard; empty where that is not known."""
    return place_in_recording(turn)


@register.filter
def spoken(shares: Iterable[Share]) -> str:
    """Who speaks how much, in words: for a chart's description."""
    people = (f"{_set_apart(person_name(each.person))} {each.percent:.0f}%" for each in shares)
    return pgettext("between people", ", ").join(people)


def _set_apart(name: str) -> str:
    """A name from the right, between the characters that isolate it where no element can."""
    is_rtl = any(bidirectional(character) in {"R", "AL"} for character in name)
    return f"\u2068{name}\u2069" if is_rtl else name


@register.filter
def svg_number(value: float) -> str:
    """A number for an SVG attribute: two decimals, always with a point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@register.simple_tag(takes_context=True)
def address_in(context: template.Context, language: str) -> str:
    """This page's address in another interface language; the home page's where it has none."""
    request = context.get("request")
    if request is None or request.resolver_match is None:
        return translate_url(reverse("home"), language)
    path = _path_in(request.path, get_language() or "", language)
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{iri_to_uri(query)}" if query else path


@lru_cache(maxsize=1000)
def _path_in(path: str, current: str, language: str) -> str:
    """The path of a page of the `current` language in another one."""
    return translate_url(escape_uri_path(path), language)
