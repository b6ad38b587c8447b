"""An editor sends a file, looks at what would become of it, names who speaks, and brings it in."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from archive.models import Interview, Person, Upload
from archive.sources import FORMS
from tests.desk.forms import press
from tests.editing.desk import editor_called

TALK = """Interviewer: When did you build the engine?

Speaker 2: In the winter of 1931. We had no coal.

Interviewer: Who helped?

Speaker 2: Nobody did. My sister brought soup.
"""


@pytest.fixture
def editor(db) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(_user("ann", "add_interview", "change_segment"))
    return client


def _user(name: str, *permissions: str) -> User:
    """An editor with these rights alone."""
    user = editor_called(name).user
    assert isinstance(user, User)
    user.groups.clear()
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def _send(editor: Client, text: str | bytes, name: str = "talk.txt"):
    data = text.encode() if isinstance(text, str) else text
    page = editor.get(reverse("desk-import"))
    token = page.context["csrf_token"]
    sent = {"csrfmiddlewaretoken": str(token), "file": SimpleUploadedFile(name, data), "form": ""}
    return editor.post(reverse("desk-import"), sent, follow=True)


def test_nothing_is_written_before_it_was_looked_at(editor: Client) -> None:
    page = _send(editor, TALK)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Speaker 2" in text
    assert "氏名不明" in text
    assert not Interview.objects.exists()
    assert not Person.objects.exists()


def test_a_voice_is_named_and_the_interview_is_a_draft(editor: Client) -> None:
    page = _send(editor, TALK)
    labels = [each.person.label for each in page.context["preview"].speakers]
    names = {"Speaker 2": "Ada Lovelace", "Interviewer": "Bob"}
    changed = {"name": [names[each] for each in labels], "title": "The engine", "slug": "engine"}
    looked = press(editor, page, "look", **changed)
    assert "Ada Lovelace" in looked.content.decode()
    assert not Interview.objects.exists()
    done = press(editor, looked, "import")
    interview = Interview.objects.get()
    assert done.status_code == 302
    assert (interview.slug, interview.title) == ("engine", "The engine")
    assert (interview.state, interview.kept_by) == ("draft", "archive")
    assert {each.name for each in interview.people.all()} == {"Ada Lovelace", "Bob"}
    assert not Upload.objects.exists()


def test_a_file_that_cannot_be_read_says_why(editor: Client) -> None:
    page = _send(editor, b"\x89PNG\r\n\x1a\n\0\0\0", "picture.png")
    assert page.status_code == 400
    assert "picture.pngはこのままでは取り込めません" in page.content.decode()
    assert not Interview.objects.exists()


def test_an_address_that_is_taken_is_refused(editor: Client) -> None:
    for _ in range(2):
        page = press(editor, _send(editor, TALK), "import", slug="engine", title="The engine")
    assert page.status_code == 400
    assert Interview.objects.count() == 1


def test_only_who_may_add_interviews_imports(db) -> None:
    client = Client()
    assert client.get(reverse("desk-import")).status_code == 302
    client.force_login(_user("eve"))
    assert client.get(reverse("desk-import")).status_code == 403


def test_nobody_looks_at_the_upload_of_another(editor: Client) -> None:
    _send(editor, TALK)
    other = Client()
    other.force_login(_user("ben", "add_interview"))
    upload = Upload.objects.get()
    assert other.get(reverse("desk-import-preview", args=[upload.pk])).status_code == 404


def test_every_form_that_is_read_has_its_name_in_japanese() -> None:
    entries = (settings.LOCALE_PATHS[0] / "ja/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    assert not [name for name in FORMS.values() if f'msgid "{name}"\nmsgstr ""' in entries]
    assert all(f'msgid "{name}"\n' in entries for name in FORMS.values())
