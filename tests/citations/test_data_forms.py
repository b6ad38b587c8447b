"""BibTeX, RIS, CSL-JSON and COinS, read by parsers that are not ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import NormalizeFieldKeys, SeparateCoAuthors, SplitNameParts
from hypothesis import assume, example, given
from hypothesis import strategies as st
from jsonschema import Draft3Validator
from pylatexenc.latex2text import LatexNodes2Text

from archive.citations import data
from archive.citations.presenter import Citation, Part
from archive.text.sanitise import as_written
from tests.citations.citations import citation, person

ADA = person("Ada Lovelace", "エイダ・ラブレス")
BOB = person("Bob B. Roe")
SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "csl-data.json").read_text())
TITLES = st.text(
    st.characters(blacklist_categories=["C", "Z"]) | st.sampled_from("{}%$#&_~^\\ 漢"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() == text)
STATED: dict[str, Any] = {
    "publisher": "The Paper",
    "published": "2026-01",
    "original_title": "Ein Gespräch",
}


def _entry(text: str):
    library = parse_string(
        text, append_middleware=[NormalizeFieldKeys(), SeparateCoAuthors(), SplitNameParts()]
    )
    assert not library.failed_blocks
    (entry,) = library.entries
    return entry


def test_bibtex_has_names_date_and_address_where_a_reader_looks():
    entry = _entry(data.bibtex(citation(ADA, BOB, interviewer=BOB, **STATED)))
    assert [(each.first, each.last) for each in entry["author"]] == [
        (["Ada"], ["Lovelace"]),
        (["Bob", "B."], ["Roe"]),
    ]
    assert entry["year"] == "2026"
    assert entry["url"] == "https://archive.example/interviews/talk/"
    assert entry["urldate"] == "2026-05-03"
    assert "Interview by Bob B. Roe" in entry["note"]
    assert "Originally: Ein Gespräch, n.d." in entry["note"]


def test_bibtex_states_that_the_year_is_missing():
    assert _entry(data.bibtex(citation(ADA)))["year"] == "n.d."


@given(TITLES)
@example("~˜^ˆ")
def test_bibtex_gives_back_any_title(title):
    _entry(data.bibtex(citation(ADA, title=title)))
    decoder = LatexNodes2Text(keep_braced_groups=False, strict_latex_spaces=True)
    # What is no text to TeX: ligatures of punctuation, which a title keeps as it is written.
    # The last two are what the decoder calls `^` and `~`.
    plain = title.translate({ord(mark): "x" for mark in "`'-<>?!\"“”‘’«»ˆ˜"})
    entry = _entry(data.bibtex(citation(ADA, title=plain)))
    decoded = decoder.latex_to_text(entry["title"]).replace("ˆ", "^").replace("˜", "~")
    assert decoded == plain


def test_bibtex_keeps_a_name_without_parts_whole():
    entry = _entry(data.bibtex(citation(person("Sons and Daughters Radio"), person("山田太郎"))))
    assert [each.last for each in entry["author"]] == [["Radio"], ["{山田太郎}"]]


@given(TITLES)
@example("0<?")
def test_ris_gives_back_any_title(title):
    shown = as_written(title)
    assume(shown.strip())
    (reference,) = rispy.loads(data.ris(citation(ADA, title=title)))
    assert reference["title"] == shown.strip()


def test_ris_has_what_is_stated_and_notes_what_is_not():
    part = Part("Were you there?", BOB, "s1234")
    (reference,) = rispy.loads(data.ris(citation(ADA, interviewer=BOB, part=part)))
    assert reference["authors"] == ["Lovelace, Ada"]
    assert reference["subsidiary_authors"] == ["Roe, Bob B."]
    assert reference["type_of_work"] == "Interview"
    assert reference["urls"] == ["https://archive.example/t/s1234/"]
    assert reference["access_date"] == "2026/05/03"
    assert "year" not in reference
    assert "Date of publication not stated (n.d.)" in reference["notes"]
    assert "Words of Bob B. Roe" in reference["notes"]


def test_csl_json_is_valid_and_of_type_interview():
    for cited in (citation(ADA, interviewer=BOB), citation(person("Plato"), **STATED)):
        items = json.loads(data.csl_json(cited))
        Draft3Validator(SCHEMA).validate(items)
        assert items[0]["type"] == "interview"


def test_csl_json_has_no_date_that_nobody_stated():
    assert "issued" not in data.csl_item(citation(ADA))
    assert data.csl_item(citation(ADA, **STATED))["issued"] == {"date-parts": [[2026, 1]]}


def test_coins_is_an_openurl_that_names_people_and_address():
    pairs = parse_qs(data.coins(citation(ADA, interviewer=BOB)), strict_parsing=True)
    assert pairs["ctx_ver"] == ["Z39.88-2004"]
    assert pairs["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:dc"]
    assert pairs["rft.creator"] == ["Lovelace, Ada"]
    assert pairs["rft.identifier"] == ["https://archive.example/interviews/talk/"]
    assert "rft.date" not in pairs


WORDS = "All that was said, to the very end. " * 8


def _quoted() -> Citation:
    part = Part("All that was said", ADA, "sabcd", words=WORDS.strip())
    stated: dict[str, Any] = {
        "recorded": "2026-01-20",
        "place": "Davos",
        "licence": "CC BY 4.0",
    }
    return citation(ADA, part=part, **stated)


def test_every_data_form_has_the_full_words_and_the_recording_s_facts():
    (reference,) = rispy.loads(data.ris(_quoted()))
    assert reference["abstract"] == WORDS.strip()
    assert "Held: 2026-01-20, Davos" in reference["notes"]
    assert "Licence: CC BY 4.0" in reference["notes"]
    entry = _entry(data.bibtex(_quoted()))
    assert entry["abstract"] == WORDS.strip()
    assert "Held: 2026-01-20, Davos" in entry["note"]
    (item,) = json.loads(data.csl_json(_quoted()))
    assert item["abstract"] == WORDS.strip()
    assert item["event-date"] == {"date-parts": [[2026, 1, 20]]}
    assert item["event-place"] == "Davos"


def test_an_interview_whose_recording_is_not_described_has_no_empty_facts():
    (item,) = json.loads(data.csl_json(citation(ADA)))
    assert not {"abstract", "event-date", "event-place", "medium"} & set(item)
    assert "Held" not in data.ris(citation(ADA)) + data.bibtex(citation(ADA))
