"""Finding the words that a link quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.quotations.quoting import (
    LIMIT,
    Quotation,
    Span,
    Text,
    checksum,
    find,
    present_words,
    squeeze,
)

WORDS = st.text("あいう漢字 \n。", min_size=1, max_size=30)
PARAGRAPHS = st.lists(WORDS.filter(squeeze), min_size=1, max_size=4).map(
    lambda texts: [(f"p{number}", text) for number, text in enumerate(texts)]
)


@st.composite
def quoted(draw: st.DrawFn) -> tuple[Text, int, int]:
    """A text and a part of its letters."""
    text = Text(draw(PARAGRAPHS))
    start = draw(st.integers(0, len(text.letters) - 1))
    return text, start, draw(st.integers(start + 1, len(text.letters)))


def words_of(text: Text, spans: list[Span]) -> str:
    paragraphs = dict(text.paragraphs)
    return squeeze("".join(paragraphs[each.anchor][each.start : each.end] for each in spans))


@given(quoted())
def test_it_finds_what_was_quoted_with_what_stood_around_it(case: tuple[Text, int, int]) -> None:
    text, start, end = case
    letters = text.letters
    at = text.spans(start, end)[0].anchor
    quotation = Quotation(letters[start:end], at, before=letters[:start], after=letters[end:])
    assert find(quotation, text) == text.spans(start, end)


@given(quoted(), st.sampled_from([" ", "\n", "\u3000", "\ufeff"]))
def test_it_does_not_mind_white_space(case: tuple[Text, int, int], white: str) -> None:
    text, start, end = case
    words = white.join(text.letters[start:end])
    assert words_of(text, find(Quotation(words), text)) == text.letters[start:end]


@given(st.text("あいう漢字", min_size=16, max_size=40), WORDS, WORDS)
def test_it_finds_a_long_passage_by_its_ends(words: str, before: str, after: str) -> None:
    text = Text([("p1", before), ("p2", words), ("p3", after)])
    quotation = Quotation(words[:8], "p2", until=words[-8:], checksum=checksum(words))
    assert words_of(text, find(quotation, text)) == words


def test_it_does_not_take_a_passage_that_was_edited_between_its_ends() -> None:
    words = "始まりの八文字です。中の言葉。終わりの八文字です。"
    quotation = Quotation(words[:10], until=words[-10:], checksum=checksum(words))
    assert find(quotation, Text([("p1", words)]))
    assert not find(quotation, Text([("p1", words.replace("中", "外"))]))


@pytest.mark.parametrize(("length", "found"), [(7, False), (8, True)])
def test_it_takes_no_ends_of_a_long_passage_that_are_too_short_to_tell(
    length: int, found: bool
) -> None:
    words = "始まりの八文字です。中の言葉。終わりの八文字です。"
    ends = Quotation(words[:length], until=words[-10:], checksum=checksum(words))
    assert bool(find(ends, Text([("p1", words)]))) == found
    ends = Quotation(words[:10], until=words[-length:], checksum=checksum(words))
    assert bool(find(ends, Text([("p1", words)]))) == found


def test_it_prefers_the_place_that_the_anchor_names() -> None:
    text = Text([("p1", "はい。"), ("p2", "いいえ。はい。"), ("p3", "はい。")])
    assert find(Quotation("はい。", "p2"), text) == [Span("p2", 4, 7)]
    assert find(Quotation("はい。", "p3"), text) == [Span("p3", 0, 3)]
    assert find(Quotation("はい。"), text) == [Span("p1", 0, 3)]


def test_it_finds_words_that_moved_to_another_paragraph() -> None:
    text = Text([("p1", "ほかの言葉。"), ("p2", "引いた言葉。")])
    assert find(Quotation("引いた言葉。", "p1"), text) == [Span("p2", 0, 6)]


@pytest.mark.parametrize(
    ("words", "present"),
    [
        ("私たちは認知能力の階段を上り続けている", "われわれは認知能力の坂を上り続けている"),
        (
            "まったく別のことを言うのでした",
            "つまり、われわれは認知能力の坂を上り続けているわけです。",
        ),
    ],
)
def test_it_shows_what_stands_in_place_of_edited_words(words: str, present: str) -> None:
    now = "つまり、われわれは認知能力の坂を上り続けているわけです。"
    text = Text([("p1", "前の段落。"), ("p2", now), ("p3", "後の段落。")])
    assert not find(Quotation(words, "p2"), text)
    shown = words_of(text, present_words(Quotation(words, "p2"), text))
    assert shown.endswith("坂を上り続けている" if shown != now else now)
    assert shown in squeeze(present)


def test_it_does_not_take_common_runs_far_away_for_what_stands_in_place() -> None:
    rest = "現在どこにいるかと言えば、コーディングを一例として挙げましょう。これは倍増する。"
    text = Text([("p1", "4ヶ月ごとに倍増しているのです。"), ("p2", rest)])
    spans = present_words(Quotation("3ヶ月ごとに倍増する。", "p1"), text)
    assert words_of(text, spans) == "ヶ月ごとに倍増"


def test_it_shows_edited_words_that_stand_far_down_in_their_paragraph() -> None:
    text = Text([("p1", "あ" * 2 * LIMIT + "われわれは認知能力の坂を上り続けている")])
    spans = present_words(Quotation("私たちは認知能力の階段を上り続けている", "p1"), text)
    assert words_of(text, spans).startswith("は認知能力の坂を")
    assert words_of(text, spans).endswith("上り続けている")


def test_it_shows_both_sides_of_a_longer_piece_that_was_put_in_place_of_another() -> None:
    words = "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえて"
    middle = words.index("わ"), words.index("う")
    now = words[: middle[0]] + "天地星空山川峰谷雲霧" + words[middle[1] :]
    spans = present_words(Quotation(words, "p1"), Text([("p1", f"前。{now}。後の言葉。")]))
    assert words_of(Text([("p1", f"前。{now}。後の言葉。")]), spans) == now


@pytest.mark.parametrize(
    ("left", "shown"), [(8, "いろはにほへとち"), (5, "前いろはにほ後の段落。")]
)
def test_it_shows_the_whole_paragraph_where_too_few_of_the_words_are_left(
    left: int, shown: str
) -> None:
    words = "いろはにほへとちりぬるをわかよたれそつね"
    text = Text([("p1", f"前{words[:left]}後の段落。")])
    assert words_of(text, present_words(Quotation(words, "p1"), text)) == shown


def test_it_shows_nothing_in_place_of_words_from_another_page() -> None:
    assert not present_words(Quotation("言葉", "p9"), Text([("p1", "言う")]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[("", "0"), ("a", "2p"), ("認知 能力", checksum("認知\n能力"))],
        # As links that were given out have it.
        ("認知 能力の階段𠮷野家\nA-B", "1ydyafq"),
    ],
)
def test_it_sums_characters_without_white_space(text: str, expected: str) -> None:
    assert checksum(text) == expected
