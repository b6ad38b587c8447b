"""What interviews, topics and people are called on pages, for templates."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.models import Interview, Topic
from archive.text import direction_of, plain_text
from archive.transcript import TopicPart, Translated, best_title, translation_of

register = template.Library()

Record = Interview | Topic | TopicPart


@register.filter
def heading(record: Record) -> SafeString:
    """What it is called: where its title is translated for the page's readers that, and beside it
    the original.  A topic without heading is called by its first words."""
    interview, original = _interview_of(record), _original(record)
    translation = translated(record)
    if translation is None or not translation.title:
        return _opening(original) if _is_untitled(record) else format_html("{}", original)
    return format_html(
        '<span class="translated" lang="{}" dir="{}">{}</span>'
        ' <span class="original-beside" lang="{}" dir="{}">{}</span>',
        translation.language,
        direction_of(translation.language),
        translation.title,
        interview.language,
        direction_of(interview.language),
        original,
    )


def _opening(text: str) -> SafeString:
    return format_html('<span class="opening">{}</span>', text)


def _is_untitled(record: Record) -> bool:
    return isinstance(record, TopicPart) and not record.title


def _original(record: Record) -> str:
    if isinstance(record, TopicPart):
        return record.name
    title = plain_text(record.title, _interview_of(record).markup)
    # Of a topic alone, nothing is known of its words.
    return title or _original(_interview_of(record))


def _interview_of(record: Record) -> Interview:
    if isinstance(record, Interview):
        return record
    return record.topic.interview if isinstance(record, TopicPart) else record.interview


@register.filter
def called(record: Interview | TopicPart) -> str:
    """The same in plain characters: the translation alone where there is one."""
    return best_title(record)


@register.filter
def translated(record: Record) -> Translated | None:
    """What the editors call it, and say of it, in the page's language."""
    return translation_of(record.topic if isinstance(record, TopicPart) else record)
