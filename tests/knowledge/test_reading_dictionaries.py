"""EDICT, EDICT2 and JMdict, with what their lines may hold."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from search.knowledge.edict import (
    DictionaryEntry,
    DictionaryError,
    heading,
    parse_edict,
    read_dictionary,
)

HERE = Path("dictionary")
JMDICT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE JMdict [
<!ENTITY n "noun (common) (futsuumeishi)">
<!ENTITY uk "word usually written using kana alone">
<!ENTITY arch "archaic">
]>
<!-- JMdict created: 2024-05-06 -->
<JMdict>
<entry><ent_seq>1</ent_seq>
<k_ele><keb>癌</keb><ke_pri>news1</ke_pri></k_ele>
<r_ele><reb>がん</reb></r_ele><r_ele><reb>ガン</reb><re_nokanji/></r_ele>
<sense><pos>&n;</pos><misc>&uk;</misc><gloss>cancer</gloss>
<gloss xml:lang="ger">Krebs</gloss></sense>
<sense><misc>&arch;</misc><gloss>a swelling</gloss></sense></entry>
<entry><ent_seq>2</ent_seq>
<k_ele><keb>市場</keb></k_ele><k_ele><keb>市庭</keb></k_ele>
<r_ele><reb>しじょう</reb><re_restr>市場</re_restr></r_ele><r_ele><reb>いちば</reb></r_ele>
<sense><stagr>しじょう</stagr><gloss>the market</gloss></sense>
<sense><gloss>marketplace</gloss></sense></entry>
<entry><ent_seq>3</ent_seq><r_ele><reb>チップ</reb></r_ele>
<sense><gloss>tip</gloss></sense><sense><gloss>chip</gloss></sense></entry>
</JMdict>"""


def edict(*lines: str) -> list[DictionaryEntry]:
    return list(parse_edict(lines, HERE))


def test_it_reads_a_word_with_its_reading_senses_and_rank():
    assert edict("失業 [しつぎょう] /(n,vs) (1) unemployment/(n,vs) (2) losing one's job/(P)/") == [
        DictionaryEntry(
            "失業", ("しつぎょう",), (("unemployment",), ("losing one's job",)), common=True
        )
    ]


def test_it_reads_a_word_in_kana():
    assert edict("ロケット /(n) rocket/") == [DictionaryEntry("ロケット", (), (("rocket",),))]


def test_it_keeps_the_glosses_of_a_sense_together_and_takes_codes_off():
    [entry] = edict("仕事 [しごと] /(n,vs) (1) work/job/{physics} labour/(n) (2) (col) (uk) trade/")
    assert entry.senses == (("work", "job", "labour"), ("trade",))
    assert entry.kana


def test_it_keeps_remarks_inside_and_behind_a_gloss():
    [entry] = edict("雇用 [こよう] /(n) employment (long term)/hire (of a person) for pay/")
    assert entry.senses == (("employment (long term)", "hire (of a person) for pay"),)


@pytest.mark.parametrize("code", ["arch", "obs", "obsc", "rare"])
def test_it_leaves_out_senses_that_nobody_means_today(code):
    [entry] = edict(f"職 [しょく] /(n) (1) job/(n) (2) ({code}) agency/bureau/(n) (3) skill/")
    assert entry.senses == (("job",), ("skill",))


def test_it_reads_the_several_spellings_and_tags_of_edict2():
    line = "組み合わせ(P);組合せ(io) [くみあわせ(P);くみあわし(ok)] /(n) union/EntL1397590X/"
    assert edict(line) == [
        DictionaryEntry(word, ("くみあわせ", "くみあわし"), (("union",),))
        for word in ("組み合わせ", "組合せ")
    ]


def test_it_passes_over_the_heading_empty_lines_and_words_without_a_gloss():
    lines = ["　？？？ /EDICT/Created: 2021-02-03/", "", "４° [しど] /", "脳 [のう] /(n) brain/"]
    assert [entry.word for entry in edict(*lines) if entry.senses] == ["脳"]


def test_it_names_file_and_line_of_what_is_no_entry():
    with pytest.raises(DictionaryError, match=r"^dictionary:2: an entry reads"):
        edict("脳 [のう] /(n) brain/", "brain 脳")


@pytest.mark.parametrize("encoding", ["euc_jp", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("packed", [False, True])
def test_it_reads_either_encoding_plain_or_packed(tmp_path, encoding, packed):
    data = "　？？？ /EDICT/Created: 2021-02-03/\n癌 [がん] /(n) cancer/\n".encode(encoding)
    path = tmp_path / "edict"
    path.write_bytes(gzip.compress(data) if packed else data)
    assert [entry.word for entry in read_dictionary(path)] == ["癌"]
    assert heading(path) == "EDICT of 2021-02-03"


def test_it_names_the_line_that_is_in_neither_encoding(tmp_path):
    path = tmp_path / "edict"
    path.write_bytes("癌 [がん] /(n) cancer/\n".encode("euc_jp") + b"\xff\xff /x/\n")
    with pytest.raises(DictionaryError, match="edict:2: is neither UTF-8 nor EUC-JP"):
        list(read_dictionary(path))


def test_it_tells_of_a_damaged_gzip_file(tmp_path):
    path = tmp_path / "edict.gz"
    path.write_bytes(gzip.compress("癌 [がん] /(n) cancer/\n".encode())[:-12])
    with pytest.raises(DictionaryError, match=r"edict\.gz: can't be read"):
        list(read_dictionary(path))


def test_it_reads_jmdict(tmp_path):
    path = tmp_path / "JMdict_e"
    path.write_text(JMDICT, encoding="utf-8")
    assert list(read_dictionary(path)) == [
        DictionaryEntry("癌", ("がん",), (("cancer",),), common=True, kana=True),
        DictionaryEntry("市場", ("しじょう", "いちば"), (("the market",), ("marketplace",))),
        DictionaryEntry("市庭", ("いちば",), (("marketplace",),)),
        DictionaryEntry("チップ", (), (("tip",), ("chip",))),
    ]
    assert heading(path) == "JMdict of 2024-05-06"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<JMdict>\n<entry></JMdict>", "JMdict:2: isn't XML"),
        ("<html></html>", "JMdict:1: is <html>, not <JMdict>"),
    ],
)
def test_it_names_the_line_where_jmdict_is_broken(tmp_path, text, reason):
    path = tmp_path / "JMdict"
    path.write_text(text)
    with pytest.raises(DictionaryError, match=reason):
        list(read_dictionary(path))
