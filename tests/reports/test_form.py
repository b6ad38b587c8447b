"""The form that reports an error."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from archive.models import Paragraph, Report, Segment, Sentence
from archive.reports.limits import HOURLY
from tests.formats.validating import parse_html


@pytest.fixture
def strict(interview):
    """A client whose forms need their token, as a browser's do."""
    return Client(enforce_csrf_checks=True)


def _fields(content: bytes) -> dict[str, str]:
    form = parse_html(content).find(".//form[@class='report-form']")
    inputs = {each.get("name"): each.get("value") or "" for each in form.findall(".//input")}
    areas = {each.get("name"): (each.text or "").lstrip("\n") for each in form.iter("textarea")}
    return inputs | areas


def _send(client, path: str = "/report/", **changed: str):
    return client.post("/report/", _fields(client.get(path).content) | changed)


@pytest.mark.parametrize("model", [Segment, Paragraph])
def test_it_fills_in_the_place_and_its_words(strict, model):
    code = model.objects.last().anchor_id
    fields = _fields(strict.get(f"/report/?anchor={code}").content)
    assert fields["anchor"] == code
    first = Sentence.objects.filter(paragraph=Paragraph.objects.last())[0]
    assert fields["words"].startswith(first.text)
    assert fields["message"] == fields["email"] == fields["website"] == ""


def test_it_quotes_the_words_of_the_address(strict):
    code = Segment.objects.all()[0].anchor_id
    fields = _fields(strict.get(f"/report/?anchor={code}&words=選んだ言葉").content)
    assert fields["words"] == "選んだ言葉"


@pytest.mark.parametrize("anchor", ["\0", "a\0b", "x" * 300, "nothing"])
def test_an_anchor_that_is_none_is_no_place(strict, anchor: str):
    assert strict.get("/report/", {"anchor": anchor}).status_code == 200


def test_it_needs_no_place(strict):
    fields = _fields(strict.get("/report/?anchor=nothing").content)
    assert fields["anchor"] == fields["words"] == ""
    assert _send(strict, message="全体について").status_code == 302


def test_a_report_reaches_the_editors_with_anchor_and_words(strict, admin_client):
    code = Segment.objects.all()[0].anchor_id
    response = _send(strict, f"/report/?anchor={code}", message="誤字です", email="a@b.example")
    assert response["Location"] == "/report/thanks/"
    assert strict.get(response["Location"]).status_code == 200
    report = Report.objects.get()
    assert (report.anchor, report.message, report.status) == (code, "誤字です", "new")
    listed = admin_client.get("/admin/archive/report/").content.decode()
    assert "誤字です" in listed
    assert f"/t/{code}/" in listed
    page = admin_client.get(f"/admin/archive/report/{report.pk}/change/").content.decode()
    assert report.words[:20] in page


def test_an_editor_says_what_became_of_a_report(strict, admin_client):
    _send(strict, message="誤字です")
    report = Report.objects.get()
    page = f"/admin/archive/report/{report.pk}/change/"
    admin_client.post(page, {"status": "accepted", "answer": "直した", "message": "x"})
    report.refresh_from_db()
    assert (report.status, report.answer, report.message) == ("accepted", "直した", "誤字です")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"message": ""}, "Please say what is wrong."),
        ({"message": " \n "}, "Please say what is wrong."),
        ({"message": "a", "email": "nobody"}, "This is no email address."),
        ({"message": "a", "anchor": "zzzz"}, "There is no place “zzzz” in the archive."),
        ({"message": "a" * 5000}, "4000"),
    ],
)
def test_it_says_what_to_correct_and_keeps_what_was_written(strict, changed, reason):
    strict.get("/en/report/")
    fields = _fields(strict.get("/en/report/").content) | {"words": "written", **changed}
    response = strict.post("/en/report/", fields)
    assert response.status_code == 400
    page = parse_html(response.content)
    alert = "".join(page.find(".//*[@role='alert']").itertext())
    assert reason in alert
    assert _fields(response.content)["words"] == "written"
    assert not Report.objects.exists()


def test_it_drops_characters_that_no_page_can_show(strict):
    assert _send(strict, message="a\x00\x08b\n").status_code == 302
    assert Report.objects.get().message == "ab"
    assert _send(strict, message="\x00").status_code == 400


def test_a_field_with_an_error_says_so_to_a_screen_reader(strict):
    page = parse_html(_send(strict, message="").content)
    field = page.find(".//textarea[@name='message']")
    assert field.get("aria-invalid") == "true"
    assert page.find(f".//*[@id='{field.get('aria-describedby')}']") is not None


def test_a_program_that_fills_every_field_is_thanked_and_ignored(strict):
    response = _send(strict, message="buy", website="https://spam.example")
    assert response["Location"] == "/report/thanks/"
    assert not Report.objects.exists()


def test_a_form_without_its_token_is_refused_with_advice(strict):
    response = strict.post("/report/", {"message": "a"})
    assert response.status_code == 403
    assert len(parse_html(response.content).findall(".//h1")) == 1
    assert not Report.objects.exists()


def test_one_address_may_send_so_many_an_hour(strict):
    for _ in range(HOURLY):
        assert _send(strict, message="a").status_code == 302
    refused = _send(strict, message="kept words")
    assert refused.status_code == 429
    assert refused["Retry-After"] == "3600"
    assert _fields(refused.content)["message"] == "kept words"
    other = Client(enforce_csrf_checks=True, REMOTE_ADDR="192.0.2.7")
    assert _send(other, message="a").status_code == 302
    Report.objects.update(created=timezone.now() - timedelta(hours=2))
    assert _send(strict, message="a").status_code == 302


def test_nobody_sends_more_by_writing_other_addresses_into_the_request(strict, settings):
    settings.SECURE_SSL_REDIRECT = True
    for number in range(HOURLY + 1):
        fields = _fields(strict.get("/report/", secure=True).content) | {"message": "a"}
        forged = {"x-forwarded-for": f"192.0.2.{number}, 198.51.100.1"}
        referer = {"referer": "https://testserver/report/"}
        response = strict.post("/report/", fields, secure=True, headers=forged | referer)
    assert response.status_code == 429
    assert Report.objects.values("sender").distinct().count() == 1


def test_it_stores_no_address(strict):
    _send(strict, message="a")
    assert "127.0.0.1" not in Report.objects.get().sender


def test_only_the_form_s_own_page_carries_a_token(client, interview):
    segment = Segment.objects.all()[0]
    for path in ("/", interview.get_absolute_url(), segment.get_absolute_url()):
        response = client.get(path)
        assert b"csrfmiddlewaretoken" not in response.content
        assert "csrftoken" not in response.cookies
    assert "no-store" in client.get("/report/")["Cache-Control"]
