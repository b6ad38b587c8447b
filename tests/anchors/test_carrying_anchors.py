"""Anchors over re-imports: edits of every kind, single and in random sequences."""

from __future__ import annotations

import tempfile
from pathlib import Path

import html5lib
import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from archive.anchors.naming import new_anchor
from archive.models import Anchor, Interview, Paragraph, Segment
from archive.sources import differences
from tests.sources.drafts import Draft, DraftTopic, DraftTurn, small

pytestmark = pytest.mark.django_db


def texts_by_anchor() -> dict[str, str]:
    """What every paragraph's anchor leads to."""
    paragraphs = Paragraph.objects.prefetch_related("sentences")
    return {
        each.anchor_id: "".join(sentence.text for sentence in each.sentences.order_by("order"))
        for each in paragraphs
    }


def ids_of(client: Client, address: str) -> set[str]:
    response = client.get(address)
    assert response.status_code == 200, address
    tree = html5lib.parse(response.content, namespaceHTMLElements=False)
    return {element.get("id") for element in tree.iter() if element.get("id")}


def words_behind(client: Client, anchor: str) -> tuple[int, str]:
    """The status and the main text that the permalink finally gives."""
    response = client.get(f"/t/{anchor}/", follow=True)
    tree = html5lib.parse(response.content, namespaceHTMLElements=False)
    (main,) = tree.iter("main")
    return response.status_code, " ".join("".join(main.itertext()).split())


def assert_words(client: Client, anchor: str, words: str, status: int = 200) -> None:
    found, text = words_behind(client, anchor)
    assert found == status
    assert " ".join(words.split()) in text


def anchor_of(words: str) -> str:
    return Paragraph.objects.get(sentences__text__startswith=words).anchor_id


def turn_of(words: str) -> str:
    return Segment.objects.get(paragraphs__sentences__text__startswith=words).anchor_id


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    loaded = small()
    loaded.load(tmp_path)
    return loaded


def test_it_keeps_every_row_when_nothing_changed(draft: Draft, tmp_path: Path) -> None:
    before = list(Segment.objects.values()) + list(Paragraph.objects.values())
    outcome = draft.load(tmp_path)
    assert (outcome.changed, outcome.added, outcome.retired) == (False, [], [])
    assert before == list(Segment.objects.values()) + list(Paragraph.objects.values())


def test_it_keeps_the_anchor_of_a_corrected_paragraph(
    draft: Draft, tmp_path: Path, client: Client
) -> None:
    paragraph, turn = anchor_of("They brought soup."), turn_of("They brought soup.")
    draft.topics[1].turns[0].paragraphs = ["They brought hot soup. Nobody complained."]
    assert draft.load(tmp_path).added == []
    for anchor in (paragraph, turn):
        assert_words(client, anchor, "They brought hot soup.")


def test_it_moves_no_anchor_for_an_inserted_paragraph(
    draft: Draft, tmp_path: Path, client: Client
) -> None:
    before = texts_by_anchor()
    draft.topics[0].turns[2].paragraphs.insert(1, "Nobody slept in those weeks, I think.")
    outcome = draft.load(tmp_path)
    assert len(outcome.added) == 1
    assert before.items() <= texts_by_anchor().items()
    assert_words(client, turn_of("We soldered"), "Nobody slept")


def test_it_keeps_a_turn_that_is_split_in_two(draft: Draft, tmp_path: Path, client: Client) -> None:
    turn, second = turn_of("We soldered"), anchor_of("We soldered")
    whole = draft.topics[0].turns[2]
    draft.topics[0].turns[2:3] = [
        DraftTurn("eve", whole.paragraphs[:1], "remark"),
        DraftTurn("bob", ["Every night?"], "question"),
        DraftTurn("eve", whole.paragraphs[1:]),
    ]
    draft.load(tmp_path)
    assert_words(client, turn, "Yes.")
    assert_words(client, second, "We soldered every night")
    assert Segment.objects.get(anchor=turn).paragraphs.count() == 1


def test_it_leads_a_removed_paragraph_to_a_notice_with_its_words(
    draft: Draft, tmp_path: Path, client: Client
) -> None:
    gone = anchor_of("We soldered")
    del draft.topics[0].turns[2].paragraphs[1]
    assert draft.load(tmp_path).retired == [gone]
    assert_words(client, gone, "We soldered every night", status=410)
    for page in ("topics/beginnings", "transcript"):
        assert gone in ids_of(client, f"/interviews/draft/{page}/")


def test_it_gives_removed_words_that_return_their_old_anchor(draft: Draft, tmp_path: Path) -> None:
    before = texts_by_anchor()
    words = draft.topics[0].turns[2].paragraphs.pop(1)
    draft.load(tmp_path)
    draft.topics[0].turns[2].paragraphs.append(words)
    assert draft.load(tmp_path).added == []
    assert texts_by_anchor() == before
    assert not Anchor.objects.exclude(words="").exists()


def test_it_returns_both_anchors_of_twin_paragraphs(tmp_path: Path) -> None:
    twins = ["Nobody slept in those weeks.", "Nobody slept in those weeks."]
    turn = DraftTurn("bob", ["It was a hard winter.", *twins])
    draft = Draft([DraftTopic("one", "One", [turn])])
    draft.load(tmp_path)
    before = texts_by_anchor()
    turn.paragraphs = turn.paragraphs[:1]
    draft.load(tmp_path)
    turn.paragraphs += twins
    draft.load(tmp_path)
    assert texts_by_anchor() == before


def test_it_leads_joined_paragraphs_to_the_one_they_became(
    draft: Draft, tmp_path: Path, client: Client
) -> None:
    second = anchor_of("Today they own shares")
    draft.topics[1].turns[3].paragraphs = ["Yes. Today they own shares."]
    assert draft.load(tmp_path).replaced == [second] or second in texts_by_anchor()
    assert_words(client, second, "Today they own shares.")
    assert second in ids_of(client, "/interviews/draft/topics/neighbours/")


def test_it_leads_to_a_notice_when_joined_words_are_taken_out_again(
    tmp_path: Path, client: Client
) -> None:
    words = ["They brought soup in great iron pots.", "Nobody complained about the noise."]
    turn = DraftTurn("bob", words)
    draft = Draft([DraftTopic("one", "One", [turn])])
    draft.load(tmp_path)
    first, second = anchor_of("They brought"), anchor_of("Nobody complained")
    turn.paragraphs = [" ".join(words)]
    draft.load(tmp_path)
    assert_words(client, second, words[1])
    turn.paragraphs = words[:1]
    draft.load(tmp_path)
    assert_words(client, first, words[0])
    assert_words(client, second, words[1], status=410)


def test_an_anchor_whose_words_stand_alone_again_leads_nowhere_else(tmp_path: Path) -> None:
    words = ["They brought soup in great iron pots.", "Nobody complained about the noise."]
    turn = DraftTurn("bob", list(words))
    draft = Draft([DraftTopic("one", "One", [turn])])
    draft.load(tmp_path)
    before = texts_by_anchor()
    turn.paragraphs = [" ".join(words)]
    assert len(draft.load(tmp_path).replaced) == 1
    turn.paragraphs = list(words)
    draft.load(tmp_path)
    assert texts_by_anchor() == before
    assert not Anchor.objects.exclude(replaced_by=None).exists()


def test_it_keeps_the_first_anchor_of_a_paragraph_cut_in_two(draft: Draft, tmp_path: Path) -> None:
    anchor = anchor_of("They brought soup.")
    draft.topics[1].turns[0].paragraphs = ["They brought soup. ", "Nobody complained."]
    draft.load(tmp_path)
    assert texts_by_anchor()[anchor] == "They brought soup. "


def test_it_follows_words_that_move_to_another_topic(
    draft: Draft, tmp_path: Path, client: Client
) -> None:
    turn, paragraph = turn_of("And today?"), anchor_of("And today?")
    moved = draft.topics[1].turns.pop(2)
    draft.topics[1].turns[1:3] = [DraftTurn("eve", ["Yes.", "Yes.", "Today they own shares."])]
    draft.topics[0].turns.append(DraftTurn("bob", ["They were kind to us in the end."]))
    draft.topics[0].turns.append(moved)
    draft.load(tmp_path)
    for anchor in (turn, paragraph):
        assert_words(client, anchor, "And today?")
        assert anchor in ids_of(client, "/interviews/draft/topics/beginnings/")
        assert anchor in ids_of(client, "/interviews/draft/topics/neighbours/")


def test_it_takes_topics_renamed_and_in_another_order(draft: Draft, tmp_path: Path) -> None:
    before = texts_by_anchor()
    draft.topics.reverse()
    draft.topics[0].heading = "People next door"
    assert draft.load(tmp_path).added == []
    assert texts_by_anchor() == before
    assert [topic.title for topic in draft.stored().topics.all()] == [
        "People next door",
        "How it began",
    ]


def test_it_imports_far_fewer_topics_than_before(tmp_path: Path) -> None:
    topics = [
        DraftTopic(f"t{number}", f"Part {number}", [DraftTurn("bob", [f"Story number {number}."])])
        for number in range(10)
    ]
    Draft(topics).load(tmp_path)
    outcome = Draft([topics[0], topics[4]]).load(tmp_path)
    assert list(Interview.objects.get().topics.values_list("slug", "order")) == [
        ("t0", 0),
        ("t4", 1),
    ]
    assert len(outcome.retired) == 16


def test_it_lets_people_change_places_and_leave(draft: Draft, tmp_path: Path) -> None:
    draft.people = {name: draft.people[name] for name in ("eve", "ada", "bob")}
    assert draft.load(tmp_path).changed
    assert [each.person.slug for each in draft.stored().participants.all()] == ["eve", "ada", "bob"]
    assert not draft.load(tmp_path).changed


def test_it_tells_of_a_change_outside_the_turns(draft: Draft, tmp_path: Path) -> None:
    draft.title = "Another title"
    outcome = draft.load(tmp_path)
    assert outcome.changed
    assert draft.stored().title == "Another title"


def test_it_tells_of_a_role_and_of_an_exchange_that_changed(draft: Draft, tmp_path: Path) -> None:
    draft.people["eve"] = (draft.people["eve"][0], "interviewer")
    assert draft.load(tmp_path).changed
    assert not draft.load(tmp_path).changed
    for turn in draft.topics[1].turns[2:]:
        turn.exchange = "later"
    assert draft.load(tmp_path).changed
    slugs = set(draft.stored().exchanges.values_list("slug", flat=True))
    assert slugs == {"talk", "neighbours", "later"}
    assert not draft.load(tmp_path).changed


def test_it_draws_short_anchors_for_a_thousand_equal_words() -> None:
    taken: set[str] = set()
    for _ in range(1000):
        taken.add(new_anchor("p", "draft", "はい。", taken))
    assert len(taken) == 1000
    assert {len(code) for code in taken} == {5}


def test_it_keeps_the_anchors_of_equal_paragraphs_around_a_removed_one(tmp_path: Path) -> None:
    turns = [
        DraftTurn("bob" if number % 2 else "ada", [text])
        for number, text in enumerate(["Yes.", "So you said it.", "Yes.", "And then?", "Yes."])
    ]
    draft = Draft([DraftTopic("one", "One", turns)])
    draft.load(tmp_path)
    anchors = list(Segment.objects.values_list("anchor_id", flat=True))
    del draft.topics[0].turns[:2]
    draft.load(tmp_path)
    assert list(Segment.objects.values_list("anchor_id", flat=True)) == anchors[2:]


WORDS = st.lists(
    st.sampled_from(
        [
            "engine",
            "winter",
            "soup",
            "kitchen",
            "neighbour",
            "share",
            "night",
            "solder",
            "month",
            "letter",
        ]
    ),
    min_size=1,
    max_size=6,
).map(lambda words: " ".join(words).capitalize() + ".")


class Editing(RuleBasedStateMachine):
    """Edits of a small interview in any order.  After each, nothing given out is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.client = Client()
        self.draft = small()
        self.linked: set[tuple[str, str]] = set()
        self.given: set[str] = set()
        self.before: dict[str, str] = {}
        self.changed = True

    def enterContext(self, manager):  # noqa: N802
        self.manager = manager
        return manager.__enter__()

    def teardown(self) -> None:
        self.manager.__exit__(None, None, None)
        Segment.objects.all().delete()
        Anchor.objects.all().delete()
        Interview.objects.all().delete()

    def turn(self, data: st.DataObject) -> tuple[DraftTopic, int]:
        topic = data.draw(st.sampled_from(self.draft.topics))
        return topic, data.draw(st.integers(0, len(topic.turns) - 1))

    def settle(self) -> None:
        """Mend what a random edit broke: neighbours of one speaker, turns inside nothing."""
        for topic in self.draft.topics:
            joined: list[DraftTurn] = []
            for turn in topic.turns:
                if joined and joined[-1].speaker == turn.speaker:
                    joined[-1].paragraphs += turn.paragraphs
                    continue
                turn.inside = False
                joined.append(turn)
            topic.turns[:] = joined
        self.changed = True

    @rule(data=st.data(), words=WORDS)
    def insert_a_paragraph(self, data, words):
        topic, index = self.turn(data)
        paragraphs = topic.turns[index].paragraphs
        paragraphs.insert(data.draw(st.integers(0, len(paragraphs))), words)
        self.settle()

    @rule(data=st.data(), words=WORDS)
    def correct_a_paragraph(self, data, words):
        topic, index = self.turn(data)
        topic.turns[index].paragraphs[0] += " " + words
        self.settle()

    @rule(data=st.data())
    def remove_a_paragraph(self, data):
        topic, index = self.turn(data)
        paragraphs = topic.turns[index].paragraphs
        if len(paragraphs) > 1:
            del paragraphs[data.draw(st.integers(0, len(paragraphs) - 1))]
        elif len(topic.turns) > 1:
            del topic.turns[index]
        self.settle()

    @rule(data=st.data())
    def join_two_paragraphs(self, data):
        topic, index = self.turn(data)
        paragraphs = topic.turns[index].paragraphs
        if len(paragraphs) > 1:
            paragraphs[:2] = [" ".join(paragraphs[:2])]
        self.settle()

    @rule(data=st.data(), words=WORDS)
    def interrupt_a_turn(self, data, words):
        topic, index = self.turn(data)
        turn = topic.turns[index]
        other = data.draw(st.sampled_from([name for name in PEOPLE_NAMES if name != turn.speaker]))
        if len(turn.paragraphs) > 1:
            rest = DraftTurn(turn.speaker, turn.paragraphs[1:])
            topic.turns[index : index + 1] = [
                DraftTurn(turn.speaker, turn.paragraphs[:1]),
                DraftTurn(other, [words]),
                rest,
            ]
        self.settle()

    @rule(data=st.data())
    def move_a_turn(self, data):
        source, index = self.turn(data)
        target, place = self.turn(data)
        if len(source.turns) > 1:
            target.turns.insert(place, source.turns.pop(index))
        self.settle()

    @rule()
    def swap_the_topics(self):
        self.draft.topics.reverse()
        self.settle()

    @rule(number=st.integers(0, 3))
    def rename_a_topic(self, number):
        self.draft.topics[0].heading = f"Part {number} of {self.draft.topics[0].slug}"
        self.settle()

    @rule(number=st.integers(0, 1))
    def give_a_topic_another_address(self, number):
        self.draft.topics[0].slug = f"{self.draft.topics[0].slug[:10]}-{number}"
        self.settle()

    @invariant()
    def nothing_is_lost(self):
        if not self.changed:
            return
        self.changed = False
        self.draft.load(self.folder)
        assert not self.draft.load(self.folder).changed
        interview = self.draft.stored()
        source = (self.folder / "draft.txt").read_text(encoding="utf-8")
        assert list(differences(interview, source)) == []
        self.check_equal_words()
        self.check_anchors(interview)

    def check_equal_words(self):
        """A paragraph that stands once before and once after keeps its anchor."""
        after = texts_by_anchor()
        once = {text for text in after.values() if list(after.values()).count(text) == 1}
        held = {text: anchor for anchor, text in after.items() if text in once}
        for anchor, text in self.before.items():
            if text in held and list(self.before.values()).count(text) == 1:
                assert held[text] == anchor
        self.before = after

    def check_anchors(self, interview):
        assert self.given <= set(Anchor.objects.values_list("code", flat=True))
        self.given = set(Anchor.objects.values_list("code", flat=True))
        # Those that live are looked for on the pages below.
        for row in Anchor.objects.filter(segment=None, paragraph=None):
            status, text = words_behind(self.client, row.code)
            if row.replaced_by_id is None:
                assert status == 410
            shown = row.words.split() if status == 200 else [row.words]
            assert any(words in text for words in shown), (row.code, row.words, text)
        for segment in Segment.objects.select_related("topic").prefetch_related("paragraphs"):
            self.linked.add((segment.topic.slug, segment.anchor_id))
            self.linked |= {
                (segment.topic.slug, each.anchor_id) for each in segment.paragraphs.all()
            }
        slugs = set(interview.topics.values_list("slug", flat=True))
        self.linked = {(slug, anchor) for slug, anchor in self.linked if slug in slugs}
        for slug in slugs:
            ids = ids_of(self.client, f"/interviews/draft/topics/{slug}/")
            assert {anchor for topic, anchor in self.linked if topic == slug} <= ids
        assert self.given <= ids_of(self.client, "/interviews/draft/transcript/")


PEOPLE_NAMES = ("ada", "bob", "eve")


@pytest.mark.slow
@pytest.mark.django_db(transaction=False)
def test_no_sequence_of_edits_loses_an_anchor() -> None:
    run_state_machine_as_test(
        Editing,
        settings=settings(
            max_examples=8,
            stateful_step_count=7,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
