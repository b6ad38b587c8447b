"""Whatever editors do, in whatever order: every anchor leads on, and the history adds up."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from archive.editing import (
    EditError,
    Heading,
    Place,
    Says,
    Search,
    add_heading,
    corrections,
    find,
    fold,
    insert,
    join,
    join_paragraphs,
    lift_heading,
    move_boundary,
    redo,
    rename_heading,
    replace_words,
    set_texts,
    set_turn,
    split,
    undo,
    withdraw,
)
from archive.models import Anchor, Cue, Interview, Note, Paragraph, Segment, Sentence
from archive.transcript import segment_of
from tests.editing.desk import add_note, anchors, editor_called, paragraphs, text, version
from tests.sources.drafts import small

pytestmark = pytest.mark.django_db

PLACES = st.integers(0, 30)
WORDS = st.sampled_from(
    [
        "Soup.",
        "We soldered. It was cold.",
        "One.\nTwo.",
        "Yes.",
        "月曜日に始めた。寒かった。",
        "<b>",
        "",
    ]
)


class AtTheDesk(RuleBasedStateMachine):
    """Two editors who do anything."""

    @initialize()
    def begin(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        with tempfile.TemporaryDirectory() as folder:
            draft = small()
            draft.load(Path(folder))
        self.talk: Interview = draft.stored()
        add_note(paragraphs(anchors(self.talk)[1])[0], "winter")
        self.first = self.now()
        self.editors = [editor_called(name, reason="A reason.") for name in ("ann", "ben")]
        self.given: set[str] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def now(self) -> dict[str, str]:
        mine = Paragraph.objects.filter(segment__topic__interview=self.talk)
        return {each.anchor_id: text(each) for each in mine}

    def turn(self, place: int) -> str:
        codes = anchors(self.talk)
        return codes[place % len(codes)]

    def paragraph(self, turn: str, place: int) -> Paragraph:
        mine = paragraphs(turn)
        return mine[place % len(mine)]

    def topic(self, place: int) -> str:
        slugs = list(self.talk.topics.values_list("slug", flat=True))
        return slugs[place % len(slugs)]

    def do(self, act, *arguments, who: int = 0) -> None:
        # What can't be done is refused, and nothing else goes wrong.
        with suppress(EditError):
            act(self.editors[who % 2], *arguments)

    @rule(who=PLACES, turn=PLACES, at=PLACES, words=WORDS)
    def correct(self, who, turn, at, words) -> None:
        code = self.turn(turn)
        texts = {self.paragraph(code, at).anchor_id: words}
        self.do(set_texts, code, texts, version(code), who=who)

    @rule(who=PLACES, turn=PLACES, at=PLACES, sentence=st.integers(0, 2))
    def split_turn(self, who, turn, at, sentence) -> None:
        code = self.turn(turn)
        place = Place(self.paragraph(code, at).anchor_id, sentence)
        self.do(split, code, place, version(code), who=who)

    @rule(who=PLACES, turn=PLACES)
    def join_turns(self, who, turn) -> None:
        code = self.turn(turn)
        self.do(join, code, version(code), who=who)

    @rule(who=PLACES, turn=PLACES, at=PLACES)
    def join_two_paragraphs(self, who, turn, at) -> None:
        code = self.turn(turn)
        one = self.paragraph(code, at).anchor_id
        self.do(join_paragraphs, code, one, version(code), who=who)

    @rule(who=PLACES, turn=PLACES, words=WORDS, kind=st.sampled_from(Segment.Kind.values))
    def insert_turn(self, who, turn, words, kind) -> None:
        people = (self.talk.people.order_by("pk")[who % 3],) if kind != "direction" else ()
        self.do(insert, self.turn(turn), Says(people, kind), words, who=who)

    @rule(who=PLACES, turn=PLACES)
    def withdraw_turn(self, who, turn) -> None:
        code = self.turn(turn)
        self.do(withdraw, code, version(code), who=who)

    @rule(who=PLACES, turn=PLACES, kind=st.sampled_from(Segment.Kind.values))
    def give_turn(self, who, turn, kind) -> None:
        people = tuple(self.talk.people.order_by("pk")[: who % 4])
        code = self.turn(turn)
        self.do(set_turn, code, Says(people, kind), version(code), who=who)

    @rule(who=PLACES, turn=PLACES, title=WORDS, is_part=st.booleans())
    def head(self, who, turn, title, is_part) -> None:
        def act(editor, code):
            add_heading(editor, code, title, is_part=is_part)

        self.do(act, self.turn(turn), who=who)

    @rule(who=PLACES, topic=PLACES, turn=PLACES)
    def move_heading(self, who, topic, turn) -> None:
        self.do(move_boundary, self.talk, self.topic(topic), self.turn(turn), who=who)

    @rule(who=PLACES, topic=PLACES)
    def lift(self, who, topic) -> None:
        self.do(lift_heading, self.talk, self.topic(topic), who=who)

    @rule(who=PLACES, topic=PLACES, title=WORDS)
    def rename(self, who, topic, title) -> None:
        self.do(rename_heading, self.talk, self.topic(topic), Heading(title), who=who)

    @rule(who=PLACES, words=st.sampled_from(["Yes", "e", "."]), new=st.sampled_from(["No", ""]))
    def replace(self, who, words, new) -> None:
        search = Search(words, new)
        chosen = {each.anchor: each.version for each in find(self.talk, search)}
        self.do(replace_words, self.talk, search, chosen, who=who)

    @rule(who=PLACES, back=st.booleans())
    def take_back(self, who, back) -> None:
        self.do(undo if back else redo, self.talk, who=who)

    @invariant()
    def every_anchor_leads_to_words_or_to_a_notice(self) -> None:
        now = set(Anchor.objects.values_list("code", flat=True))
        assert self.given <= now
        self.given = now
        for anchor in Anchor.objects.select_related("replaced_by"):
            if segment_of(anchor) is None:
                assert anchor.words.strip(), anchor

    @invariant()
    def the_corrections_lead_to_what_is_shown(self) -> None:
        assert fold(self.first, corrections(self.talk)) == self.now()

    @invariant()
    def nothing_is_left_without_words(self) -> None:
        assert not Segment.objects.filter(paragraphs=None).exists()
        assert not Paragraph.objects.filter(sentences=None).exists()
        assert not self.talk.topics.filter(segments=None).exists()
        assert not self.talk.exchanges.filter(segments=None).exists()

    @invariant()
    def notes_and_cues_are_inside_their_paragraphs(self) -> None:
        for model in (Note, Cue):
            for each in model.objects.select_related("paragraph"):
                assert each.first <= each.last <= len(text(each.paragraph))

    @invariant()
    def a_place_in_the_source_has_those_very_words(self) -> None:
        places = Sentence.objects.exclude(line=None)
        assert all((each.end or 0) - (each.start or 0) == len(each.text) for each in places)


def test_every_anchor_leads_on_after_any_edits(settings_of_the_machine):
    run_state_machine_as_test(AtTheDesk, settings=settings_of_the_machine)


@pytest.fixture
def settings_of_the_machine():
    return settings(
        max_examples=15,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
