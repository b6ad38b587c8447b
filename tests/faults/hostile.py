"""Requests that mean harm: what they are answered, and what memory they leave a worker with."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from tests.faults.holding import expect_quiet
from tests.faults.outcomes import FaultContext, Outcome
from tests.faults.served import SLUG, Site, serving
from tests.relevance.measures import load

# What a worker may keep of them, beside what it has after as many ordinary requests.
GROWTH = 1.5
ORDINARY = (
    *("", "en/", "terms/", f"interviews/{SLUG}/", f"interviews/{SLUG}/transcript/"),
    *("search/?q=AI", "search.json?q=%E9%9B%87%E7%94%A8", "robots.txt", "sitemap.xml"),
)
# What readers type: words, readings, slips, English, names, questions.
TYPED = [each.query for each in load(Path(__file__).parents[1] / "relevance" / "judged.yaml")]
LETTERS = "aA0 .%/\\'\"<>&;=|()[]{}*+-_:ー雇用癌規\u202e\u0301\U0001f600\ufffd"
PARAMETERS = "page q sort group exact speaker topic kind interview per_page text format".split()


@dataclass(frozen=True)
class Request:
    """A request as it is sent; `status` of what it is answered is below 500."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def sent(self, host: str) -> bytes:
        """Its bytes."""
        headers = {"Host": host, "Connection": "close", **self.headers}
        if self.body:
            headers.setdefault("Content-Length", str(len(self.body)))
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + self.body


def requests(seed: int) -> Iterator[Request]:
    """Hostile requests of every kind, without end."""
    drawn = random.Random(seed)
    while True:
        yield drawn.choice(_KINDS)(drawn)


def _text(drawn: random.Random, most: int) -> str:
    return "".join(drawn.choices(LETTERS, k=drawn.randint(1, most)))


def _parameters(drawn: random.Random) -> Request:
    pairs = "&".join(
        f"{drawn.choice(PARAMETERS)}={quote(_text(drawn, 40))}" for _ in range(drawn.randint(1, 9))
    )
    return Request("GET", f"/{drawn.choice(ORDINARY).partition('?')[0]}?{pairs}")


def _paged(drawn: random.Random) -> Request:
    return Request("GET", f"/interviews/{SLUG}/transcript/?page={drawn.randrange(10**6)}")


def _search(drawn: random.Random) -> Request:
    path = drawn.choice(("search/", "search.json", "en/search/", "suggest/"))
    return Request("GET", f"/{path}?q={quote(_text(drawn, 500))}")


def _path(drawn: random.Random) -> Request:
    return Request("GET", "/" + quote(_text(drawn, 1000), safe="/"))


def _anchor(drawn: random.Random) -> Request:
    code = "".join(drawn.choices("abcdefghjkmnpqrstuvwxyz23456789", k=5))
    return Request("GET", f"/t/{code}/{drawn.choice(('', 'cite.ris', 'card.png', '?text=x'))}")


def _headers(drawn: random.Random) -> Request:
    names = (
        *("Accept-Language", "Accept-Encoding", "Cookie", "If-None-Match", "If-Modified-Since"),
        *(
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "SCRIPT_NAME",
            "X-Request-ID",
        ),
        *("Range", "Referer", "User-Agent", "Content-Type", "Forwarded"),
    )
    values = {
        drawn.choice(names): quote(_text(drawn, 200), safe=" ;,=")
        for _ in range(drawn.randint(1, 6))
    }
    return Request("GET", f"/{drawn.choice(ORDINARY)}", values)


def _host(drawn: random.Random) -> Request:
    return Request("GET", "/", {"Host": quote(_text(drawn, 60))})


def _cookies(drawn: random.Random) -> Request:
    cookies = "; ".join(f"c{n}={drawn.randrange(10**9)}" for n in range(drawn.randint(1, 200)))
    return Request("GET", f"/{drawn.choice(ORDINARY)}", {"Cookie": cookies})


def _form(drawn: random.Random) -> Request:
    path = drawn.choice(("/report/", "/en/report/", "/admin/login/", "/search/"))
    kind = drawn.choice(
        ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain")
    )
    body = quote(_text(drawn, 2000)).encode()
    return Request("POST", path, {"Content-Type": kind}, body)


def _method(drawn: random.Random) -> Request:
    return Request(drawn.choice(("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")), "/")


_KINDS = (
    *(_parameters, _paged, _search, _path, _anchor),
    *(_headers, _host, _cookies, _form, _method),
)


def status_of(address: str, request: Request) -> int:
    """What a request is answered; 0: nothing that is HTTP."""
    parts = urlsplit(address)
    try:
        with socket.create_connection((parts.hostname, parts.port), timeout=30) as client:
            client.sendall(request.sent(parts.netloc))
            answer = b""
            while part := client.recv(65536):
                answer += part
    except OSError:
        return 0
    words = answer[:20].split()
    return int(words[1]) if len(words) > 1 and words[0].startswith(b"HTTP/") else 0


def fault(context: FaultContext) -> Outcome:
    """Ask a site for harm, and compare its workers' own memory with that after ordinary readers."""
    times, log = context.times(6000, 1200), context.folder / "log"
    asked = requests(context.seed)
    with serving(context.data_dir(), log) as site:
        for path in _ordinary(1000):
            site.get(path)
        before = own_memory(site)
        for _ in context.counted(times):
            request = next(asked)
            status = status_of(site.address, request)
            context.expect(status < 500, f"{status} for {request.method} {request.path[:120]}")
        after = own_memory(site)
    context.expect(after <= GROWTH * before, f"a worker grew from {before} to {after} kB")
    expect_quiet(context, log)
    return context.outcome(times, f"a worker's own memory {after / before:.2f} times as large")


def _ordinary(times: int) -> Iterator[str]:
    """What readers ask for, every other time a search."""
    for number in range(times):
        typed = quote(TYPED[number % len(TYPED)])
        yield f"search/?q={typed}" if number % 2 else ORDINARY[number // 2 % len(ORDINARY)]


def own_memory(site: Site) -> int:
    """The most kB that a worker of the site has for itself."""
    master = site.process.pid
    pids = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
    return max(_own(pid) for pid in pids)


def _own(pid: str) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
