"""Where a kept quotation stands now, whose words they are, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.models import WITHDRAWALS, Anchor, Edit, Quote
from archive.quotations.links import ResolvedQuotation, at_paragraph, resolved
from archive.quotations.quoting import Quotation, Text, squeeze
from archive.transcript import (
    NotFound,
    Passage,
    Transcript,
    Turn,
    find_anchor,
    segment_of,
    together,
)


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
    def voices(self) -> list[str]:
        """Who says some of the words, in the order of the text, each once."""
        return list(dict.fromkeys(turn.who for turn in self.turns))

    @property
    def who(self) -> str:
        """All who say some of the words, side by side."""
        return together(self.voices)

    @property
    def words(self) -> str:
        """The quoted words.  Empty where the text doesn't have them any more."""
        return "" if self.resolved.edited else self.present

    @property
    def present(self) -> str:
        """What stands in the text there, the quoted words or others, a paragraph on each line; of
        several voices each turn under its name.
        """
        lines = []
        for turn in self.turns:
            said = self._lines(turn)
            if said and len(self.voices) > 1:
                said = [f"{turn.who}: {said[0]}", *said[1:]]
            lines += said
        return "\n".join(lines)

    def _lines(self, turn: Turn) -> list[str]:
        marks = self.resolved.marks
        return [
            passage.plain[mark.start : mark.end].strip()
            for passage in turn.passages
            for mark in marks.get(passage.anchor, ())
        ]


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
    if found.edited or not _is_meant(found, first, transcript):
        found = resolved(quotation, [first], transcript.interview.language)
    turns = tuple(
        turn
        for turn in transcript.turns
        if any(passage.anchor in found.marks for passage in turn.passages)
    )
    return Place(quote, transcript, turns or (first,), found)


def _is_meant(found: ResolvedQuotation, first: Turn, transcript: Transcript) -> bool:
    """Whether the words that were found are those that were quoted, and not only as many letters.

    They are in the paragraph of their anchor.  Elsewhere they may have been moved: then the same
    people say them, and what stood before or behind them still does.
    """
    anchor, marks = next(iter(found.marks.items()))
    if anchor == at_paragraph(found.quotation, [first]).at:
        return True
    turn = transcript.turns_by_anchor[anchor]
    if turn.speakers != first.speakers:
        return False
    last = list(found.marks)[-1]
    before = squeeze(_plain(turn, anchor)[: marks[0].start])
    after = squeeze(_plain(transcript.turns_by_anchor[last], last)[found.marks[last][-1].end :])
    quotation = found.quotation
    if not quotation.before and not quotation.after:
        return not before and not after
    return bool(
        (quotation.before and before.endswith(quotation.before))
        or (quotation.after and after.startswith(quotation.after))
    )


def _plain(turn: Turn, anchor: str) -> str:
    return next(each.plain for each in turn.passages if each.anchor == anchor)


def may_be_told(place: Place) -> bool:
    """Whether the words that were quoted may be shown beside what stands in their place.

    Not where words were withdrawn since: they may be among them.
    """
    withdrawals = Edit.objects.filter(
        WITHDRAWALS, interview=place.transcript.interview, time__gte=place.quote.created
    )
    return not place.resolved.edited or not withdrawals.exists()
