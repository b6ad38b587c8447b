"""What a page shows to a reader who follows a link to a passage.

The link's form, shared with static/js/links.js: `?at=` the anchor, `quote=` the words, for a long
passage `quote=` its opening, `until=` its ending and `sum=` its checksum, and `before=` and
`after=` where the words stand in several places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest

from archive.quotations.quoting import LIMIT, Quotation, Span, Text, find, present_words
from archive.text import Mark, sentence_spans
from archive.transcript import Turn

__all__ = [
    "LIMIT",
    "Quotation",
    "ResolvedQuotation",
    "Text",
    "at_paragraph",
    "quotation_of",
    "resolve_quotation",
    "resolved",
    "text_of",
]

MARK = (("class", "quotation"),)


@dataclass(frozen=True)
class ResolvedQuotation:
    """What the link quotes and what became of it.

    `marks` by paragraph anchor.  Where the words are no longer in the text, `edited` is true and
    `present` holds what stands in their place, by paragraph; `anchor` is the paragraph at which a
    page says so, empty where the anchor isn't on this page.
    """

    quotation: Quotation
    edited: bool = False
    anchor: str = ""
    present: tuple[str, ...] = ()
    marks: dict[str, list[Mark]] = field(default_factory=dict)


def quotation_of(request: HttpRequest) -> Quotation | None:
    """The quotation in the request's address, cut to what a link of ours may hold."""
    given = request.GET
    if not given.get("quote", "").strip():
        return None
    names = ("quote", "at", "until", "sum", "before", "after")
    return Quotation(*(given.get(name, "")[:LIMIT] for name in names))


def resolve_quotation(
    request: HttpRequest, turns: Sequence[Turn], language: str
) -> ResolvedQuotation | None:
    """Find the quoted words among `turns`; None where the address quotes nothing."""
    quotation = quotation_of(request)
    return resolved(quotation, turns, language) if quotation else None


def text_of(turns: Sequence[Turn]) -> Text:
    """The turns' words, to be searched; it takes longer to make than to search."""
    return Text([(passage.anchor, passage.plain) for turn in turns for passage in turn.passages])


def resolved(
    quotation: Quotation, turns: Sequence[Turn], language: str, text: Text | None = None
) -> ResolvedQuotation:
    """Find the words of `quotation` among `turns`, whose `text_of` may be at hand."""
    quotation = at_paragraph(quotation, turns)
    text = text or text_of(turns)
    if spans := find(quotation, text):
        return ResolvedQuotation(quotation, marks=_marks(spans))
    plain = dict(text.paragraphs)
    spans = [
        _sentences(span, plain[span.anchor], language) for span in present_words(quotation, text)
    ]
    return ResolvedQuotation(
        quotation,
        edited=True,
        anchor=spans[0].anchor if spans else "",
        present=tuple(plain[span.anchor][span.start : span.end] for span in spans),
        marks=_marks(spans),
    )


def at_paragraph(quotation: Quotation, turns: Sequence[Turn]) -> Quotation:
    """The quotation with the paragraph that its anchor leads to now."""
    for turn in turns:
        for passage in turn.passages:
            if quotation.at in (passage.anchor, *passage.aliases):
                return replace(quotation, at=passage.anchor)
        if quotation.at in (turn.anchor, *turn.aliases) and turn.passages:
            return replace(quotation, at=turn.passages[0].anchor)
    return quotation


def _marks(spans: Sequence[Span]) -> dict[str, list[Mark]]:
    return {span.anchor: [Mark(span.start, span.end, attributes=MARK)] for span in spans}


def _sentences(span: Span, text: str, language: str) -> Span:
    """The span, widened to whole sentences."""
    touched = [
        (start, end)
        for start, end in sentence_spans(text, language)
        if start < span.end and span.start < end
    ]
    return Span(span.anchor, touched[0][0], touched[-1][1]) if touched else span
