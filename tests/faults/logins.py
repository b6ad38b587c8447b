"""Passwords that are tried from many networks at once, and how long readers wait meanwhile."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from itertools import count
from statistics import median
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from tests.faults.holding import expect_quiet
from tests.faults.outcomes import FaultContext, Outcome
from tests.faults.served import ACCOUNT, Answer, Site, ask, serving

ATTACKERS = 12
# What a site answers to one who logs in wrongly: the form again, later, or no more.
ANSWERS = {200, 429, 503}
LOGIN = "admin/login/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def fault(context: FaultContext) -> Outcome:
    """Let twelve try passwords, each from a new network every time; every reader is answered."""
    reads, log = context.times(200, 60), context.folder / "log"
    with serving(context.data_dir(), log, HTTPS="1", ALLOWED_HOSTS="127.0.0.1") as site:
        alone = [_read(context, site) for _ in range(reads)]
        with _attacked(context, site) as tried:
            beside = [_read(context, site) for _ in context.counted(reads)]
    expect_quiet(context, log)
    context.expect(sum(tried), "nobody got as far as trying a password")
    figures = (f"{1000 * median(alone):.0f}", f"{1000 * median(beside):.0f} (median)")
    times = f"home took {' ms, then '.join(figures)}, {1000 * max(beside):.0f} ms at most"
    note = f"{sum(tried)} passwords checked for {ATTACKERS} who tried; {times}"
    return context.outcome(reads, note)


def _read(context: FaultContext, site: Site) -> float:
    """The seconds that the home page takes."""
    answer = ask(_from(site.address, "192.0.2.1").open, site.address)
    context.expect(answer.is_whole, f"a reader was answered {answer.status}")
    return answer.seconds


@contextmanager
def _attacked(context: FaultContext, site: Site) -> Iterator[list[int]]:
    """Passwords are tried while this goes on; how many each attacker has tried."""
    ended, tried = threading.Event(), [0] * ATTACKERS

    def attack(number: int) -> None:
        for turn in count():
            if ended.is_set():
                return
            answer = _try(site, f"2001:db8:{number:x}:{turn:x}::1")
            tried[number] += answer.status == 200
            context.expect(answer.status in ANSWERS, f"a login was answered {answer.status}")

    attackers = [threading.Thread(target=attack, args=(each,)) for each in range(ATTACKERS)]
    for each in attackers:
        each.start()
    try:
        # Until the site is busy with them.
        time.sleep(1)
        yield tried
    finally:
        ended.set()
        for each in attackers:
            each.join()


def _try(site: Site, network: str) -> Answer:
    opener = _from(site.address, network)
    form = ask(opener.open, f"{site.address}{LOGIN}")
    token = TOKEN.search(form.body)
    if not token:
        return form
    values = {"username": ACCOUNT, "password": "guessed", "csrfmiddlewaretoken": token[1]}
    return ask(opener.open, f"{site.address}{LOGIN}", data=urlencode(values).encode())


def _from(address: str, network: str) -> OpenerDirector:
    """What a proxy hands on from a network."""
    # The reader's side of the proxy is encrypted, which is what the cookies ask for.
    jar = CookieJar(DefaultCookiePolicy(secure_protocols=("http", "https")))
    opener = build_opener(HTTPCookieProcessor(jar))
    opener.addheaders = [
        ("X-Forwarded-For", network),
        ("X-Forwarded-Proto", "https"),
        ("Referer", f"https{address.removeprefix('http')}"),
    ]
    return opener
