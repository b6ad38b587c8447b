"""`manage.py build_lexicon`."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from archive.models import Sentence
from search.knowledge import lexicon

LINES = "失業 [しつぎょう] /(n) unemployment/(P)/\n沙漠 [さばく] /(n) desert/\n"


@pytest.fixture
def target(tmp_path, monkeypatch):
    """The lexicon file, in a place of its own."""
    monkeypatch.setattr(lexicon, "PATH", tmp_path / "lexicon.tsv")
    lexicon.load.cache_clear()
    yield tmp_path / "lexicon.tsv"
    lexicon.load.cache_clear()


@pytest.fixture
def dictionary(tmp_path):
    path = tmp_path / "edict"
    path.write_bytes(LINES.encode("euc_jp"))
    return path


def build(*arguments: object) -> str:
    out = StringIO()
    call_command("build_lexicon", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_it_writes_what_occurs_with_licence_and_attribution(interview, target, dictionary):
    assert "1 rows" in build(dictionary)
    text = target.read_text(encoding="utf-8")
    assert "Electronic Dictionary Research and Development" in text
    assert "edrdg.org/edrdg/licence.html" in text
    assert "失業" in text
    assert "沙漠" not in text
    assert lexicon.load().lookup(["unemployed"])[0].label == "失業"


def test_check_passes_while_the_file_is_current(interview, target, dictionary):
    build(dictionary)
    assert "is current" in build(dictionary, "--check")
    Sentence.objects.filter(text__contains="失業").update(text="砂漠")
    with pytest.raises(SystemExit) as exit_:
        build(dictionary, "--check")
    assert exit_.value.code == 1
    assert "失業" in target.read_text(encoding="utf-8")


def test_check_fails_where_there_is_no_file(interview, target, dictionary):
    with pytest.raises(SystemExit):
        build(dictionary, "--check")
    assert not target.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "There is no dictionary .*edict2; install Debian's package"),
        ("失業 [しつぎょう] /(n) job/\nnothing\n", "edict2:2: an entry reads"),
        ("<JMdict>\n<entry>", "edict2:2: isn't XML"),
        ("", "has no entries"),
    ],
)
def test_it_ends_with_a_sentence_where_the_dictionary_is_none(
    interview, target, tmp_path, content, reason
):
    path = tmp_path / "edict2"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=reason) as error:
        build(path)
    assert error.value.returncode == 2
    assert not target.exists()


@pytest.mark.django_db
def test_it_ends_with_a_sentence_where_the_archive_is_empty(target, dictionary):
    with pytest.raises(CommandError, match="The archive is empty") as error:
        build(dictionary)
    assert error.value.returncode == 2
