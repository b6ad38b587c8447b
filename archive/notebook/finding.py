"""What a notebook's entries lead to now, by a number of queries that only its interviews raise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, override

from archive.citations.collected import Collected
from archive.citations.presenter import OPENING, Citation, Part, cite_words
from archive.citations.sources import CitedTerm, CitedWords, Source
from archive.models import Anchor, Quote, Term
from archive.notebook.asking import Entry
from archive.quotations.links import Text, text_of
from archive.quotations.places import place_in
from archive.text import as_written, direction_of, excerpt
from archive.transcript import Transcript, Turn, best_title, segment_of

HERE, MOVED, EDITED, GONE = "here", "moved", "edited", "gone"


@dataclass(frozen=True)
class Found:
    """An entry, and what it leads to.  `state`: `HERE`, `MOVED`, `EDITED` or `GONE`.

    `path` is the page to read it on, `where` what that is called; of what is gone all is empty.
    """

    entry: Entry
    state: str = GONE
    source: Source | None = None
    who: str = ""
    where: str = ""
    words: tuple[str, ...] = ()
    language: str = ""
    path: str = ""

    @property
    def collected(self) -> Collected:
        """It as a file has it."""
        entry, edited = self.entry, self.state == EDITED
        return Collected(self.source, entry.code, entry.note, entry.tags, edited=edited)

    def record(self) -> dict[str, object]:
        """It as the page has it; the reader's own words the page has already."""
        style = "sist02.txt" if get_language() == "ja" else "chicago.txt"
        return {
            "code": self.entry.code,
            "state": self.state,
            "who": self.who,
            "where": self.where,
            "words": self.words,
            "language": self.language,
            "direction": direction_of(self.language),
            "path": self.path,
            "anchor": self.source.anchor if self.source else "",
            "citation": self.source.printed(style) if self.source else "",
        }


def find(entries: Sequence[Entry], base_url: str) -> list[Found]:
    """What each leads to, in order."""
    found = {each.entry.code: each for each in _terms(entries, base_url)}
    found |= {each.entry.code: each for each in _said(entries, base_url)}
    return [found.get(each.code, Found(each)) for each in entries]


def _terms(entries: Iterable[Entry], base_url: str) -> Iterator[Found]:
    wanted = {each.name: each for each in entries if each.kind == "terms"}
    for term in Term.objects.filter(slug__in=wanted) if wanted else ():
        in_english = get_language() == "en" and term.description_en
        words = term.description_en if in_english else term.description
        with override(settings.LANGUAGE_CODE):
            url = base_url + term.get_absolute_url()
        source = CitedTerm(
            as_written(term.label), as_written(words), term.slug, url, timezone.localdate()
        )
        yield Found(
            wanted[term.slug],
            HERE,
            source,
            who=source.label,
            words=(source.words,) if words else (),
            language="en" if in_english else "ja",
            path=term.get_absolute_url(),
        )


@dataclass(frozen=True)
class _Asked:
    """An entry that names words, with the anchor that they are at."""

    entry: Entry
    anchor: Anchor
    quote: Quote | None


class _Talk:
    """An interview that entries lead to."""

    def __init__(self, transcript: Transcript, base_url: str) -> None:
        self.transcript = transcript
        self.base_url = base_url

    @cached_property
    def text(self) -> Text:
        """Its words to search for passages, made once for all of them."""
        return text_of(self.transcript.turns)

    def cite(self, turn: Turn, anchor: str) -> Citation:
        """What is cited of the turn."""
        return cite_words(self.transcript, turn, anchor, self.base_url)


def _said(entries: Iterable[Entry], base_url: str) -> Iterator[Found]:
    """Interview by interview, so that each is loaded once and few are held."""
    asked = sorted(_asked(list(entries)), key=lambda each: each.anchor.interview_id)
    for _interview, group in groupby(asked, key=lambda each: each.anchor.interview_id):
        places = list(group)
        talk = _Talk(Transcript(places[0].anchor.interview), base_url)
        yield from filter(None, (_place(talk, each) for each in places))


def _asked(entries: Sequence[Entry]) -> Iterator[_Asked]:
    codes = [each.name for each in entries if each.kind == "q"]
    quotes = {each.code: each for each in Quote.objects.filter(code__in=codes)} if codes else {}
    wanted = [each.name for each in entries if each.kind == "t"]
    wanted += [each.anchor_id for each in quotes.values()]
    beside = ("interview", "segment", "paragraph__segment")
    living = Anchor.objects.published().select_related(*beside).filter(code__in=wanted)
    anchors = {each.code: each for each in living} if wanted else {}
    for entry in entries:
        quote = quotes.get(entry.name) if entry.kind == "q" else None
        code = quote.anchor_id if quote else entry.name if entry.kind == "t" else ""
        if anchor := anchors.get(code):
            yield _Asked(entry, anchor, quote)


def _place(talk: _Talk, asked: _Asked) -> Found | None:
    target = segment_of(asked.anchor)
    turn = talk.transcript.turns_by_anchor.get(asked.anchor.code) if target else None
    if turn is None:
        return None
    if asked.quote:
        return _quoted(talk, asked, asked.quote)
    source = CitedWords(talk.cite(turn, asked.anchor.code))
    passages = [each for each in turn.passages if each.anchor == source.anchor]
    words = [each.plain for each in passages or turn.passages]
    state = HERE if source.anchor == asked.anchor.code else MOVED
    return _found(asked.entry, state, source, turn, words)


def _quoted(talk: _Talk, asked: _Asked, quote: Quote) -> Found | None:
    place = place_in(talk.transcript, quote, asked.anchor, talk.text)
    words = place.present.split("\n")
    if not place.present.strip():
        return None
    citation = talk.cite(place.turn, asked.anchor.code)
    whole = " ".join(words)
    before = citation.part or Part("")
    part = replace(before, title=excerpt(whole, OPENING), words=whole)
    source = CitedWords(replace(citation, path=f"/q/{quote.code}/", part=part))
    state = EDITED if place.resolved.edited else HERE
    found = _found(asked.entry, state, source, place.turn, words)
    return replace(found, path=quote.get_absolute_url(), who=place.who)


def _found(entry: Entry, state: str, source: Source, turn: Turn, words: list[str]) -> Found:
    topic, interview = turn.topic, turn.topic.topic.interview
    names = (best_title(interview), best_title(topic) if topic.title else "")
    return Found(
        entry,
        state,
        source,
        turn.who,
        " · ".join(filter(None, names)),
        tuple(words),
        turn.language,
        f"{topic.address}#{source.anchor}",
    )
