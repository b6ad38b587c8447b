"""The engines that are compared.  Each builds an index of a corpus in a folder, and answers.

All but `archive` and `stock` get the words already cut, or need none: what their building costs is
the engine alone.  Each answers with the numbers of the best turns, or with those of all.
"""

from __future__ import annotations

import importlib
import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from search.languages.folding import fold
from search.languages.japanese import WEAK_WORDS, analyze
from tests.bench.corpus import Corpus, Turn, tokens_of
from tests.bench.queries import Query

RESULTS = 20
FACETS = ("topic", "speaker", "kind", "interview")
# Building takes it too long, and too much memory, beyond.
STOCK_MOST = 10_000
# Where Debian keeps modules that PyPI has not.
DEBIAN_PACKAGES = "/usr/lib/python3/dist-packages"


class Engine(Protocol):
    """`classes`: what it can be asked for; `exact`: the classes in which it means what a scan does.

    `path`: where the index is; what is there is read when it is first asked.
    """

    name: str
    classes: frozenset[str]
    exact: frozenset[str]

    def __init__(self, path: Path) -> None: ...

    def build(self, corpus: Corpus) -> None: ...

    def ask(self, query: Query) -> object:
        """The best results, as a page of them needs."""

    def all(self, query: Query) -> set[int]:
        """The numbers of all turns that match."""


WORDS = frozenset({"one word", "two words", "question"})
EXACT = frozenset({"exact phrase", "prefix", "speaker filter"})


class Archive:
    """This archive's own backend, through haystack's `SearchQuerySet`."""

    name = "archive"
    classes = WORDS | EXACT | {"reading", "facets"}
    exact = EXACT

    def __init__(self, path: Path) -> None:
        self.path = path

    def build(self, corpus: Corpus) -> None:
        from search.index.segments import load_names
        from search.store.whoosh.store import WhooshStore

        WhooshStore(str(self.path)).rebuild(corpus.segments(), load_names)

    def _query(self, query: Query) -> Any:
        from haystack.inputs import AutoQuery
        from haystack.query import SearchQuerySet

        found = SearchQuerySet().filter(content=AutoQuery(query.text))
        for name in FACETS if query.kind == "facets" else ():
            found = found.facet(name)
        return found

    def ask(self, query: Query) -> object:
        found = self._query(query)
        results = found[:RESULTS]
        return found.facet_counts() if query.kind == "facets" else results

    def ask_highlighted(self, query: Query) -> object:
        """The same with the words marked in a snippet of each."""
        return self._query(query).highlight()[:RESULTS]

    def all(self, query: Query) -> set[int]:
        from search import engine

        return set(engine.search(query.text).found.segments)


class Stock:
    """haystack's own Whoosh backend, with bigrams in the place of its English stemmer."""

    name = "stock"
    classes = WORDS | {"exact phrase", "speaker filter"}
    exact: frozenset[str] = frozenset()

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def _backend(self) -> Any:
        from haystack.backends.whoosh_backend import WhooshSearchBackend
        from whoosh.analysis import NgramAnalyzer

        class Bigrams(WhooshSearchBackend):  # type: ignore[misc]
            def build_schema(self, fields: Any) -> Any:
                content, schema = super().build_schema(fields)
                schema["text"].analyzer = schema["text"].format.analyzer = NgramAnalyzer(2)
                return content, schema

        backend = Bigrams("default", PATH=str(self.path))
        backend.setup()
        return backend

    def build(self, corpus: Corpus) -> None:
        class Prepared:
            """What haystack asks of a `SearchIndex`."""

            def full_prepare(self, segment: Any) -> dict[str, Any]:
                return dict(segment.fields)

        self._backend.update(Prepared(), list(corpus.segments()))

    def _found(self, query: Query, end: int) -> Any:
        from haystack.models import SearchResult

        self.backend = getattr(self, "backend", None) or self._backend
        text = query.text.replace(" speaker:", " AND speaker:")
        return self.backend.search(
            text,
            end_offset=end,
            models=None,
            limit_to_registered_models=False,
            result_class=SearchResult,
        )

    def ask(self, query: Query) -> object:
        return self._found(query, RESULTS)

    def all(self, query: Query) -> set[int]:
        return {int(result.pk) for result in self._found(query, 10**6)["results"]}


class Fts5:
    """SQLite's FTS5 over turns; `body` says what of a turn it gets."""

    classes = WORDS | {"exact phrase", "speaker filter", "facets"}
    name = tokenizer = ""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.database = sqlite3.connect(path / "fts5.sqlite3")

    def body(self, turn: Turn) -> str:
        raise NotImplementedError

    def match(self, query: Query) -> str:
        raise NotImplementedError

    def build(self, corpus: Corpus) -> None:
        self.database.executescript(
            f"""CREATE VIRTUAL TABLE texts USING fts5(body, tokenize='{self.tokenizer}');
            CREATE TABLE turns
            (id INTEGER PRIMARY KEY, topic INT, speaker INT, kind TEXT, interview INT);"""
        )
        rows = [(t.number, t.topic, t.speaker, t.kind, t.interview) for t in corpus.turns]
        self.database.executemany("INSERT INTO turns VALUES (?, ?, ?, ?, ?)", rows)
        self.database.executemany(
            "INSERT INTO texts (rowid, body) VALUES (?, ?)",
            ((turn.number, self.body(turn)) for turn in corpus.turns),
        )
        self.database.commit()

    def _rows(self, query: Query, end: str) -> list[Any]:
        join = "JOIN turns ON turns.id = texts.rowid" if query.speaker else ""
        where = f"AND turns.speaker = {query.speaker}" if query.speaker else ""
        return self.database.execute(
            f"SELECT texts.rowid, body FROM texts {join} WHERE texts MATCH ? {where} {end}",
            (self.match(query),),
        ).fetchall()

    def ask(self, query: Query) -> object:
        if query.kind == "facets":
            return [self._count(name, query) for name in FACETS]
        return self._rows(query, f"ORDER BY rank LIMIT {RESULTS}")

    def _count(self, name: str, query: Query) -> list[Any]:
        return self.database.execute(
            f"SELECT {name}, count(*) FROM texts JOIN turns ON turns.id = texts.rowid"
            f" WHERE texts MATCH ? GROUP BY {name}",
            (self.match(query),),
        ).fetchall()

    def all(self, query: Query) -> set[int]:
        return {row[0] for row in self._rows(query, "")}


class Trigram(Fts5):
    """FTS5 over the folded text, in trigrams: no word of fewer than three characters is found."""

    name = "fts5-trigram"
    tokenizer = "trigram"
    exact = frozenset({"exact phrase"})

    def body(self, turn: Turn) -> str:
        return "\n".join(map(fold, turn.texts))

    def match(self, query: Query) -> str:
        joined = " OR " if query.kind == "question" else " AND "
        return joined.join(_string(word) for word in query.words)


class Tokens(Fts5):
    """FTS5 over words that `search.languages.japanese` cut."""

    name = "fts5-tokens"
    tokenizer = "unicode61"
    classes = Fts5.classes | {"prefix"}
    exact: frozenset[str] = frozenset()

    def body(self, turn: Turn) -> str:
        return " ".join(words_of_turn(turn))

    def match(self, query: Query) -> str:
        if query.kind == "prefix":
            return f"{_string(query.words[0])}*"
        if query.kind == "question":
            return " OR ".join(map(_string, question_words(query.text)))
        return " AND ".join(_string(" ".join(surfaces(word))) for word in query.words)


def _string(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def words_of_turn(turn: Turn) -> Iterable[str]:
    """The surfaces of a turn's words in order, compounds by their units' side."""
    return (
        surface
        for sentences in turn.paragraphs
        for sentence in sentences
        for surface, _ in tokens_of(sentence)
    )


def surfaces(text: str) -> list[str]:
    """The surfaces of a text's words; the text itself where it has none."""
    return [token.surface for token in analyze(fold(text))] or [text]


def question_words(text: str) -> list[str]:
    """The words of a question that say something."""
    telling = [t.surface for t in analyze(text) if WEAK_WORDS.isdisjoint(t.words)]
    return telling or surfaces(text)


class Tantivy:
    """tantivy-py, over words that `search.languages.japanese` cut."""

    name = "tantivy"
    classes = WORDS | {"exact phrase", "speaker filter"}
    exact: frozenset[str] = frozenset()

    def __init__(self, path: Path) -> None:
        import tantivy

        path.mkdir(parents=True, exist_ok=True)
        self.module: Any = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True)
        builder.add_integer_field("speaker", stored=True, indexed=True)
        builder.add_text_field("body", stored=True, tokenizer_name="whitespace")
        self.index: Any = tantivy.Index(builder.build(), path=str(path))

    def build(self, corpus: Corpus) -> None:
        writer = self.index.writer()
        for turn in corpus.turns:
            body = " ".join(words_of_turn(turn))
            fields = {"id": turn.number, "speaker": turn.speaker, "body": body}
            writer.add_document(self.module.Document(**fields))
        writer.commit()
        writer.wait_merging_threads()

    def _query(self, query: Query) -> Any:
        module, schema = self.module, self.index.schema
        occur = module.Occur.Should if query.kind == "question" else module.Occur.Must
        words = question_words(query.text) if query.kind == "question" else query.words
        parts = [(occur, self._part(surfaces(word))) for word in words]
        if query.speaker:
            speaking = module.Query.term_query(schema, "speaker", query.speaker)
            parts.append((module.Occur.Must, speaking))
        return module.Query.boolean_query(parts)

    def _part(self, words: list[str]) -> Any:
        schema = self.index.schema
        if len(words) == 1:
            return self.module.Query.term_query(schema, "body", words[0])
        return self.module.Query.phrase_query(schema, "body", words)

    def _hits(self, query: Query, limit: int) -> list[Any]:
        searcher = self.searcher = getattr(self, "searcher", None) or self.index.searcher()
        hits = searcher.search(self._query(query), limit).hits
        return [searcher.doc(address) for _, address in hits]

    def ask(self, query: Query) -> object:
        return self._hits(query, RESULTS)

    def all(self, query: Query) -> set[int]:
        return {document["id"][0] for document in self._hits(query, 10**6)}


class Xapian:
    """Xapian, over words that `search.languages.japanese` cut."""

    name = "xapian"
    classes = WORDS | {"exact phrase", "speaker filter"}
    exact: frozenset[str] = frozenset()

    def __init__(self, path: Path) -> None:
        self.module = _xapian()
        self.path = path

    def build(self, corpus: Corpus) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        database = self.module.WritableDatabase(str(self.path), self.module.DB_CREATE_OR_OPEN)
        for turn in corpus.turns:
            document = self.module.Document()
            for place, word in enumerate(words_of_turn(turn)):
                document.add_posting(word, place)
            document.add_boolean_term(f"S{turn.speaker}")
            document.set_data(str(turn.number))
            database.add_document(document)
        database.commit()

    def _query(self, query: Query) -> Any:
        kind = self.module.Query
        words = question_words(query.text) if query.kind == "question" else query.words
        parts = [kind(kind.OP_PHRASE, surfaces(word)) for word in words]
        whole = kind(kind.OP_OR if query.kind == "question" else kind.OP_AND, parts)
        return kind(kind.OP_FILTER, whole, kind(f"S{query.speaker}")) if query.speaker else whole

    def _hits(self, query: Query, limit: int) -> list[int]:
        self.database = getattr(self, "database", None) or self.module.Database(str(self.path))
        asked = self.module.Enquire(self.database)
        asked.set_query(self._query(query))
        return [int(match.document.get_data()) for match in asked.get_mset(0, limit)]

    def ask(self, query: Query) -> object:
        return self._hits(query, RESULTS)

    def all(self, query: Query) -> set[int]:
        return set(self._hits(query, 10**6))


def _xapian() -> Any:
    """Xapian's module, which is no package of PyPI but of the system.  Raises `ImportError`."""
    # Behind all others, so that nothing else is taken from there.
    if DEBIAN_PACKAGES not in sys.path:
        sys.path.append(DEBIAN_PACKAGES)
    return importlib.import_module("xapian")


def _is_there(name: str) -> bool:
    try:
        _xapian() if name == "xapian" else importlib.import_module(name)
    except ImportError:
        return False
    return True


ENGINES: dict[str, type[Any]] = {
    each.name: each for each in (Archive, Stock, Trigram, Tokens, Tantivy, Xapian)
}


def why_not(name: str, size: int) -> str:
    """Why an engine is left out, as a sentence; empty where it isn't."""
    if name == "tantivy" and not _is_there(name):
        return "tantivy: not installed, so it is left out."
    if name == "xapian" and not _is_there(name):
        return "xapian: not installed (Debian: python3-xapian), or not for this Python; left out."
    if name == "stock" and size > STOCK_MOST:
        return f"stock: left out beyond {STOCK_MOST:,} turns; building would take too long."
    return ""
