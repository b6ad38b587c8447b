"""What the words of a query are looked up by: query terms and their expansions."""

from __future__ import annotations

from dataclasses import dataclass

# Stands between the words of an expansion that needs several of them in one paragraph.
TOGETHER = " "


@dataclass(frozen=True)
class Expansion:
    """One way to find a query term: a term of an index field, and how much a find by it counts.

    Of three fields that are none of the index's, `speaker` finds the paragraphs that a person (by
    key) speaks, `together` those that have all of several `words`, and `text` those whose folded
    text contains the term, wherever its words begin and end.

    `label` is shown to the reader where it is not what was typed (`失業` for unemployment);
    `source` says where the expansion comes from: empty (the word itself), `reading`, `synonym`,
    `glossary`, `name` (a speaker's), `lexicon`, `near`, `compound` (a longer word that has it) or
    `inside` (a piece of longer words, looked up where nothing else was found).
    """

    field: str
    term: str
    weight: float = 1.0
    label: str = ""
    source: str = ""


@dataclass(frozen=True)
class QueryTerm:
    """One thing that was asked for: any of its expansions finds it, the best one counts.

    `start` and `end` are its columns in the folded words.  `weak`: counts only beside nothing
    else.  `known`: the dictionary has it, so it is hardly a slip.
    """

    text: str
    start: int
    end: int
    expansions: tuple[Expansion, ...]
    weight: float = 1.0
    weak: bool = False
    known: bool = True


@dataclass(frozen=True)
class TypedWord:
    """A typed word, folded, at `start` to `end` of the query's folded words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Span:
    """Columns of the folded words that are spoken for, with the expansions that they give."""

    start: int
    end: int
    expansions: tuple[Expansion, ...]
