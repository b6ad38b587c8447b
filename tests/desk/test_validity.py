"""The desk's pages are valid HTML, whatever stands in the texts."""

from __future__ import annotations

import pytest
from django.urls import reverse

from archive.editing import About, Place, add_person, set_texts, split
from archive.models import Interview, Report
from tests.desk.forms import press
from tests.desk.test_desk import ADDRESSES
from tests.editing.desk import anchors, editor_called, paragraphs, version
from tests.pages.validator import save, validate

pytestmark = pytest.mark.slow

WORDS = '\n</textarea><b>One</b> & "two". And more.\nThree < four. <script>x</script>'


def test_every_page_of_the_desk_is_valid(talk, at_desk, ann, tmp_path):
    anchor = anchors(talk)[1]
    seen = at_desk.get(reverse("desk-turn", args=[anchor]))
    asked = press(at_desk, seen, "text", reason="<i>")
    Interview.objects.update(kept_by="archive", title='A "talk" <b>&</b>')
    code = paragraphs(anchor)[0].anchor_id
    set_texts(editor_called("ben", reason="<b>"), anchor, {code: WORDS}, version(anchor))
    split(ann, anchor, Place(code, 1), version(anchor))
    add_person(ann, talk, About('Zoe "Z" <b>', "a <role>"))
    report = Report.objects.create(anchor=code, message="<b>No</b>", words='"&')
    conflict = press(at_desk, seen, "text", **{f"text-{code}": WORDS})
    refused = press(at_desk, seen, "insert", words=WORDS, speaker="", kind="answer")
    pages = {
        f"{prefix}{address}": at_desk.get(prefix + address).content
        for prefix in ("", "/en")
        for address in (
            *ADDRESSES,
            f"/desk/turns/{anchor}/",
            f"/desk/reports/{report.pk}/",
            f"/t/{anchor}/corrections/",
        )
    }
    pages |= {"asked": asked.content, "conflict": conflict.content, "refused": refused.content}
    folder = tmp_path / "pages"
    folder.mkdir()
    for address, content in pages.items():
        save(folder, address, content)
    assert validate(folder) == ""
