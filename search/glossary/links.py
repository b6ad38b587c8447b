"""Which of a turn's words a page links to the glossary: what its reader may not know, once a topic.

An editor says of a term whether readers know it (`Term.level`).  Where none has, a dictionary does:
names of people, organisations and products, and what no dictionary has, may be unknown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from archive.models import Term
from archive.transcript import Turn
from search.glossary.mentions import Glossary, Place, first_mentions
from search.languages.choosing import analyzer_for
from search.languages.folding import fold

# Links in a paragraph: as many as the stylesheet can show the preview of.
MOST_LINKS = 8
# What a dictionary's word may be; a company that is called as a fruit is no fruit.
WORDS = {Term.Kind.CONCEPT, Term.Kind.PLACE}


def is_notable(term: Term, language: str) -> bool:
    """Whether a reader of a text of that language may not know what `term` is."""
    if term.level:
        return term.level == Term.Level.NOTABLE
    return term.kind not in WORDS or not analyzer_for(language).has_entry(fold(term.label))


@dataclass(frozen=True)
class Link:
    """A link at a place of a paragraph; `number` counts the paragraph's links from one."""

    place: Place
    term: Term
    anchor: str
    number: int

    @property
    def preview_id(self) -> str:
        """The id of the element that says what the term is."""
        return f"term-{self.anchor}-{self.number}"


@dataclass
class PageLinks:
    """The links of a page's turns, which are asked for in reading order."""

    glossary: Glossary
    _linked: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    _notable: dict[tuple[str, str], bool] = field(default_factory=dict)
    _previews: dict[str, list[Link]] = field(default_factory=dict)

    def of(self, turn: Turn) -> dict[str, list[Link]]:
        """The links of a turn by the paragraph's anchor: terms that its topic has not linked."""
        linked = self._linked[turn.segment.topic_id]
        found: dict[str, list[Link]] = {}
        for anchor, places in first_mentions(turn, self.glossary.names).items():
            for place in places:
                links = found.setdefault(anchor, [])
                if place.slug in linked or len(links) == MOST_LINKS:
                    continue
                if self._is_notable(place.slug, turn.language):
                    linked.add(place.slug)
                    term = self.glossary.terms[place.slug]
                    links.append(Link(place, term, anchor, len(links) + 1))
        self._previews.update(found)
        return found

    def previews(self, anchor: str) -> list[Link]:
        """The links of a paragraph, once its turn was asked for, whose terms are described."""
        links = self._previews.get(anchor, ())
        return [link for link in links if link.term.description or link.term.description_en]

    def _is_notable(self, slug: str, language: str) -> bool:
        key = (slug, language)
        if key not in self._notable:
            self._notable[key] = is_notable(self.glossary.terms[slug], language)
        return self._notable[key]
