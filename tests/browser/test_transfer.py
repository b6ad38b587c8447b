"""How much a first visit fetches from the site as `make run` serves it."""

from __future__ import annotations

from pathlib import Path

from tests.site.processes import serving

TOPIC = "interviews/amodei-ai-power-and-risk/topics/exponential-growth/"
LIMIT = 60_000
# Heads and bodies as they went over the wire, compressed.
TRANSFERRED = """() => ["navigation", "resource"]
    .flatMap(type => performance.getEntriesByType(type))
    .map(entry => [entry.name, entry.transferSize])"""


def test_a_topic_page_fetches_at_most_sixty_kilobytes(chromium, tmp_path: Path):
    with serving(tmp_path) as address:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(address + TOPIC, wait_until="networkidle")
        fetched = dict(page.evaluate(TRANSFERRED))
        context.close()
    assert len(fetched) > 3
    assert all(size > 0 for size in fetched.values()), fetched
    assert sum(fetched.values()) <= LIMIT, fetched
