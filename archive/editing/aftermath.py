"""What follows from an edit: anchors stay with their words, and the change is logged.

It reads only which rows are others now, so that an edit, its undoing and its redoing are followed
by the same rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from archive.anchors import follow_words, keep_last_words, remember_topics, settle_anchors
from archive.changes import interviews_edited
from archive.editing.rows import Row, Rows, differences, keys_of, split_key, texts_of
from archive.models import Interview, Segment, Topic

Shown = dict[int, tuple[int, int]]


def shown(interviews: Collection[int]) -> Shown:
    """Where each turn stands, by the numbers of its topic and its own: indexes keep these."""
    places = Segment.objects.filter(topic__interview__in=interviews).order_by()
    return {
        pk: (topic, own) for pk, topic, own in places.values_list("pk", "topic__order", "order")
    }


def settle(
    interviews: Collection[int],
    before: tuple[Rows, Shown],
    after: tuple[Rows, Shown],
) -> None:
    """Let anchors follow their words, and log what changed."""
    _leave_topics(before[0], after[0])
    _retire(before[0], after[0])
    for interview in Interview.objects.filter(pk__in=interviews):
        if interview.anchors.exclude(words="", replaced_by=None).exists():
            settle_anchors(interview)
    interviews_edited(interviews, _touched(before, after))


def _leave_topics(before: Rows, after: Rows) -> None:
    """The pages of topics that turns left were linked with their anchors."""
    left: dict[int, list[int]] = {}
    for key, row in after.items():
        old = before.get(key)
        if split_key(key)[0] == "segment" and old and old["topic_id"] != row["topic_id"]:
            left.setdefault(old["topic_id"], []).append(split_key(key)[1])
    for topic, turns in left.items():
        anchors = Q(segment__in=turns) | Q(paragraph__segment__in=turns)
        remember_topics(anchors, Topic.objects.filter(pk=topic))


def _retire(before: Rows, after: Rows) -> None:
    """Anchors of what is no more keep its words, and lead to where those went on."""
    texts, now = texts_of(before), texts_of(after)
    changed = keys_of(differences(before, after), "paragraph")
    changed += [each for each in now if texts.get(each) != now[each] and each not in changed]
    living = [each for each in changed if f"paragraph:{each}" in after]
    near = {after[f"paragraph:{each}"]["anchor_id"]: now.get(each, "") for each in living}
    successors: dict[int, str | None] = {}
    for number in _gone(before, after, "paragraph"):
        words = texts.get(number, "")
        successors[number] = follow_words(words, near)
        anchor = before[f"paragraph:{number}"]["anchor_id"]
        keep_last_words(anchor, words, successors[number])
    for number in _gone(before, after, "segment"):
        paragraphs = _paragraphs(before, number)
        words = "".join(texts.get(each, "") for each in paragraphs)
        turn = _turn_with(paragraphs, successors, after)
        keep_last_words(before[f"segment:{number}"]["anchor_id"], words, turn)


def _gone(before: Rows, after: Rows, name: str) -> list[int]:
    return keys_of((key for key in before if key not in after), name)


def _paragraphs(rows: Rows, segment: int) -> list[int]:
    """The numbers of a turn's paragraphs, in order."""
    found = keys_of(rows, "paragraph")
    mine = [each for each in found if rows[f"paragraph:{each}"]["segment_id"] == segment]
    return sorted(mine, key=lambda each: rows[f"paragraph:{each}"]["order"])


def _turn_with(
    paragraphs: Iterable[int], successors: dict[int, str | None], after: Rows
) -> str | None:
    """The anchor of the turn where the first of these paragraphs that lives on is now."""
    by_anchor = {
        row["anchor_id"]: row for key, row in after.items() if split_key(key)[0] == "paragraph"
    }
    for number in paragraphs:
        row: Row | None = after.get(f"paragraph:{number}")
        row = row or by_anchor.get(successors.get(number) or "")
        if row and (turn := after.get(f"segment:{row['segment_id']}")):
            return str(turn["anchor_id"])
    return None


def _touched(before: tuple[Rows, Shown], after: tuple[Rows, Shown]) -> set[int]:
    """The turns of which something else is shown now, also those that are gone."""
    (old, old_places), (new, new_places) = before, after
    moved = {each for each in new_places if old_places.get(each) != new_places[each]}
    changed = differences(old, new)
    found = moved | set(keys_of(changed, "segment"))
    paragraphs = set(keys_of(changed, "paragraph"))
    for name in ("sentence", "cue", "note"):
        keys = [f"{name}:{number}" for number in keys_of(changed, name)]
        paragraphs |= {
            rows[key]["paragraph_id"] for key in keys for rows in (old, new) if key in rows
        }
    keys = [f"paragraph:{number}" for number in paragraphs]
    found |= {rows[key]["segment_id"] for key in keys for rows in (old, new) if key in rows}
    return found | _with(new, keys_of(changed, "topic"), _people(changed, old, new))


def _people(changed: Iterable[str], old: Rows, new: Rows) -> set[int]:
    """Those of whom something else is said now."""
    parts = (f"participant:{each}" for each in keys_of(changed, "participant"))
    rows = (rows[key] for key in parts for rows in (old, new) if key in rows)
    return {row["person_id"] for row in rows} | set(keys_of(changed, "person"))


def _with(rows: Rows, topics: Collection[int], people: Collection[int]) -> set[int]:
    """The turns of these topics, and of these people."""
    return {
        number
        for number in keys_of(rows, "segment")
        if (row := rows[f"segment:{number}"])["topic_id"] in topics
        or row["speaker_id"] in people
        or not set(row["co_speakers"]).isdisjoint(people)
    }
