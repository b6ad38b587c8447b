"""What is suggested while somebody types."""

from __future__ import annotations

import json

import pytest

from archive.models import Person, Term
from tests.indexing import build_index


@pytest.fixture
def suggested(client, interview):
    """Texts that are suggested, without any glossary."""
    assert not Term.objects.exists()
    build_index()

    def ask(typed: str, prefix: str = "") -> list[str]:
        answer = client.get(f"{prefix}/search/suggest.json", {"q": typed})
        texts: list[str] = json.loads(answer.content)[1]
        return texts

    return ask


@pytest.mark.parametrize(
    "typed", ["ダリ", "だり", "dari", "Dari", "アモ", "あもで", "amo", "Amodei", "DARIO A"]
)
def test_it_knows_who_speaks_by_kana_and_latin(suggested, typed):
    assert "ダリオ・アモデイ" in suggested(typed)
    assert "Dario Amodei" in suggested(typed, "/en")


def test_it_knows_readings_of_names_in_kanji(suggested):
    Person.objects.filter(slug__contains="amodei").update(name="Sato Hanako", name_ja="佐藤花子")
    build_index()
    for typed in ("佐", "さと", "サトウ", "sato", "花子"):
        assert "佐藤花子" in suggested(typed), typed


@pytest.mark.parametrize("typed", ["雇用", "こよう", "koyo", "コヨウ"])
def test_it_knows_headings_and_their_words_by_reading(suggested, typed):
    assert "AIの経済的影響と雇用問題" in suggested(typed)


def test_a_person_s_address_is_what_they_say(client, suggested):
    answer = json.loads(client.get("/search/suggest.json", {"q": "だりお"}).content)
    assert client.get(answer[3][0]).context["found"].total > 5


def test_whom_the_glossary_has_is_suggested_once(client, indexed):
    answer = json.loads(client.get("/search/suggest.json", {"q": "Amodei"}).content)
    assert len(set(answer[3])) == len(answer[3])
    assert sum("Amodei" in text for text in answer[1]) == 1


@pytest.mark.parametrize("typed", ["김", "김민", "Kim", "gim mi", "minsu", "Minsu K"])
def test_it_knows_korean_names_in_latin_letters(suggested, typed):
    Person.objects.filter(slug__contains="amodei").update(name="김민수", name_ja="")
    build_index()
    assert "김민수" in suggested(typed)
