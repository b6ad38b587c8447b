"""What goes out in the archive's own forms comes in again: all of it."""

from __future__ import annotations

import pytest
from hypothesis import given

from archive.models import Interview
from archive.sources.readers import own_json, own_tei
from archive.sources.readers.transcripts import ReadInterview
from tests.formats.comparing import bare
from tests.formats.interviews import interviews, store, stored_as_read, with_database
from tests.formats.test_whole_interviews import written
from tests.sources.drafts import small

pytestmark = pytest.mark.django_db
OWN = {"json": own_json, "xml": own_tei}


@pytest.mark.parametrize("extension", OWN)
@with_database
@given(drawn=interviews())
def test_nothing_is_lost_on_the_way(db, extension: str, drawn: ReadInterview):
    file = written(store(drawn), extension)
    assert bare(OWN[extension].read(file)) == drawn


@pytest.mark.parametrize("extension", OWN)
def test_the_shipped_interview_comes_in_again(extension: str, interview: Interview):
    file = written(interview, extension)
    assert bare(OWN[extension].read(file)) == stored_as_read(interview)


def test_each_recognises_its_own_form_alone(interview: Interview):
    for extension in ("json", "xml", "md", "txt", "csv"):
        file = written(interview, extension)
        sure = {name: reader.recognises(file, "a file") for name, reader in OWN.items()}
        assert sure == {name: float(name == extension) for name in OWN}


@pytest.mark.parametrize("extension", OWN)
def test_of_markup_the_words_go_out_and_come_in(extension: str, tmp_path):
    sentence = 'She said <em>so</em> &amp; <a href="https://example.org/">here</a>.<br>Yes. '
    draft = small()
    draft.topics[0].turns[1].paragraphs[0] = sentence + "And then?"
    draft.markup = "html"
    draft.load(tmp_path)
    paragraph = OWN[extension].read(written(draft.stored(), extension)).turns[1].paragraphs[0]
    assert paragraph.text == "She said so & here.\nYes. And then?"
    pieces = [paragraph.text[each.first : each.last] for each in paragraph.sentences]
    assert "".join(pieces) == paragraph.text
    assert len(pieces) > 1
