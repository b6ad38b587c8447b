"""Dictionaries into English in each form: their entries, and what is wrong in them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from search.knowledge.cedict import read_cedict
from search.knowledge.cldr import read_cldr
from search.knowledge.ding import read_ding
from search.knowledge.edict import DictionaryError
from search.knowledge.freedict import read_freedict
from search.knowledge.hanja import read_hanja
from search.knowledge.mythes import read_mythes

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def entries(read, path: Path) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    return [(each.word, each.senses) for each in read(path)]


# Ding's


def test_ding_has_words_that_mean_the_same_on_each_side(tmp_path):
    line = (
        "Gefängnis {n}; Kerker {m} [veraltet]; Haftanstalt {f} (groß; neu) | im Gefängnis "
        ":: prison; jail [coll.]; pokey [obs.] | in prison"
    )
    path = written(tmp_path / "de-en", f"# a remark\n\n{line}\n")
    meaning = (("prison", "jail"),)
    assert entries(read_ding, path) == [("Gefängnis", meaning), ("Haftanstalt", meaning)]


def test_ding_s_open_places_and_whole_sentences_are_left_out(tmp_path):
    lines = "etw. abbeißen {vt} :: to bite off sth.\nDas ist so üblich. :: That is the custom.\n"
    path = written(tmp_path / "de-en", lines)
    assert [word for word, _ in entries(read_ding, path)] == ["abbeißen"]


# FreeDict's


def freedict(folder: Path, *articles: tuple[str, str]) -> Path:
    text, index = b"", ""
    for word, article in articles:
        data = article.encode()
        index += f"{word}\t{number(len(text))}\t{number(len(data))}\n"
        text += data
    (folder / "some.dict.dz").write_bytes(gzip.compress(text))
    return written(folder / "some.index", index)


def number(value: int) -> str:
    digits = DIGITS[value % 64]
    return number(value // 64) + digits if value >= 64 else digits


def test_freedict_has_a_sense_on_each_line_of_an_article(tmp_path):
    article = (
        "Haft /haft/ <fem, n>\n[jur.] prison <n>, jail <n> [Br.]\n"
        '      "in Haft"  - in jail\n   Synonym: {Arrest}\n2. durance <n> [obs.]\n3. custody <n>\n'
    )
    path = freedict(
        tmp_path,
        ("00databaseinfo", "about\nthis\n"),
        ("haft", article),
        ("sein oder nicht sein", "sein oder nicht sein\nto be or not\n"),
    )
    assert entries(read_freedict, path) == [("Haft", (("prison", "jail"), ("custody",)))]


def test_freedict_s_words_of_one_article_are_one_entry(tmp_path):
    path = freedict(tmp_path, ("abc", "Haft\nprison\n"))
    line = path.read_text()
    written(path, line + line.replace("abc", "abd"))
    assert len(entries(read_freedict, path)) == 1


# CC-CEDICT


def test_cedict_has_simplified_words_with_their_senses(tmp_path):
    lines = (
        "# CC-CEDICT",
        "監獄 监狱 [jian1 yu4] /prison (building)/jail; gaol/CL:座[zuo4]/",
        "王 王 [Wang2] /surname Wang/",
    )
    path = written(tmp_path / "cedict", "\n".join(lines))
    assert entries(read_cedict, path) == [("监狱", (("prison",), ("jail", "gaol")))]
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert [word for word, _ in entries(read_cedict, path)] == ["监狱"]


@pytest.mark.parametrize(
    ("read", "text", "reason"),
    [
        (read_ding, "a :: b\nnothing\n", "dictionary:2: an entry reads"),
        (read_cedict, "a b [c] /d/\nnothing\n", "dictionary:2: an entry reads"),
        (read_freedict, "word\n", "dictionary.*"),
    ],
)
def test_a_line_of_another_form_is_named(tmp_path, read, text, reason):
    path = written(tmp_path / "dictionary", text)
    with pytest.raises(DictionaryError, match=reason):
        list(read(path))


@pytest.mark.parametrize("read", [read_ding, read_cedict, read_freedict])
def test_a_file_that_is_not_there_is_named(tmp_path, read):
    with pytest.raises(DictionaryError, match="can't be read"):
        list(read(tmp_path / "none"))


# Hanja


def korean(folder: Path, *lines: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    text = "\n".join(("# a remark", "", *lines))
    return dict(entries(read_hanja, written(folder / "hanja.txt", text)))


def test_a_korean_word_means_what_its_characters_mean_in_japanese_and_chinese(tmp_path):
    found = korean(tmp_path, "등대:燈臺:", "관절염:關節炎:")
    assert found["등대"][0][0] == "lighthouse"
    assert found["관절염"] == (("arthritis",),)


def test_of_several_spellings_the_one_of_most_use_comes_first(tmp_path):
    # 紙島 is an island's name, which no dictionary has.
    assert korean(tmp_path, "지도:地道:", "지도:紙島:", "지도:地圖:")["지도"][0] == ("map",)


def test_what_a_character_is_called_means_what_it_does(tmp_path):
    found = korean(tmp_path, "채:債:빚 채, 빚질 채", "조:鳥:새 조", "식:食:먹을 식, 밥 식")
    assert found["빚"] == (("debt",),)
    assert found["새"][0][0] == "bird"
    assert "먹다" in found
    assert "먹을" not in found


def test_a_form_of_another_word_is_no_word(tmp_path):
    # Korean texts have 가면, *mask*, as a form of 가다, *to go*.
    assert korean(tmp_path, "가면:假面:", "가:可:옳을 가").keys() == {"옳다"}


def test_a_list_of_hanja_that_is_none_is_an_error_with_its_line(tmp_path):
    with pytest.raises(DictionaryError, match=r"hanja\.txt:3: an entry reads"):
        korean(tmp_path, "등대 燈臺")
    with pytest.raises(DictionaryError, match="can't be read"):
        list(read_hanja(tmp_path / "none"))


# CLDR's names


def cldr(folder: Path, language: str, name: str, emoji: str) -> None:
    names = f"<territory type='JP'>{name}</territory><territory type='JP' alt='short'>x</territory>"
    main = f"<localeDisplayNames><territories>{names}</territories></localeDisplayNames>"
    annotations = (
        f"<annotations><annotation cp='👔'>a | b</annotation>"
        f"<annotation cp='👔' type='tts'>{emoji}</annotation>"
        f"<annotation cp='🏳' type='tts'>flag: {name}</annotation></annotations>"
    )
    for kind, text in (("main", main), ("annotations", annotations)):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        written(folder / kind / f"{language}.xml", f"<ldml>{text}</ldml>")


def test_cldr_has_names_in_both_languages(tmp_path):
    cldr(tmp_path, "ko", "일본", "넥타이")
    cldr(tmp_path, "en", "Japan", "necktie")
    found = [(each.word, each.senses) for each in read_cldr("ko", tmp_path)]
    assert found == [("일본", (("Japan",),)), ("넥타이", (("necktie",),))]


def test_a_file_of_cldr_s_that_is_not_there_or_is_no_xml_is_an_error(tmp_path):
    cldr(tmp_path, "ko", "일본", "넥타이")
    with pytest.raises(DictionaryError, match=r"en\.xml: can't be read"):
        list(read_cldr("ko", tmp_path))
    written(tmp_path / "main" / "en.xml", "<ldml>\n<a>")
    with pytest.raises(DictionaryError, match=r"en\.xml:2: isn't XML"):
        list(read_cldr("ko", tmp_path))


# MyThes's thesauri


def senses(path: Path) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return [(each.word, each.others) for each in read_mythes(path)]


def test_a_thesaurus_has_a_sense_on_each_line(tmp_path):
    lines = (
        "mouse|2\n(noun)|rodent (generic term)|gnawer\n(noun)|computer mouse|Mouse\n"
        "big|1\n(adj)|large (similar term)|little (antonym)\n"
    )
    assert senses(written(tmp_path / "th.dat", f"UTF-8\n{lines}")) == [
        ("mouse", (("rodent", "wider"), ("gnawer", "same"))),
        ("mouse", (("computer mouse", "same"),)),
        ("big", (("large", "akin"),)),
    ]


def test_a_thesaurus_says_its_encoding(tmp_path):
    path = tmp_path / "th.dat"
    path.write_bytes("ISO8859-1\nniño|1\n-|chico (fam.)\n".encode("latin-1"))
    assert senses(path) == [("niño", (("chico", "same"),))]
    path.write_bytes("\ufeffUTF-8\nдом|1\n(синоним)|здание\n".encode())
    assert senses(path) == [("дом", (("здание", "same"),))]


def test_a_thesaurus_that_is_none_is_an_error(tmp_path):
    with pytest.raises(DictionaryError, match=r"th\.dat:2: a word reads"):
        senses(written(tmp_path / "th.dat", "UTF-8\nmouse\n"))
    with pytest.raises(DictionaryError, match="can't be read"):
        senses(written(tmp_path / "th.dat", "no encoding\nmouse|0\n"))
