"""Titles and summaries in the reader's language, where the editors have translated them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from archive.models import Interview, Topic
from archive.text import as_written, plain_text, primary
from archive.transcript.parts import TopicPart


@dataclass(frozen=True)
class Translated:
    """What the editors call something, and say of it, in `language` (BCP 47); plain texts, either
    of which may be empty."""

    language: str
    title: str = ""
    summary: str = ""


def translation_of(record: Interview | Topic) -> Translated | None:
    """The translation for who reads pages of the present language; None: there is none, or the
    interview is in that language itself."""
    interview = record if isinstance(record, Interview) else record.interview
    wanted = primary(get_language() or "")
    if not record.translations or primary(interview.language) == wanted:
        return None
    for language, texts in record.translations.items():
        if primary(language) == wanted and isinstance(texts, dict):
            title, summary = (as_written(str(texts.get(key) or "")) for key in ("title", "summary"))
            return Translated(language, title, summary)
    return None


def best_title(record: Interview | TopicPart) -> str:
    """What it is called on pages of the present language, as plain characters: in that language
    where there is a translation, else in its own."""
    translation = translation_of(record.topic if isinstance(record, TopicPart) else record)
    if translation and translation.title:
        return translation.title
    if isinstance(record, TopicPart):
        return record.name
    return plain_text(record.title, record.markup)
