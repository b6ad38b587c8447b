"""What a citation says, whatever its form: only what the archive holds, with what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from archive.citations.names import Name, japanese_name, listed_name
from archive.models import Interview, Participant, Person, Segment, Topic
from archive.models.dates import PartialDate
from archive.text import as_written, excerpt, plain_text
from archive.transcript import (
    Passage,
    TopicPart,
    Transcript,
    Turn,
    plain_words,
    speakers_of,
)

OPENING = 40


@dataclass(frozen=True)
class Part:
    """What of the interview is cited.  `title`: a topic's heading, or a turn's opening words.

    `speaker` is who says those words, None for a topic and where nobody does, `also` who says them
    too; `anchor` is empty for it.  `words` are the cited words in full, on one line; a topic has
    none.
    """

    title: str
    speaker: Person | None = None
    anchor: str = ""
    also: tuple[Person, ...] = ()
    words: str = ""

    @property
    def speakers(self) -> list[Person]:
        """All who say the words; none for a topic, and for what nobody says."""
        return [self.speaker, *self.also] if self.speaker else []


@dataclass(frozen=True)
class Citation:
    """An interview, or a part of it, to be cited.

    `path` is the permalink, `base_url` what makes it absolute; `accessed` is the day of the
    request in the archive's time zone.
    """

    interview: Interview
    participants: tuple[Participant, ...]
    path: str
    base_url: str
    accessed: date
    part: Part | None = None

    @property
    def url(self) -> str:
        """The cited address."""
        return self.base_url + self.path

    @property
    def title(self) -> str:
        return _on_one_line(plain_text(self.interview.title, self.interview.markup))

    @property
    def original_title(self) -> str:
        return _on_one_line(plain_text(self.interview.original_title, self.interview.markup))

    @property
    def original_publisher(self) -> str:
        return as_written(self.interview.original_publisher)

    @property
    def published(self) -> PartialDate | None:
        """None: the source does not state it."""
        return self.interview.date

    @property
    def publisher(self) -> str:
        return as_written(self.interview.publisher)

    def _in_roles(self, *roles: str) -> list[Person]:
        """Those of these roles who have a name of their own."""
        people = (each for each in self.participants if each.role in roles)
        return [each.person for each in people if each.person.identified]

    @cached_property
    def authors(self) -> list[Person]:
        """The guests, whom an interview is listed by."""
        return self._in_roles(Participant.Role.GUEST, Participant.Role.PANELLIST)

    def listed(self, person: Person) -> Name:
        """The person's name for citations in English and for programs."""
        return listed_name(person, self.interview.language)

    def in_japanese(self, person: Person) -> Name:
        """The person's name for citations in Japanese."""
        return japanese_name(person, self.interview.language)

    @cached_property
    def interviewers(self) -> list[Person]:
        roles = Participant.Role
        return self._in_roles(roles.INTERVIEWER, roles.HOST, roles.MODERATOR)

    @property
    def key(self) -> str:
        """An identifier that stays the same: the anchor or the interview's (and topic's) slug."""
        return self.path.strip("/").rpartition("/")[2]

    @property
    def page(self) -> str:
        """The page that lists every form, with labels in the reader's language."""
        if self.part is None:
            return reverse("cite-interview", args=[self.interview.slug])
        if self.part.anchor:
            return reverse("cite", args=[self.part.anchor])
        return reverse("cite-topic", args=[self.interview.slug, self.key])


def _on_one_line(text: str) -> str:
    """A line's end would end a field of RIS, or the citation."""
    return text.replace("\n", " ")


def permalink(record: Interview | Topic) -> str:
    """The address without a prefix for the interface's language: one for all readers."""
    with override(settings.LANGUAGE_CODE):
        return record.get_absolute_url()


def cite_interview(transcript: Transcript, base_url: str) -> Citation:
    """The interview as a whole."""
    return _cite(transcript, permalink(transcript.interview), base_url, None)


def cite_topic(transcript: Transcript, part: TopicPart, base_url: str) -> Citation:
    """One topic."""
    title = _on_one_line(part.name)
    return _cite(transcript, permalink(part.topic), base_url, Part(title))


def cite_words(transcript: Transcript, turn: Turn, anchor: str, base_url: str) -> Citation:
    """A turn, or the passage of it that `anchor` names."""
    passages = {code: each for each in turn.passages for code in (each.anchor, *each.aliases)}
    words: Turn | Passage = passages.get(anchor, turn)
    paragraphs = [each.plain for each in (turn.passages if words is turn else (words,))]
    part = _part(paragraphs, turn.speakers, words.anchor)
    return _cite(transcript, f"/t/{words.anchor}/", base_url, part)


def cite_segments(segments: Sequence[Segment], base_url: str) -> Iterator[Citation]:
    """Turns of any interviews, loaded with their words: by two queries more, however many."""
    prefetch_related_objects(segments, "topic__interview__participants__person")
    return (_cite_segment(segment, base_url) for segment in segments)


def _cite_segment(segment: Segment, base_url: str) -> Citation:
    interview = segment.topic.interview
    paragraphs = (each.sentences.all() for each in segment.paragraphs.all())
    words = [plain_words(each, interview.markup) for each in paragraphs if each]
    part = _part(words, speakers_of(segment), segment.anchor_id)
    people = tuple(interview.participants.all())
    path = f"/t/{segment.anchor_id}/"
    return Citation(interview, people, path, base_url, timezone.localdate(), part)


def _part(paragraphs: Sequence[str], speakers: Sequence[Person], anchor: str) -> Part:
    """Words as they are cited; between a turn's paragraphs stands a space."""
    return Part(
        _on_one_line(excerpt("".join(paragraphs), OPENING)),
        speakers[0] if speakers else None,
        anchor,
        tuple(speakers[1:]),
        " ".join(map(_on_one_line, paragraphs)).strip(),
    )


def _cite(transcript: Transcript, path: str, base_url: str, part: Part | None) -> Citation:
    people = tuple(transcript.participants)
    return Citation(transcript.interview, people, path, base_url, timezone.localdate(), part)
