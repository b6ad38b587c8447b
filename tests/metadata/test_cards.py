"""Pictures of turns, and how their lines are broken."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from archive.metadata.cards import PNG_END, Card, draw, picture_of
from archive.metadata.fonts import runs
from archive.metadata.line_breaking import broken, fitted
from archive.models import Segment, Sentence

NOT_FIRST = "、。，．）」』】！？ーっゃゅょぁ々…"
NOT_LAST = "（「『【"
TEXT = st.text("漢字かなカナっょー、。「」（）！？…ab c1,", min_size=1, max_size=80)


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


@given(TEXT, st.integers(16, 60))
def test_no_line_is_too_wide_and_no_character_is_lost(text, limit):
    lines = list(broken(text, _width, limit))
    assert all(_width(line) <= limit for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(
    st.lists(
        st.sampled_from(["漢字", "かな", "「引用」", "ショー", "です。", "（注）"]), min_size=1
    )
)
def test_no_line_begins_or_ends_as_japanese_forbids(words):
    for line in list(broken("".join(words), _width, 24))[:-1]:
        assert line[-1] not in NOT_LAST
    for line in list(broken("".join(words), _width, 24))[1:]:
        assert line[0] not in NOT_FIRST


def test_it_cuts_no_latin_word():
    assert list(broken("私はDario Amodeiです", _width, 12)) == ["私はDario", "Amodeiです"]


@given(TEXT, st.integers(16, 40), st.integers(1, 3))
def test_what_is_left_out_shows_as_an_ellipsis(text, limit, count):
    lines, whole = fitted(text, _width, limit, count)
    assert len(lines) <= count
    assert whole or (lines[-1].endswith("…") and _width(lines[-1]) <= limit)


def test_a_turn_s_card_is_a_png_of_the_size_that_its_page_tells(client, interview):
    response = client.get(f"/t/{Segment.objects.all()[0].anchor_id}/card.png")
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, no-cache"
    picture = Image.open(io.BytesIO(response.content))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_a_card_is_drawn_once_and_anew_for_other_words(client, interview, tmp_path):
    sentence = Sentence.objects.all()[0]
    path = f"/t/{sentence.paragraph.segment.anchor_id}/card.png"
    tags = [client.get(path)["ETag"], client.get(path)["ETag"]]
    (first,) = (tmp_path / "cards").iterdir()
    os.utime(first, (1, 1))
    client.get(path)
    assert first.stat().st_mtime == 1
    Sentence.objects.filter(pk=sentence.pk).update(text="ほかの言葉。")
    assert client.get(path)["ETag"] not in tags
    assert len(list((tmp_path / "cards").iterdir())) == 2


def test_a_reader_who_has_the_card_is_not_sent_it_again(client, interview):
    path = f"/t/{Segment.objects.all()[0].anchor_id}/card.png"
    tag = client.get(path)["ETag"]
    assert client.get(path, headers={"if-none-match": tag}).status_code == 304


def test_an_interview_has_a_card_too(client, interview):
    response = client.get(f"/interviews/{interview.slug}/card.png")
    assert response.content.startswith(b"\x89PNG")


def test_every_character_of_the_interview_is_in_the_font(interview):
    text = "".join(sorted(_characters()))
    assert "".join(run.text for run in runs(text, "ja")) == text


def _characters() -> set[str]:
    texts = Sentence.objects.values_list("text", flat=True)
    return {character for text in texts for character in text if not character.isspace()}


def test_a_long_text_keeps_clear_of_the_line_below_it():
    picture = draw(Card("漢字と仮名を混ぜた長い文。" * 60, "話し手", "題", "場所"))
    strip = picture.crop((0, 630 - 146 - 14, 1200, 630 - 146 - 3))
    assert len(strip.getcolors() or []) == 1


def test_a_card_survives_words_with_nothing_to_draw():
    assert picture_of(Card("", "", "", "")).png


def test_a_card_that_cannot_be_kept_is_shown(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "file"
    settings.DATA_DIR.write_text("no folder")
    assert picture_of(Card("言葉", "", "", "")).png.endswith(PNG_END)


def test_a_card_that_was_cut_is_drawn_anew_and_leaves_nothing_beside_it(tmp_path):
    whole = picture_of(Card("言葉", "", "", ""))
    (kept,) = (tmp_path / "cards").iterdir()
    for cut in (b"", whole.png[:100]):
        kept.write_bytes(cut)
        assert picture_of(Card("言葉", "", "", "")) == whole
        assert kept.read_bytes() == whole.png
    assert list((tmp_path / "cards").iterdir()) == [kept]
