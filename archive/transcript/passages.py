"""Paragraphs as pages show them, with what is told of their words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from archive.models import Cue, Note, Person, Segment, Sentence
from archive.text import as_written, primary, safe_html
from archive.transcript.loading import plain_words, stored_text


def in_reader_language(person: Person) -> str:
    """The person's name as the page's language writes it."""
    return person.name_ja if get_language() == "ja" and person.name_ja else person.name


def speakers_of(segment: Segment) -> list[Person]:
    """All who say a segment's words; none where it is a direction."""
    if segment.speaker is None:
        return []
    # One that is not stored can have no others.
    return [segment.speaker, *(segment.co_speakers.all() if segment.pk else [])]


def names_of(people: Iterable[Person]) -> str:
    """Their names side by side, as the page's language writes them; plain characters."""
    return together(as_written(in_reader_language(each)) for each in people)


def together(names: Iterable[str]) -> str:
    """Names side by side, as the page's language lists people."""
    return pgettext("between people", ", ").join(names)


def note_language(language: str, sentence: Sentence) -> str:
    """In which language readers of `language` get the note on a doubtful sentence.

    It has one for pages in the archive's default language, and maybe one in English, which more
    readers of any other language can read.
    """
    default: str = settings.LANGUAGE_CODE
    return default if primary(language) == default or not sentence.doubt_en else "en"


def note_in(language: str, sentence: Sentence) -> str:
    """That note."""
    is_default = note_language(language, sentence) == settings.LANGUAGE_CODE
    return sentence.doubt if is_default else sentence.doubt_en


@dataclass(frozen=True)
class Footnote:
    """A note on words of a paragraph; `number` counts from 1 through the interview, so that a note
    has the same one on every page."""

    note: Note
    number: int

    @property
    def is_editorial(self) -> bool:
        """Whether the editors wrote it, not the source."""
        return self.note.kind == Note.Kind.EDITORIAL

    @property
    def text(self) -> str:
        return as_written(self.note.text)


@dataclass(frozen=True)
class Passage:
    """A paragraph on a page.  `aliases` are anchors of paragraphs that were joined into it.

    `markup` is the kind of its text.  Notes and cues (which only some transcripts load) count the
    characters that a reader sees; `first_note` is the number of its first note.
    """

    anchor: str
    sentences: tuple[Sentence, ...]
    aliases: tuple[str, ...]
    markup: str
    notes: tuple[Note, ...] = ()
    cues: tuple[Cue, ...] = ()
    first_note: int = 1

    @property
    def footnotes(self) -> list[Footnote]:
        """Its notes with their numbers."""
        return [Footnote(note, number) for number, note in enumerate(self.notes, self.first_note)]

    @property
    def start(self) -> timedelta | None:
        """When its words begin in the recording, where that is known."""
        return self.cues[0].start if self.cues else None

    @property
    def line(self) -> int | None:
        """The source line it stands on; None for words that editors put in."""
        return self.sentences[0].line

    @cached_property
    def text(self) -> str:
        """The stored text."""
        return stored_text(self.sentences)

    @cached_property
    def plain(self) -> str:
        """The characters a reader sees."""
        return plain_words(self.sentences, self.markup)

    @property
    def html(self) -> SafeString:
        """The text as a page shows it, without marks."""
        return safe_html(self.text, self.markup)

    def doubt_notes(self, language: str) -> list[str]:
        """The notes on its doubtful sentences, for readers of `language`."""
        return [as_written(note_in(language, sentence)) for sentence in self.doubts]

    @property
    def doubts(self) -> list[Sentence]:
        """The sentences whose speaker the text does not decide."""
        return [sentence for sentence in self.sentences if sentence.doubt]
