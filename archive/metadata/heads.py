"""What a page says of itself in its head and at its foot, and where its twin is.

A view puts a `Head` into its context; `templates/metadata/_head.html` and `_citation.html` set it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.citations.data import coins, dublin_core
from archive.citations.forms import Shown, brief, shown
from archive.citations.presenter import Citation, cite_interview, cite_topic, cite_words
from archive.formats import formats_of
from archive.formats.addresses import Addresses, twin
from archive.metadata import linked_data as linked
from archive.metadata.following import announced
from archive.metadata.notes import Note, note_on
from archive.models import Interview, Participant, Person
from archive.quotations.places import Place
from archive.site.addresses import base_url
from archive.site.naming import site_name
from archive.text import as_written, excerpt, plain_text
from archive.transcript import TopicPart, Transcript, Turn, best_title, in_reader_language

DESCRIPTION = 110
# What would end a script element, or begin a comment in it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


class Download(NamedTuple):
    """A file that holds what the page is about."""

    address: str
    media_type: str
    label: str


@dataclass(frozen=True)
class Head:
    """One page's head.

    `kind` is Open Graph's type; `card` the path of its picture, empty for none; `oembed` the
    address that oEmbed describes, empty for none; `twin` the path of
    its JSON; `data` its JSON-LD.
    """

    title: str
    description: str
    kind: str
    twin: str
    data: dict[str, Any]
    card: str = ""
    language: str = ""
    citation: Citation | None = None
    note: Note | None = None
    downloads: list[Download] = field(default_factory=list)
    oembed: str = ""

    @property
    def script(self) -> SafeString:
        """The JSON-LD as a data block, which a browser never runs and CSP does not forbid."""
        text = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
        escaped = mark_safe(text.translate(ESCAPES))  # noqa: S308
        return format_html('<script type="application/ld+json">{}</script>', escaped)

    @cached_property
    def brief(self) -> Shown | None:
        """The citation at the page's foot."""
        return brief(self.citation, get_language() or "") if self.citation else None

    @cached_property
    def cited(self) -> list[Download]:
        """The page's citation as reference managers read it, to be announced."""
        forms = shown(self.citation) if self.citation else []
        return [
            Download(each.address, each.form.media_type, each.form.label)
            for each in forms
            if each.form.is_data
        ]

    @property
    def dublin_core(self) -> list[tuple[str, str]]:
        """The citation as the names and contents of meta elements; empty for none."""
        return dublin_core(self.citation) if self.citation else []

    @property
    def coins(self) -> str:
        """The citation for reference managers, as a COinS span's title; empty for none."""
        return coins(self.citation) if self.citation else ""


class Heads:
    """The heads of one interview's pages."""

    def __init__(self, request: HttpRequest, transcript: Transcript) -> None:
        self.base = base_url(request)
        self.transcript = transcript
        self.interview = transcript.interview
        self.title = plain_text(self.interview.title, self.interview.markup)
        self.addresses = Addresses(self.base)
        self.linked = linked.Linked(transcript, self.addresses, site_name())

    def _head(self, title: str, description: str, page: str, **more: Any) -> Head:
        """The head of the page at the absolute address `page`."""
        card = f"/interviews/{self.interview.slug}/card.png"
        values = {
            "kind": "article",
            "card": card,
            "language": self.interview.language,
            "citation": cite_interview(self.transcript, self.base),
            "note": note_on(self.interview, self.transcript.turns),
            **more,
        }
        return Head(title, description, twin=twin(page.removeprefix(self.base)), **values)

    def home(self) -> Head:
        """The home page, which shows the newest interview."""
        return self._head(
            self.title,
            self._summary(),
            f"{self.base}/",
            kind="website",
            data=self.linked.conversation(),
            downloads=self._downloads(),
        )

    def interview_page(self) -> Head:
        page = self.addresses.interview(self.interview)
        data = self.linked.conversation()
        return self._head(self.title, self._summary(), page, data=data, downloads=self._downloads())

    def _downloads(self) -> list[Download]:
        return [
            Download(each.path(self.interview), each.media_type, each.label)
            for each in formats_of(self.transcript)
        ]

    def whole(self) -> Head:
        """The whole interview on one page."""
        page = self.addresses.transcript(self.interview)
        title = f"{_('The whole interview')}: {self.title}"
        return self._head(title, self._summary(), page, data=self.linked.conversation())

    def _summary(self) -> str:
        return (
            excerpt(plain_text(self.interview.summary, self.interview.markup), DESCRIPTION)
            or self.title
        )

    def topic(self, part: TopicPart) -> Head:
        first = part.turns[0].plain if part.turns else self.title
        return self._head(
            best_title(part),
            excerpt(first, DESCRIPTION),
            self.addresses.topic(part.topic),
            data=self.linked.topic(part),
            citation=cite_topic(self.transcript, part, self.base),
            note=note_on(self.interview, part.turns),
        )

    def turn(self, turn: Turn) -> Head:
        name = turn.who
        return self._head(
            f"{name}: {excerpt(turn.plain, 30)}",
            excerpt(turn.plain, DESCRIPTION),
            self.addresses.turn(turn),
            data=self.linked.turn(turn),
            citation=cite_words(self.transcript, turn, turn.anchor, self.base),
            card=f"/t/{turn.anchor}/card.png",
            note=note_on(self.interview, [turn], turn.anchor),
            oembed=self.addresses.turn(turn),
        )

    def quote(self, place: Place) -> Head:
        """The page of a quoted passage."""
        turn = place.turn
        address = f"{self.base}/q/{place.quote.code}/"
        # Of words that the text has no more nothing is told in anybody's name.
        words = " ".join(place.words.split("\n"))
        of_whom = "" if len(place.voices) > 1 else f"{place.who}: "
        title = f"{of_whom}{excerpt(words, 60)}" if words else f"{place.who}, {self.title}"
        tells = self.linked
        data = tells.quote(place.turns, words, address) if words else tells.turn(turn)
        return self._head(
            title,
            excerpt(words, 2 * DESCRIPTION) or self._summary(),
            self.addresses.turn(turn),
            data=data,
            citation=cite_words(self.transcript, turn, place.quote.anchor_id, self.base),
            card=f"/q/{place.quote.code}/card.png",
            note=note_on(self.interview, place.turns, turn.anchor),
            oembed=address,
        )

    def speaker(self, participant: Participant) -> Head:
        name = as_written(in_reader_language(participant.person))
        return self._head(
            name,
            _("What %(name)s says in “%(title)s”, topic by topic.")
            % {"name": name, "title": self.title},
            self.addresses.speaker(self.interview, participant.person),
            kind="profile",
            data=self.linked.speaker(participant),
            note=note_on(self.interview, self.transcript.turns_of(participant.person)),
            downloads=person_feeds(participant.person),
        )


def person_feeds(person: Person) -> list[Download]:
    """The feeds of a person; none of a voice that is only numbered or described."""
    if not person.identified:
        return []
    atom, as_json = (
        reverse(name, args=[person.slug]) for name in ("person-feed", "person-feed-json")
    )
    label = as_written(in_reader_language(person))
    return [Download(*each) for each in announced(atom, as_json, label)]


def interviews_head(
    request: HttpRequest, interviews: Iterable[Interview], person: Person | None
) -> Head:
    """The head of the list of interviews, or of those with one person."""
    addresses = Addresses(base_url(request))
    title, site, twin = _("All interviews"), site_name(), "/interviews.json"
    feeds: list[Download] = []
    if person:
        name = as_written(in_reader_language(person))
        title = _("All interviews with %(name)s") % {"name": name}
        twin += f"?speaker={person.slug}"
        atom, as_json = (f"{reverse(name)}?speaker={person.slug}" for name in ("feed", "feed-json"))
        feeds += [Download(*each) for each in announced(atom, as_json, title)]
    return Head(
        title,
        _("Interviews to read, search and quote, each word with its speaker."),
        "website",
        twin,
        linked.collection(interviews, title, addresses, site),
        downloads=feeds,
    )
