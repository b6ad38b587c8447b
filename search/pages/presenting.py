"""What a search shows, made once for the page and for programs, so that the two can't disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from search.engine import FACETS, Answer, Match
from search.languages.folding import fold
from search.pages.highlighting import Highlighter, Span, snippet
from search.pages.parameters import Parameters
from search.query.catalogue import Entry
from search.query.correct import corrected_text
from search.query.describe import describe, in_words, kind_label
from search.query.loosen import missing_terms
from search.query.nearness import Passage
from search.query.syntax import NOTHING
from search.store import Hit

# How many of a turn's paragraphs are shown in a result.
SNIPPETS = 2
# Of a field with more values a page would be nothing but filters.
CHOICES = 50
QUESTION_LENGTH = 90


def address(view: str, *arguments: str) -> str:
    """The path of a page in the reader's language."""
    return _path(get_language(), view, *arguments)


@lru_cache(maxsize=2000)
def _path(_language: str | None, view: str, *arguments: str) -> str:
    return reverse(view, args=arguments)


@dataclass(frozen=True)
class Source:
    """Where in the source files a paragraph stands; `line` counts from 1."""

    file: str
    line: int


@dataclass(frozen=True)
class Result:
    """A turn that was found.

    `marks`: the parameters that mark words on arrival; `match`: why it is here (`Answer.match`).
    """

    hit: Hit
    marks: str
    highlighter: Highlighter
    match: Match

    @property
    def fields(self) -> Mapping[str, Any]:
        """haystack's (see `search.search_indexes`)."""
        return self.hit.fields

    @property
    def sources(self) -> list[Source]:
        """Where the paragraphs that match stand, best first."""
        return [Source(self.fields["source"], line) for line in self.hit.lines]

    @property
    def anchor(self) -> str:
        return str(self.fields["anchor"])

    @cached_property
    def topic_url(self) -> str:
        return address("topic", self.fields["interview"], self.fields["topic"])

    @property
    def url(self) -> str:
        """The turn on its topic's page."""
        return f"{self.topic_url}#{self.anchor}"

    @property
    def arrival(self) -> str:
        """The same with the words marked, at the paragraph that matches best."""
        return f"{self.topic_url}?{self.marks}#{self.hit.paragraphs[0].anchor}"

    @cached_property
    def permalink(self) -> str:
        return address("segment", self.anchor)

    @property
    def speaker_name(self) -> str:
        """The speakers' names as the page's language writes them; empty for a direction."""
        first = [None, *(self.fields.get(name) for name in ("speaker_name", "speaker_name_ja"))]
        pairs = [first, *(self.fields.get("with_speakers") or ())]
        is_japanese = get_language() == "ja"
        names = [(is_japanese and japanese) or name for _, name, japanese in pairs]
        return pgettext("between words", ", ").join(filter(None, names))

    @property
    def kind_name(self) -> str:
        return kind_label(self.fields["kind"])

    @cached_property
    def question(self) -> str:
        """The beginning of the question that this turn answers; empty for a question."""
        text = self.fields.get("question") or ""
        return snippet(text, (), QUESTION_LENGTH).text if text else ""

    @property
    def question_url(self) -> str:
        topic = address("topic", self.fields["interview"], self.fields["question_topic"])
        return f"{topic}#{self.fields['question_anchor']}"

    @cached_property
    def _spans(self) -> list[tuple[str, list[Span]]]:
        """The texts of the paragraphs that match best, and what matches in them."""
        return [(each.text, self.highlighter.spans(each)) for each in self.hit.paragraphs]

    @cached_property
    def snippets(self) -> list[SafeString]:
        """The paragraphs that match best, around what matches, as HTML."""
        # The paragraph of the sentence that is near stands first.
        about = [(self.near.start, self.near.end)] if self.near else []
        return [
            snippet(text, spans, about=about[number] if number < len(about) else None).html
            for number, (text, spans) in enumerate(self._spans)
        ]

    @property
    def near(self) -> Passage | None:
        """The sentence that is near in meaning, where it is here for one."""
        return self.highlighter.understood.near.get(self.hit.segment)

    @cached_property
    def words(self) -> list[str]:
        """The words of the text that made it a result, each once; none where it has none itself."""
        marked = (text[start:end] for text, spans in self._spans for start, end in spans)
        return list({fold(each): each for each in marked}.values())

    @cached_property
    def reason(self) -> str:
        """Why it is a result although none of its words is marked; empty where one is."""
        if self.words:
            return ""
        if self.near:
            return _("It has a sentence of near meaning.")
        fields = {each.field for each in self.hit.matched}
        if "title" in fields:
            return _("The words are in the heading of its topic.")
        if "speaker" in fields:
            return _("It is said by this person.")
        return _("It answers a question that has the words.") if self.asked else ""

    @property
    def asked(self) -> bool:
        """Whether words were asked for, and this answers a question."""
        return bool(self.highlighter.asks) and bool(self.question)

    def as_json(self) -> dict[str, Any]:
        """The result for programs."""
        return {
            "anchor": self.anchor,
            "url": self.url,
            "permalink": self.permalink,
            "speaker": self.fields.get("speaker"),
            "with_speakers": [slug for slug, *_ in self.fields.get("with_speakers") or ()],
            "topic": self.fields["topic"],
            "interview": self.fields["interview"],
            "kind": self.fields["kind"],
            "text": self.fields["text"],
            "snippet": self.snippets[0],
            "match": self.match,
            "words": self.words,
            "reason": self.reason or None,
            "score": round(self.hit.score, 4),
            "source": [{"file": each.file, "line": each.line} for each in self.sources],
        }


@dataclass(frozen=True)
class Choice:
    """A value to filter by, and how many turns it leaves."""

    field: str
    value: str
    label: str
    count: int
    selected: bool
    parameters: Parameters

    @property
    def address(self) -> str:
        """The address that sets the filter, or unsets it."""
        return self.parameters.address(**{self.field: None if self.selected else self.value})


class SearchResults:
    """A page of results with everything around them."""

    def __init__(self, answer: Answer, parameters: Parameters) -> None:
        self.answer = answer
        self.found = answer.found
        self.catalogue = answer.knowledge.catalogue
        self.parameters = parameters

    @property
    def total(self) -> int:
        return self.found.total

    @property
    def asks(self) -> bool:
        """Whether the query asks for anything: `()` and `OR` do not."""
        return self.answer.understood.tree != NOTHING

    @cached_property
    def understood(self) -> str:
        """The query in words."""
        return describe(self.answer.understood, self.answer.knowledge)

    @property
    def match(self) -> Match:
        """Whether the results have the words, or are near in meaning."""
        return self.answer.match

    @cached_property
    def missing(self) -> list[str]:
        """The words that no text has, as they were typed."""
        missing = missing_terms(self.answer.understood, self.answer.knowledge)
        return list(dict.fromkeys(term.text for term in missing))

    @property
    def missing_in_words(self) -> str:
        """These in words of the page's language."""
        return in_words(self.missing)

    @cached_property
    def suggestion(self) -> str:
        """What was searched for instead of what was typed; empty: the same."""
        return corrected_text(self.parameters.q, self.answer.understood.corrections)

    @property
    def from_dictionary(self) -> bool:
        """Whether an English word was looked up in the lexicon, which is to be credited."""
        terms = self.answer.understood.wanted_terms()
        return any(each.source == "lexicon" for term in terms for each in term.expansions)

    @cached_property
    def results(self) -> list[Result]:
        """The results of this page."""
        highlighter = Highlighter(self.answer.understood)
        marks = self.parameters.arrival(self.suggestion)
        return [Result(hit, marks, highlighter, self.match) for hit in self.found.hits]

    @cached_property
    def facets(self) -> dict[str, list[Choice]]:
        """Choices by field, the `CHOICES` with the most turns and what is chosen, in order."""
        return {name: self._choices(name) for name in FACETS}

    @cached_property
    def left_off(self) -> dict[str, int]:
        """How many values of each field are no choice because others have more turns."""
        return {name: len(self._counts[name]) - len(self.facets[name]) for name in FACETS}

    @cached_property
    def _counts(self) -> dict[str, dict[int, int]]:
        """For each field, how many turns each value would leave, by the value's number."""
        entries = {name: self.catalogue.entries(name) for name in FACETS}
        # What the index has and the database no longer can't be chosen.
        return {
            name: {n: count for n, count in self.found.facets[name].items() if n in entries[name]}
            for name in FACETS
        }

    def _choices(self, name: str) -> list[Choice]:
        catalogue = self.catalogue
        chosen = dict(self.parameters.filters).get(name, "")
        selected = catalogue.resolve(name, chosen) if chosen else frozenset()
        entries, counts = catalogue.entries(name), self._counts[name]
        most = sorted(counts, key=lambda n: (n not in selected, -counts[n]))[:CHOICES]
        return [
            Choice(
                name,
                entries[number].slug,
                self._label(name, entries[number]),
                counts[number],
                number in selected,
                self.parameters,
            )
            for number in sorted(most)
        ]

    @staticmethod
    def _label(name: str, entry: Entry) -> str:
        return kind_label(entry.slug) if name == "kind" else entry.label

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.parameters.per_page))

    def as_json(self) -> dict[str, Any]:
        """The results for programs."""
        return {
            "q": self.parameters.q,
            "query": self.understood,
            "match": self.match,
            "missing": self.missing,
            "total": self.total,
            "page": self.parameters.page,
            "pages": self.pages,
            "per_page": self.parameters.per_page,
            "suggestion": self.suggestion or None,
            "results": [result.as_json() for result in self.results],
            "facets": {
                name: [
                    {"value": each.value, "label": each.label, "count": each.count}
                    for each in choices
                ]
                for name, choices in self.facets.items()
            },
        }


def addresses(results: SearchResults) -> dict[str, str]:
    """Where the page's controls lead."""
    parameters = results.parameters
    return {
        "by_relevance": parameters.address(sort=None, group=None),
        "in_order": parameters.address(sort="order", group=None),
        "by_topic": parameters.address(sort=None, group="topic"),
        "exact": parameters.address(exact="1"),
        "unfiltered": parameters.address(**dict.fromkeys(FACETS)),
    }


def page_numbers(page: int, pages: int) -> Sequence[int | None]:
    """The pages to link to; None for a gap."""
    near = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    numbers: list[int | None] = []
    for number in near:
        if numbers and numbers[-1] is not None and number > numbers[-1] + 1:
            numbers.append(None)
        numbers.append(number)
    return numbers


def groups(results: Iterable[Result]) -> list[tuple[Result, list[Result]]]:
    """The results by topic, the topic of the best one first: (one of the topic, all of it)."""
    found: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        found.setdefault((result.fields["interview"], result.fields["topic"]), []).append(result)
    return [(members[0], members) for members in found.values()]
