"""`manage.py build_lexicon`."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.knowledge import cldr, lexicon_file
from search.knowledge.lexicon_file import LexiconFile
from search.languages.english import content_keys

LINES = "失業 [しつぎょう] /(n) unemployment/(P)/\n沙漠 [さばく] /(n) desert/\n"


@pytest.fixture
def target(tmp_path, monkeypatch):
    """The lexicon's folder, in a place of its own."""
    monkeypatch.setattr(lexicon_file, "PATH", tmp_path / "lexicon")
    return tmp_path / "lexicon" / "ja"


@pytest.fixture
def dictionary(tmp_path):
    path = tmp_path / "edict"
    path.write_bytes(LINES.encode("euc_jp"))
    return path


def build(*arguments: object) -> str:
    out = StringIO()
    call_command("build_lexicon", "ja", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_it_writes_the_whole_dictionary_with_licence_and_attribution(target, dictionary):
    assert "2 rows" in build(dictionary)
    about = (target / "ABOUT").read_text(encoding="utf-8")
    assert "Electronic Dictionary Research and Development" in about
    assert "edrdg.org/edrdg/licence.html" in about
    written = LexiconFile(target)
    assert [row.label for row in written.meanings(("unemploy",))] == ["失業"]
    assert [row.label for row in written.meanings(("desert",))] == ["砂漠"]


def test_check_passes_while_the_lexicon_is_current(target, dictionary):
    build(dictionary)
    before = {path: path.read_bytes() for path in target.iterdir()}
    assert "is current" in build(dictionary, "--check")
    dictionary.write_bytes("失業 [しつぎょう] /(n) joblessness/".encode("euc_jp"))
    with pytest.raises(SystemExit) as exit_:
        build(dictionary, "--check")
    assert exit_.value.code == 1
    assert before == {path: path.read_bytes() for path in target.iterdir()}


def test_check_fails_where_there_is_no_lexicon(target, dictionary):
    with pytest.raises(SystemExit):
        build(dictionary, "--check")
    assert not target.exists()


def test_it_ends_with_a_sentence_where_it_cant_write(target, dictionary):
    target.parent.mkdir()
    target.write_text("no folder")
    with pytest.raises(CommandError, match="can't be written: File exists") as error:
        build(dictionary)
    assert error.value.returncode == 2


def test_it_asks_for_the_file_of_a_dictionary_that_no_package_has(target):
    with pytest.raises(CommandError, match="name its file") as error:
        call_command("build_lexicon", "zh")
    assert error.value.returncode == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "There is no dictionary .*edict2; install Debian's package"),
        ("失業 [しつぎょう] /(n) job/\nnothing\n", "edict2:2: an entry reads"),
        ("<JMdict>\n<entry>", "edict2:2: isn't XML"),
        ("", "has no entries"),
    ],
)
def test_it_ends_with_a_sentence_where_the_dictionary_is_none(target, tmp_path, content, reason):
    path = tmp_path / "edict2"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=reason) as error:
        build(path)
    assert error.value.returncode == 2
    assert not target.exists()


def test_korean_takes_the_names_of_cldr_and_says_where_they_are_missing(tmp_path, monkeypatch):
    shipped = lexicon_file.PATH
    monkeypatch.setattr(cldr, "PATH", tmp_path / "cldr")
    hanja = tmp_path / "hanja.txt"
    hanja.write_text("등대:燈臺:\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"ko\.xml: can't be read.*Nothing was written") as error:
        call_command("build_lexicon", "ko", hanja)
    assert error.value.returncode == 2
    shipped_ko = LexiconFile(shipped / "ko")
    assert "넥타이" in [row.label for row in shipped_ko.meanings(content_keys("necktie"))]
