"""Four interviews, one in each state, whose every text can be told from the others' by its stem.

A stem is a word that is nowhere else; each text of an interview has it.  What all four speak of is
the term `Lanternfish`, so counts tell how many of them are counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from archive.models import (
    Anchor,
    Cue,
    Exchange,
    Interview,
    Note,
    Paragraph,
    Participant,
    Person,
    Quote,
    Segment,
    Sentence,
    Term,
    Topic,
)

State = Interview.State
TERM = "Lanternfish"
LATER = timedelta(days=30)


@dataclass(frozen=True)
class Stem:
    """What all texts of an interview have: a word of Latin letters, and one of katakana."""

    latin: str
    kana: str
    code: str

    def slug(self, what: str) -> str:
        return f"{self.latin}-{what}"

    def text(self, what: str) -> str:
        return f"{self.latin.title()}{what} {self.kana}"


PUBLIC = Stem("brimsel", "ブリムセル", "bb22")
DRAFT = Stem("quorvex", "クオルヴェクス", "qq33")
EMBARGOED = Stem("gromwux", "グロムウクス", "jj44")
WITHDRAWN = Stem("volkemp", "ヴォルケンプ", "vv55")
HIDDEN = {"draft": DRAFT, "embargoed": EMBARGOED, "withdrawn": WITHDRAWN}
# Of the same form, and in no text.
CONTROL = Stem("zubblik", "ズブリクトゥム", "zz66")
REASON = "The family asked for it."
REASON_JA = "ご家族の希望による。"


@transaction.atomic
def build() -> dict[str, Interview]:
    """All of them, by the name of their state."""
    Term.objects.create(slug="lanternfish", kind="concept", label=TERM, english=TERM)
    # As people are called who are in the glossary, and speak themselves.
    Term.objects.create(slug="ada", kind="person", label="Ada Everywhere")
    now = timezone.now()
    return {
        "public": interview(PUBLIC, State.PUBLISHED),
        "draft": interview(DRAFT, State.DRAFT),
        "embargoed": interview(EMBARGOED, State.PUBLISHED, embargo=now + LATER),
        "withdrawn": interview(WITHDRAWN, State.WITHDRAWN),
    }


def interview(stem: Stem, state: str, embargo: datetime | None = None) -> Interview:
    """An interview with a question and an answer under each of two topics."""
    found = Interview.objects.create(
        slug=stem.slug("talk"),
        source=stem.slug("file.txt"),
        language="en",
        title=stem.text("title"),
        summary=stem.text("summary"),
        tags=stem.text("tag"),
        original_title=stem.text("original"),
        publisher=stem.text("publisher"),
        recording=f"https://media.example/{stem.slug('audio')}",
        translations={"ja": {"title": stem.text("translation")}},
        first_line=1,
        last_line=9,
        state=state,
        embargo=embargo,
        withdrawal=REASON if state == State.WITHDRAWN else "",
    )
    if state == State.WITHDRAWN:
        found.translations["ja"]["withdrawal"] = REASON_JA
        found.save()
    everywhere, _ = Person.objects.get_or_create(slug="ada", name="Ada Everywhere")
    alone = Person.objects.create(slug=stem.slug("guest"), name=stem.text("guest"))
    Participant.objects.create(interview=found, person=everywhere, role="interviewer", order=0)
    Participant.objects.create(interview=found, person=alone, role="guest", order=1)
    for number in range(2):
        _topic(found, stem, number, (everywhere, alone))
    Quote.objects.create(
        code=f"q{stem.code}",
        passage=stem.code,
        anchor_id=f"p{stem.code}00",
        exact=stem.text("word"),
    )
    return found


def _topic(found: Interview, stem: Stem, number: int, people: tuple[Person, Person]) -> None:
    topic = Topic.objects.create(
        interview=found,
        slug=stem.slug(f"topic-{number}"),
        title=stem.text(f"heading{number}"),
        summary=stem.text("abstract"),
        keywords=stem.text("keyword"),
        order=number,
        line=1,
    )
    exchange = Exchange.objects.create(interview=found, slug=stem.slug(f"exchange-{number}"))
    for order, (person, kind) in enumerate(zip(people, ("question", "answer"), strict=True)):
        code = f"{stem.code}{number}{order}"
        segment = Segment.objects.create(
            topic=topic,
            speaker=person,
            exchange=exchange,
            anchor=Anchor.objects.create(code=f"s{code}", interview=found),
            kind=kind,
            order=order,
        )
        _words(segment, stem, code)


def _words(segment: Segment, stem: Stem, code: str) -> None:
    interview = segment.topic.interview
    anchor = Anchor.objects.create(code=f"p{code}", interview=interview)
    paragraph = Paragraph.objects.create(segment=segment, anchor=anchor, order=0)
    words = f"{stem.text('word')} likes the {TERM} and its deep harbour."
    Sentence.objects.create(
        paragraph=paragraph, order=0, text=words, line=1, start=0, end=9, doubt=stem.text("doubt")
    )
    Note.objects.create(paragraph=paragraph, order=0, first=0, last=4, text=stem.text("note"))
    Cue.objects.create(
        paragraph=paragraph, order=0, first=0, last=4, start=timedelta(seconds=1), end=None
    )
