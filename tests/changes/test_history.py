"""The archive's own dates of an interview."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from archive.models import History, Paragraph, Participant, Segment, Sentence, Topic
from tests.sources.drafts import Draft, small

pytestmark = pytest.mark.django_db

# For each kind of part, the way from it to its interview.
PARTS: list[tuple[Any, str]] = [
    (Participant, "interview"),
    (Topic, "interview"),
    (Segment, "topic__interview"),
    (Paragraph, "segment__topic__interview"),
    (Sentence, "paragraph__segment__topic__interview"),
]


@pytest.mark.parametrize("change", ["save", "delete"])
@pytest.mark.parametrize(("model", "way"), PARTS)
def test_an_interview_changed_when_one_of_its_parts_did(
    tmp_path: Path, model: Any, way: str, change: str
) -> None:
    for slug in ("draft", "other"):
        Draft(small().topics, slug=slug).load(tmp_path)
    long_ago = timezone.now() - timedelta(days=30)
    History.objects.update(added=long_ago, changed=long_ago)
    part = model.objects.filter(**{f"{way}__slug": "draft"})[0]
    getattr(part, change)()
    dates = {each.interview.slug: each for each in History.objects.all()}
    assert dates["draft"].changed > long_ago
    assert dates["other"].changed == dates["draft"].added == long_ago


def test_an_edit_of_an_interview_moves_the_day_of_its_change_but_not_of_its_coming(
    tmp_path: Path,
) -> None:
    small().load(tmp_path)
    long_ago = timezone.now() - timedelta(days=30)
    History.objects.update(added=long_ago, changed=long_ago)
    History.objects.get().interview.save()
    dates = History.objects.get()
    assert dates.added == long_ago
    assert dates.changed > long_ago
