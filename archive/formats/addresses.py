"""Addresses of what programs read: one for all readers, whatever the interface's language."""

from __future__ import annotations

from django.urls import reverse

from archive.models import Interview, Person, Topic
from archive.transcript import Turn


class Addresses:
    """Absolute addresses under `base`, scheme and host without a slash at the end."""

    def __init__(self, base: str) -> None:
        self.base = base

    def interview(self, interview: Interview) -> str:
        return f"{self.base}/interviews/{interview.slug}/"

    def transcript(self, interview: Interview) -> str:
        return f"{self.interview(interview)}transcript/"

    def topic(self, topic: Topic) -> str:
        return f"{self.interview(topic.interview)}topics/{topic.slug}/"

    def person(self, person: Person) -> str:
        return f"{self.base}/people/{person.slug}/"

    def speaker(self, interview: Interview, person: Person) -> str:
        """What names a person's part in an interview; beside it stands the twin."""
        return f"{self.interview(interview)}speakers/{person.slug}/"

    def anchor(self, code: str) -> str:
        return f"{self.base}/t/{code}/"

    def turn(self, turn: Turn) -> str:
        return self.anchor(turn.anchor)

    def named(self, name: str, *arguments: str) -> str:
        """The address that `archive.urls` knows under `name`."""
        return self.base + reverse(name, args=arguments)


def twin(address: str) -> str:
    """The JSON twin of a page's address: `/t/s1/` → `/t/s1.json`, `/` → `/index.json`."""
    head, _, tail = address.rpartition("/")
    if tail:
        raise ValueError(address)
    return f"{head}.json" if head.rpartition("://")[2].count("/") else f"{head}/index.json"
