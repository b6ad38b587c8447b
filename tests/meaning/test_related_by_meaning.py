"""Where few turns share words with another, those that say the like are related to it too."""

from __future__ import annotations

from shutil import rmtree

import numpy as np
import pytest

from archive.models import Segment
from archive.transcript import load_segments, segment_plain
from search.index import meanings
from search.meaning import finding, like_turns
from search.meaning.vectors import current_vectors, folder
from search.store import current_store
from tests.indexing import build_index
from tests.meaning.encoders import LetterEncoder, installed
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

SAID = ["Wolves howled.", "A boat came.", "Some wolves were howling.", "It never rained there."]


@pytest.fixture
def turns(db, tmp_path):
    topics = []
    for number, (who, text) in enumerate(zip(("bob", "ada") * 2, SAID, strict=True)):
        turn = DraftTurn(who, [text], exchange=f"talk-{number}")
        topics.append(DraftTopic(f"part-{number}", f"Part {number}", [turn]))
    Draft(topics, slug="wolves").load(tmp_path)
    build_index()
    segments = load_segments(list(Segment.objects.values_list("pk", flat=True)))
    return {segment_plain(each).strip(): each for each in segments}


@pytest.fixture
def encoder(turns):
    made = LetterEncoder({SAID[2]: SAID[0]})
    rmtree(folder(), ignore_errors=True)
    with installed(made):
        meanings.catch_up()
        yield made


def test_a_turn_that_says_the_like_is_related(client, turns, encoder):
    first, third = turns[SAID[0]], turns[SAID[2]]
    assert like_turns([first.pk], current_store(), 3) == [third.pk]
    assert like_turns([first.pk], current_store(), 3, [third.pk]) == []
    page = client.get(f"/en/t/{first.anchor_id}/").content.decode()
    assert "Near in meaning" in page
    assert f"#{third.anchor_id}" in page


def test_without_an_encoder_there_are_none(client, turns):
    first = turns[SAID[0]]
    assert like_turns([first.pk], current_store(), 3) == []
    assert "Near in meaning" not in client.get(f"/en/t/{first.anchor_id}/").content.decode()


def test_what_was_edited_since_is_passed_over(turns, encoder, monkeypatch):
    monkeypatch.setattr(finding, "_says", lambda turn, near: False)
    assert like_turns([turns[SAID[0]].pk], current_store(), 3) == []


def test_the_mean_is_of_length_one(turns, encoder):
    vectors = current_vectors(folder(), encoder)
    mean = vectors.mean({each.pk for each in turns.values()})
    assert mean is not None
    assert float(np.linalg.norm(mean)) == pytest.approx(1, abs=1e-3)
    assert vectors.mean({0}) is None
