"""Word documents whose words stand in content controls, in tables within tables, in text boxes."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from archive.sources.readers import read_file

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BOX = "<w:txbxContent><w:p><w:r><w:t>More words</w:t></w:r></w:p></w:txbxContent>"
PLACES = {
    "control": f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>More words</w:t></w:r></w:p>"
    "</w:sdtContent></w:sdt>",
    "box": f"<w:p {W} {MC}><w:r><w:t>Pull</w:t></w:r><w:r><mc:AlternateContent>"
    f'<mc:Choice Requires="wps">{BOX}</mc:Choice>'
    f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    "table": f"<w:tbl {W}><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>More words</w:t></w:r>"
    "</w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>",
}


@pytest.mark.parametrize("place", PLACES)
def test_no_words_of_a_document_are_lost_or_doubled(place: str) -> None:
    document = docx.Document()
    for text in ("ANN: Where?", "BEN: There.", "ANN: When?", "BEN: Then."):
        document.add_paragraph(text)
    document.element.body.insert(2, parse_xml(PLACES[place]))
    file = io.BytesIO()
    document.save(file)
    found, _ = read_file(file.getvalue(), "a.docx")
    texts = [paragraph.text for turn in found.turns for paragraph in turn.paragraphs]
    assert texts.count("More words") == 1
    assert [text for text in texts if text not in ("More words", "Pull")] == [
        "Where?",
        "There.",
        "When?",
        "Then.",
    ]
