"""Names that only their bold letters tell from what is said."""

from __future__ import annotations

import io

import docx
import pytest

from archive.sources.readers import UnreadableError, read_file

SPOKEN = [("Ann Lee", "Where?"), ("Ada", "There."), ("Ann Lee", "When?"), ("Ada", "Then.")]


def _saved(paragraphs: list[list[tuple[str, bool]]]) -> bytes:
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text, is_bold in runs:
            paragraph.add_run(text).bold = is_bold
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("above", [False, True])
def test_a_name_in_bold_needs_no_colon(above: bool) -> None:
    paragraphs = []
    for name, text in SPOKEN:
        paragraphs += (
            [[(name, True)], [(text, False)]] if above else [[(name, True), (f" {text}", False)]]
        )
    found, _ = read_file(_saved(paragraphs), "a.docx")
    assert [(turn.speakers[0], turn.paragraphs[0].text) for turn in found.turns] == SPOKEN


def test_bold_words_that_do_not_recur_name_nobody() -> None:
    data = _saved([[("Where?", True)], [("There.", False)], [("When?", True)], [("Then.", False)]])
    with pytest.raises(UnreadableError):
        read_file(data, "a.docx")


def test_a_time_behind_a_name_in_bold_is_that_of_its_words() -> None:
    data = _saved(
        [[(name, True), (f"   1:0{at} {text}", False)] for at, (name, text) in enumerate(SPOKEN)]
    )
    found, _ = read_file(data, "a.docx")
    assert [turn.paragraphs[0].text for turn in found.turns] == [text for _, text in SPOKEN]
    assert [turn.start.total_seconds() for turn in found.turns if turn.start] == [60, 61, 62, 63]
