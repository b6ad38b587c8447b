"""Quotations that are kept under a short code, so that a link to them is short.

A passage has one code: whoever selects the same words gets the same one, from whichever page.  So
what is kept is made of the archive's own text, never of what was sent; words that the text doesn't
have are not kept.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass

from archive.models import Anchor, Edit, Quote
from archive.quotations.links import ResolvedQuotation, at_paragraph, resolved
from archive.quotations.quoting import Quotation, Span, Text, checksum, find, squeeze
from archive.transcript import NotFound, Passage, Transcript, Turn, find_anchor, segment_of

SHORTEST_CODE = 7
# As static/js/links.js makes links: longer passages are named by their ends.
LONGEST_EXACT, END, CONTEXT = 250, 40, 20


@dataclass(frozen=True)
class Place:
    """Where a kept quotation stands now: what became of its words, and the turns that have them."""

    quote: Quote
    transcript: Transcript
    turns: tuple[Turn, ...]
    resolved: ResolvedQuotation

    @property
    def turn(self) -> Turn:
        """The turn in which the words begin."""
        return self.turns[0]

    @property
    def parts(self) -> list[tuple[Turn, Sequence[Passage]]]:
        """Each turn with its paragraphs that have some of the words."""
        marks = self.resolved.marks
        found = [
            (turn, [each for each in turn.passages if each.anchor in marks]) for turn in self.turns
        ]
        return [(turn, passages or turn.passages) for turn, passages in found]

    @property
    def words(self) -> str:
        """The words as they stand in the text now, a paragraph on each line."""
        return "\n".join(
            passage.plain[mark.start : mark.end].strip()
            for turn in self.turns
            for passage in turn.passages
            for mark in self.resolved.marks.get(passage.anchor, ())
        )


def find_quote(code: str) -> tuple[Quote, Anchor]:
    """The quote of that code, and its anchor.  Raises `NotFound`, `Unpublished`."""
    quote = Quote.objects.filter(code=code).first()
    if quote is None:
        raise NotFound("", [])
    return quote, find_anchor(quote.anchor_id)


def place_of(quote: Quote, anchor: Anchor) -> Place | None:
    """Where the quoted words are; None: they left the interview."""
    if segment_of(anchor) is None:
        return None
    return place_in(Transcript(anchor.interview), quote, anchor)


def place_in(
    transcript: Transcript, quote: Quote, anchor: Anchor, text: Text | None = None
) -> Place:
    """The same in a transcript that has the anchor's words, and whose text may be at hand."""
    quotation = Quotation(
        quote.exact, anchor.code, quote.until, quote.checksum, quote.before, quote.after
    )
    first = transcript.turns_by_anchor[anchor.code]
    found = resolved(quotation, transcript.turns, transcript.interview.language, text)
    if found.edited:
        found = resolved(quotation, [first], transcript.interview.language)
    turns = tuple(
        turn
        for turn in transcript.turns
        if any(passage.anchor in found.marks for passage in turn.passages)
    )
    return Place(quote, transcript, turns or (first,), found)


def may_be_told(place: Place) -> bool:
    """Whether the words that were quoted may be shown beside what stands in their place.

    Not where words were withdrawn since: they may be among them.
    """
    withdrawals = Edit.objects.filter(
        interview=place.transcript.interview,
        operation=Edit.Operation.WITHDRAW,
        time__gte=place.quote.created,
    )
    return not place.resolved.edited or not withdrawals.exists()


def canonical(quotation: Quotation, transcript: Transcript) -> Quotation | None:
    """The quotation as the archive's own text has it; None where it doesn't have the words."""
    pairs = [
        (passage.anchor, passage.plain) for turn in transcript.turns for passage in turn.passages
    ]
    text = Text(pairs)
    spans = find(at_paragraph(quotation, transcript.turns), text)
    return _of(spans, dict(pairs)) if spans else None


def _of(spans: Sequence[Span], plain: dict[str, str]) -> Quotation:
    first, last = spans[0], spans[-1]
    words = " ".join(plain[each.anchor][each.start : each.end] for each in spans)
    letters = squeeze(words)
    before = squeeze(plain[first.anchor][: first.start])[-CONTEXT:]
    after = squeeze(plain[last.anchor][last.end :])[:CONTEXT]
    if len(letters) <= LONGEST_EXACT:
        return Quotation(words, first.anchor, before=before, after=after)
    ends = letters[:END], letters[-END:]
    return Quotation(ends[0], first.anchor, ends[1], checksum(letters), before, after)


def _hash_of(quotation: Quotation) -> str:
    parts = (
        *(quotation.at, squeeze(quotation.exact), quotation.until, quotation.checksum),
        *(quotation.before, quotation.after),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def kept(quotation: Quotation) -> Quote | None:
    """The quote of a canonical quotation, where there is one."""
    return Quote.objects.filter(passage=_hash_of(quotation)).first()


def keep(quotation: Quotation, sender: str) -> Quote:
    """Keep a canonical quotation under a code of its own; the one there is, if it is kept."""
    passage = _hash_of(quotation)
    values = {
        "code": _free_code(passage),
        "anchor_id": quotation.at,
        "exact": quotation.exact,
        "until": quotation.until,
        "checksum": quotation.checksum,
        "before": quotation.before,
        "after": quotation.after,
        "sender": sender,
    }
    return Quote.objects.get_or_create(passage=passage, defaults=values)[0]


def _free_code(passage: str) -> str:
    """The shortest beginning of the hash, in letters and digits, that no other quote has."""
    letters = b32encode(bytes.fromhex(passage)).decode().rstrip("=").lower()
    codes = [letters[:length] for length in range(SHORTEST_CODE, 33)]
    taken = set(Quote.objects.filter(code__in=codes).values_list("code", flat=True))
    return next(code for code in codes if code not in taken)
