"""Template filters and tags for stored text; loaded in every template."""

from __future__ import annotations

from django import template
from django.urls import reverse, translate_url
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive import sanitise
from archive.models import Person, Sentence
from archive.transcript import Turn, in_reader_language

register = template.Library()


@register.filter
def clean(text: str) -> SafeString:
    """Stored text as safe HTML, by the allow-list in `archive.sanitise`."""
    return sanitise.render(text)


@register.filter
def plain(text: str) -> str:
    """Stored text as plain characters, for titles and attributes; Django escapes it."""
    return sanitise.plain_text(text)


@register.filter
def person_name(person: Person) -> str:
    """The person's name as the page's language writes it."""
    return in_reader_language(person)


@register.filter
def doubt_note(sentence: Sentence) -> str:
    """Why the speaker is uncertain, in the page's language where there is such a note."""
    return sentence.doubt_en if get_language() == "en" and sentence.doubt_en else sentence.doubt


@register.filter
def opening(turn: Turn, length: int = 60) -> str:
    """The first characters of a turn, cut at a sentence's or clause's end where there is one."""
    text = turn.plain
    if len(text) <= length:
        return text
    cut = max(text.rfind(mark, length // 3, length) for mark in "。、？！.,?!")
    return text[: cut + 1 if cut > 0 else length].rstrip("、,") + "…"


@register.filter
def in_context(turn: Turn) -> str:
    """The address of the turn on its topic's page."""
    return f"{turn.segment.topic.get_absolute_url()}#{turn.anchor}"


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
    return translate_url(request.get_full_path(), language)
