"""Cards in any script: a font for every character, or none of the text, and never a box."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import features

from archive.metadata import fonts
from archive.metadata.cards import Card, draw
from archive.metadata.fonts import Face, runs
from archive.metadata.line_breaking import broken

TEXTS = {
    "ar": "متى بنيتَ المحرك (Claude) في 2024؟",
    "de": "Größe, Öl und „Äpfel“",
    "el": "Πότε ἐκείνου τοῦ ἔτους;",
    "he": "מתי בניתם את המנוע של Bob?",
    "hi": "आपने पहला इंजन कब बनाया।",
    "ru": "Когда вы построили двигатель?",
    "th": "คุณสร้างเครื่องยนต์เมื่อไหร่",
    "vi": "Khi nào ông chế tạo động cơ",
    "ja": "最初のエンジン、〜です。",
}
# Words of these are drawn only where the machine, or an optional package, has a font.
HEAVY = {
    "ko": "언제 엔진을 만들었습니까",
    "zh-Hans": "你们说图书馆的门",
    "zh-Hant": "廚房裡的發動機",
}


def _glyphs(text: str, language: str) -> list[tuple[str, Face]]:
    return [(each, run.face) for run in runs(text, language) for each in run.text]


@pytest.mark.parametrize("language", TEXTS)
def test_packages_have_every_character_of_a_text_in(language, monkeypatch):
    monkeypatch.setattr(fonts, "_installed", lambda pattern: None)
    fonts._face_of.cache_clear()
    fonts._face_of_all.cache_clear()
    drawn = _glyphs(TEXTS[language], language)
    assert "".join(character for character, _ in drawn) == TEXTS[language]
    assert all(face.has(character) for character, face in drawn)


@pytest.mark.parametrize("language", HEAVY)
def test_a_text_is_drawn_whole_or_not_at_all_in(language):
    drawn = _glyphs(HEAVY[language], language)
    assert "".join(character for character, _ in drawn) in {"", HEAVY[language]}
    assert all(face.has(character) for character, face in drawn)


# Opening a font takes a while.
@settings(deadline=None)
@given(st.text(max_size=30), st.sampled_from([*TEXTS, *HEAVY, "", "und"]))
def test_no_font_is_given_a_character_that_it_lacks(text, language):
    assert all(face.has(character) for character, face in _glyphs(text, language))


def test_words_that_cannot_be_drawn_give_way_to_the_title(monkeypatch):
    # Nobody has a font with this letter (a plane for private use).
    lost = Card("\u4e00\U00030000\U000323af", "Bob", "A title", "Archive", "zh")
    monkeypatch.setattr(fonts, "_installed", lambda pattern: None)
    fonts._face_of.cache_clear()
    fonts._face_of_all.cache_clear()
    instead = Card("A title", "Bob", "A title", "Archive", "zh")
    assert draw(lost).tobytes() == draw(instead).tobytes()


def test_what_needs_shaping_is_not_drawn_where_nothing_shapes(monkeypatch):
    monkeypatch.setattr(features, "check", lambda name: False)
    assert runs(TEXTS["ar"], "ar") == []
    assert runs(TEXTS["ru"], "ru")


def test_arabic_begins_on_the_right_and_german_on_the_left():
    for language, start in (("ar", "right"), ("de", "left")):
        card = Card(TEXTS[language][:5], "", "", "", language)
        words = draw(card).crop((0, 20, 1200, 300)).convert("L")
        left, _, right, _ = words.point(lambda value: 255 * (value < 128)).getbbox() or (0, 0, 0, 0)
        assert (left < 100) == (start == "left")
        assert (right > 1100) == (start == "right")


def test_korean_breaks_between_words_and_thai_never_inside_a_letter():
    assert list(broken("그해 겨울 부엌에서", len, 6)) == ["그해 겨울", "부엌에서"]
    for line in broken("เครื่องยนต์เครื่องแรก", len, 6):
        assert unicodedata.category(line[0]) != "Mn"
