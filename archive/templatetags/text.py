"""Template filters and tags for stored text; loaded in every template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from unicodedata import bidirectional

from django import template
from django.urls import reverse, translate_url
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from archive.models import Cue, Interview, Note, Person, Segment, Sentence, Topic
from archive.pages.charts import Share
from archive.text import (
    Mark,
    as_written,
    direction_of,
    excerpt,
    plain_text,
    primary,
    quoted,
    safe_html,
)
from archive.transcript import (
    Passage,
    Turn,
    in_reader_language,
    note_in,
    note_language,
    segment_plain,
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


@register.simple_tag(takes_context=True)
def passage_html(context: template.Context, passage: Passage) -> SafeString:
    """A paragraph's text, each doubtful sentence with a mark that leads to its note.

    The template's `links` and `marks` (by paragraph anchor) stand around their characters.
    """
    tables = (context.get(name) or {} for name in ("links", "marks"))
    marks = [mark for table in tables for mark in table.get(passage.anchor, ())]
    if not passage.doubts:
        return safe_html(passage.text, passage.markup, marks)
    pieces, start = [], 0
    for sentence in passage.sentences:
        shifted = [replace(each, start=each.start - start, end=each.end - start) for each in marks]
        pieces.append((_sentence_html(passage, sentence, shifted),))
        start += len(plain_text(sentence.text, passage.markup))
    return format_html_join("", "{}", pieces)


def _sentence_html(passage: Passage, sentence: Sentence, marks: Sequence[Mark]) -> SafeString:
    text = safe_html(sentence.text, passage.markup, marks)
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


@register.filter
def note_id(sentence: Sentence, passage: Passage) -> str:
    """The id of the note on a doubtful sentence."""
    return f"note-{passage.anchor}-{sentence.order}"


@register.filter
def person_name(person: Person) -> str:
    """The person's name as the page's language writes it, as plain characters."""
    return as_written(in_reader_language(person))


@register.filter
def who(turn: Turn | Segment) -> str:
    """The names of all who say a turn, as the page's language writes them; else what it is."""
    segment = turn.segment if isinstance(turn, Turn) else turn
    people = [segment.speaker, *segment.co_speakers.all()] if segment.speaker else []
    names = [person_name(each) for each in people]
    return pgettext("between words", ", ").join(names) or capfirst(segment.get_kind_display())


@register.filter
def heading(topic: Topic) -> str:
    """A topic's title as plain characters; of a part without one, its number."""
    title = plain_text(topic.title, topic.interview.markup)
    return title or _("Part %(number)s") % {"number": topic.order + 1}


@register.filter
def translated(record: Interview | Topic, name: str) -> str:
    """A title or summary as the editors translated it into the page's language; empty: it isn't."""
    language = get_language() or ""
    is_own = getattr(record, "language", "") and primary(record.language) == primary(language)  # type: ignore[union-attr]
    texts = {} if is_own else record.translations.get(language, {})
    return as_written(str(texts.get(name, "")))


@register.filter
def noted(note: Note, passage: Passage) -> str:
    """The words that a note is on; empty for a mark between words."""
    return passage.plain[note.first : note.last]


@register.filter
def said_in(cue: Cue, passage: Passage) -> str:
    """The words that were said in the time of a cue."""
    return passage.plain[cue.first : cue.last]


@register.filter
def fragment(time: timedelta) -> str:
    """The part of a recording's address that begins it at a time (Media Fragments)."""
    return f"#t={time.total_seconds():g}"


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
def doubt_note(sentence: Sentence) -> str:
    """Why the speaker is uncertain, in the page's language where there is such a note."""
    return note_in(get_language() or "", sentence)


@register.filter
def doubt_language(sentence: Sentence) -> str:
    """The language of what `doubt_note` gives."""
    return note_language(get_language() or "", sentence)


@register.filter
def opening(turn: Turn | Segment, length: int = 60) -> str:
    """The first characters of a turn: whole sentences, or else a part that ends in “…”."""
    return excerpt(segment_plain(turn) if isinstance(turn, Segment) else turn.plain, length)


@register.filter
def in_context(turn: Turn | Segment) -> str:
    """The address of the turn on its topic's page."""
    segment = turn if isinstance(turn, Segment) else turn.segment
    return f"{segment.topic.get_absolute_url()}#{segment.anchor_id}"


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
