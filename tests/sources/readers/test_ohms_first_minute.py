"""OHMS: what is said before the first mark of a minute, and links in notes."""

from __future__ import annotations

from archive.sources.readers import read_file

RECORD = b"""<ROOT xmlns="https://www.weareavp.com/nunncenter/ohms"><record><title>T</title>
<sync>1:|3(0)</sync><index><point><time>0</time><title>Start</title></point>
<point><time>60</time><title>Next</title></point></index>
<transcript>DOE: One?

SMITH: Two.[[footnote]]1[[/footnote]]

DOE: Three?

SMITH: Four.
[[footnotes]][[note]][[link]]https://a.org[[/link]]A note.[[/note]][[/footnotes]]</transcript>
</record></ROOT>"""


def test_what_stands_before_the_first_minute_is_under_the_point_at_zero() -> None:
    found, _ = read_file(RECORD.replace(b"3(0)", b"5(0)"), "a.xml")
    assert [(topic.title, len(topic.turns)) for topic in found.topics] == [
        ("Start", 2),
        ("Next", 2),
    ]


def test_a_link_in_a_note_is_its_address() -> None:
    found, _ = read_file(RECORD, "a.xml")
    notes = [note for turn in found.turns for each in turn.paragraphs for note in each.notes]
    assert [note.text for note in notes] == ["https://a.org A note."]
