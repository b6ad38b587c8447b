"""Reads an interview back from the index, for `manage.py verify_archive`."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from archive.models import Interview, Segment
from archive.signals import Reading, read_back
from search.store import NoIndexError, current_store


@receiver(read_back)
def read_index(interview: Interview, **kwargs: Any) -> Reading:
    """The texts that searches look in and show; None where there is no index of it."""
    segments = Segment.objects.published().filter(topic__interview=interview)
    if not segments.exists():
        return Reading("index", None)
    try:
        turns = current_store().turns(segments.values_list("pk", flat=True)).values()
    except NoIndexError:
        return Reading("index", None)
    texts: dict[str, str | None] = {}
    for turn in turns:
        texts["title"] = turn.fields["interview_title"]
        texts[f"topic {turn.fields['topic']}"] = turn.fields["topic_title"]
        texts |= {f"paragraph {each.anchor}": each.text for each in turn.paragraphs}
    return Reading("index", texts)
