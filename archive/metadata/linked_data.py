"""Linked data (JSON-LD, schema.org) for pages.

An interview is a `Conversation`; its parts are `Question`s with their accepted `Answer`s, and
`Comment`s for remarks.  A topic's and a turn's page carry the words; the others name the parts
by their addresses, or one page would hold the whole text twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from archive.formats.addresses import Addresses
from archive.models import Interview, Participant, Person, Segment
from archive.text import as_written, excerpt, plain_text
from archive.transcript import TopicPart, Transcript, Turn

Node = dict[str, Any]
NAME = 60
TYPES = {
    Segment.Kind.QUESTION: "Question",
    Segment.Kind.ANSWER: "Answer",
    Segment.Kind.REMARK: "Comment",
    Segment.Kind.DIRECTION: "CreativeWork",
}


def _stated(node: Node) -> Node:
    """The node without what nobody states."""
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}


class Linked:
    """The linked data of one interview's pages; `site` is the archive's name."""

    def __init__(self, transcript: Transcript, addresses: Addresses, site: str) -> None:
        self.transcript = transcript
        self.interview = transcript.interview
        self.addresses = addresses
        self.site = website(addresses, site)

    def conversation(self) -> Node:
        """The interview, its parts by address."""
        return in_context({**self._about(), "hasPart": self._parts(self.transcript.turns)})

    def topic(self, part: TopicPart) -> Node:
        """One topic: a conversation that is part of the interview, with its words."""
        address = self.addresses.topic(part.topic)
        return in_context(
            {
                "@type": "Conversation",
                "@id": address,
                "url": address,
                "name": part.name,
                "position": part.number,
                "inLanguage": self.interview.language,
                "isPartOf": self._about(),
                "hasPart": self._parts(part.turns, with_words=True),
            }
        )

    def turn(self, turn: Turn) -> Node:
        """One turn with its words, its question or its answers, in its conversation."""
        node = self._part(turn, with_words=True)
        if turn.kind == Segment.Kind.QUESTION:
            node |= self._answers(turn, with_words=True)
        elif turn.question:
            node["parentItem"] = self._part(turn.question, with_words=True)
        return in_context({**node, "isPartOf": self._about()})

    def quote(self, turns: Sequence[Turn], words: str, address: str) -> Node:
        """Words of these turns, quoted at `address`."""
        turn = turns[0]
        return in_context(
            {
                "@type": "Quotation",
                "@id": address,
                "url": address,
                "text": words,
                "inLanguage": turn.language,
                **self._authors(*turns),
                "isPartOf": {**self._part(turn), "isPartOf": self._about()},
            }
        )

    def speaker(self, participant: Participant) -> Node:
        """A page about a person, who takes part in the interview."""
        address = self.addresses.person(participant.person)
        person = self._person(participant)
        return in_context(
            {
                "@type": "ProfilePage",
                "@id": f"{address}#page",
                "url": address,
                "name": person["name"],
                "inLanguage": self.interview.language,
                "mainEntity": {**person, "subjectOf": self._about()},
            }
        )

    def _about(self) -> Node:
        interview = self.interview
        address = self.addresses.interview(interview)
        return _stated(
            {
                "@type": "Conversation",
                "@id": address,
                "url": address,
                "name": plain_text(interview.title, interview.markup),
                "abstract": plain_text(interview.summary, interview.markup),
                "keywords": [plain_text(tag, interview.markup) for tag in interview.tag_list],
                "inLanguage": interview.language,
                "datePublished": interview.published,
                "publisher": _organisation(interview.publisher),
                "contributor": [self._person(each) for each in self.transcript.identified],
                "isBasedOn": _original(interview),
                "isPartOf": self.site,
            }
        )

    def _person(self, participant: Participant) -> Node:
        held = _stated({"jobTitle": as_written(participant.position)})
        return {**person_node(participant.person, self.addresses), **held}

    def _parts(self, turns: Sequence[Turn], *, with_words: bool = False) -> list[Node]:
        """Questions with their answers; an answer or remark alone where its question isn't here."""
        here = {turn.anchor for turn in turns}
        nodes = []
        for turn in turns:
            if turn.question and turn.question.anchor in here:
                continue
            node = self._part(turn, with_words=with_words)
            if turn.kind == Segment.Kind.QUESTION:
                node |= self._answers(turn, with_words=with_words)
            elif turn.question:
                node["parentItem"] = self._part(turn.question)
            nodes.append(node)
        return nodes

    def _answers(self, question: Turn, *, with_words: bool) -> Node:
        parts = [(turn.kind, self._part(turn, with_words=with_words)) for turn in question.answers]
        answers = [node for kind, node in parts if kind == Segment.Kind.ANSWER]
        remarks = [node for kind, node in parts if kind == Segment.Kind.REMARK]
        return _stated({"answerCount": len(answers), "acceptedAnswer": answers, "comment": remarks})

    def _part(self, turn: Turn, *, with_words: bool = False) -> Node:
        address = self.addresses.turn(turn)
        node = {
            "@type": TYPES[Segment.Kind(turn.kind)],
            "@id": address,
            "url": address,
            "position": turn.number,
            **self._authors(turn),
        }
        if not with_words:
            return {**node, "name": excerpt(turn.plain, NAME)}
        return {
            **node,
            "name": excerpt(turn.plain, NAME),
            "text": "\n".join(passage.plain for passage in turn.passages),
            "inLanguage": turn.language,
        }

    def _authors(self, *turns: Turn) -> Node:
        """Who says it: nobody says a direction, and a voice without a name is no author."""
        speakers = dict.fromkeys(each for turn in turns for each in turn.speakers)
        found = [{"@id": person_id(each, self.addresses)} for each in speakers if each.identified]
        return {"author": found[0] if len(found) == 1 else found} if found else {}


def website(addresses: Addresses, site: str) -> Node:
    """The archive itself, with its search."""
    address = f"{addresses.base}/"
    search = addresses.named("search")
    return {
        "@type": "WebSite",
        "@id": address,
        "url": address,
        "name": site,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def collection(
    interviews: Iterable[Interview], title: str, addresses: Addresses, site: str
) -> Node:
    """The list of interviews."""
    address = f"{addresses.base}/interviews/"
    return in_context(
        {
            "@type": "CollectionPage",
            "@id": address,
            "url": address,
            "name": title,
            "isPartOf": website(addresses, site),
            "hasPart": [described(each, addresses) for each in interviews],
        }
    )


def described(interview: Interview, addresses: Addresses) -> Node:
    """An interview where others are named beside it."""
    address = addresses.interview(interview)
    return {
        "@type": "Conversation",
        "@id": address,
        "url": address,
        "name": plain_text(interview.title, interview.markup),
        "inLanguage": interview.language,
    }


def person_node(person: Person, addresses: Addresses) -> Node:
    """A person, whichever interviews they speak in."""
    return _stated(
        {
            "@type": "Person",
            "@id": person_id(person, addresses),
            "name": as_written(person.name),
            "alternateName": as_written(person.name_ja),
            "url": addresses.person(person),
            "sameAs": person.same_as_list,
        }
    )


def person_id(person: Person, addresses: Addresses) -> str:
    """What names the person themselves, and not their page."""
    return f"{addresses.base}/#person-{person.slug}"


def _original(interview: Interview) -> Node:
    """What the text was translated from, as far as it is known."""
    node = _stated(
        {
            "name": plain_text(interview.original_title, interview.markup),
            "description": plain_text(interview.original_summary, interview.markup),
            "inLanguage": interview.original_language,
            "publisher": _organisation(interview.original_publisher),
            "datePublished": interview.original_published,
        }
    )
    return {"@type": "CreativeWork", **node} if node else {}


def _organisation(name: str) -> Node:
    return {"@type": "Organization", "name": as_written(name)} if name else {}


def in_context(node: Node) -> Node:
    return {"@context": "https://schema.org", **node}
