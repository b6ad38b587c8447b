"""Paragraphs with what is noted on their words, for templates that show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.models import Sentence
from archive.templatetags.text import lang
from archive.text import Insert, Mark, plain_text, safe_html
from archive.transcript import Footnote, Passage, note_in, note_language

register = template.Library()


@register.simple_tag(takes_context=True)
def passage_html(context: template.Context, passage: Passage) -> SafeString:
    """A paragraph's text, with the numbers of its notes, and each doubtful sentence with a mark
    that leads to what is said of it.

    The template's `links` and `marks` (by paragraph anchor) stand around their characters.
    """
    tables = (context.get(name) or {} for name in ("links", "marks"))
    marks = [mark for table in tables for mark in table.get(passage.anchor, ())]
    inserts = [_reference(each, passage) for each in passage.footnotes]
    if not passage.doubts:
        return safe_html(passage.text, passage.markup, marks, inserts)
    return format_html_join("", "{}", _sentences(passage, marks, inserts))


def _sentences(
    passage: Passage, marks: Sequence[Mark], inserts: Sequence[Insert]
) -> Iterator[tuple[SafeString]]:
    start = 0
    for sentence in passage.sentences:
        end = start + len(plain_text(sentence.text, passage.markup))
        is_last = sentence is passage.sentences[-1]
        shifted = [replace(each, start=each.start - start, end=each.end - start) for each in marks]
        # A number stands behind its words, so at a border with the sentence that ends there.
        here = [
            replace(each, at=each.at - start)
            for each in inserts
            if (start < each.at or not start) and (each.at <= end or is_last)
        ]
        yield (_sentence_html(passage, sentence, shifted, here),)
        start = end


def _sentence_html(
    passage: Passage, sentence: Sentence, marks: Sequence[Mark], inserts: Sequence[Insert]
) -> SafeString:
    text = safe_html(sentence.text, passage.markup, marks, inserts)
    if not sentence.doubt:
        return text
    return format_html(
        '<span class="doubtful">{}</span><sup class="doubt-mark" {}>'
        '<a href="#{}" id="doubt-{}-{}">{}</a></sup>',
        text,
        lang(get_language() or ""),
        note_id(sentence, passage),
        passage.anchor,
        sentence.order,
        _("note"),
    )


def _reference(footnote: Footnote, passage: Passage) -> Insert:
    """The number of a note, behind the words that it is on."""
    number = str(footnote.number)
    link = (
        ("href", f"#{footnote_id(footnote, passage)}"),
        ("id", reference_id(footnote, passage)),
        ("role", "doc-noteref"),
        ("aria-label", _("Note %(number)s") % {"number": number}),
    )
    elements = (("sup", (("class", "footnote-mark"),)), ("a", link))
    return Insert(footnote.note.last, elements, number)


@register.filter
def footnote_id(footnote: Footnote, passage: Passage) -> str:
    """The id of a note."""
    return f"footnote-{passage.anchor}-{footnote.note.order}"


@register.filter
def reference_id(footnote: Footnote, passage: Passage) -> str:
    """The id of a note's number in the text."""
    return f"noted-{passage.anchor}-{footnote.note.order}"


@register.filter
def note_id(sentence: Sentence, passage: Passage) -> str:
    """The id of what is said of a doubtful sentence."""
    return f"note-{passage.anchor}-{sentence.order}"


@register.filter
def doubt_note(sentence: Sentence) -> str:
    """Why the speaker is uncertain, in the page's language where there is such a note."""
    return note_in(get_language() or "", sentence)


@register.filter
def doubt_language(sentence: Sentence) -> str:
    """The language of what `doubt_note` gives."""
    return note_language(get_language() or "", sentence)
