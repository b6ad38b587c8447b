"""What the archive's pages show of the search: links to the glossary, and related turns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.models import Segment, Term
from archive.text import PLAIN, Mark, safe_html
from archive.transcript import TopicPart, Turn, load_segments, segment_plain
from search.glossary.links import Link, PageLinks
from search.glossary.mentions import QuotedSentence, current_glossary
from search.languages.choosing import analyzer_for
from search.languages.folding import fold, fold_with_positions
from search.languages.scripts import group_of
from search.languages.tokens import scope_of, scoped, with_units
from search.meaning import like_turns
from search.pages.related import related_turns
from search.store import NoIndexError, Similar, current_store

register = template.Library()

RELATED_TO_TURN, RELATED_TO_TOPIC = 3, 4
# Where a page keeps its links to the glossary.
LINKS = "_glossary_links"
# Shared words that a relation shows.
SHOWN = 4


@register.simple_tag(takes_context=True)
def term_links(context: template.Context, turn: Turn) -> dict[str, list[Mark]]:
    """Links to the glossary where a topic first mentions what readers may not know, by anchor."""
    page = _page_links(context)
    found = page.of(turn)
    return {
        anchor: [_mark(link, page.previews(anchor)) for link in links]
        for anchor, links in found.items()
    }


def _mark(link: Link, previews: Collection[Link]) -> Mark:
    attributes = [
        ("class", f"term term-{link.number}"),
        ("href", link.term.get_absolute_url()),
    ]
    if link in previews:
        attributes.append(("aria-describedby", link.preview_id))
    return Mark(link.place.start, link.place.end, "a", tuple(attributes))


@register.inclusion_tag("glossary/_previews.html", takes_context=True)
def term_previews(context: template.Context, anchor: str) -> dict[str, object]:
    """What the terms are that a paragraph links, for who points at a link or comes to it."""
    return {"previews": _page_links(context).previews(anchor)}


def _page_links(context: template.Context) -> PageLinks:
    """The page's links, with the glossary read once."""
    request = context.get("request")
    links: PageLinks | None = getattr(request, LINKS, None)
    if links is None:
        links = PageLinks(current_glossary())
        if request is not None:
            setattr(request, LINKS, links)
    return links


@register.filter
def quotation_html(quotation: QuotedSentence) -> SafeString:
    """A sentence with the term's mentions marked."""
    # Plain text: the words are a link, in which there may be no other.
    return safe_html(quotation.text, PLAIN, quotation.marks)


@register.filter
def term_description(term: Term) -> str:
    """What the term is, in the page's language where that is known."""
    return term.description_en if description_language(term) == "en" else term.description


@register.filter
def description_language(term: Term) -> str:
    """The language of what `term_description` gives."""
    return "en" if get_language() == "en" and term.description_en else "ja"


@register.filter
def label_language(term: Term) -> str:
    """The language of a term's label: its interviews', or as its letters tell; empty: unknown."""
    languages = {each.language for each in term.public_interviews()}
    if len(languages) == 1:
        return languages.pop()
    script = group_of(fold(term.label))
    known = {"JAPANESE": "ja", "HANGUL": "ko", "LATIN": settings.LANGUAGE_CODE}
    return known.get(script, "")


@register.inclusion_tag("search/_related.html")
def related_to_turn(turn: Turn) -> dict[str, object]:
    """Turns elsewhere that share telling words with this one."""
    beside = [each for each in (turn.previous, turn.next) if each]
    near = {each.segment.pk for each in [*turn.exchange_turns, *beside]}
    return _related({turn.segment.pk}, RELATED_TO_TURN, near - {turn.segment.pk})


@register.inclusion_tag("search/_related.html")
def related_to_topic(part: TopicPart) -> dict[str, object]:
    """Turns under other headings that share telling words with this topic's."""
    return _related({turn.segment.pk for turn in part.turns}, RELATED_TO_TOPIC, ())


def _related(segments: Collection[int], limit: int, without: Collection[int]) -> dict[str, object]:
    """Those that share words come first; where they are few, those that say the like follow."""
    try:
        found = related_turns(current_store(), segments, limit, without)
        if len(found) < limit:
            known = {*without, *(each.segment for each in found)}
            like = like_turns(segments, current_store(), limit - len(found), known)
            found += [Similar(segment, 0.0, ()) for segment in like]
    except NoIndexError:
        return {}
    by_key = {each.pk: each for each in load_segments([each.segment for each in found])}
    labels = _labels(found)
    return {
        "related": [
            (by_key[each.segment], list(_shown(each, by_key[each.segment], labels)))
            for each in found
            if each.segment in by_key
        ]
    }


def _labels(found: Iterable[Similar]) -> dict[str, str]:
    """The names of the glossary's terms that are shared."""
    slugs = {term for each in found for field, term in each.shared if field == "terms"}
    return dict(Term.objects.filter(slug__in=slugs).values_list("slug", "label"))


def _shown(related: Similar, segment: Segment, labels: Mapping[str, str]) -> Iterator[str]:
    """The best of what is shared, without words that are parts of what is shown before."""
    shown: list[str] = []
    written = _as_written(segment)
    for field, term in related.shared:
        label = labels.get(term, "") if field == "terms" else written.get(term, "")
        if not label or (label.isascii() and field != "terms" and scope_of(term) == "ja"):
            continue
        if not any(fold(label) in fold(other) for other in shown):
            shown.append(label)
            yield label
        if len(shown) == SHOWN:
            return


def _as_written(segment: Segment) -> dict[str, str]:
    """The words of a turn by the terms that the index has for them, which may be no words.

    A Japanese word's term is its usual form, which is shown as it is.
    """
    analyzer = analyzer_for(segment.text_language)
    text = segment_plain(segment)
    folded = fold_with_positions(text)
    found: dict[str, str] = {}
    for token in with_units(analyzer.analyze(folded.text)):
        start, end = folded.original(token.start, token.end)
        for word in token.words:
            surface = word if analyzer.language == "ja" else text[start:end]
            found.setdefault(scoped(analyzer.language, word), surface)
    return found
