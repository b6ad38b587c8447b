"""The query language, from text to a tree.

    雇用 失業             words: paragraphs with any, those with all first
    "生活水準"            an exact phrase: must stand there (also “ ” and ＂ ＂)
    -中国  –"国家"        turns with it are left out
    A OR B   (A B) OR C  either; parentheses group
    A AND B  NOT A       the same as A B, and as -A
    speaker:amodei  topic:outlook  kind:question  interview:slug      filters (`FIELDS`)
    イン*                 words that begin so

A misplaced operator is plain text (a quote without its partner, a lone `-`, an unknown field) or
left out (a parenthesis without its partner, an `OR` or `AND` with nothing beside it, a field
without a value); no input is an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

# Filters by the names that one may type: the page's own in each of its languages, and others.
FIELDS = {
    name: field
    for field, names in {
        "speaker": "speaker speakers 話し手 話者 発話者 発言者",
        "topic": "topic topics heading トピック 話題 見出し",
        "kind": "kind kinds 種類 種別",
        "interview": "interview interviews インタビュー",
    }.items()
    for name in names.split()
}
# What stands for a minus: hyphens and dashes of all kinds, as word processors put them there.
DASHES = "\\-\u058a\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
MAX_LENGTH = 500
MAX_LEAVES = 40
MAX_DEPTH = 12


@dataclass(frozen=True)
class Words:
    """Plain words as typed, several when they stand side by side."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    text: str


@dataclass(frozen=True)
class Prefix:
    text: str


@dataclass(frozen=True)
class Filter:
    field: str
    value: str


@dataclass(frozen=True)
class Not:
    child: Node


@dataclass(frozen=True)
class And:
    children: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    children: tuple[Node, ...]


Node = Words | Phrase | Prefix | Filter | Not | And | Or
NOTHING = And(())

_LEXER = re.compile(
    rf"""
    \s+
    | (?P<open>[(（]) | (?P<close>[)）])
    | (?P<not>[{DASHES}](?=[^\s{DASHES})）]))
    | (?P<field>\w+)[:：](?P<quoted_value>"[^"]+"|“[^”]+”|＂[^＂]+＂)
    | "(?P<phrase>(?:[^"\\]|\\.)*)" | “(?P<curly>[^”]*)” | ＂(?P<wide>[^＂]*)＂
    | (?P<or>(?:OR|[|｜])(?=[\s()（）]|$))
    | (?P<and>AND(?=[\s()（）]|$))
    | (?P<negate>NOT(?=[\s(（]))
    | (?P<word>[^\s()（）"“＂]+ | .)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class _Lexeme:
    kind: str
    text: str
    field: str = ""


def parse(text: str) -> Node:
    """Return the tree of a query.  Longer input than `MAX_LENGTH` characters is cut."""
    lexemes = list(_lexemes(text[:MAX_LENGTH]))[:MAX_LEAVES]
    return _Parser(_balanced(lexemes)).parse()


def _lexemes(text: str) -> Iterator[_Lexeme]:
    after_space = True
    for match in _LEXER.finditer(text):
        if match.group().isspace():
            after_space = True
            continue
        yield from _lexeme(match, after_space)
        after_space = match["open"] is not None or match["not"] is not None


# The lexer's groups that are operators as they stand.
_OPERATORS = {"open": "open", "close": "close", "or": "or", "and": "and", "negate": "not"}


def _lexeme(match: re.Match[str], after_space: bool) -> Iterator[_Lexeme]:
    whole = match.group()
    operator = next((kind for name, kind in _OPERATORS.items() if match[name]), "")
    if not operator and match["not"] and after_space:
        # Inside a word (`non-coding`) a hyphen is part of it; the lexer's words take it along.
        operator = "not"
    quoted = next((match[name] for name in ("phrase", "curly", "wide") if match[name]), None)
    if operator:
        yield _Lexeme(operator, whole)
    elif match["field"]:
        yield _field(match["field"], match["quoted_value"][1:-1])
    elif quoted is not None:
        yield _Lexeme("phrase", re.sub(r'\\(["\\])', r"\1", quoted) if match["phrase"] else quoted)
    elif match["word"]:
        yield _word(whole)


def field_named(name: str) -> str:
    """The field that readers call so; empty where there is none."""
    return FIELDS.get(unicodedata.normalize("NFKC", name).lower(), "")


def _field(name: str, value: str) -> _Lexeme:
    if (field := field_named(name)) and value:
        return _Lexeme("filter", value, field)
    return _Lexeme("word", f"{name} {value}".strip())


def _word(word: str) -> _Lexeme:
    name, *value = re.split("[:：]", word, maxsplit=1)
    if value and not value[0] and field_named(name):
        # A filter whose value is still to be typed: a phrase without anything in it.
        return _Lexeme("phrase", "")
    if name and value and value[0]:
        field = _field(name, value[0])
        if field.kind == "filter":
            return field
    stem = word.rstrip("*＊")
    if stem and stem != word:
        return _Lexeme("prefix", stem)
    return _Lexeme("word", word)


def _balanced(lexemes: list[_Lexeme]) -> list[_Lexeme]:
    """Drop parentheses without a partner, and those nested too deep to mean anything."""
    open_at: list[int] = []
    keep = set(range(len(lexemes)))
    for index, lexeme in enumerate(lexemes):
        if lexeme.kind == "open":
            open_at.append(index)
        elif lexeme.kind == "close" and open_at:
            start = open_at.pop()
            if len(open_at) >= MAX_DEPTH:
                keep -= {start, index}
        elif lexeme.kind == "close":
            keep.discard(index)
    keep -= set(open_at)
    return [lexeme for index, lexeme in enumerate(lexemes) if index in keep]


class _Parser:
    """Recursive descent: alternatives of sequences of (negated) leaves and groups."""

    def __init__(self, lexemes: list[_Lexeme]) -> None:
        self.lexemes = lexemes
        self.place = 0

    def parse(self) -> Node:
        return self._alternatives()

    def _peek(self) -> str:
        return self.lexemes[self.place].kind if self.place < len(self.lexemes) else "end"

    def _take(self) -> _Lexeme:
        self.place += 1
        return self.lexemes[self.place - 1]

    def _alternatives(self) -> Node:
        """`A OR B` binds the two things beside it; everything else stands in sequence."""
        items: list[Node] = []
        joined = False
        while self._peek() not in {"end", "close"}:
            if self._peek() in {"or", "and"}:
                joined = self._take().kind == "or" and bool(items)
                continue
            item = self._item()
            if item == NOTHING:
                continue
            items.append(Or(_parts(items.pop(), item)) if joined else item)
            joined = False
        return _sequence(items)

    def _item(self) -> Node:
        negated = False
        while self._peek() == "not":
            self._take()
            negated = True
        if self._peek() in {"end", "close", "or", "and"}:
            return NOTHING
        node = self._leaf()
        return Not(node) if negated and node != NOTHING else node

    def _leaf(self) -> Node:
        lexeme = self._take()
        if lexeme.kind == "open":
            node = self._alternatives()
            self.place += 1
            return node
        return _LEAVES[lexeme.kind](lexeme)


_LEAVES: dict[str, Callable[[_Lexeme], Node]] = {
    "word": lambda lexeme: Words((lexeme.text,)),
    "phrase": lambda lexeme: Phrase(lexeme.text) if lexeme.text else NOTHING,
    "prefix": lambda lexeme: Prefix(lexeme.text),
    "filter": lambda lexeme: Filter(lexeme.field, lexeme.text),
}


def _parts(left: Node, right: Node) -> tuple[Node, ...]:
    return (*(left.children if isinstance(left, Or) else (left,)), right)


def _sequence(items: list[Node]) -> Node:
    """Words that stand side by side are one leaf, since they may be one name (`North Korea`)."""
    merged: list[Node] = []
    for is_words, group in groupby(items, lambda item: isinstance(item, Words)):
        if is_words:
            merged.append(Words(tuple(w for item in group for w in item.words)))  # type: ignore[union-attr]
        else:
            merged += group
    return merged[0] if len(merged) == 1 else And(tuple(merged))


def leaves(node: Node) -> Iterator[Node]:
    """The leaves of a tree that are not negated."""
    if isinstance(node, And | Or):
        for child in node.children:
            yield from leaves(child)
    elif not isinstance(node, Not):
        yield node
