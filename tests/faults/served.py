"""Sites that are served while a fault happens, and their readers."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from tests.site.processes import MANAGE, environment, free_port

ACCOUNT, PASSWORD = "ada", "of the suite, and long"
# Seconds until a server must be there, or a site must have caught up.
PATIENCE = 60
TRACEBACK = "Traceback (most recent call last)"
SLUG = "amodei-ai-power-and-risk"
PAGES = (
    *("", "en/", "terms/", "interviews/", f"interviews/{SLUG}/transcript/"),
    *(f"interviews/{SLUG}.json", "search/?q=AI", "search.json?q=AI", "report/", "sitemap.xml"),
)


@dataclass(frozen=True)
class Answer:
    """What a server answered; status 0: nothing that is HTTP."""

    status: int
    body: str
    headers: dict[str, str]
    seconds: float

    @property
    def is_later(self) -> bool:
        """Whether it asks to come again, and says why."""
        return self.status == 503 and "Retry-After" in self.headers and len(self.body) > 20

    @property
    def is_whole(self) -> bool:
        """Whether it is a page from its beginning to its end."""
        kind = self.headers.get("Content-Type", "")
        if self.status != 200:
            return False
        if "json" in kind:
            return bool(json.loads(self.body))
        return self.body.rstrip().endswith((">", "}"))


@dataclass
class Site:
    """A running site: its `address` ends with a slash; `log` has what its processes said."""

    address: str
    data_dir: Path
    log: Path
    process: subprocess.Popen[bytes]

    def get(self, path: str, timeout: float = 30) -> Answer:
        """Ask for a page, as a reader does who comes for the first time."""
        return ask(build_opener().open, f"{self.address}{path}", timeout=timeout)

    def post(self, path: str, **values: str) -> Answer:
        """Fill in the form of a page and send it."""
        opener = build_opener(HTTPCookieProcessor(CookieJar()))
        form = ask(opener.open, f"{self.address}{path}")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.body)
        if form.status != 200 or not token:
            return form
        data = urlencode({**values, "csrfmiddlewaretoken": token[1]}).encode()
        return ask(opener.open, f"{self.address}{path}", data=data)

    def report(self, message: str) -> Answer:
        """Report an error."""
        blank = dict.fromkeys(("anchor", "words", "email", "website"), "")
        return self.post("en/report/", message=message, **blank)

    def log_in(self) -> Answer:
        """Log in at the editors' side."""
        path = "admin/login/?next=/admin/"
        return self.post(path, username=ACCOUNT, password=PASSWORD)

    def finds(self, words: str) -> bool:
        """Whether a search finds these words as they stand."""
        answer = self.get(f"search.json?q={quote(chr(34) + words + chr(34))}")
        return answer.status == 200 and bool(json.loads(answer.body)["total"])

    def said(self) -> str:
        """All that its processes said."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def ask(open_: Callable[..., object], address: str, **options: object) -> Answer:
    """What is answered at an address."""
    begun = time.monotonic()
    options.setdefault("timeout", 30)
    try:
        with open_(address, **options) as response:  # type: ignore[attr-defined]
            status, body, headers = response.status, response.read(), response.headers
    except HTTPError as error:
        status, body, headers = error.code, error.read(), error.headers
    except OSError as error:
        return Answer(0, str(error), {}, time.monotonic() - begun)
    text = body.decode("utf-8", "replace")
    return Answer(status, text, dict(headers.items()), time.monotonic() - begun)


@contextmanager
def serving(data_dir: Path, log: Path, **values: str) -> Iterator[Site]:
    """A site that is served as `make run` serves it."""
    port = free_port()
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*MANAGE, "serve"],
            env=environment(data_dir, PORT=str(port), **values),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    site = Site(f"http://127.0.0.1:{port}/", data_dir, log, process)
    try:
        if not until(lambda: site.get("healthz").status == 200 or process.poll() is not None):
            raise TimeoutError(f"The server doesn't answer: {site.said()[-500:]}")
        if process.poll() is not None:
            raise RuntimeError(f"The server ended: {site.said()[-500:]}")
        yield site
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until(holds: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Wait until something holds; False: it didn't in that time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@dataclass
class Readers:
    """What readers were answered: how many reads, and those that were not a whole page."""

    reads: int = 0
    failed: list[str] = field(default_factory=list)


@contextmanager
def reading(site: Site, threads: int = 4, pages: tuple[str, ...] = PAGES) -> Iterator[Readers]:
    """Readers who go on reading, one in each thread."""
    found, ended = Readers(), threading.Event()

    def read(first: int) -> None:
        number = first
        while not ended.is_set():
            path = pages[number % len(pages)]
            answer = site.get(path)
            found.reads += 1
            number += 1
            if not answer.is_whole:
                found.failed.append(f"/{path}: {answer.status} {answer.body[:80]}")
            # Readers, not an attack: what is tried is the writing.
            ended.wait(0.02)

    running = [threading.Thread(target=read, args=(2 * each,)) for each in range(threads)]
    for thread in running:
        thread.start()
    try:
        yield found
    finally:
        ended.set()
        for thread in running:
            thread.join()
