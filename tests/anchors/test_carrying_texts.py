"""Which new paragraph an old one's anchor goes to, by the words alone."""

from __future__ import annotations

import pytest

from archive.anchors.alignment import OldText, carry_over

WORDS = "いろはにほへとちりぬるをわかよたれそつね"
OTHERS = "天地星空山川峰谷雲霧室苔人犬上末硫黄猿生"


@pytest.mark.parametrize(("left", "keeps"), [(8, True), (5, False)])
def test_a_paragraph_keeps_its_anchor_where_enough_of_its_words_are_left(
    left: int, keeps: bool
) -> None:
    carried = carry_over([OldText("p1", WORDS)], [WORDS[:left] + OTHERS[left:]])
    assert carried.kept == ({0: "p1"} if keeps else {})
    assert carried.retired == ([] if keeps else ["p1"])


def test_the_words_of_a_paragraph_go_with_the_one_that_has_enough_of_them() -> None:
    """A chance likeness that stands before it is left alone."""
    new = [WORDS[:5] + OTHERS[5:], WORDS[:8] + OTHERS[::-1][8:]]
    assert carry_over([OldText("p1", WORDS)], new).kept == {1: "p1"}
