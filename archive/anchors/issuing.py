"""All anchors ever given out, and a new one for words that an editor puts in or sets apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from archive.anchors.naming import new_anchor
from archive.models import Anchor, Interview


class GivenAnchors(Collection[str]):
    """All anchors ever given out, asked for one at a time: an archive has very many.

    Those that are about to be given out are added.
    """

    def __init__(self) -> None:
        # Counted once: that reads them all.
        self._stored = Anchor.objects.count()
        self._coming: set[str] = set()

    def add(self, code: str) -> None:
        """Take an anchor that isn't stored yet."""
        self._coming.add(code)

    def __len__(self) -> int:
        return self._stored + len(self._coming)

    def __iter__(self) -> Iterator[str]:
        return chain(Anchor.objects.values_list("code", flat=True).iterator(), self._coming)

    def __contains__(self, code: object) -> bool:
        return code in self._coming or Anchor.objects.filter(code=code).exists()


def issue_anchor(interview: Interview, prefix: str, words: str) -> Anchor:
    """A new anchor for `words`, of a segment or a paragraph by its `prefix`."""
    code = new_anchor(prefix, interview.slug, words, GivenAnchors())
    return Anchor.objects.create(code=code, interview=interview)
