"""Dashes for names, odd writing, gaps of recognisers, editors' readings: as people have them."""

from __future__ import annotations

import json

import pytest

from archive.sources.readers import ReadInterview, UnreadableError, read_file


def _turns(found: ReadInterview) -> list[tuple[str, str]]:
    return [("+".join(t.speakers), " / ".join(p.text for p in t.paragraphs)) for t in found.turns]


@pytest.mark.parametrize("dash", ["— ", "—", "– ", "- "])
def test_a_dash_before_every_turn_lets_two_speak_by_turns(dash: str) -> None:
    said = ["¿Dónde nació?", "En Lugo.", "¿Y cuándo?", "En mayo —creo—.", "¿De verdad?", "Sí."]
    found, _ = read_file("\n".join(dash + each for each in said).encode(), "a.txt")
    assert _turns(found) == list(zip(["――", "―"] * 3, said, strict=True))
    assert "dash" in found.doubts[0].reason


@pytest.mark.parametrize("dash", ["——", "– "])
def test_a_dash_before_questions_alone_leaves_the_answers_without(dash: str) -> None:
    text = "".join(f"{dash}Где {at}?\n\nТам {at}.\n\nПотом.\n\n" for at in range(3))
    found, _ = read_file(text.encode(), "a.txt")
    assert [each for each, _ in _turns(found)] == ["――", "―"] * 3
    assert _turns(found)[1] == ("―", "Там 0. / Потом.")


def test_hyphens_of_a_list_speak_for_nobody() -> None:
    with pytest.raises(UnreadableError):
        read_file(b"- milk\n- bread\n- eggs\n- salt\n- oil\n- tea?\n", "a.txt")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("साक्षात्कारकर्ता", "रमेश शर्मा"),
        ("ผู้สัมภาษณ์", "คุณสมชาย"),
        ("Dr. Anna Müller", "Prof. Dr. Karl-Heinz von der Mühlen"),
        ("1. Q", "2. A"),
    ],
)
def test_labels_are_known_in_their_writing(one: str, other: str) -> None:
    lines = [f"{one}: aa", f"{other}: bb", f"{one}: cc", f"{other}: dd"]
    found, _ = read_file("\n".join(lines).encode(), "a.txt")
    assert [text for _, text in _turns(found)] == ["aa", "bb", "cc", "dd"]
    assert len({who for who, _ in _turns(found)}) == 2


def test_short_turns_of_roles_are_no_head() -> None:
    text = "聞き手：なるほど\n話し手：うん\n聞き手：それで\n話し手：以上\n"
    found, _ = read_file(text.encode(), "a.txt")
    assert len(_turns(found)) == 4


def test_a_name_in_capitals_speaks_in_cues_though_it_stands_once() -> None:
    cues = ["АННА: Где?", "БОРИС: Там.", "АННА: Да."]
    text = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{c}\n\n" for n, c in enumerate(cues, 1)
    )
    found, _ = read_file(text.encode(), "a.srt")
    assert [f"{who}: {said}" for who, said in _turns(found)] == cues


def _word(text: str, at: int, **more: object) -> dict[str, object]:
    return {"word": text, "start": at, "end": at + 0.5, **more}


def test_no_channel_of_a_recogniser_is_lost() -> None:
    channels = [{"alternatives": [{"words": [_word(text, at)]}]} for at, text in enumerate("xy")]
    found, _ = read_file(json.dumps({"results": {"channels": channels}}).encode(), "a.json")
    assert _turns(found) == [("Speaker 0", "x"), ("Speaker 1", "y")]


def test_a_word_without_a_speaker_goes_on_and_the_text_keeps_its_signs() -> None:
    words = [_word("Hi", 0, speaker="S0"), {"word": "5"}, _word("Yes", 2, speaker="S1")]
    segment = {"start": 0, "end": 3, "text": "Hi, 5. Yes!", "speaker": "S0", "words": words}
    found, _ = read_file(json.dumps({"segments": [segment]}).encode(), "a.json")
    assert _turns(found) == [("S0", "Hi, 5."), ("S1", "Yes!")]


def test_json_lines_are_segments_and_a_broken_one_is_named() -> None:
    lines = [json.dumps({"speaker": who, "text": who, "start": 1}) for who in ("Ann", "Ben")]
    found, _ = read_file("\n".join(lines).encode(), "a.jsonl")
    assert _turns(found) == [("Ann", "Ann"), ("Ben", "Ben")]
    with pytest.raises(UnreadableError, match="line 3: the JSON"):
        read_file("\n".join([*lines, '{"speaker": ']).encode(), "a.jsonl", "asr")


def test_one_of_two_readings_of_a_tei_text_is_spoken() -> None:
    data = (
        b"<TEI><text><body><spGrp><sp who='#a'><p>One <choice><sic>tow</sic><corr>two</corr>"
        b"</choice> <del>x</del>th<lb break='no'/>ree <gap reason='lost'/></p></sp></spGrp>"
        b"<sp who='#b'><lg><l>Four</l><l>five</l></lg></sp></body></text></TEI>"
    )
    found, _ = read_file(data, "a.xml")
    assert _turns(found) == [("a", "One two three [lost]"), ("b", "Four five")]
