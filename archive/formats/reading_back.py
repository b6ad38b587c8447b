"""Reads the JSON of a whole interview as a program does, for `manage.py verify_archive`."""

from __future__ import annotations

import json
from typing import Any

from django.dispatch import receiver

from archive.formats.addresses import Addresses
from archive.formats.text import JsonExport
from archive.models import Interview
from archive.signals import Reading, read_back
from archive.transcript import load, showing


@receiver(read_back)
def read_json(interview: Interview, **kwargs: Any) -> Reading:
    """The texts of the twin of the interview's page, which is the download too."""
    with showing(interview):
        loaded = load(interview.slug)
    record = json.loads("".join(JsonExport().write(loaded, Addresses(""))))
    original = record["original"]
    texts = {
        "title": record["title"],
        "summary": record["summary"],
        "original_title": original["title"],
        "original_summary": original["summary"],
    }
    for topic in record["topics"]:
        texts[f"topic {topic['slug']}"] = topic["title"] or ""
        for turn in topic["turns"]:
            for paragraph in turn["paragraphs"]:
                texts[f"paragraph {paragraph['anchor']}"] = paragraph["text"]
    return Reading("JSON", texts)
