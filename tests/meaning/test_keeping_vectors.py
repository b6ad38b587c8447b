"""Vectors are kept by what was said: only what is new is encoded, and what is damaged made anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from django.conf import settings

from search.meaning import lacking, locked, near_turns, noted, update, updating
from search.meaning.vectors import MOST_FILES, current_vectors, folder
from search.store import BusyError, Store, StoredParagraph, StoredTurn
from tests.faults.damage import cut, empty, flip
from tests.meaning.encoders import LetterEncoder, installed

FOGHORN = "The foghorn shook the cups off their hooks."
BREAD = "He taught me to bake soda bread."
MICE = "The mice ate the candles."


class Turns:
    """As much of a store as vectors are made from: paragraphs by segment."""

    def __init__(self, texts: Mapping[int, Sequence[str]], language: str = "en") -> None:
        self.texts = dict(texts)
        self.language = language

    def segments(self) -> set[int]:
        return set(self.texts)

    def turns(self, segments: Iterable[int]) -> dict[int, StoredTurn]:
        return {
            key: StoredTurn(
                {"language": self.language},
                [StoredParagraph("p", 1, text, (), ()) for text in self.texts[key]],
            )
            for key in segments
            if key in self.texts
        }


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own, beside where an index would be."""
    path = str(tmp_path / "index")
    monkeypatch.setitem(settings.HAYSTACK_CONNECTIONS["default"], "PATH", path)
    return folder()


def bring_up(turns: Turns, encoder: LetterEncoder, changed: Collection[int] | None = None) -> int:
    return update(cast(Store, turns), encoder, {"content": 1}, changed)


def near(query: str, turns: Turns, encoder: LetterEncoder) -> list[int]:
    with installed(encoder):
        return list(near_turns(query, cast(Store, turns)))


def test_a_sentence_is_encoded_once_wherever_it_stands() -> None:
    encoder = LetterEncoder()
    turns = Turns({1: [f"{FOGHORN} {BREAD}", MICE], 2: [BREAD]})
    assert bring_up(turns, encoder) == 3
    assert encoder.seen == [FOGHORN, BREAD, MICE]
    assert near("the foghorn shook", turns, encoder) == [1]
    assert sorted(near("baking soda bread", turns, encoder)) == [1, 2]


def test_an_edit_encodes_only_what_is_new() -> None:
    encoder = LetterEncoder()
    turns = Turns({1: [f"{FOGHORN} {BREAD}"], 2: [MICE]})
    bring_up(turns, encoder)
    encoder.seen.clear()
    turns.texts = {1: [f"{MICE} {BREAD}"], 3: ["We burned paraffin vapour."]}
    assert bring_up(turns, encoder, {1, 2, 3}) == 1
    assert encoder.seen == ["We burned paraffin vapour."]
    assert near("paraffin vapour", turns, encoder) == [3]
    assert near("the mice ate candles", turns, encoder) == [1]
    assert near("the foghorn shook", turns, encoder) == []


def test_only_the_turns_that_changed_are_read() -> None:
    encoder = LetterEncoder()
    turns = Turns({1: [FOGHORN], 2: [MICE]})
    bring_up(turns, encoder)
    turns.texts = {1: [BREAD]}
    bring_up(turns, encoder, {1})
    kept = current_vectors(folder(), encoder).sentences["segment"]
    assert kept.tolist() == [1, 2]


def test_what_was_edited_since_is_passed_over() -> None:
    encoder = LetterEncoder()
    turns = Turns({1: [FOGHORN], 2: [FOGHORN]})
    bring_up(turns, encoder)
    turns.texts[1] = [MICE]
    assert near("the foghorn shook", turns, encoder) == [2]
    del turns.texts[2]
    assert near("the foghorn shook", turns, encoder) == []


def test_the_place_of_the_sentence_is_told() -> None:
    encoder = LetterEncoder()
    turns = Turns({1: [MICE, f"{BREAD} {FOGHORN}"]})
    bring_up(turns, encoder)
    with installed(encoder):
        passage = near_turns("the foghorn shook", cast(Store, turns))[1]
    assert passage.paragraph == 1
    assert turns.texts[1][1][passage.start : passage.end] == FOGHORN
    assert passage.cosine > 0.5


def test_a_cosine_is_what_the_encoder_s_vectors_have() -> None:
    encoder = LetterEncoder()
    turns = Turns({1: [FOGHORN]})
    bring_up(turns, encoder)
    with installed(encoder):
        found = near_turns("the foghorn shook", cast(Store, turns))
    one, other = encoder.encode([FOGHORN, "the foghorn shook"])
    assert found[1].cosine == pytest.approx(float(one @ other), abs=0.01)


def test_nothing_is_near_below_the_limit() -> None:
    encoder = LetterEncoder()
    turns = Turns({1: [FOGHORN], 2: [BREAD]})
    bring_up(turns, encoder)
    assert near("quantum xylophones", turns, encoder) == []
    assert near("", turns, encoder) == []


def test_texts_that_the_encoder_cannot_read_have_no_vectors() -> None:
    encoder = LetterEncoder()
    turns = Turns({1: ["Sumutorvi ravisti kupit koukuistaan."]}, language="fi")
    assert bring_up(turns, encoder) == 0
    assert near("Sumutorvi ravisti kupit", turns, encoder) == []


def test_without_an_encoder_nothing_is_near() -> None:
    turns = Turns({1: [FOGHORN]})
    bring_up(turns, LetterEncoder())
    assert near_turns("the foghorn shook", cast(Store, turns)) == {}


def garbage(path: Path) -> None:
    path.write_bytes(b"\x00garbage" * 50)


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [cut, empty, flip, garbage, gone])
@pytest.mark.parametrize("kind", ["*.vectors.npy", "*.sentences.npy"])
def test_a_damaged_file_is_as_an_absent_one_and_made_anew(
    kind: str, damage: Callable[[Path], Any], own_folder: Path
) -> None:
    encoder = LetterEncoder()
    turns = Turns({1: [FOGHORN]})
    bring_up(turns, encoder)
    (path,) = own_folder.glob(kind)
    damage(path)
    assert near("the foghorn shook", turns, encoder) == []
    assert len(list(own_folder.glob("*-unreadable-*"))) == (damage is not gone)
    bring_up(turns, encoder)
    assert near("the foghorn shook", turns, encoder) == [1]


def test_a_damaged_file_of_vectors_leaves_the_others() -> None:
    encoder = LetterEncoder()
    turns = Turns({1: [FOGHORN]})
    bring_up(turns, encoder)
    (first,) = folder().glob("*.vectors.npy")
    turns.texts[2] = [MICE]
    bring_up(turns, encoder, {2})
    flip(first)
    assert near("the foghorn shook", turns, encoder) == []
    assert near("the mice ate candles", turns, encoder) == [2]
    assert lacking(encoder) == 1


def test_what_a_killed_one_had_encoded_is_not_encoded_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(updating, "IN_A_FILE", 1)
    encoder = LetterEncoder()
    turns = Turns({1: [FOGHORN], 2: [MICE]})
    killed = LetterEncoder()
    encode = killed.encode

    def once(texts: Sequence[str]) -> Any:
        if killed.seen:
            raise KeyboardInterrupt
        return encode(texts)

    monkeypatch.setattr(killed, "encode", once)
    with pytest.raises(KeyboardInterrupt):
        bring_up(turns, killed)
    assert noted(encoder) is None
    # What it had made is found already.
    assert near("the foghorn shook", turns, encoder) == [1]
    encoder.seen.clear()
    assert bring_up(turns, encoder) == 1
    assert encoder.seen == [MICE]
    assert noted(encoder) == {"content": 1}


def test_one_process_at_a_time_writes() -> None:
    with locked(0), pytest.raises(BusyError), locked(0):
        pass
    with locked(0):
        pass


def test_another_encoder_has_vectors_of_its_own(own_folder: Path) -> None:
    turns = Turns({1: [FOGHORN]})
    bring_up(turns, LetterEncoder(name="letters 1"))
    newer = LetterEncoder(name="letters 2")
    assert near("the foghorn shook", turns, newer) == []
    assert bring_up(turns, newer) == 1
    assert near("the foghorn shook", turns, newer) == [1]
    assert near("the foghorn shook", turns, LetterEncoder(name="letters 1")) == []
    assert len(list(own_folder.glob("*.npy"))) == 2


def test_many_files_are_made_one_with_what_is_still_said(own_folder: Path) -> None:
    encoder = LetterEncoder()
    turns = Turns({})
    for number in range(MOST_FILES + 1):
        turns.texts[number] = [f"Sentence {number} about a lighthouse."]
        bring_up(turns, encoder, {number})
    assert len(list(own_folder.glob("*.vectors.npy"))) == 1
    assert len(current_vectors(own_folder, encoder).keys) == MOST_FILES + 1
    assert lacking(encoder) == 0
    for number in range(MOST_FILES):
        turns.texts[number] = []
    bring_up(turns, encoder)
    assert len(current_vectors(own_folder, encoder).keys) == 1


def test_the_nearest_come_first_and_no_more_than_are_wanted() -> None:
    encoder = LetterEncoder()
    turns = Turns({n: [f"{'paraffin ' * n}and other things to burn."] for n in range(1, 6)})
    bring_up(turns, encoder)
    (vector,) = encoder.encode(["paraffin"])
    found = current_vectors(folder(), encoder).near(vector, 0.0, 3)
    cosines = [each.cosine for each in found]
    assert [each.segment for each in found] == [5, 4, 3]
    assert cosines == sorted(cosines, reverse=True)


def test_a_turn_is_as_near_as_its_nearest_sentence() -> None:
    encoder = LetterEncoder()
    turns = Turns({1: [f"{MICE} {FOGHORN}", BREAD], 2: [BREAD]})
    bring_up(turns, encoder)
    (vector,) = encoder.encode([FOGHORN])
    found = {each.segment: each for each in current_vectors(folder(), encoder).near(vector, 0.5, 9)}
    assert found[1].cosine == pytest.approx(1, abs=0.01)
    assert 2 not in found
