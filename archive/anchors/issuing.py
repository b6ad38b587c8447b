"""Gives out a single new anchor, for words that an editor puts in or sets apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from archive.anchors.naming import new_anchor
from archive.models import Anchor, Interview


class _Given(Collection[str]):
    """All anchors ever given out, asked for one at a time: an archive has very many."""

    def __len__(self) -> int:
        return Anchor.objects.count()

    def __iter__(self) -> Iterator[str]:
        return iter(Anchor.objects.values_list("code", flat=True))

    def __contains__(self, code: object) -> bool:
        return Anchor.objects.filter(code=code).exists()


def issue_anchor(interview: Interview, prefix: str, words: str) -> Anchor:
    """A new anchor for `words`, of a segment or a paragraph by its `prefix`."""
    code = new_anchor(prefix, interview.slug, words, _Given())
    return Anchor.objects.create(code=code, interview=interview)
