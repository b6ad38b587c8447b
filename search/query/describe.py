"""Says in words how a query was understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from search.documents.schema import KINDS
from search.query.knowledge import Knowledge
from search.query.syntax import And, Filter, Node, Not, Or, Phrase, Prefix, Words
from search.query.terms import QueryTerm
from search.query.understand import Understood
from search.query.vocabulary import is_found

# How many words that a typed one was taken for are named.
LABELS = 4


def describe(understood: Understood, knowledge: Knowledge) -> str:
    """The query in words of the page's language; empty for an empty one."""
    return _Speaker(understood, knowledge).say(understood.tree)


class _Speaker:
    def __init__(self, understood: Understood, knowledge: Knowledge) -> None:
        self.terms = understood.terms
        self.selected = understood.selected
        self.knowledge = knowledge

    def say(self, node: Node) -> str:
        return _SAY[type(node)](self, node)

    def words(self, node: Words) -> str:
        return _join(self._term(term) for term in self._whole(self.terms[node]))

    @staticmethod
    def _whole(terms: Sequence[QueryTerm]) -> Iterable[QueryTerm]:
        """The terms without the words of a name that is itself a term."""
        end = -1
        for term in terms:
            if term.end > end:
                end = term.end
                yield term

    def _term(self, term: QueryTerm) -> str:
        labels = labels_of(term, self.knowledge)
        if not labels:
            return _quoted(term.text)
        return f"{_quoted(term.text)} → {pgettext('between words', ', ').join(labels)}"

    def phrase(self, node: Phrase) -> str:
        return _("exactly %(words)s") % {"words": _quoted(node.text)}

    def prefix(self, node: Prefix) -> str:
        return _("words that begin with %(words)s") % {"words": _quoted(node.text)}

    def filter(self, node: Filter) -> str:
        names = {
            "speaker": _("speaker: %(value)s"),
            "topic": _("topic: %(value)s"),
            "kind": _("kind: %(value)s"),
            "interview": _("interview: %(value)s"),
        }
        return names[node.field] % {"value": self._selected(node)}

    def _selected(self, node: Filter) -> str:
        numbers = sorted(self.selected[node])
        if node.field == "kind":
            return pgettext("between words", ", ").join(kind_label(KINDS[n]) for n in numbers)
        entries = self.knowledge.catalogue.entries(node.field)
        return pgettext("between words", ", ").join(entries[n].label for n in numbers[:LABELS])

    def negation(self, node: Not) -> str:
        return _("without %(words)s") % {"words": self._inner(node.child)}

    def conjunction(self, node: And) -> str:
        return _join(self._inner(child) for child in node.children)

    def disjunction(self, node: Or) -> str:
        return _(" or ").join(self._inner(child) for child in node.children)

    def _inner(self, node: Node) -> str:
        said = self.say(node)
        return f"({said})" if isinstance(node, And | Or) and len(node.children) > 1 else said


_SAY: dict[type, Callable[[_Speaker, Node], str]] = {
    Words: _Speaker.words,  # type: ignore[dict-item]
    Phrase: _Speaker.phrase,  # type: ignore[dict-item]
    Prefix: _Speaker.prefix,  # type: ignore[dict-item]
    Filter: _Speaker.filter,  # type: ignore[dict-item]
    Not: _Speaker.negation,  # type: ignore[dict-item]
    And: _Speaker.conjunction,  # type: ignore[dict-item]
    Or: _Speaker.disjunction,  # type: ignore[dict-item]
}


def labels_of(term: QueryTerm, knowledge: Knowledge) -> list[str]:
    """What a term was taken for besides what was typed, the most telling first."""
    found: dict[str, float] = {}
    for each in term.expansions:
        if each.label and each.label != term.text and is_found(each, knowledge.vocabulary):
            found[each.label] = max(found.get(each.label, 0), each.weight)
    return sorted(found, key=lambda label: -found[label])[:LABELS]


def kind_label(kind: str) -> str:
    """The name of a kind of turn."""
    names = {"question": _("question"), "answer": _("answer"), "remark": _("remark")}
    return names.get(kind) or _("direction")


def in_words(texts: Iterable[str]) -> str:
    """Texts side by side, each in quotation marks."""
    return pgettext("between words", ", ").join(map(_quoted, texts))


def _quoted(text: str) -> str:
    return pgettext("quotation marks", "“%(text)s”") % {"text": text}


def _join(parts: Iterable[str]) -> str:
    return pgettext("between the parts of a query", ", ").join(part for part in parts if part)
