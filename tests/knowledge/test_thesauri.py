"""Thesauri: what is near to a word, and `manage.py build_thesaurus`."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.knowledge import thesaurus
from search.knowledge.thesaurus import Thesaurus, thesaurus_of

LINES = """UTF-8
mouse|2
(noun)|rodent (generic term)|gnawing animal (generic term)
(noun)|computer mouse
rat|1
(noun)|rodent (generic term)
bird flu|1
(noun)|avian influenza
"""


@pytest.fixture
def target(tmp_path, monkeypatch):
    """The thesaurus's folder, in a place of its own."""
    monkeypatch.setattr(thesaurus, "PATH", tmp_path / "thesaurus")
    return tmp_path / "thesaurus" / "en"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "th.dat"
    path.write_text(LINES, encoding="utf-8")
    return path


def build(*arguments: object) -> str:
    out = StringIO()
    call_command("build_thesaurus", "en", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_it_writes_what_is_near_with_attribution(target, source):
    assert "wrote" in build(source)
    about = (target / "ABOUT").read_text(encoding="utf-8")
    assert "Princeton University" in about
    near = Thesaurus(target)
    assert [each[1] for each in near.near(("mous",))] == [
        "computer mouse",
        "gnawing animal",
        "rodent",
    ]
    # The other way round, a wider word leads to narrower ones.
    assert {each[0]: each[1] for each in near.near(("rodent",))} == {
        ("rat",): "rat",
        ("mous",): "mouse",
    }
    assert near.near(("bird", "flu")) == [(("avian", "influenza"), "avian influenza", 1.0)]
    assert near.near(("cat",)) == []


def test_a_later_sense_is_less_near(target, source):
    build(source)
    by_word = {word: nearness for _, word, nearness in Thesaurus(target).near(("mous",))}
    assert by_word["computer mouse"] == pytest.approx(1 / 1.15, abs=0.01)
    assert by_word["rodent"] == pytest.approx(0.5, abs=0.01)


def test_what_is_wider_than_very_many_leads_to_none(target, source, monkeypatch):
    monkeypatch.setattr(thesaurus, "WIDEST", 1)
    build(source)
    assert Thesaurus(target).near(("rodent",)) == []


def test_check_tells_whether_it_is_current(target, source):
    with pytest.raises(SystemExit):
        build(source, "--check")
    assert not target.exists()
    build(source)
    assert "is current" in build(source, "--check")
    source.write_text(LINES.replace("rat|", "vole|"), encoding="utf-8")
    with pytest.raises(SystemExit) as exit_:
        build(source, "--check")
    assert exit_.value.code == 1


@pytest.mark.parametrize("text", ["", "UTF-8\n", "UTF-8\nmouse\n"])
def test_a_file_that_is_none_is_a_usage_error(target, source, text):
    source.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="Nothing was written") as error:
        build(source)
    assert error.value.returncode == 2
    assert not target.exists()


def test_a_file_that_is_not_there_is_a_usage_error(target, tmp_path):
    with pytest.raises(CommandError, match="mythes-en-us") as error:
        build(tmp_path / "none")
    assert error.value.returncode == 2


def test_the_shipped_ones_know_common_words():
    for language, word, near in (("de", "knast", "gefangnis"), ("en", "lawyer", "barrist")):
        thesaurus = thesaurus_of(language)
        assert thesaurus
        assert (near,) in [words for words, _, _ in thesaurus.near((word,))]
    assert thesaurus_of("xx") is None
