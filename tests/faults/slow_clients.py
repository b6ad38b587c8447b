"""Clients that are slow on purpose, and whether others get through meanwhile."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import urlopen

from tests.faults.holding import expect_quiet
from tests.faults.outcomes import FaultContext, Outcome
from tests.faults.served import serving

LARGE = "/interviews/amodei-ai-power-and-risk/transcript/"
HEAD = "{} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nwords="
# By kind: what a client sends at once; more of it comes, or is read, by single bytes.
KINDS = {
    "headers": HEAD.format("GET /") + "X-Slow: ",
    "body": HEAD.format("POST /report/") + FORM,
    # More than the system keeps for one connection.
    "read": 20 * (HEAD.format(f"GET {LARGE}") + "\r\n"),
    "idle": "",
    "kept alive": HEAD.format("GET /robots.txt") + "\r\n",
}
ASKED = ("/", "/search/?q=AI", "/search.json?q=AI", "/terms/", LARGE)
# Seconds after which a reader is taken to have given up, and between bytes of a slow client.
PATIENCE, PAUSE = 20.0, 0.5


@dataclass(frozen=True)
class SlowOutcome:
    """How many requests of others were asked and answered while slow connections were held."""

    kind: str
    connections: int
    asked: int
    answered: int
    slowest_ms: float

    @property
    def held(self) -> bool:
        return self.asked == self.answered


def run(address: str, kind: str, connections: int, seed: int, requests: int = 30) -> SlowOutcome:
    """Hold `connections` slow ones of a kind to the site at `address`, and ask it as others do."""
    drawn = random.Random(seed)
    times: list[float] = []
    with _held(address, kind, connections):
        for _ in range(requests):
            begun = time.monotonic()
            if _answers(address, drawn.choice(ASKED)):
                times.append(time.monotonic() - begun)
            else:
                break
    return SlowOutcome(kind, connections, requests, len(times), 1000 * max(times, default=0.0))


def fault(context: FaultContext) -> Outcome:
    """Hold slow connections of each kind to a site; every request of others is answered."""
    connections, log = context.times(200, 60), context.folder / "log"
    kinds, slowest = list(KINDS), 0.0
    with serving(context.data_dir(), log) as site:
        for number in context.counted(len(kinds)):
            outcome = run(site.address, kinds[number], connections, context.seed + number)
            slowest = max(slowest, outcome.slowest_ms)
            answered = f"{outcome.answered} of {outcome.asked} answered"
            context.expect(outcome.held, f"{outcome.kind}: {answered}")
    expect_quiet(context, log)
    note = f"{connections} connections of each kind; the slowest answer took {slowest:.0f} ms"
    return context.outcome(connections * len(kinds), note)


def _answers(address: str, path: str) -> bool:
    try:
        with urlopen(address.rstrip("/") + path, timeout=PATIENCE) as answer:
            return bool(answer.read())
    except (OSError, HTTPException):
        return False


@contextmanager
def _held(address: str, kind: str, connections: int) -> Iterator[None]:
    ended = threading.Event()
    with ExitStack() as stack:
        clients = [stack.enter_context(_client(address, kind)) for _ in range(connections)]
        # Every one of them must have reached a worker.
        time.sleep(PAUSE)
        going_on = threading.Thread(target=_go_on, args=(clients, kind, ended), daemon=True)
        going_on.start()
        try:
            yield
        finally:
            ended.set()
            going_on.join()


def _client(address: str, kind: str) -> socket.socket:
    parts = urlsplit(address)
    client = socket.socket()
    if kind == "read":
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    client.settimeout(PATIENCE)
    client.connect((parts.hostname, parts.port))
    client.sendall(KINDS[kind].encode())
    client.setblocking(False)
    return client


def _go_on(clients: list[socket.socket], kind: str, ended: threading.Event) -> None:
    """A byte at a time, for ever."""
    while not ended.wait(PAUSE):
        for client in clients:
            try:
                if kind in {"headers", "body"}:
                    client.send(b"a")
                elif kind == "read":
                    client.recv(1)
            except OSError:
                # Refused or left: that is the server's right.
                continue
