"""Words in another language than the texts, words that mean the same, and Korean slips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from search.languages.choosing import analyzer_for
from search.languages.folding import fold
from search.query.describe import labels_of
from search.query.loosen import has_the_words, loosen
from search.query.synonyms import synonyms
from search.store import Page
from tests.languages.small_archive import TEXTS as SHORT
from tests.languages.small_archive import SmallArchive

Make = Callable[[Mapping[str, list[str]]], SmallArchive]

TEXTS = {
    "en": ["We saw the lighthouse through the fog.", "Mercury ran over the floor of the workshop."],
    "de": [
        "Im Gefängnis gab es keinen Leuchtturm.",
        "Die Bank gab uns ein Darlehen für den Obstbaum.",
    ],
    "zh": ["灯塔的光照到海上。", "他在监狱里学会了修钟。"],
    "ja": ["霧の夜、灯台の光が見えた。", "雇用が減ると町は静かになる。"],
}


@pytest.fixture
def make(db: None, tmp_path: Path) -> Make:
    return lambda texts: SmallArchive(tmp_path / "-".join(texts), texts)


IN_KOREAN = [
    "등대 불빛이 바다를 비췄다.",
    "그는 빚을 갚았다.",
    "마을에 전기가 들어왔다.",
    "넥타이를 매고 프랑스로 갔다.",
]
NAMES = {
    "ja": ["友人のDavid Sachsが来た。", "小さな船で島へ渡った。", "トンプソンは町を出た。"],
    "en": ["The six sacks of flour were wet."],
}


def only(language: str) -> dict[str, list[str]]:
    return {language: TEXTS[language]}


@pytest.mark.parametrize(
    ("language", "query", "place"),
    [
        ("de", "lighthouse", 0),
        ("de", "灯台", 0),
        ("de", "fruit tree", 1),
        ("en", "Leuchtturm", 0),
        ("en", "brouillard", 0),
        ("en", "Quecksilber", 1),
        ("en", "霧", 0),
        ("zh", "prison", 1),
        ("zh", "Leuchtturm", 0),
        ("ja", "lighthouse", 0),
        ("ja", "jobs", 1),
        ("ja", "Leuchtturm", 0),
    ],
)
def test_a_word_finds_what_means_it_in_another_language(make, language, query, place):
    assert make(only(language)).search(query)[:1] == [TEXTS[language][place]]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("lighthouse", 0),
        ("灯台", 0),
        ("灯塔", 0),
        ("debt", 1),
        ("village", 2),
        ("Leuchtturm", 0),
        ("France", 3),
        ("necktie", 3),
    ],
)
def test_korean_is_found_by_what_its_hanja_mean(make, query, place):
    assert make({"ko": IN_KOREAN}).search(query)[:1] == [IN_KOREAN[place]]


@pytest.mark.parametrize(
    ("query", "place"),
    [("サックス", 0), ("デイビッド・サックス", 0), ("Thompson", 2)],
)
def test_a_name_is_found_in_the_other_script(make, query, place):
    """And not the English words of the same consonants."""
    assert make(NAMES).search(query) == [NAMES["ja"][place]]


def test_a_name_that_sounds_otherwise_is_none(make):
    assert make(NAMES).search("スキナー") == []
    assert make({"en": NAMES["en"]}).search("サックス") == []


def test_the_way_is_named(make):
    archive = make(only("en"))
    [term] = archive.understood("Leuchtturm").wanted_terms()
    assert labels_of(term, archive.knowledge) == ["lighthouse"]


def test_what_stands_there_as_it_is_comes_before_what_it_means(make):
    """Though no text has it as a word: it is cut 今日|本当."""
    archive = make({"ja": ["今日本当に会った。"], "en": ["We sailed to Japan."]})
    assert archive.search("日本")[0] == archive.texts[0]


def test_a_neighbour_is_shown_as_the_texts_have_it(make):
    archive = make({"en": ["He was joyful about the marriage.", "A quarrel about a wall."]})
    shown = [label for _, label, _ in synonyms("en", "argument", archive.knowledge)]
    assert shown == ["quarrel"]


def test_texts_in_the_reader_s_own_language_come_first(make):
    archive = make(TEXTS)
    for query, first in (
        ("灯台", "ja"),
        ("Leuchtturm", "de"),
        ("lighthouse", "en"),
        ("灯塔", "zh"),
    ):
        found = archive.search(query)
        assert found[0] in TEXTS[first]
        assert len(found) > 1, query


@pytest.mark.parametrize(
    ("texts", "query", "found"),
    [
        # English has the word; in French it would be bread.
        ({"en": ["She baked bread all night."]}, "pain", []),
        # The texts have it, in their own sense.
        ({"de": ["Der Rat beschloss das.", "Eine Ratte lief davon."]}, "Rat", [0]),
        # Pieces of one character mean anything.
        ({"en": ["The dog lay by the fire."]}, "火犬", []),
        # 愛想 is hospitality, and hospital only as a stem: too unsure to go by way of English.
        ({"ja": ["店の愛想がよかった。"]}, "医院", []),
    ],
)
def test_a_word_is_not_read_as_what_it_hardly_is(make, texts, query, found):
    archive = make(texts)
    assert archive.search(query) == [archive.texts[number] for number in found]


def loosened(archive: SmallArchive, query: str) -> list[str]:
    understood = archive.understood(query)
    looser = loosen(understood, archive.knowledge)
    found = archive.store.search(looser, {}, Page()).segments if looser else []
    return [archive.texts[number - 1] for number in found]


@pytest.mark.parametrize(
    ("language", "query", "place"),
    [("de", "Kredit", 1), ("zh", "监牢", 1), ("de", "Knast", 0), ("en", "haze", 0)],
)
def test_words_that_mean_the_same_are_near(make, language, query, place):
    archive = make(only(language))
    assert TEXTS[language][place] not in archive.search(query)
    assert TEXTS[language][place] in loosened(archive, query)


@pytest.mark.parametrize(
    ("query", "enough"),
    [
        ("lighthouse", True),
        ("Leuchtturm", True),
        ("lighthouse fog", True),
        ("lighthouse submarine", False),
        ("Leuchtturm submarine", False),
        ("submarine", False),
        ("lighthouse -submarine", True),
    ],
)
def test_half_of_a_query_is_not_enough_to_say_that_the_texts_have_it(make, query, enough):
    archive = make(only("en"))
    assert has_the_words(archive.understood(query), archive.knowledge) is enough


KOREAN = ["그는 실향민의 지도를 고쳤다.", "폐렴으로 병원에 있었다.", "스케일러로 종이를 깎는다."]


@pytest.mark.parametrize(
    ("typed", "place"), [("실햔민", 0), ("페렴", 1), ("스캐일러", 2)], ids=["jamo", "short", "cut"]
)
def test_a_korean_slip_of_one_letter_is_mended(make, typed, place):
    assert make({"ko": KOREAN}).search(typed) == [KOREAN[place]]


# One letter from 지도 and 종이, and good words themselves.
@pytest.mark.parametrize("word", ["기도", "종일"])
def test_a_good_korean_word_is_no_slip(make, word):
    assert make({"ko": KOREAN}).search(word) == []


def test_a_good_chinese_word_is_no_slip_of_a_japanese_one(make):
    archive = make({"zh": ["地板很冷。"], "ja": ["板を張った。"]})
    assert archive.understood("滑板").corrections == ()


@pytest.mark.parametrize("language", sorted({"de", "fr", "es", "ja"}))
def test_a_word_is_looked_up_as_the_dictionary_was_built(language):
    analyzer = analyzer_for(language)
    words = {fold(word.strip(".,;:!?")) for text in SHORT[language] for word in text.split()}
    for word in words:
        if "'" not in word and "’" not in word:
            tokens = [token for token in analyzer.analyze(word) if not token.weak]
            assert analyzer.main_forms(word) == tuple(token.words[0] for token in tokens), word


def test_words_in_latin_letters_have_no_neighbours_among_japanese_ones(make):
    assert loosened(make({"ja": ["無料で購入できる店だった。"]}), "become") == []


PIECES = {
    "ja": ["仕事が減った。"],
    "zh": ["这件事很多人说，村里有一所学校。"],
    "de": TEXTS["de"],
}


@pytest.mark.parametrize("word", ["火事", "刑務所"])
def test_a_word_is_read_by_the_language_that_has_it_whole(make, word):
    """Chinese has it in pieces, one of which its texts have."""
    archive = make(PIECES)
    understood = archive.understood(word)
    assert understood.corrections == ()
    assert [term.text for term in understood.wanted_terms()] == [word]


def test_what_one_language_has_whole_is_translated_as_that(make):
    archive = make(PIECES)
    assert archive.search("刑務所") == [TEXTS["de"][0]]


def test_narrower_words_are_near(make):
    archive = make({"en": ["Two barristers came to the inquiry.", "We caught a rat."]})
    assert loosened(archive, "lawyers") == [archive.texts[0]]
    assert loosened(archive, "rodents") == [archive.texts[1]]


def test_words_near_in_the_reader_s_language_come_before_unsure_translations(make):
    archive = make({"de": ["Im Gefängnis war es kalt."], "ja": ["穴の中は寒かった。"]})
    assert loosened(archive, "Knast")[0] == archive.texts[0]
