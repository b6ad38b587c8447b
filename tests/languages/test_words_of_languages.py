"""Words of many languages: what one types finds what the texts have, and nothing of another.

The texts are short ones of our own (`texts.yaml`), in one archive and each language by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import regex

from search.languages.folding import fold
from search.languages.scripts import is_unspaced
from search.query.catalogue import Entry
from tests.languages.small_archive import TEXTS, SmallArchive

Make = Callable[[list[str]], SmallArchive]

# By language: what stands in a text, and what is typed for it.
PAIRS = {
    "en": [
        ("ran", "run"), ("children", "child"), ("taught", "teach"), ("built", "build"),
        ("went", "go"), ("mice", "mouse"), ("planks", "plank"), ("wrote", "writes"),
        ("colour", "color"), ("organise", "organize"), ("harbour", "harbor"),
        ("don’t", "don't"), ("don’t", "don’t"), ("e‑mail", "e-mail"), ("e‑mail", "email"),
        (".NET", ".NET"), ("C++", "C++"), ("node.js", "node.js"), ("50%", "50%"),
        ("loaves", "loaf"), ("aeroplane", "airplane"),
    ],
    "de": [
        ("Aufgaben", "Aufgabe"), ("Häuser", "Haus"), ("Haus", "Häuser"), ("Straße b", "Straßen"),
        ("Straße b", "Strasse"), ("Handwerkskammer", "Kammer"), ("Straßenbahnen", "Bahn"),
        ("Für", "fuer"), ("Für", "fur"), ("Öztürk", "ozturk"), ("Öztürk", "Oeztuerk"),
        ("ging", "gehen"), ("Kinder", "Kind"), ("neu verteilt", "verteilen"),
    ],
    "fr": [
        ("élèves", "eleves"), ("cœur", "coeur"), ("chevaux", "cheval"), ("yeux", "oeil"),
        ("l’école", "école"), ("forêt", "foret"), ("l'histoire", "histoire"),
    ],
    "es": [("niños", "nino"), ("dijeron", "decir"), ("río", "rio"), ("voy", "ir")],
    "ru": [
        ("Зимой", "зима"), ("зима", "зимой"), ("ёлка", "елка"), ("Люди", "человек"),
        ("посёлке", "поселок"), ("книгами", "книга"),
    ],
    "el": [("παιδιά", "παιδι"), ("σχολείου", "σχολείο"), ("είδαν", "βλέπω")],
    "ar": [("المحرك", "محرك"), ("مدرسة", "مدرسه"), ("الشتاء", "شتاء"), ("بنينا", "بَنَيْنَا")],
    "he": [("בבית", "בבית"), ("בבית", "בית"), ("הספר", "ספר"), ("מנועים", "מְנוֹעִים")],
    "hi": [("लड़के", "लड़का"), ("किताब", "किताब")],
    "th": [("ภาษาไทย", "ภาษาไทย"), ("โรงเรียน", "โรงเรียน")],
    "ko": [
        ("학교에서", "학교"), ("학교는", "학교"), ("배웠습니다", "배우다"), ("민주주의", "주의"),
        ("학교", "학교*"), ("편집실", "편집"),
    ],
    "zh-Hans": [("用户", "用户"), ("比特币", "比特币"), ("网络", "網絡"), ("软件", "軟體")],
    "zh-Hant": [("臺灣", "台灣"), ("臺灣", "台湾"), ("網路", "网络"), ("頭髮", "头发")],
    "ja": [
        ("間違", "間違"), ("見返", "見返"), ("半導体", "はん導体"), ("禁輸措置", "きん輸そち"),
        ("チップ", "ちっｐ"), ("失業率", "しつぎょうりつ"),
    ],
}  # fmt: skip
MORE = {
    "en": ["By Christmas he had baked forty loaves.", "The aeroplane came twice a week."],
}


@pytest.fixture
def make(db: None, tmp_path: Path) -> Make:
    """Makes an archive of the texts in some languages."""

    def made(languages: list[str]) -> SmallArchive:
        texts = {each: [*TEXTS[each], *MORE.get(each, ())] for each in languages}
        return SmallArchive(tmp_path / "-".join(languages), texts)

    return made


@pytest.fixture
def everything(make: Make) -> SmallArchive:
    """The texts in all languages in one archive."""
    return make(list(TEXTS))


@pytest.mark.parametrize("language", PAIRS)
@pytest.mark.parametrize("together", [True, False], ids=["together", "alone"])
def test_a_word_is_found_by_its_other_forms(make: Make, language: str, together: bool) -> None:
    archive = make(list(TEXTS) if together else [language])
    for standing, typed in PAIRS[language]:
        found = archive.search(typed)
        having = [text for text in archive.texts if standing in text]
        assert having, standing
        assert set(having) <= set(found), typed
        assert not archive.understood(typed).corrections, typed


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("together", [True, False], ids=["together", "alone"])
def test_every_word_and_every_piece_finds_all_that_have_it_and_one_of_them_first(
    make: Make, language: str, together: bool
) -> None:
    archive = make(list(TEXTS) if together else [language])
    for query in {query for text in TEXTS[language] for query in _queries(text)}:
        found = archive.search(query)
        assert _has(found[0], query), query
        assert {text for text in archive.texts if _has(text, query)} <= set(found), query


def _queries(text: str) -> Iterator[str]:
    """Each word of a text; of writing without spaces, each piece of two to four characters."""
    for run in regex.findall(r"[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’‑]*", text):
        if not is_unspaced(run):
            yield run
        else:
            for size in (2, 3, 4):
                yield from (run[at : at + size] for at in range(len(run) - size + 1))


def _has(text: str, query: str) -> bool:
    """Whether a text has a query, as a whole word where there are spaces between words."""
    pattern = regex.escape(fold(query))
    if not is_unspaced(query):
        pattern = rf"(?<![\p{{L}}\p{{N}}]){pattern}(?![\p{{L}}\p{{M}}\p{{N}}'])"
    return regex.search(pattern, fold(text)) is not None


def test_an_exact_phrase_is_found_as_grep_finds_it(everything: SmallArchive) -> None:
    for text in everything.texts:
        for start in range(0, len(text) - 12, 7):
            phrase = text[start : start + 12].strip()
            if '"' in phrase or "“" in phrase or "”" in phrase:
                continue
            having = {each for each in everything.texts if fold(phrase) in fold(each)}
            assert set(everything.search(f'"{phrase}"')) == having, phrase


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("戦争", ["Krieg", "war kalt"]),
        ("war", ["戦争"]),
        ("art", ["taught", "Karte", "started"]),
        ("sein", ["seine"]),
        ("use", ["mouse"]),
    ],
)
def test_a_word_finds_nothing_of_another_language_or_inside_other_words(
    everything: SmallArchive, typed: str, others: list[str]
) -> None:
    found = everything.search(typed)
    assert not [text for text in found if any(other in text for other in others)]


@pytest.mark.parametrize("typed", ["Haus", "用户", "Öztürk", "voy", "людей", "don’t", "十倍"])
def test_no_word_is_corrected_into_another_language(make: Make, typed: str) -> None:
    assert not make(["en", "ja"]).understood(typed).corrections


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("harbur", "harbour"),
        ("Werkstadt", "werkstatt"),
        ("бабущки", "бабушки"),
        ("mxîtresse", "maîtresse"),
    ],
)
def test_a_slip_is_corrected_in_its_own_language(
    everything: SmallArchive, typed: str, meant: str
) -> None:
    assert [each.meant for each in everything.understood(typed).corrections] == [meant]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("比特币", ["比特币"]),
        ("失業率", ["失業率"]),
        ("학교", ["학교"]),
        ("Haus", ["Haus"]),
        ("don't", ["don’t"]),
        (".NET", [".NET"]),
        ("ภาษาไทย", ["ภาษาไทย"]),
        ("台灣", ["臺灣"]),
    ],
)
def test_only_what_was_searched_for_is_marked(
    everything: SmallArchive, typed: str, marked: list[str]
) -> None:
    assert set(everything.marked(typed)[0]) == set(marked)


def test_a_verb_that_stands_for_a_particle_is_none(db: None, tmp_path: Path) -> None:
    texts = ["子供について話した。", "彼は嘘をつく。", "その習慣は身についている。"]
    assert set(SmallArchive(tmp_path, {"ja": texts}).search("つく")) == set(texts[1:])


def test_only_the_languages_of_the_texts_are_asked(make: Make) -> None:
    assert make(["ja"]).knowledge.vocabulary.languages == ["ja"]
    both = make(["zh-Hant", "en"]).knowledge
    assert both.vocabulary.languages == ["en", "zh"]
    assert [each.language for each in both.readers("網路")] == ["zh"]


def test_a_speakers_name_is_no_slip_and_finds_what_is_said_under_it(
    db: None, tmp_path: Path
) -> None:
    texts = {"en": ["The edition came out in March.", "We marched on.", "Eldwin, he said."]}
    archive = SmallArchive(tmp_path, texts)
    archive.knowledge.catalogue.people[1] = Entry(1, "edwin-marsh", ("Edwin Marsh",))
    for name in ("Edwin Marsh", "marsh", "Edwin"):
        assert not archive.understood(name).corrections
        assert set(archive.search(name)) == set(archive.texts)
    assert archive.understood("Eldwim").corrections


def test_a_known_word_is_not_taken_for_others_that_sound_so_with_a_particle(
    db: None, tmp_path: Path
) -> None:
    archive = SmallArchive(tmp_path, {"ja": ["今日と明日、話します。", "昨日は静かでした。"]})
    assert not archive.understood("京都").corrections


def test_a_word_half_in_kana_is_found_in_pieces_too(db: None, tmp_path: Path) -> None:
    texts = ["規制緩和の話をした。", "失業率が上がる。", "人工知能と雇用。"]
    archive = SmallArchive(tmp_path, {"ja": texts})
    assert archive.search("きせい緩和")[:1] == texts[:1]
    assert archive.search("しつ業率")[:1] == texts[1:2]
    assert archive.search("人こう知能")[:1] == texts[2:]
