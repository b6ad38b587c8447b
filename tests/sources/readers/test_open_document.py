"""OpenDocument texts: paragraphs, headings, footnotes, and what a damaged one says."""

from __future__ import annotations

import io
import zipfile

import pytest

from archive.sources.readers import UnreadableError, read_file

TYPE = "application/vnd.oasis.opendocument.text"
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def document(body: str, title: str = "The engine") -> bytes:
    """An .odt with that body, as a word processor packs it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("mimetype", TYPE)
        text = f"<office:body><office:text>{body}</office:text></office:body>"
        package.writestr(
            "content.xml",
            f"<office:document-content {SPACES}>{text}</office:document-content>",
        )
        about = f"<office:meta><dc:title>{title}</dc:title></office:meta>"
        package.writestr(
            "meta.xml", f"<office:document-meta {SPACES}>{about}</office:document-meta>"
        )
    return packed.getvalue()


TALK = """
<text:h text:outline-level="1">How it began</text:h>
<text:p>ADA: When did you <text:span>build</text:span> it?</text:p>
<text:p>BOB: In the winter<text:note><text:note-citation>1</text:note-citation><text:note-body>
<text:p>Of 1931.</text:p></text:note-body></text:note>, in a<text:s/>kitchen.</text:p>
<text:p/>
<text:h text:outline-level="1">Soup</text:h>
<text:list><text:list-item><text:p>ADA: Who brought it?</text:p></text:list-item></text:list>
<text:p>BOB: They did.</text:p>
"""


def test_headings_turns_and_notes_are_read():
    read, form = read_file(document(TALK), "talk.odt")
    assert form == "odt"
    assert read.title == "The engine"
    assert [topic.title for topic in read.topics if topic.title] == ["How it began", "Soup"]
    texts = [each.text for turn in read.turns for each in turn.paragraphs]
    assert texts == [
        "When did you build it?",
        "In the winter, in a kitchen.",
        "Who brought it?",
        "They did.",
    ]
    (note,) = read.turns[1].paragraphs[0].notes
    assert (note.text, texts[1][note.first : note.last]) == ("Of 1931.", "winter")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (document(""), "has no text"),
        (document(TALK)[:-30], "isn't recognised"),
        (document("<text:p>&bad;</text:p>"), "XML"),
    ],
)
def test_a_damaged_one_is_refused(data: bytes, reason: str):
    with pytest.raises(UnreadableError, match=reason):
        read_file(data, "talk.odt")
