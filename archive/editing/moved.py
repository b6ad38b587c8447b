"""Says where characters of a text are after an edit of it: notes and cues count them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from rapidfuzz.distance import Levenshtein

from archive.editing.ordering import write_each
from archive.models import Cue, Note, Paragraph

Moved = Callable[[int], int]


def moved(old: str, new: str) -> tuple[Moved, Moved]:
    """Two functions from a place in `old` to one in `new`: of what begins there, what ends there.

    What is put in between two characters belongs to neither: what ends there ends before it, what
    begins there begins behind it.
    """
    blocks = [
        (each.src_start, each.src_end, each.dest_start, each.dest_end)
        for each in Levenshtein.opcodes(old, new)
    ]

    def begins(place: int) -> int:
        for start, end, new_start, new_end in blocks:
            if start <= place < end:
                return min(new_start + place - start, new_end)
        return len(new)

    def ends(place: int) -> int:
        for start, end, new_start, new_end in blocks:
            if start < place <= end:
                return new_end if place == end else min(new_start + place - start, new_end)
        return 0

    return begins, ends


def follow(paragraph: Paragraph, old: str, new: str) -> None:
    """Move a paragraph's notes and cues from the plain text `old` to `new`."""
    if old == new:
        return
    begins, ends = moved(old, new)
    _follow_cues(list(paragraph.cues.all()), begins, len(old), len(new))
    for note in paragraph.notes.all():
        is_mark = note.first == note.last
        note.first = begins(note.first)
        note.last = note.first if is_mark else max(note.first, ends(note.last))
        Note.objects.filter(pk=note.pk).update(first=note.first, last=note.last)


def _follow_cues(cues: list[Cue], begins: Moved, old: int, new: int) -> None:
    """Cues lie side by side, so what is put in between two belongs to the first; one whose words
    are all gone goes too."""

    def place(each: int) -> int:
        return 0 if each == 0 else new if each >= old else begins(each)

    for cue in cues:
        cue.first, cue.last = place(cue.first), place(cue.last)
        cue.words = [
            [place(first), place(last), *times]
            for first, last, *times in cue.words
            if place(first) < place(last)
        ]
    kept = [cue for cue in cues if cue.first < cue.last]
    Cue.objects.filter(pk__in=[cue.pk for cue in cues if cue.first >= cue.last]).delete()
    write_each(kept, ("first", "last", "words"))


def cut_cue(cue: Cue, place: int) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """A cue's values on both sides of `place`; None where it has no words there.

    Where its words have no times of their own, nobody knows when the second part begins: then the
    first one has the cue, without an end.
    """
    whole = {"start": cue.start, "end": cue.end}
    if cue.last <= place:
        return {"first": cue.first, "last": cue.last, "words": cue.words, **whole}, None
    if cue.first >= place:
        words = [[first - place, last - place, *times] for first, last, *times in cue.words]
        return None, {"first": cue.first - place, "last": cue.last - place, "words": words, **whole}
    return _cut_between_words(cue, place)


def _cut_between_words(cue: Cue, place: int) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    ahead = [word for word in cue.words if word[1] <= place]
    behind = [word for word in cue.words if word[0] >= place]
    first = {"first": cue.first, "last": place, "words": ahead, "start": cue.start, "end": None}
    if not behind:
        return first, None
    begins = timedelta(seconds=behind[0][2])
    first["end"] = begins if begins >= cue.start else None
    words = [[start - place, end - place, *times] for start, end, *times in behind]
    end = cue.end if cue.end is None or cue.end >= begins else None
    second = {"first": 0, "last": cue.last - place, "words": words, "start": begins, "end": end}
    return first, second
