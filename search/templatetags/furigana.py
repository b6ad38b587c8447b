"""Readings over kanji, for templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from search.languages import furigana

register = template.Library()


@register.filter
def with_readings(html: SafeString) -> SafeString:
    """Safe HTML of running text with `<ruby>` around its kanji."""
    return furigana.with_readings(html)
