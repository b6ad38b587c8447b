"""Quotations that are kept under a short code, so that a link to them is short.

A passage has one code: whoever selects the same words gets the same one, from whichever page.  So
what is kept is made of the archive's own text, never of what was sent; words that the text doesn't
have are not kept.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import replace

from archive.models import Quote
from archive.quotations.links import at_paragraph
from archive.quotations.quoting import Quotation, Span, Text, checksum, find, squeeze
from archive.transcript import Transcript

SHORTEST_CODE = 7
# As static/js/links.js makes links: longer passages are named by their ends.
LONGEST_EXACT, END, CONTEXT = 250, 40, 20


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
    return shortened(Quotation(letters, first.anchor, before=before, after=after))


def shortened(quotation: Quotation) -> Quotation:
    """A quotation of many words, named by its ends and a checksum, as long links do."""
    letters = squeeze(quotation.exact)
    ends = {"exact": letters[:END], "until": letters[-END:], "checksum": checksum(letters)}
    return replace(quotation, **ends)


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
