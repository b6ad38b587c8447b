"""An archive that lost an interview gets the same one back from its own JSON or TEI."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from archive.formats import BY_EXTENSION
from archive.formats.addresses import Addresses
from archive.sources import Wishes, import_form, propose_data
from archive.sources.archived import archived
from archive.sources.readers.transcripts import ReadInterview
from archive.transcript import Transcript
from tests.formats.interviews import interviews
from tests.formats.stored_interviews import clear, store, stored_as_read
from tests.sources.test_pairs import comparable

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("extension", ["json", "xml"])
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(read=interviews())
def test_an_interview_comes_back_from_its_own_file(extension: str, read: ReadInterview) -> None:
    interview = store(read)
    before, anchors = archived(interview), stored_as_read(interview).former_anchors
    form = BY_EXTENSION[extension]
    loaded = Transcript(interview, with_cues=True)
    data = b"".join(
        each if isinstance(each, bytes) else each.encode()
        for each in form.pieces(loaded, Addresses("https://example.org"))
    )
    clear(interview.slug)
    outcome = import_form(propose_data(data, f"a.{extension}", None, Wishes()))
    assert comparable(archived(outcome.interview)) == comparable(before)
    assert stored_as_read(outcome.interview).former_anchors == anchors
