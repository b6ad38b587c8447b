"""The log of changes says what each version of the content touched."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from archive.changes import changes_between, content_version, note_applied
from archive.models import Change, FollowingIndex, Interview, Segment, Sentence, Term


@pytest.fixture
def site(
    transactional_db: None, interview: Interview, monkeypatch: pytest.MonkeyPatch
) -> Interview:
    """An archive that no index follows: one that does has the log pruned at once."""
    monkeypatch.setattr("search.index.updating.catch_up", lambda **options: True)
    return interview


def edit(sentence: Sentence) -> int:
    """Save a sentence, and return the key of its segment."""
    sentence.text += "。"
    sentence.save()
    return sentence.paragraph.segment_id


def test_every_change_has_the_next_number_and_names_its_segments(site: Interview) -> None:
    before = content_version()
    first, *_, last = Sentence.objects.order_by("pk")
    edited = {edit(first), edit(last)}
    assert content_version() == before + 2
    changed = changes_between(before, before + 2)
    assert changed.complete
    assert edited <= changed.segments
    assert edit(first) in changes_between(before + 2, before + 3).segments


def test_a_transaction_is_one_change(site: Interview) -> None:
    before = content_version()
    with transaction.atomic():
        edited = {edit(sentence) for sentence in Sentence.objects.order_by("pk")[:9]}
    assert content_version() == before + 1
    assert edited <= changes_between(before, before + 1).segments


def test_what_is_rolled_back_is_no_change(site: Interview) -> None:
    before = content_version()
    first, second, *_ = Sentence.objects.order_by("pk")
    with transaction.atomic():
        edit(first)
        transaction.set_rollback(True)
    assert content_version() == before
    with transaction.atomic():
        with transaction.atomic():
            edit(first)
            transaction.set_rollback(True)
        edited = edit(second)
    assert content_version() == before + 1
    changed = changes_between(before, before + 1)
    assert changed.complete
    assert edited in changed.segments


def test_a_saved_record_and_its_row_in_the_log_are_one_transaction(
    site: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise OSError("No space left on device")

    sentence = Sentence.objects.order_by("pk")[0]
    text = sentence.text
    monkeypatch.setattr("archive.changes.receivers.log_segments", fail)
    with pytest.raises(OSError, match="No space"):
        edit(sentence)
    sentence.refresh_from_db()
    assert sentence.text == text


def test_a_term_is_named_and_a_deleted_segment_too(site: Interview) -> None:
    before = content_version()
    Term.objects.create(slug="rockets", kind="concept", label="ロケット")
    assert changes_between(before, before + 1).terms == {"rockets"}
    segment = Segment.objects.order_by("pk")[0]
    key = segment.pk
    segment.delete()
    assert key in changes_between(before + 1, content_version()).segments


def test_it_keeps_what_an_index_that_is_seen_lacks(site: Interview) -> None:
    before = content_version()
    for _ in range(4):
        edit(Sentence.objects.order_by("pk")[0])
    note_applied("slow", before + 1)
    note_applied("quick", before + 4)
    assert changes_between(before + 1, before + 4).complete
    assert not changes_between(before, before + 4).complete
    # Nothing changed for long: neither of them lacks anything for that.
    FollowingIndex.objects.update(seen=timezone.now() - timedelta(days=30))
    note_applied("quick", before + 4)
    assert changes_between(before + 1, before + 4).complete
    Change.objects.update(time=timezone.now() - timedelta(days=30))
    note_applied("quick", before + 4)
    assert not changes_between(before + 1, before + 4).complete
