"""`make scale`: many interviews on one machine, imported, indexed, browsed and searched.

Synthetic interviews of 100 turns are written as source files with their annotations and imported by
the archive's own command, a tenth of them at a time: prints the turns a second and the memory of
each tenth.  After the first tenth and after the last, every kind of page is asked for, uncached.
Prints how long each takes and how many queries it makes, and fails where that number grew.  With
`--record` the run is kept as `recorded-scale.json`.  Environment:
`BENCH_INTERVIEWS`, how many interviews in all (1,000 if not said).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import groupby
from pathlib import Path
from time import perf_counter
from typing import Any

import django

from tests.bench import record
from tests.bench.runs import BASE

FOLDER = BASE / "build" / "scale"
PART = 10
# Two of the corpus's interviews make one here.
JOINED = 2
# Of so many requests for a page the fastest counts.
TIMES = 3
WORDS = "拡張可能性試験"
DUMMY = "django.core.cache.backends.dummy.DummyCache"


@dataclass(frozen=True)
class Visit:
    """A page that was asked for: database queries, milliseconds, bytes."""

    queries: int
    ms: float
    size: int


@dataclass(frozen=True)
class Tenth:
    """A part of the interviews, imported: how many, their turns, and the most memory (MB)."""

    interviews: int
    turns: int
    seconds: float
    memory: float

    def said(self) -> str:
        """A line of the table."""
        told = f"{self.turns / self.seconds:,.0f} turns a second, {self.memory:,.0f} MB at most"
        return f"{self.interviews:,} interviews imported: {told}"


def imported(paths: list[Path]) -> Tenth:
    """Import interviews by the archive's command."""
    from django.core.management import call_command

    from archive.models import Segment

    before = Segment.objects.count()
    # The kernel begins to count the most memory anew.
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    begun = perf_counter()
    call_command("import_interview", *paths, stdout=StringIO())
    seconds = perf_counter() - begun
    status = Path("/proc/self/status").read_text(encoding="ascii")
    most = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return Tenth(len(paths), Segment.objects.count() - before, seconds, most / 1024)


def write_interviews(folder: Path, count: int) -> list[Path]:
    """Write `count` interviews; return their annotation files."""
    from tests.bench.corpus import TURNS, Corpus
    from tests.sources.drafts import Draft

    paths = []
    corpus = Corpus(count * JOINED * TURNS)
    for number, turns in groupby(corpus.turns, key=lambda turn: (turn.interview - 1) // JOINED + 1):
        topics = list(_topics(list(turns)))
        roles = {
            turn.speaker: (
                turn.speaker.title(),
                "guest" if turn.kind == "answer" else "interviewer",
            )
            for topic in topics
            for turn in topic.turns
        }
        title = f"Interview {number}"
        draft = Draft(topics, f"interview-{number}", language="ja", title=title, people=roles)
        paths.append(draft.write(folder))
    return paths


def _topics(turns: list[Any]) -> Iterator[Any]:
    from tests.bench.corpus import topic_title
    from tests.sources.drafts import DraftTopic, DraftTurn

    for number, members in groupby(turns, key=lambda turn: turn.topic):
        drafts = [
            DraftTurn(
                # The corpus lets who remarks ask next, which would be one turn.
                "chair" if turn.kind == "remark" else f"person-{turn.speaker}",
                # No two turns begin alike, as people's turns hardly do.
                [f"{turn.number}。{turn.texts[0]}", *turn.texts[1:]],
                turn.kind,
                f"exchange-{turn.exchange}",
            )
            for turn in members
        ]
        yield DraftTopic(f"topic-{number}", f"{topic_title(number)} {number}", drafts)


def walk() -> dict[str, Visit]:
    """Every kind of page of the first interview, and what lists the whole archive."""
    from django.test import Client

    from archive.models import Interview

    client = Client(headers={"host": "localhost"})
    interview = Interview.objects.get(slug="interview-1")
    return {name: _visit(client, path) for name, path in _paths(interview).items()}


def _paths(interview: Any) -> dict[str, str]:
    from archive.formats import formats_of
    from archive.transcript import Transcript
    from tests.pages.addresses import address, examples

    slug = interview.slug
    paths = {name: address(name, interview) for name in examples(interview)}
    forms = formats_of(Transcript(interview))
    paths |= {f"transcript.{each.extension}": each.path(interview) for each in forms}
    paths |= {f"{slug}.json": f"/interviews/{slug}.json", "interviews.json": "/interviews.json"}
    paths |= {
        "search, two words": "/search/?q=経済 政策",
        "search, question": "/search/?q=失業は増えますか",
        "search, page 5": "/search/?q=AI&page=5",
        "search.json": "/search.json?q=人工知能",
        "last interviews": "/interviews/?page=9999",
        "sitemap.xml": "/sitemap.xml",
        "sitemap-turns.xml": "/sitemap-turns.xml",
        "sitemap-interviews.xml": "/sitemap-interviews.xml",
    }
    return paths


def _visit(client: Any, path: str) -> Visit:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visits = []
    # Once for what stays in memory.
    for _ in range(TIMES + 1):
        with CaptureQueriesContext(connection) as made:
            begun = perf_counter()
            answer = client.get(path)
            body = b"".join(answer) if answer.streaming else answer.content
            ms = (perf_counter() - begun) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code}.")
        visits.append(Visit(len(made), ms, len(body)))
    return min(visits[1:], key=lambda visit: visit.ms)


def edit() -> float:
    """Seconds until an edited sentence is found."""
    from archive.models import Sentence
    from search import engine

    sentence = Sentence.objects.order_by("-pk")[0]
    sentence.text += f"{WORDS}。"
    begun = perf_counter()
    sentence.save()
    found = engine.search(f'"{WORDS}"').found
    seconds = perf_counter() - begun
    if found.total != 1:
        raise SystemExit("The edited sentence is not found.")
    return seconds


def grown(before: dict[str, Visit], after: dict[str, Visit]) -> list[str]:
    """The pages that make more queries for more interviews."""
    return [name for name, visit in after.items() if visit.queries > before[name].queries]


def table(few: int, before: dict[str, Visit], many: int, after: dict[str, Visit]) -> str:
    """The pages with what each took among few interviews and among many."""
    lines = [f"{'interviews':24}{few:>9,}{many:>9,}  queries{'KB':>8}"]
    for name, visit in after.items():
        was = before[name]
        ms = f"{was.ms:9.1f}{visit.ms:9.1f}"
        lines.append(f"{name:24}{ms}  {visit.queries:7}{visit.size / 1024:8.0f}")
    return "\n".join(lines)


def measure(folder: Path, count: int, *, keep: bool) -> int:
    """Import, index and walk, and `keep` the figures; the exit code."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings

    from archive.site.static_collection import collect_static

    collect_static()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("loaddata", "glossary.yaml", verbosity=0)
    paths = write_interviews(folder, count)
    few = max(count // PART, 2)
    walks = []
    tenths: list[Tenth] = []
    for parts in ([paths[:few]], [paths[at : at + few] for at in range(few, count, few)]):
        for part in parts:
            tenths.append(imported(part))
            _say(tenths[-1].said())
        begun = perf_counter()
        call_command("rebuild_index", interactive=False, verbosity=0)
        built = perf_counter() - begun
        _say(f"Index of all interviews built in {built:.0f} s")
        caches = {**settings.CACHES, "pages": {"BACKEND": DUMMY}}
        with override_settings(CACHES=caches):
            walks.append(walk())
    before, after = walks
    _say(f"\nPages, ms, uncached\n{table(few, before, count, after)}\n")
    edited = edit()
    _say(f"An edited sentence is found after {edited:.2f} s.")
    if keep:
        each = sum(tenth.seconds for tenth in tenths) / count
        kept = record.scale_record(count, after, (each, built, edited))
        record.write(record.SCALE, kept, record.scale_tables(kept))
    more = grown(before, after)
    if more:
        _say(f"More queries for more interviews: {', '.join(more)}")
    return int(bool(more))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Measure in an empty folder, that named or `FOLDER`."""
    named = [Path(each) for each in arguments if each != "--record"]
    folder = (named or [FOLDER])[0]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "archive.settings"}
    django.setup()
    count = int(os.environ.get("BENCH_INTERVIEWS", "1000"))
    return measure(folder, count, keep="--record" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
