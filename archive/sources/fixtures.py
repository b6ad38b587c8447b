"""The fixture of an interview: what `loaddata` takes, generated, never edited by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import copy
from itertools import chain
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.db.models import Model, QuerySet

from archive.models import Anchor, Interview, Paragraph, Segment, Sentence
from archive.sources.errors import SeedError


def fixture_path(interview: Interview) -> Path:
    """Where the interview's fixture belongs: named after its source file."""
    return Path(settings.BASE_DIR) / "fixtures" / f"{Path(interview.source).stem}.json"


def read_fixture(interview: Interview) -> str:
    """The text of the interview's fixture, empty where there is none.

    Raises `SeedError` where the file is another interview's, `ValueError` where it is no JSON.
    """
    path = fixture_path(interview)
    if not path.exists():
        return ""
    text = path.read_text(encoding="utf-8")
    records = (each["fields"] for each in json.loads(text) if each["model"] == "archive.interview")
    if interview.slug not in [fields["slug"] for fields in records]:
        reason = f"is not the fixture of `{interview.slug}`; give its source another file name"
        raise SeedError(path, 1, reason)
    return text


def render_fixture(interview: Interview) -> str:
    """The interview as a JSON fixture with natural keys and no row numbers."""
    text: str = serializers.serialize(
        "json",
        chain(*_records(interview)),
        indent=1,
        ensure_ascii=False,
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
    )
    return text + "\n"


def _by(name: str, records: QuerySet[Any]) -> list[Model]:
    """Records in the order of a text's codes; a database may have a language's order."""
    return sorted(records, key=attrgetter(name))


def _in_order(interview: Interview) -> Interview:
    """The interview with its lines in order; PostgreSQL keeps keys of JSON in one of its own."""
    ordered = copy(interview)
    ordered.field_lines = dict(sorted(interview.field_lines.items(), key=itemgetter(1)))
    ordered.other_lines = dict(sorted(interview.other_lines.items(), key=lambda each: int(each[0])))
    return ordered


def _records(interview: Interview) -> Iterator[list[Model]]:
    yield _by("slug", interview.people.all())
    yield [_in_order(interview)]
    yield list(interview.participants.select_related("interview", "person"))
    yield list(interview.topics.select_related("interview"))
    yield _by("slug", interview.exchanges.select_related("interview"))
    yield _by("code", Anchor.objects.filter(interview=interview))
    segments = Segment.objects.filter(topic__interview=interview)
    yield list(segments.order_by("topic__order", "order"))
    paragraphs = Paragraph.objects.filter(segment__topic__interview=interview)
    in_order = ("segment__topic__order", "segment__order", "order")
    yield list(paragraphs.order_by(*in_order))
    sentences = Sentence.objects.filter(paragraph__segment__topic__interview=interview)
    yield list(sentences.order_by(*(f"paragraph__{name}" for name in in_order), "order"))
