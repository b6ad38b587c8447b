"""Where turns stand on the desk: a heading's turns, so many a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.urls import reverse

from archive.editing import texts_in, turn_version
from archive.models import Draft, Interview, Paragraph, Report, Segment, Topic
from archive.text import excerpt, plain_text
from archive.transcript import Passage, find_anchor, segment_of, with_details

TURNS_A_PAGE = 40
OPENING = 60


@dataclass(frozen=True)
class SentencePlace:
    """A sentence at which a turn can be split: what the form sends, and how it begins."""

    value: str
    opening: str


@dataclass
class DeskTurn:
    """A turn as an editor sees it; `draft` has what they wrote of it and did not save."""

    segment: Segment
    reports: list[Report] = field(default_factory=list)
    draft: Draft | None = None

    @property
    def anchor(self) -> str:
        return self.segment.anchor_id

    @property
    def interview(self) -> Interview:
        return self.segment.topic.interview

    @property
    def role(self) -> str:
        """For the style sheet: those who ask are set otherwise."""
        return "interviewer" if self.segment.kind == Segment.Kind.QUESTION else "guest"

    @property
    def kind(self) -> str:
        return self.segment.kind

    @property
    def language(self) -> str:
        return self.segment.text_language

    @cached_property
    def version(self) -> str:
        """What a form sends back, so that nobody's later edit is written over."""
        return turn_version(self.segment)

    @cached_property
    def passages(self) -> list[Passage]:
        """Its paragraphs as pages show them."""
        return [_passage(each, self.interview.markup) for each in self.segment.paragraphs.all()]

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the form's fields: a draft of it, where there is one."""
        drafted = self.draft.texts if self.draft else {}
        return {code: drafted.get(code, text) for code, text in texts_in(self.segment).items()}

    @property
    def is_old_draft(self) -> bool:
        """Whether the turn was changed since the draft was begun."""
        return self.draft is not None and self.draft.version != self.version

    @property
    def splits(self) -> list[SentencePlace]:
        """Every sentence but the first."""
        found = [
            SentencePlace(f"{passage.anchor}:{number}", self._opening(sentence.text))
            for passage in self.passages
            for number, sentence in enumerate(passage.sentences)
        ]
        return found[1:]

    def _opening(self, text: str) -> str:
        return excerpt(plain_text(text, self.interview.markup), OPENING)


def _passage(paragraph: Paragraph, markup: str) -> Passage:
    sentences = tuple(paragraph.sentences.all())
    return Passage(paragraph.anchor_id, sentences, (), markup, tuple(paragraph.notes.all()))


def desk_turns(segments: Iterable[Segment], user_id: int) -> list[DeskTurn]:
    """The turns with the open reports about them, and the editor's drafts."""
    turns = [DeskTurn(each) for each in segments]
    owners = {code: turn for turn in turns for code in [turn.anchor, *texts_in(turn.segment)]}
    for report in Report.objects.filter(anchor__in=owners, status=Report.Status.NEW):
        owners[report.anchor].reports.append(report)
    drafts = Draft.objects.filter(editor=user_id, turn__in=[turn.anchor for turn in turns])
    for draft in drafts:
        owners[draft.turn].draft = draft
    return turns


def turns_of(topic: Topic, page: int) -> list[Segment]:
    """The turns under a heading that stand on this page (from 1)."""
    first = (page - 1) * TURNS_A_PAGE
    mine = with_details(Segment.objects.filter(topic=topic).order_by("order"))
    return list(mine.select_related("topic__interview", "speaker")[first : first + TURNS_A_PAGE])


def turn_for(anchor: str, user_id: int) -> DeskTurn | None:
    """The turn that an anchor leads to, whether it is the turn's or a paragraph's."""
    segment = segment_of(find_anchor(anchor))
    if segment is None:
        return None
    found = with_details(Segment.objects.filter(pk=segment.pk))
    return desk_turns(found.select_related("topic__interview", "speaker"), user_id)[0]


def address_of(anchor: str) -> str | None:
    """The address at which a turn is edited among its neighbours; None: it is gone."""
    place = Q(anchor=anchor) | Q(paragraphs__anchor=anchor)
    segment = Segment.objects.filter(place).select_related("topic__interview").first()
    if segment is None:
        return None
    address = reverse("desk-topic", args=[segment.topic.interview.slug, segment.topic.slug])
    return f"{address}?at={segment.anchor_id}#{segment.anchor_id}"


def page_with(topic: Topic, anchor: str) -> int | None:
    """The page (from 1) on which the turn of that anchor stands; None: it is not under the
    heading."""
    order = Segment.objects.filter(topic=topic, anchor=anchor).values_list("order", flat=True)
    if (own := order.first()) is None:
        return None
    return Segment.objects.filter(topic=topic, order__lt=own).count() // TURNS_A_PAGE + 1
