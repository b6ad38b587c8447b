"""The desk without script: every operation by the forms of its pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from archive.desk import operations
from archive.editing import set_texts
from archive.models import Draft, Edit, Interview, Person, Report, Segment, Topic
from tests.desk.forms import fields, forms_of, press, words
from tests.editing.desk import (
    anchors,
    editor_called,
    outline,
    paragraphs,
    texts,
    version,
)


@pytest.fixture
def kept(talk):
    """The interview, kept by the archive already."""
    Interview.objects.update(kept_by="archive")
    return talk


def page(client: Client, anchor: str):
    return client.get(reverse("desk-turn", args=[anchor]))


def text_field(anchor: str, number: int = 0) -> str:
    return f"text-{paragraphs(anchor)[number].anchor_id}"


ADDRESSES = [
    "/desk/",
    "/desk/reports/",
    "/desk/interviews/draft/",
    "/desk/interviews/draft/topics/beginnings/",
    "/desk/interviews/draft/people/",
    "/desk/interviews/draft/replace/?words=Yes&replacement=No",
    "/desk/interviews/draft/history/",
    "/desk/interviews/draft/publication/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_only_editors_see_the_desk(talk, at_desk, client: Client, address, language):
    assert at_desk.get(language + address).status_code == 200
    answer = client.get(language + address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/?next=")
    stranger: Any = editor_called("eve").user
    stranger.groups.clear()
    client.force_login(stranger)
    assert client.get(language + address).status_code == 403


@pytest.mark.parametrize(
    "address", ["/desk/turns/s9999/", "/desk/interviews/no/", "/desk/reports/9/"]
)
def test_what_is_not_there_is_a_404(talk, at_desk, address):
    assert at_desk.get(address).status_code == 404


def test_the_first_edit_asks_and_loses_nothing(talk, at_desk):
    anchor = anchors(talk)[1]
    asked = press(at_desk, page(at_desk, anchor), "text", **{text_field(anchor): "New words."})
    assert asked.status_code == 409
    assert texts(anchor) != ["New words."]
    done = press(at_desk, asked, "confirmed")
    assert done.status_code == 302
    assert texts(anchor) == ["New words."]
    assert Interview.objects.get().kept_by == "archive"


def test_a_save_leads_back_to_the_turn_among_its_neighbours(kept, at_desk):
    anchor = anchors(kept)[1]
    why = {"reason": "As the tape has it."}
    done = press(
        at_desk, page(at_desk, anchor), "text", **{text_field(anchor): "New words."}, **why
    )
    address = f"/desk/interviews/draft/topics/beginnings/?at={anchor}#{anchor}"
    assert done["Location"] == address
    assert "New words." in words(at_desk.get(done["Location"]))
    assert Edit.objects.get().reason == "As the tape has it."


def test_two_editors_see_both_texts_and_either_can_be_kept(kept, at_desk):
    anchor = anchors(kept)[1]
    seen = page(at_desk, anchor)
    code = paragraphs(anchor)[0].anchor_id
    set_texts(editor_called("ben"), anchor, {code: "Ben's words."}, version(anchor))
    conflict = press(at_desk, seen, "text", **{text_field(anchor): "Ann's words."})
    assert conflict.status_code == 409
    assert "Ben's words." in words(conflict)
    assert "Ann's words." in words(conflict)
    assert Draft.objects.get().texts == {code: "Ann's words."}
    assert texts(anchor) == ["Ben's words."]
    press(at_desk, conflict, "text")
    assert texts(anchor) == ["Ann's words."]
    assert not Draft.objects.exists()


def test_a_draft_waits_until_it_is_saved_or_discarded(kept, at_desk):
    anchor = anchors(kept)[1]
    press(at_desk, page(at_desk, anchor), "draft", **{text_field(anchor): "Half a sent"})
    again = page(at_desk, anchor)
    assert fields(next(forms_of_text(again)))[text_field(anchor)] == ["Half a sent"]
    other = Client()
    ben: Any = editor_called("ben").user
    other.force_login(ben)
    assert "Half a sent" not in words(page(other, anchor))
    press(at_desk, again, "discard")
    assert "Half a sent" not in words(page(at_desk, anchor))
    assert texts(anchor) == ["In the winter of that year. It took us months."]


def forms_of_text(response):
    return (form for form in forms_of(response) if "desk-text" in (form.get("class") or ""))


def test_turns_are_split_joined_inserted_and_withdrawn(kept, at_desk):
    first = anchors(kept)[1]
    place = f"{paragraphs(first)[0].anchor_id}:1"
    press(at_desk, page(at_desk, first), "split", at=place, speaker="eve", kind="remark")
    new: Any = Segment.objects.get(anchor=anchors(kept)[2])
    assert (new.speaker.slug, new.kind, texts(new.anchor_id)) == (
        "eve",
        "remark",
        ["It took us months."],
    )
    press(at_desk, page(at_desk, first), "join")
    assert anchors(kept).count(new.anchor_id) == 0
    press(
        at_desk,
        page(at_desk, first),
        "insert",
        words="Hm.\r\nWell.",
        speaker="ada",
        kind="remark",
        where="before",
    )
    inserted = anchors(kept)[1]
    assert texts(inserted) == ["Hm.", "Well."]
    gone = press(at_desk, page(at_desk, inserted), "withdraw", reason="Not said.")
    assert gone["Location"].endswith(f"#{anchors(kept)[0]}")
    notice = at_desk.get(f"/t/{inserted}/")
    assert notice.status_code == 410
    assert "Not said." in words(notice)
    press(at_desk, at_desk.get(gone["Location"]), "undo")
    assert anchors(kept)[1] == inserted


def test_what_is_refused_says_why_and_shows_what_was_written(kept, at_desk):
    answer = press(
        at_desk, page(at_desk, anchors(kept)[1]), "insert", words="Hm.", speaker="", kind="answer"
    )
    assert answer.status_code == 400
    assert "Hm." in words(answer)


def test_speakers_and_headings_change(kept, at_desk):
    anchor = anchors(kept)[1]
    press(at_desk, page(at_desk, anchor), "turn", speaker=["eve", "ada"], kind="remark")
    turn: Any = Segment.objects.get(anchor=anchor)
    assert [turn.speaker.slug, *turn.co_speakers.values_list("slug", flat=True)] == ["eve", "ada"]
    press(at_desk, page(at_desk, anchors(kept)[2]), "heading", title="Nights")
    assert Topic.objects.get(title="Nights").segments.count() == 2
    press(at_desk, page(at_desk, anchors(kept)[3]), "boundary")
    assert Topic.objects.get(title="Nights").segments.count() == 1
    heading = at_desk.get("/desk/interviews/draft/topics/nights/")
    press(at_desk, heading, "rename", title="Days")
    press(at_desk, at_desk.get("/desk/interviews/draft/topics/nights/"), "lift")
    assert [title for title, _turns in outline(kept)] == ["How it began", "The neighbours"]


def test_a_voice_is_named_and_people_are_added_and_merged(kept, at_desk):
    Person.objects.filter(slug="eve").update(name="Speaker 3", identified=False)
    people = "/desk/interviews/draft/people/"
    shown = at_desk.get(people)
    named = {"name": "Eve Nakamura", "role": "guest"}
    form = fields(next(each for each in forms_of(shown) if "voice" in fields(each)))
    form.pop("voice")
    at_desk.post("/desk/interviews/draft/edits/", form | named | {"action": "name"})
    assert Person.objects.get(slug="eve-nakamura").identified
    press(at_desk, at_desk.get(people), "person", name="Zoe", role="one who listened")
    assert kept.participants.get(person__slug="zoe").role == "one who listened"
    number = list(kept.participants.order_by("order").values_list("person__slug", flat=True))
    press(at_desk, at_desk.get(people), "merge", number.index("zoe"), known="eve-nakamura")
    assert not Person.objects.filter(slug="zoe").exists()


def test_words_are_replaced_where_they_are_chosen(kept, at_desk):
    preview = at_desk.get("/desk/interviews/draft/replace/?words=Yes&replacement=No")
    (form,) = (each for each in forms_of(preview) if "chosen" in fields(each))
    chosen = fields(form)["chosen"]
    assert len(chosen) == 3
    press(at_desk, preview, "replace", chosen=chosen[1:])
    assert [texts(anchors(kept)[at])[0] for at in (2, 5, 7)] == ["Yes.", "No.", "No."]
    press(at_desk, at_desk.get("/desk/interviews/draft/history/"), "undo")
    assert [texts(anchors(kept)[at])[0] for at in (2, 5, 7)] == ["Yes.", "Yes.", "Yes."]


def test_from_a_report_to_its_correction_to_its_answer(kept, at_desk):
    anchor = anchors(kept)[1]
    code = paragraphs(anchor)[0].anchor_id
    report = Report.objects.create(anchor=code, words="winter", message="It was autumn.")
    queue = at_desk.get("/desk/reports/")
    assert "It was autumn." in words(queue)
    assert "In the winter of that year." in words(queue)
    topic = at_desk.get("/desk/interviews/draft/topics/beginnings/")
    assert "It was autumn." in words(topic)
    shown = at_desk.get(f"/desk/reports/{report.pk}/")
    done = press(at_desk, shown, "text", **{text_field(anchor): "In the autumn."})
    assert done["Location"] == f"/desk/reports/{report.pk}/#answer"
    form = [each for each in forms_of(at_desk.get(done["Location"])) if "status" in fields(each)]
    sent = fields(form[0]) | {"status": "accepted", "answer": "Thank you."}
    assert at_desk.post(form[0].get("action"), sent)["Location"] == "/desk/reports/"
    report.refresh_from_db()
    assert (report.status, report.answer) == ("accepted", "Thank you.")
    assert "It was autumn." not in words(at_desk.get("/desk/reports/"))
    assert "It was autumn." in words(at_desk.get("/desk/reports/?all=1"))


def test_a_report_of_words_that_are_gone_is_answered_all_the_same(kept, at_desk):
    report = Report.objects.create(anchor="p9999", message="Where is it?")
    assert at_desk.get(f"/desk/reports/{report.pk}/").status_code == 200
    assert at_desk.get("/desk/reports/").status_code == 200


def test_an_interview_is_published_on_purpose(kept, at_desk, ann):
    address = "/desk/interviews/draft/publication/"
    form = fields(next(form for form in forms_of(at_desk.get(address)) if "state" in fields(form)))
    refused = at_desk.post(address, form | {"state": "withdrawn"})
    assert refused.status_code == 400
    assert Interview.objects.get().state == "published"
    at_desk.post(address, form | {"state": "withdrawn", "withdrawal": "By request."})
    assert Interview.objects.get().withdrawal == "By request."
    at_desk.post(address, form | {"state": "draft", "embargo": "2027-01-02T10:00"})
    assert Interview.objects.get().state == "draft"
    assert Interview.objects.get().embargo is not None
    assert LogEntry.objects.filter(user=ann.user, object_id=str(kept.pk)).count() == 2


def test_a_new_reason_is_not_told_by_the_translation_of_another(kept, at_desk):
    kept.translations = {"ja": {"withdrawal": "以前の理由"}}
    kept.state, kept.withdrawal = "withdrawn", "Of before."
    kept.save()
    sent = {"state": "withdrawn", "embargo": "", "withdrawal": "By request."}
    address = "/desk/interviews/draft/publication/"
    form = fields(next(form for form in forms_of(at_desk.get(address)) if "state" in fields(form)))
    at_desk.post(address, form | sent)
    assert Interview.objects.get().reason_in("ja") == "By request."


def test_a_report_that_is_none_does_not_break_a_correction(kept, ann):
    client = Client()
    client.force_login(ann.user)
    anchor = anchors(kept)[1]
    sent = {"action": "text", "version": version(anchor), "report": "no number"}
    sent[f"text-{paragraphs(anchor)[0].anchor_id}"] = "Other words."
    assert client.post(reverse("desk-turn", args=[anchor]), sent).status_code == 302


@pytest.mark.parametrize("action", ["", "nothing", *operations.OF_TURN])
def test_an_empty_form_breaks_nothing(kept, at_desk, ann, action):
    client = Client()
    client.force_login(ann.user)
    before = outline(kept)
    answer = client.post(reverse("desk-turn", args=[anchors(kept)[1]]), {"action": action})
    assert answer.status_code in {302, 400, 409}
    assert outline(kept) == before


@pytest.mark.parametrize("action", ["", "nothing", *operations.OF_INTERVIEW])
def test_an_empty_form_of_an_interview_breaks_nothing(kept, ann, action):
    client = Client()
    client.force_login(ann.user)
    before = outline(kept)
    answer = client.post("/desk/interviews/draft/edits/", {"action": action})
    assert answer.status_code == 400
    assert outline(kept) == before


def test_readers_see_what_was_corrected_and_why_and_not_by_whom(kept, at_desk, client: Client):
    anchor = anchors(kept)[1]
    why = {"reason": "As the tape has it."}
    for new in ("In the autumn.", "In the late autumn."):
        form = page(at_desk, anchor)
        press(at_desk, form, "text", **{text_field(anchor): new}, **why)
    assert f"/t/{anchor}/corrections/" in client.get(f"/t/{anchor}/").content.decode()
    shown = words(client.get(f"/t/{anchor}/corrections/"))
    assert shown.count("As the tape has it.") == 2
    assert "In the winter of that year." in shown
    assert "ann" not in shown
    code = paragraphs(anchor)[0].anchor_id
    moved = client.get(f"/t/{code}/corrections/")
    assert moved["Location"] == f"/t/{anchor}/corrections/"
