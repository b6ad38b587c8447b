"""Files that are odd or broken, and what is said of each."""

from __future__ import annotations

import json

import pytest

from archive.sources.readers import UnreadableError, read_file

REFUSED = [
    (b"", "empty"),
    (b"  \n\n \n", "empty"),
    (b"\xef\xbb\xbf", "empty"),
    (b"%PDF-1.7 x", "a PDF"),
    (b"\xd0\xcf\x11\xe0 x", "old Word document"),
    (b"{\\rtf1 x}", "rich text"),
    (b"ID3\x03 x", "a sound file"),
    (b"RIFF1234WAVE", "sound or video"),
    (b"OggS12", "a sound file"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff\xe0", "a picture"),
    (b"\x1f\x8b\x08", "packed"),
    (b"PK\x03\x04 broken", "isn't recognised"),
    (b"abc\x00\x00\x00\x01\x02\x00\x00def\x00" * 20, "zero"),
    (b"\x01\x02\x03\x04\x05" * 40, "no text has"),
    (b"only prose, and nobody speaks in it\n", "isn't recognised"),
    (b"Ein Satz. Noch einer.\n", "isn't recognised"),
    (b"WEBVTT\n", "no cue"),
    (b"WEBVTT\n\nNOTE nothing\n", "no cue"),
    (b"WEBVTT\n\n00:01.000 -> 00:02.000\nhi\n", "must be “-->”"),
    (b"WEBVTT\n\n00:xx.000 --> 00:02.000\nhi\n", "can't be read"),
    (b"WEBVTT\n\n00:01.000 --> 00:99.000\nhi\n", "can't be read"),
    (b"WEBVTT\n\nlost words\n\n00:01.000 --> 00:02.000\n<v A>hi\n", "belongs to no cue"),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "nothing is said"),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\n[music]\n", "nothing is said"),
    (b"1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> zz\nA\n", "can't be read"),
    (b"1\n00:00:01,000 --> 00:00:02,000\n\n", "nothing is said"),
    (b"1\n00:00:01,000 --> 00:00:02,000\nHi\n\nloose\n", "belongs to no cue"),
    (b'{"segments": [', "JSON can't be read"),
    (b'[{"text": "a", "start": 0},]', "JSON can't be read"),
    (b"{}", "isn't recognised"),
    (b"[]", "isn't recognised"),
    (b'{"segments": []}', "isn't recognised"),
    (json.dumps([{"text": "a", "start": 0}, {"text": "b", "start": 1}, 3]).encode(), "is int"),
    (json.dumps([{"text": "a", "start": 0}, {"text": "b"}, {"x": 1}]).encode(), "has no text"),
    (json.dumps([{"text": "a", "start": "soon"}]).encode(), "can't be read as a time"),
    (json.dumps([{"text": " ", "start": 1}]).encode(), "nothing is said"),
    (b'[{"section_content": 3}]', "no section_content"),
    (b'[{"section_content": "<p>x</p>", "section_speaker": null}]', "nobody speaks"),
    (b'[{"section_content": ', "JSON can't be read"),
    (b"<TEI><text><body><u who='#a'>x</body></text></TEI>", "XML is broken"),
    (b"<TEI><text><body><p>x</p></body></text></TEI>", "nobody speaks"),
    (b"<TEI><teiHeader/></TEI>", "no text"),
    (b'<!DOCTYPE TEI [<!ENTITY a "b">]><TEI>&a;</TEI>', "entities"),
    (b"<akomaNtoso><debate><debateBody/></debate></akomaNtoso>", "nobody speaks"),
    (b"<akomaNtoso><act/></akomaNtoso>", "no debate"),
    (b"<akomaNtoso><debate>", "XML is broken"),
    (b"<ROOT><record><ohms/></record></ROOT>", "no transcript"),
    (b"<ROOT><record><transcript>No transcript.</transcript></record></ROOT>", "no transcript"),
    (b"<ROOT><record><transcript>x</record></ROOT>", "XML is broken"),
    (b"<html><body>hi</body></html>", "isn't recognised"),
    (b"---\ntitle: a: b\n---\n**A:** x\n\n**B:** y\n\n**A:** z\n", "no YAML"),
    (b"---\ntitle: x\n---\n\nJust prose.\n", "no line says who speaks"),
]
DOUBTED = [
    ("A: one\n\nB: two\n\nA: three\n\nB: four\n".encode("utf-16"), "UTF-16"),
    ("A: 一つです。\n\nB: 二つでした。\n\nA: 三つ\n\nB: 四つ\n".encode("cp932"), "Shift_JIS"),
    (
        "司会：これはどうですか。\n山田：はい。\n司会：では。\n山田：ええ。".encode("euc_jp"),
        "EUC-JP",
    ),
    ("問：你好嗎？\n\n答：我很好的。\n\n問：是。\n\n答：不是。\n".encode("big5"), "Big5"),
    ("问：你好吗？\n\n答：我很好的。\n\n问：是。\n\n答：不是。\n".encode("gb18030"), "GB18030"),
    ("Q: Où ? L’été.\n\nA: Là.\n\nQ: Né ?\n\nA: Oui.\n".encode("cp1252"), "Windows-1252"),
    (b"ANNA: a\n\nBEN: b\n\nANNA: c\n\nBEN: d\n\nCARL: e\n", "“CARL” speaks here alone"),
    (b"ANNAS: a\n\nBENNO: b\n\nANNAS: c\n\nBENNO: d\n\nBENN0: e\n", "probably “BENNO” is meant"),
    (b"ANNA: a\n\nBEN: b\n\nANNA: c\n\nBEN: d\n\nRemember: e\n", "not taken for a speaker"),
    (b"[00:10] A: a\n\n[00:05] B: b\n\n[00:20] A: c\n\n[00:30] B: d\n", "goes back"),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>hi\n\n00:03.000 --> 00:04.000\n\n", "cue is empty"),
    (b"WEBVTT\n\n00:03.000 --> 00:02.000\n<v A>hi\n", "the end is left out"),
    (b"WEBVTT\n\n00:03.000 --> 00:04.000\nhi\n", "nothing says who speaks"),
    (b"WEBVTT\n\nNOTE by Jo\n\n00:03.000 --> 00:04.000\n<v A>hi\n", "a note of the file"),
    (json.dumps([{"text": "a", "start": 0}]).encode(), "doesn't say who speaks"),
    (b"<TEI><text><body><u>a</u></body></text></TEI>", "doesn't say who speaks"),
    (b"<TEI><text><body><u who='#a'>a</u><u who='#b'/></body></text></TEI>", "utterance is empty"),
    ("ANNA: a\n\nBEN: b\n\nANNA\u00a0: c\n\nBEN: d\n\n\u2018BEN: e\n".encode(), "is taken for"),
]


@pytest.mark.parametrize(("data", "said"), REFUSED)
def test_a_file_that_cannot_be_read_is_told_why(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_file(data, "file")
    assert said in str(caught.value)
    assert all(mistake.line >= 1 for mistake in caught.value.mistakes)


@pytest.mark.parametrize(("data", "said"), DOUBTED)
def test_an_odd_file_is_read_with_a_doubt(data: bytes, said: str) -> None:
    found, _ = read_file(data, "file")
    assert any(said in doubt.reason for doubt in found.doubts), found.doubts


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    data = b"WEBVTT\n\n00:xx --> 00:02.000\na\n\n00:03.000 -> 00:04.000\nb\n\nloose\n"
    with pytest.raises(UnreadableError) as caught:
        read_file(data, "a.vtt")
    assert [mistake.line for mistake in caught.value.mistakes] == [3, 6, 9]
