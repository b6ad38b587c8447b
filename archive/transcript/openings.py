"""What an interview opens with on a page: what it is called there, and two sentences of what it is
about."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from archive.models import Interview
from archive.text import PLAIN, plain_text, sentence_spans
from archive.transcript.translated import translation_of

SENTENCES = 2


@dataclass(frozen=True)
class Opening:
    """The standfirst in `language` (BCP 47), and whether that is all of the summary.

    `by_editors`: it is the archive's own translation, not the source's words.  Plain characters.
    """

    text: str
    language: str
    is_all: bool
    by_editors: bool


def opening_of(interview: Interview) -> Opening:
    """The summary's first sentences: in the page's language where the editors have them so."""
    translation = translation_of(interview)
    by_editors = bool(translation and translation.summary)
    if translation and translation.summary:
        text, language = translation.summary, translation.language
    else:
        text, language = plain_text(interview.summary, interview.markup), interview.language
    spans = islice(sentence_spans(text, language, PLAIN), SENTENCES)
    first = "".join(text[start:end] for start, end in spans).strip()
    return Opening(first, language, first == text.strip(), by_editors)
