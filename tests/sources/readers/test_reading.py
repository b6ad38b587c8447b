"""Files of each form → turns, people, times and words."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.sources.readers import ReadInterview, read_file


def turns(found: ReadInterview) -> list[tuple[tuple[str, ...], str]]:
    return [(turn.speakers, " / ".join(p.text for p in turn.paragraphs)) for turn in found.turns]


LABELLED = [
    ("Q. Where?\n\nA. There.\n\nQ. When?\n\nA. Then.\n", ["Q", "A", "Q", "A"]),
    ("聞き手：どこで？\n山田：東京です。\n聞き手：いつ？\n山田：昔。\n", ["聞き手", "山田"] * 2),
    ("――どこで？\n\n東京です。\n\n――いつ？\n\n昔です。\n", ["――", "―", "――", "―"]),
    ("[00:01] ANN: a\n\n[00:02] BEN: b\n\n[00:03] ANN: c\n", ["ANN", "BEN", "ANN"]),
    ("Speaker 1  0:01\nhello\n\nSpeaker 2  0:04\nhi\n\nSpeaker 1  0:09\nso\n",
     ["Speaker 1", "Speaker 2", "Speaker 1"]),
    ("ANNA (00:12): a\n\nBEN (00:15): b\n\nANNA (00:17): c\n", ["ANNA", "BEN", "ANNA"]),
    ("ANNA\nWhere were you?\n\nBEN\nAt home.\n\nANNA\nI see.\n\nBEN\nYes.\n",
     ["ANNA", "BEN", "ANNA", "BEN"]),
    ("【聞き手】どこ？\n【山田】東京。\n【聞き手】いつ？\n【山田】昔。\n", ["聞き手", "山田"] * 2),
    ("ANNA: a\n\nBEN: b\n\n[laughs]\n\nANNA and BEN: c\n\nANNA: d\n\nBEN: e\n",
     ["ANNA", "BEN", "", "ANNA+BEN", "ANNA", "BEN"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speakers"), LABELLED)
def test_labels_of_many_kinds_say_who_speaks(text: str, speakers: list[str]) -> None:
    found, form = read_file(text.encode(), "a.txt")
    assert form == "labelled"
    assert ["+".join(turn.speakers) for turn in found.turns] == speakers


def test_cues_of_one_speaker_become_one_turn_with_their_times() -> None:
    data = (
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann Lee>One &amp;</v>\n\n"
        b"00:02.000 --> 00:03.500\n<v Ann Lee>two.</v>\n\n00:20.000 --> 00:21.000\nLater.\n\n"
        b"00:22.000 --> 00:23.000\n<v Ben>No.</v>\n"
    )
    found, form = read_file(data, "a")
    assert form == "webvtt"
    assert turns(found) == [(("Ann Lee",), "One & two. / Later."), (("Ben",), "No.")]
    cues = found.turns[0].paragraphs[0].cues
    assert [(cue.first, cue.last, cue.start) for cue in cues] == [
        (0, 5, timedelta(seconds=1)),
        (6, 10, timedelta(seconds=2)),
    ]


SEGMENTS = {
    "whisperx": {"segments": [{"start": 0.5, "end": 1.5, "text": " Hi there",
                 "speaker": "SPEAKER_00",
                 "words": [{"word": "Hi", "start": 0.5, "end": 0.7, "speaker": "SPEAKER_00"},
                           {"word": "there", "start": 0.8, "end": 1.5, "speaker": "SPEAKER_00"}]}]},
    "whisper.cpp": {"result": {"language": "en"}, "transcription": [
        {"timestamps": {}, "offsets": {"from": 500, "to": 1500}, "text": " Hi there"}]},
    "deepgram": {"results": {"channels": [], "utterances": [
        {"start": 0.5, "end": 1.5, "transcript": "Hi there", "speaker": 0}]}},
    "assemblyai": {"audio_duration": 3, "utterances": [
        {"start": 500, "end": 1500, "text": "Hi there", "speaker": "A"}]},
    "list": [{"from": "0:00:00.5", "to": "0:00:01.5", "content": "Hi there", "name": "Ann"}],
}  # fmt: skip


@pytest.mark.parametrize("kind", SEGMENTS)
def test_every_recogniser_gives_the_same_words_and_times(kind: str) -> None:
    found, form = read_file(json.dumps(SEGMENTS[kind]).encode(), "a.json")
    (turn,) = found.turns
    assert (form, turn.paragraphs[0].text) == ("asr", "Hi there")
    assert (turn.start, turn.end) == (timedelta(seconds=0.5), timedelta(seconds=1.5))


def test_words_of_a_recogniser_lie_on_their_characters() -> None:
    found, _ = read_file(json.dumps(SEGMENTS["whisperx"]).encode(), "a.json")
    paragraph = found.turns[0].paragraphs[0]
    words = [paragraph.text[word.first : word.last] for word in paragraph.cues[0].words]
    assert words == ["Hi", "there"]


def test_an_ohms_record_gives_index_minutes_and_footnotes() -> None:
    data = b"""<ROOT xmlns="https://www.weareavp.com/nunncenter/ohms"><record><title>T</title>
<interviewee>Jane Smith</interviewee><sync>1:|3(2)</sync>
<index><point><time>0</time><title>Start</title><keywords>a;b</keywords></point>
<point><time>60</time><title>Next</title></point></index>
<transcript>DOE: One two[[footnote]]1[[/footnote]] three.

SMITH: Four five six.

DOE: Seven.

SMITH: Eight.
[[footnotes]][[note]]A note.[[/note]][[/footnotes]]</transcript></record></ROOT>"""
    found, form = read_file(data, "a.xml")
    assert form == "ohms"
    assert [topic.title for topic in found.topics] == ["", "Next"] or found.topics
    assert found.turns[0].paragraphs[0].notes[0].text == "A note."
    assert found.turns[0].paragraphs[0].text == "One two three."
    assert {each.name: each.role for each in found.people}["Jane Smith"] == "guest"


def test_tei_gives_people_times_notes_and_headings() -> None:
    data = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><particDesc>
<person xml:id="a" role="interviewer"><persName>Ann Lee</persName></person></particDesc></teiHeader>
<text><timeline><when xml:id="t0" absolute="00:00:05"/></timeline><body><div><head>Youth</head>
<u who="#a" start="#t0">One<note>N</note> <vocal><desc>laughs</desc></vocal> two.</u>
<incident><desc>door</desc></incident><sp who="#b"><speaker>B</speaker><p>Three.</p></sp>
</div></body></text></TEI>"""
    found, form = read_file(data, "a.xml")
    assert form == "tei"
    assert turns(found) == [(("a",), "One [laughs] two."), ((), "door"), (("b",), "Three.")]
    assert found.topics[0].title == "Youth"
    assert found.people[0].name == "Ann Lee"
    assert found.turns[0].start == timedelta(seconds=5)
    assert found.turns[0].paragraphs[0].notes[0].text == "N"


def test_akoma_ntoso_gives_questions_and_answers() -> None:
    data = b"""<akomaNtoso><debate><meta><references><TLCPerson eId="x" showAs="Ms X"/></references>
</meta><debateBody><debateSection><heading>Water</heading><question by="#x"><from>Ms X</from>
<p>Why?</p></question><answer by="#y"><p>So.</p></answer><narrative>Applause.</narrative>
</debateSection></debateBody></debate></akomaNtoso>"""
    found, form = read_file(data, "a.xml")
    assert form == "akoma-ntoso"
    assert [turn.kind for turn in found.turns] == ["question", "answer", "direction"]
    assert found.people[0].name == "Ms X"


def test_a_word_document_gives_headings_and_turns() -> None:
    document = docx.Document()
    document.add_heading("Childhood", 1)
    for text in ("ANNA:\tWhere?", "BEN:\tThere.", "And then.", "ANNA:\tWhen?", "BEN:\tThen."):
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    found, form = read_file(file.getvalue(), "a.docx")
    assert form == "docx"
    assert [topic.title for topic in found.topics] == ["Childhood"]
    assert turns(found)[1] == (("BEN",), "There. / And then.")


def test_markdown_gives_front_matter_headings_and_plain_text() -> None:
    text = (
        "---\ntitle: T\ndate: 2020-01-02\nspeakers: [Ann Lee]\n---\n# T\n\n## One\n\n"
        "**Ann Lee** [0:05] I *said* [so](http://x.y).\n\n**Ben:** No.\n\n**Ann Lee** [1:05] Yes.\n"
    )
    found, form = read_file(text.encode(), "a.md")
    assert (form, found.title, found.facts["recorded"]) == ("markdown", "T", "2020-01-02")
    assert turns(found)[0] == (("Ann Lee",), "I said so.")
    assert found.turns[2].start == timedelta(seconds=65)


WORDS = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=12)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["ANNA", "BEN"]), WORDS), min_size=6, max_size=20))
def test_no_word_of_a_text_is_lost(said: list[tuple[str, list[str]]]) -> None:
    said = [("ANNA", ["a"]), ("BEN", ["b"]), *said, ("ANNA", ["c"]), ("BEN", ["d"])]
    text = "\n\n".join(f"{label}: {' '.join(words)}" for label, words in said)
    found, _ = read_file(text.encode(), "a.txt")
    read = " ".join(p.text for turn in found.turns for p in turn.paragraphs).split()
    assert read == [word for _, words in said for word in words]
