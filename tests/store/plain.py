"""What a search must find, worked out word by word over dictionaries, one a paragraph.

These are the rules of `search.store.weights` with nothing made fast, against which any store's
answers are held.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property, reduce
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import Any

from rapidfuzz.distance import OSA

from search.documents.analysis import unpacked
from search.documents.schema import KINDS, NOBODY
from search.languages.folding import fold
from search.languages.scripts import KANJI, KATAKANA, cuts_a_word, cuts_spaced, is_unspaced
from search.languages.sounds import is_kana, sound_of
from search.query.nearness import Passage
from search.query.questions import is_question
from search.query.syntax import NOTHING, And, Filter, Node, Not, Or, Phrase, Prefix, Words
from search.query.terms import TOGETHER, Expansion, QueryTerm
from search.query.understand import Understood
from search.store import (
    Found,
    Hit,
    Page,
    StoredParagraph,
    StoredTurn,
)
from search.store import weights as w

Row = dict[str, Any]
# Segments that match; each row's score and how much of the query it covers; whether a wish alone.
Matches = tuple[set[int], dict[int, float], dict[int, float], bool]


class PlainVocabulary:
    """`search.query.vocabulary.Vocabulary` over rows."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    @cached_property
    def text(self) -> str:
        """All texts in order; a line end where a source paragraph ends."""
        pieces = []
        for row, after in zip_longest(self.rows, self.rows[1:]):
            together = after and all(row[name] == after[name] for name in ("interview", "line"))
            pieces.append(row["folded"] + ("" if together else "\n"))
        return "".join(pieces)

    @cached_property
    def row_of(self) -> list[int]:
        """The row of each character of `text`."""
        found: list[int] = []
        for number, row in enumerate(self.rows):
            found += [number] * len(row["folded"])
            found += [number] * self.text.startswith("\n", len(found))
        return found

    def with_term(self, field: str, term: str) -> list[Row]:
        if field == "speaker":
            return [row for row in self.rows if int(term) in speakers_of(row)]
        return [row for row in self.rows if term in row[field]]

    def has(self, field: str, term: str) -> bool:
        return bool(self.with_term(field, term))

    def has_together(self, words: Collection[str]) -> bool:
        return any(all(word in row["words"] for word in words) for row in self.rows)

    def count(self, field: str, term: str) -> int:
        return len(self.with_term(field, term))

    def count_turns(self, field: str, term: str) -> int:
        return len({row["segment"] for row in self.with_term(field, term)})

    def terms(self, field: str) -> list[str]:
        return sorted({term for row in self.rows for term in row[field]})

    @cached_property
    def languages(self) -> list[str]:
        return sorted({term.split(":")[0] for term in self.terms("words")})

    @cached_property
    def sounds(self) -> set[str]:
        return set(self.terms("sound"))

    def places_of(self, text: str) -> list[int]:
        places, start = [], self.text.find(text)
        while start >= 0:
            places.append(start)
            start = self.text.find(text, start + 1)
        return places

    def occurrences(self, text: str) -> int:
        return len(self.places_of(text))

    def near(self, text: str) -> list[str]:
        middle, found = len(text) // 2, set()
        for half, at_end in ((text[:middle], False), (text[middle:], True)):
            for place in self.places_of(half):
                for size in range(len(text) - 1, len(text) + 2):
                    begin = place + len(half) - size if at_end else place
                    piece = self.text[max(begin, 0) : begin + size]
                    whole = len(piece) == size and not any(map(_is_break, piece))
                    cut = (begin, begin + size, KATAKANA, KANJI)
                    if (
                        whole
                        and not cuts_a_word(self.text, *cut)
                        and OSA.distance(text, piece) == 1
                    ):
                        found.add(piece)
        return sorted(piece for piece in found if OSA.distance(text, piece) == 1)


def _is_break(character: str) -> bool:
    return character.isspace() or character in "、。「」『』（）()？！?!・…"


def speakers_of(row: Row) -> list[int]:
    """Everybody who says it."""
    return [each for each in (row["speaker"], *map(int, row["voices"])) if each != NOBODY]


def values_of(row: Row, name: str) -> list[int]:
    """What a field of a turn can be filtered by."""
    return speakers_of(row) if name == "speaker" else [row[name]]


def by_segment(rows: Iterable[Row]) -> dict[int, list[Row]]:
    return {key: list(group) for key, group in groupby(rows, itemgetter("segment"))}


def turn(rows: list[Row]) -> StoredTurn:
    paragraphs = [StoredParagraph(line=row["line"], **unpacked(row["shown"])) for row in rows]
    return StoredTurn(unpacked(rows[0]["fields"]), paragraphs)


def spans(rows: Iterable[Row]) -> Iterable[tuple[int, int, float, float]]:
    for interview, group in groupby(rows, itemgetter("interview")):
        sizes = {k: sum(len(r["folded"]) for r in g) for k, g in by_segment(group).items()}
        whole, before = max(sum(sizes.values()), 1), 0
        for key, size in sizes.items():
            yield key, interview, before / whole, size / whole
            before += size


def containing(vocabulary: PlainVocabulary, phrase: str) -> set[int]:
    text = fold(phrase)
    places = vocabulary.places_of(text) if text and "\n" not in text else []
    return {n for at in places for n in vocabulary.row_of[at : at + len(text)]}


def standing(vocabulary: PlainVocabulary, word: str) -> set[int]:
    """The rows in which no word goes on beside `word`."""
    ends = [(at, at + len(word)) for at in vocabulary.places_of(word)]
    whole = [each for each in ends if not any(cuts_spaced(vocabulary.text, at) for at in each)]
    return {n for start, end in whole for n in vocabulary.row_of[start:end]}


class PlainSearch:
    """One query over rows."""

    def __init__(self, vocabulary: PlainVocabulary, understood: Understood) -> None:
        self.vocabulary, self.rows, self.understood = vocabulary, vocabulary.rows, understood
        self.turns = by_segment(self.rows)
        self.first = {key: rows[0] for key, rows in self.turns.items()}
        self.numbers: dict[int, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            self.numbers[row["segment"]].append(number)
        lengths: dict[int, list[int]] = defaultdict(list)
        for row in self.rows:
            lengths[row["language"]].append(row["length"])
        self.sizes = {language: len(each) for language, each in lengths.items()}
        mean = {language: sum(each) / len(each) for language, each in lengths.items()}
        self.relative = [row["length"] / (mean[row["language"]] or 1e-9) for row in self.rows]

    def found(self, filters: Mapping[str, Collection[int]], page: Page) -> Found:
        matched, score, coverage, _ = self.match(self.understood.tree)
        if self.understood.tree == NOTHING and not filters:
            matched = set()
        scores = {key: self._turn_score(key, score) for key in self.turns}
        if is_question(self.understood.words_alone):
            matched, scores = self._answered(matched, scores)
        near = self._there(self.understood.near)
        if near or (leaning := self._there(self.understood.leaning)):
            beside = w.BESIDE_NEAR if near else w.BESIDE_LEANING
            best = max((scores[key] for key in matched), default=0.0) or 1.0
            cosines = {key: each.cosine for key, each in (near or leaning).items()}
            scores = {
                key: beside * each / best + cosines.get(key, 0.0) for key, each in scores.items()
            }

        def left(other_than: str) -> list[int]:
            wanted = {name: each for name, each in filters.items() if name != other_than}
            fits = lambda key: all(  # noqa: E731
                not set(values_of(self.first[key], name)).isdisjoint(each)
                for name, each in wanted.items()
            )
            return [key for key in self.turns if key in matched and fits(key)]

        keys = self._ordered(left(""), scores, page.order)
        window = keys[page.start : page.end]
        hits = [self._hit(key, scores[key], score, coverage, page) for key in window]
        facets = {name: self._counted(name, left(name)) for name in page.facets}
        inside = [coverage.get(n, 0.0) for key in keys for n in self.numbers[key]]
        return Found(len(keys), window, hits, facets, (), max(inside, default=0.0))

    def _turn_score(self, key: int, score: Mapping[int, float]) -> float:
        values = [score.get(number, 0.0) for number in self.numbers[key]]
        best, rest = max(values), sum(values) - max(values)
        return best + w.REST * best * rest / (rest + best + 1e-6)

    def _answered(
        self, matched: set[int], scores: dict[int, float]
    ) -> tuple[set[int], dict[int, float]]:
        best: dict[int, float] = defaultdict(float)
        asking = {k for k, row in self.first.items() if KINDS[row["kind"]] == "question"}
        for key in asking & matched:
            exchange = self.first[key]["exchange"]
            best[exchange] = max(best[exchange], scores[key])
        answers = {k: r["exchange"] for k, r in self.first.items() if KINDS[r["kind"]] == "answer"}
        handed = {key: best[exchange] for key, exchange in answers.items()}
        enough = w.GOOD * max(max(scores.values(), default=0.0), 1e-6)
        found = matched | {key for key, value in handed.items() if value >= enough}
        return found, {
            key: w.ASKED * each if key in asking else each + w.HANDED_ON * handed.get(key, 0.0)
            for key, each in scores.items()
        }

    def _ordered(self, keys: list[int], scores: Mapping[int, float], order: str) -> list[int]:
        if order in {"order", "-order"}:
            return keys[:: -1 if order == "-order" else 1]
        ranked = sorted(keys, key=lambda key: -scores[key])
        if order == "topic":
            topics = list(dict.fromkeys(self.first[key]["topic"] for key in ranked))
            ranked.sort(key=lambda key: topics.index(self.first[key]["topic"]))
        return ranked

    def _counted(self, name: str, keys: Iterable[int]) -> dict[int, int]:
        counts: dict[int, int] = defaultdict(int)
        for key in keys:
            for value in values_of(self.first[key], name):
                counts[value] += 1
        return dict(counts)

    def _hit(
        self,
        key: int,
        turn_score: float,
        score: Mapping[int, float],
        coverage: Mapping[int, float],
        page: Page,
    ) -> Hit:
        numbers = self.numbers[key]
        enough = w.SOURCE_COVERAGE * max(coverage.get(each, 0.0) for each in numbers)
        sources = [n for n in numbers if coverage.get(n, 0.0) >= enough and coverage.get(n)]
        best = sorted(sources, key=lambda n: -score.get(n, 0.0))
        if key in self._there(self.understood.near):
            best.insert(0, numbers[self._there(self.understood.near)[key].paragraph])
        best = list(dict.fromkeys(best)) or numbers[:1]
        kept = turn(self.turns[key])
        paragraphs = [kept.paragraphs[numbers.index(n)] for n in best]
        lines = tuple(self.rows[n]["line"] for n in best)
        matched = self._matched(numbers) if page.matched else ()
        shown = tuple(paragraphs[: page.paragraphs])
        return Hit(key, turn_score, kept.fields, lines, shown, matched)

    def _matched(self, numbers: list[int]) -> tuple[Expansion, ...]:
        wanted = self.understood.wanted_expansions()
        return tuple(each for each in wanted if not self._counts(each).keys().isdisjoint(numbers))

    # Matching

    def match(self, node: Node) -> Matches:
        if isinstance(node, And):
            return self._and([self.match(child) for child in node.children])
        if isinstance(node, Or):
            return self._or([self.match(child) for child in node.children])
        if isinstance(node, Words):
            return self._words(node)
        if isinstance(node, Phrase):
            return self._where(containing(self.vocabulary, node.text))
        if isinstance(node, Prefix):
            return self._where(self._with_prefix(fold(node.text)))
        return self._turns_alone(node), {}, {}, False

    def _turns_alone(self, node: Node) -> set[int]:
        """What a filter selects, or what a negation leaves."""
        if isinstance(node, Filter):
            wanted = self.understood.selected[node]
            return {key for key, row in self.first.items() if row[node.field] in wanted}
        assert isinstance(node, Not)
        return set(self.turns) - self._left_out(node.child)

    def _or(self, parts: list[Matches]) -> Matches:
        turns = reduce(set.__or__, (part[0] for part in parts))
        score = _joined([part[1] for part in parts], max)
        return turns, score, _joined([part[2] for part in parts], max), False

    def _with_prefix(self, start: str) -> set[int]:
        def having(start: str, *fields: str) -> set[int]:
            rows = enumerate(self.rows)
            return {n for n, r in rows if any(t.startswith(start) for f in fields for t in r[f])}

        found = having(start, "surface")
        for language in self.vocabulary.languages:
            found |= having(f"{language}:{start}", "words")
        if not found and is_kana(start) and len(sound := sound_of(start)) > 1:
            found = having(sound, "sound")
        return found or {
            self.vocabulary.row_of[at]
            for at in self.vocabulary.places_of(start)
            if not cuts_spaced(self.vocabulary.text, at)
        }

    def _where(self, numbers: set[int]) -> Matches:
        rarity = math.log(1 + (len(self.rows) + 0.5) / (len(numbers) + 0.5))
        length = {n: 1 - w.PLACE_LENGTH + w.PLACE_LENGTH * self.relative[n] for n in numbers}
        turns = {self.rows[n]["segment"] for n in numbers}
        return turns, {n: rarity / length[n] for n in numbers}, dict.fromkeys(numbers, 1.0), False

    def _and(self, parts: list[Matches]) -> Matches:
        if not parts:
            return set(self.turns), {}, {}, False
        turns = reduce(set.__and__, (part[0] for part in parts))
        if not turns and any(part[3] for part in parts):
            parts = [self._in_exchange(part) if part[3] else part for part in parts]
            turns = reduce(set.__and__, (part[0] for part in parts))
        speaking = [part for part in parts if any(part[2].values())] or parts[:1]
        score = _joined([part[1] for part in speaking], sum)
        coverage = _joined([part[2] for part in speaking], sum)
        return turns, score, {n: each / len(speaking) for n, each in coverage.items()}, False

    def _in_exchange(self, part: Matches) -> Matches:
        exchanges = {self.first[key]["exchange"] for key in part[0]}
        best: dict[int, float] = defaultdict(float)
        for number, value in part[1].items():
            exchange = self.rows[number]["exchange"]
            best[exchange] = max(best[exchange], value)
        score = defaultdict(float, part[1])
        for key, numbers in self.numbers.items():
            score[numbers[0]] += w.HANDED_ON * best[self.first[key]["exchange"]]
        turns = {key for key, row in self.first.items() if row["exchange"] in exchanges}
        return turns, score, part[2], True

    def _left_out(self, node: Node) -> set[int]:
        if not isinstance(node, Words):
            return self.match(node)[0]
        covers = self._turn_coverage(self.understood.terms[node])
        return {key for key, each in covers.items() if each >= w.STRONG - 1e-9}

    def _words(self, node: Words) -> Matches:
        terms = self.understood.terms[node]
        each = [self._term(term) for term in terms]
        asked = {
            language: sum(rarity[language] for _, rarity in each) or 1.0 for language in self.sizes
        }
        score, coverage, textual = (dict.fromkeys(range(len(self.rows)), 0.0) for _ in range(3))
        for found, rarities in each:
            for n, (count, strength, own) in found.items():
                language = self.rows[n]["language"]
                rarity = rarities[language]
                norm = w.SATURATION * (1 - w.LENGTH_NORM + w.LENGTH_NORM * self.relative[n])
                score[n] += rarity * (w.SATURATION + 1) * count / (count + norm)
                coverage[n] += rarity * strength / asked[language]
                textual[n] += rarity * own / asked[language]
        score = {n: s * (w.FLOOR + (1 - w.FLOOR) * coverage[n] ** 2) for n, s in score.items()}
        best = max(score.values(), default=0.0)
        typed = [fold(word) for word in node.words if len(word) in w.VERBATIM_LENGTH]
        for word in typed:
            for n in standing(self.vocabulary, word):
                counts = w.VERBATIM_PIECE if is_unspaced(word) else w.VERBATIM
                score[n] += counts * best / len(typed)
        covers = self._turn_coverage(terms) if len(terms) > 1 else {}
        for key, numbers in self.numbers.items() if len(terms) <= 1 else ():
            covers[key] = max(coverage[n] for n in numbers)
        most = max([*coverage.values(), *covers.values()], default=0.0)
        turns = {k for k, each in covers.items() if each > 0 and each >= w.ENOUGH * most - 1e-7}
        return turns | self._there(self.understood.near).keys(), score, textual, True

    def _there(self, near: Mapping[int, Passage]) -> dict[int, Passage]:
        """The turns that are near, as far as they are there."""
        return {
            key: passage
            for key, passage in near.items()
            if key in self.numbers and passage.paragraph < len(self.numbers[key])
        }

    def _turn_coverage(self, terms: Collection[QueryTerm]) -> dict[int, float]:
        covers = dict.fromkeys(self.turns, 0.0)
        for term in terms:
            found, _ = self._term(term)
            for key, numbers in self.numbers.items():
                strengths = [found[n][1] for n in numbers if n in found]
                covers[key] += term.weight * max(strengths, default=0.0)
        asked = sum(term.weight for term in terms) or 1.0
        return {key: each / asked for key, each in covers.items()}

    def _term(
        self, term: QueryTerm
    ) -> tuple[dict[int, tuple[float, float, float]], dict[int, float]]:
        """By row how often, the best expansion's strength, and that by its own words; rarities."""
        found: dict[int, tuple[float, float, float]] = {}
        by_weight = sorted(set(term.expansions), key=lambda e: e.weight * w.WEIGHTS[e.field])
        for each in by_weight:
            weight = each.weight * w.WEIGHTS[each.field]
            for n, count in self._counts(each).items():
                counted, _, own = found.get(n, (0.0, 0.0, 0.0))
                own = own if each.field in w.ELSEWHERE else min(1.0, weight)
                found[n] = max(counted, count * weight), min(1.0, weight), own
        return found, {
            language: term.weight * self._rarity(language, size, found)
            for language, size in self.sizes.items()
        }

    def _rarity(
        self, language: int, size: int, found: Mapping[int, tuple[float, float, float]]
    ) -> float:
        """How rare what was found is among the rows of a language."""
        strengths = [each[1] for n, each in found.items() if self.rows[n]["language"] == language]
        having = sum(each >= w.STRONG for each in strengths) or len(strengths)
        return math.log(1 + (size - having + 0.5) / (having + 0.5))

    def _standing(self, text: str) -> dict[int, float]:
        """How often a text stands in each row, or runs through it."""
        counts: dict[int, float] = defaultdict(float)
        for at in self.vocabulary.places_of(text):
            for n in set(self.vocabulary.row_of[at : at + len(text)]):
                counts[n] += 1
        return counts

    def _counts(self, expansion: Expansion) -> dict[int, float]:
        rows = enumerate(self.rows)
        if expansion.field == "speaker":
            return {n: 1.0 for n, row in rows if int(expansion.term) in speakers_of(row)}
        if expansion.field == "together":
            words = expansion.term.split(TOGETHER)
            least = {n: min(row["words"].get(word, 0) for word in words) for n, row in rows}
            return {n: count for n, count in least.items() if count}
        if expansion.field == "text":
            return self._standing(expansion.term)
        return {
            n: row[expansion.field][expansion.term]
            for n, row in rows
            if expansion.term in row[expansion.field]
        }


def _joined(parts: list[dict[int, float]], how: Callable[[list[float]], float]) -> dict[int, float]:
    numbers = {number for part in parts for number in part}
    return {n: how([part.get(n, 0.0) for part in parts]) for n in numbers}
