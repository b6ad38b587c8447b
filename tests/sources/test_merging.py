"""Changes of a file and of the archive come together, or the command says what contradicts."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError

from archive.models import Interview, Segment, Sentence
from tests.sources.drafts import Draft, DraftTurn, small
from tests.sources.test_edits_survive import imported


def _edit(start: str, text: str) -> None:
    """What an editor does to a sentence in the archive."""
    sentence = Sentence.objects.get(text__startswith=start)
    sentence.text = text
    sentence.save()


def _words(draft: Draft) -> list[str]:
    segments = Segment.objects.filter(topic__interview=draft.stored())
    return [
        "".join(
            each.text
            for paragraph in segment.paragraphs.all()
            for each in paragraph.sentences.all()
        )
        for segment in segments.order_by("topic__order", "order")
    ]


def _anchors(draft: Draft) -> list[str]:
    segments = Segment.objects.filter(topic__interview=draft.stored())
    return list(segments.order_by("topic__order", "order").values_list("anchor_id", flat=True))


@pytest.fixture
def draft(db: None, tmp_path: Path) -> Draft:
    draft = small()
    imported(draft.write(tmp_path))
    return draft


def test_changes_of_different_turns_come_together(draft: Draft, tmp_path: Path) -> None:
    anchors = _anchors(draft)
    _edit("In the winter", "In the spring of that year. ")
    last = draft.topics[-1].turns[-1]
    last.paragraphs[-1] = f"{last.paragraphs[-1]} And bread."
    imported(draft.write(tmp_path), merge=True)
    words = _words(draft)
    assert any("In the spring of that year." in each for each in words)
    assert words[-1].endswith("And bread.")
    assert _anchors(draft) == anchors
    assert draft.stored().kept_by == Interview.KeptBy.ARCHIVE


def test_a_turn_that_the_file_adds_comes_in(draft: Draft, tmp_path: Path) -> None:
    anchors = _anchors(draft)
    _edit("In the winter", "In the spring of that year. ")
    draft.topics[-1].turns.append(DraftTurn("ada", ["Nobody else had any."], "remark"))
    imported(draft.write(tmp_path), merge=True)
    assert _words(draft)[-1] == "Nobody else had any."
    assert _anchors(draft)[:-1] == anchors


def test_the_same_change_on_both_sides_is_none(draft: Draft, tmp_path: Path) -> None:
    _edit("In the winter", "In the spring of that year. ")
    changed = small()
    for topic in changed.topics:
        for turn in topic.turns:
            turn.paragraphs = [
                each.replace("In the winter. ", "In the spring of that year. ")
                for each in turn.paragraphs
            ]
    imported(changed.write(tmp_path), merge=True)
    assert any("In the spring of that year." in each for each in _words(draft))


def test_contradictions_are_shown_and_nothing_is_written(draft: Draft, tmp_path: Path) -> None:
    _edit("In the winter", "In the spring of that year. ")
    before = _words(draft)
    for topic in draft.topics:
        for turn in topic.turns:
            turn.paragraphs = [each.replace("winter", "autumn") for each in turn.paragraphs]
    with pytest.raises(CommandError) as refused:
        imported(draft.write(tmp_path), merge=True)
    told = str(refused.value)
    assert refused.value.returncode == 2
    assert "spring" in told
    assert "autumn" in told
    assert "Nothing was imported" in told
    assert _words(draft) == before


def test_a_second_merge_begins_from_the_first(draft: Draft, tmp_path: Path) -> None:
    _edit("In the winter", "In the spring of that year. ")
    last = draft.topics[-1].turns[-1]
    for addition in (" And bread.", " And cheese."):
        last.paragraphs[-1] += addition
        imported(draft.write(tmp_path), merge=True)
    assert _words(draft)[-1].endswith("And bread. And cheese.")
    assert any("In the spring of that year." in each for each in _words(draft))


def test_discarding_gives_the_interview_back_to_its_file(draft: Draft, tmp_path: Path) -> None:
    _edit("In the winter", "In the spring of that year. ")
    imported(draft.write(tmp_path), merge=True)
    imported(draft.write(tmp_path), discard_edits=True)
    assert draft.stored().kept_by == Interview.KeptBy.FILE
    assert any("In the winter" in each for each in _words(draft))
