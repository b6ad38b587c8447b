"""Analyses segments one after the other, in other processes where there are many.

These import this module and what it imports: nothing here may need Django's models.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import Any

from search.documents.analysis import SegmentText, segment_documents
from search.knowledge.names import Names

# From so many segments on, other processes help to analyse: chunks of so many, and so many chunks
# for each process that are analysed or wait to be written.
PARALLEL_FROM = 400
CHUNK = 50
AHEAD = 4

Documents = list[dict[str, Any]]


def analyse_all(segments: Iterable[SegmentText], names: Names) -> Iterator[Documents]:
    """The documents of each segment, in order."""
    waiting = iter(segments)
    first = list(islice(waiting, PARALLEL_FROM))
    workers = min(os.cpu_count() or 1, 8)
    if len(first) < PARALLEL_FROM or workers == 1:
        for segment in chain(first, waiting):
            yield segment_documents(segment, names)
    else:
        yield from _analysed_beside(chain(first, waiting), names, workers)


def _analysed_beside(
    segments: Iterator[SegmentText], names: Names, workers: int
) -> Iterator[Documents]:
    """The same from other processes; few are ahead of what is written, so that few are kept."""
    context = multiprocessing.get_context("forkserver")
    ahead: deque[Future[list[Documents]]] = deque()
    with ProcessPoolExecutor(workers, context, _start, (names,)) as pool:
        while chunk := list(islice(segments, CHUNK)):
            ahead.append(pool.submit(_work, chunk))
            if len(ahead) >= workers * AHEAD:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()


_names = Names({})


def _start(names: Names) -> None:
    global _names  # noqa: PLW0603  (what a worker process is given once)
    _names = names


def _work(segments: list[SegmentText]) -> list[Documents]:
    return [segment_documents(segment, _names) for segment in segments]
