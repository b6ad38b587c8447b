"""The four printed styles, by examples after each style's own rules."""

from __future__ import annotations

from typing import Any

import pytest

from archive.citations import styles
from archive.citations.presenter import Part
from archive.citations.styles import Italic
from tests.citations.citations import citation, person

ADA = person("Ada Lovelace", "エイダ・ラブレス")
BOB = person("Bob B. Roe")
CLAIRE = person("Claire Fox")
STATED: dict[str, Any] = {
    "publisher": "The Paper",
    "published": "2026-01-20",
    "original_title": "Ein Gespräch",
    "original_publisher": "Der Sender",
    "original_published": "2025-12",
}
STYLES = {
    "apa": styles.apa,
    "mla": styles.mla,
    "chicago": styles.chicago,
    "sist02": styles.sist02,
}


def _text(style: str, cited) -> str:
    return "".join(STYLES[style](cited))


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "apa",
            (
                "Lovelace, A. (n.d.). A Talk (B. B. Roe, Interviewer) [Interview transcript]. "
                "Interview Archive. Retrieved May 3, 2026, from https://archive.example/interviews/talk/"
            ),
        ),
        (
            "mla",
            (
                "Lovelace, Ada. “A Talk.” Interview by Bob B. Roe. Interview Archive, n.d., "
                "https://archive.example/interviews/talk/. Accessed 3 May 2026."
            ),
        ),
        (
            "chicago",
            (
                "Lovelace, Ada. “A Talk.” Interview by Bob B. Roe. Interview Archive, n.d. "
                "Accessed May 3, 2026. https://archive.example/interviews/talk/."
            ),
        ),
        (
            "sist02",
            (
                "ラブレス, エイダ. “A Talk”. 聞き手: Roe, Bob B. "
                "インタビュー・アーカイブ. 日付不明. "
                "https://archive.example/interviews/talk/, (参照 2026-05-03)."
            ),
        ),
    ],
)
def test_it_says_that_a_date_is_missing_and_invents_nothing(style, expected):
    assert _text(style, citation(ADA, interviewer=BOB)) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "apa",
            (
                "Lovelace, A., & Fox, C. (2026, January 20). A Talk (B. B. Roe, Interviewer) "
                "[Interview transcript]. The Paper. Interview Archive. Retrieved May 3, 2026, from "
                "https://archive.example/interviews/talk/ "
                "(Original work published 2025 as Ein Gespräch, Der Sender)"
            ),
        ),
        (
            "mla",
            (
                "Lovelace, Ada, and Claire Fox. “A Talk.” Interview by Bob B. Roe. "
                "Interview Archive, The Paper, 20 Jan. 2026, "
                "https://archive.example/interviews/talk/. Accessed 3 May 2026. "
                "Originally published as Ein Gespräch, Der Sender, Dec. 2025."
            ),
        ),
        (
            "chicago",
            (
                "Lovelace, Ada, and Claire Fox. “A Talk.” Interview by Bob B. Roe. "
                "Interview Archive, The Paper, January 20, 2026. Originally published as Ein "
                "Gespräch (Der Sender, December 2025). Accessed May 3, 2026. https://archive.example/interviews/talk/."
            ),
        ),
        (
            "sist02",
            (
                "ラブレス, エイダ; Fox, Claire. “A Talk”. 聞き手: Roe, Bob B. "
                "原題: Ein Gespräch, Der Sender, 2025-12. The Paper. "
                "インタビュー・アーカイブ. 2026-01-20. "
                "https://archive.example/interviews/talk/, (参照 2026-05-03)."
            ),
        ),
    ],
)
def test_it_gives_what_the_source_states(style, expected):
    assert _text(style, citation(ADA, CLAIRE, interviewer=BOB, **STATED)) == expected


@pytest.mark.parametrize("style", STYLES)
def test_it_names_whoever_speaks_the_cited_words(style):
    part = Part("Were you there?", BOB, "s1234")
    text = _text(style, citation(ADA, interviewer=BOB, part=part))
    spoken = {
        "apa": "s1234, B. B. Roe: “Were you there?”]",
        "mla": "“Were you there?” Spoken by Bob B. Roe in A Talk, interview by",
        "chicago": "“Were you there?” Spoken by Bob B. Roe in “A Talk,” interview by",
        "sist02": "“Were you there?”（Bob B. Roeの発言）. A Talk.",
    }
    assert spoken[style] in text
    assert "https://archive.example/t/s1234/" in text


@pytest.mark.parametrize("style", STYLES)
def test_it_begins_with_the_title_where_there_is_no_guest(style):
    text = _text(style, citation(interviewer=BOB))
    assert text.lstrip("“").startswith("A Talk")
    assert not text.startswith(" ")


@pytest.mark.parametrize("style", STYLES)
def test_it_leaves_out_an_interviewer_who_is_not_known(style):
    text = _text(style, citation(ADA))
    assert not any(word in text for word in ("Interview by", "Interviewer", "聞き手"))
    assert ".." not in text.replace("://", "")


@pytest.mark.parametrize(
    ("style", "many"),
    [("mla", "Lovelace, Ada, et al."), ("chicago", "Lovelace, Ada, Bob B. Roe, and Claire Fox.")],
)
def test_it_lists_three_guests_as_the_style_does(style, many):
    assert _text(style, citation(ADA, BOB, CLAIRE)).startswith(many)


def test_it_cuts_a_long_list_of_guests_as_apa_and_chicago_do():
    crowd = [person(f"Given Family{chr(65 + number)}") for number in range(22)]
    assert _text("apa", citation(*crowd)).count("Family") == 20
    assert ", . . . FamilyV, G. (n.d.)" in _text("apa", citation(*crowd))
    assert _text("chicago", citation(*crowd)).count("Family") == 3


def test_it_sets_in_italics_what_the_style_does():
    cited = citation(ADA, interviewer=BOB, **STATED)
    marked = {
        name: [str(piece) for piece in style(cited) if isinstance(piece, Italic)]
        for name, style in STYLES.items()
    }
    assert marked == {
        "apa": ["A Talk", "Ein Gespräch"],
        "mla": ["Interview Archive", "Ein Gespräch"],
        "chicago": ["Ein Gespräch"],
        "sist02": [],
    }
