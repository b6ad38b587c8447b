"""A request in an encoding that isn't UTF-8 is refused with 400, whatever it asks for."""

from __future__ import annotations

import io
from wsgiref.util import setup_testing_defaults

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.site.handler import Request, is_utf_8
from archive.wsgi import application

FORM = "application/x-www-form-urlencoded"
OTHERS = [
    *("utf-7", "utf-16", "hex", "undefined", "idna", "rot13", "base64", "nope", "\xe9", ""),
    *("latin-1", "shift_jis", "utf-8-sig", "x" * 5000),
]
SECRET = "a" * 32


@pytest.fixture(autouse=True)
def connection_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request leaves the connection open, which has the test's transaction.

    Django's own client for tests sees to that too.
    """
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda self: None)


def ask(method: str, path: str, content_type: str, body: bytes = b"") -> int:
    """The status of the answer, as gunicorn would get it."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "page=%ff&q=%e3%81",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "localhost",
        # A token that is its own secret, so that the form is read.
        "HTTP_COOKIE": f"csrftoken={SECRET}",
        "HTTP_X_CSRFTOKEN": SECRET,
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    statuses: list[str] = []
    answer = application(environ, lambda status, *_rest: statuses.append(status))
    for _part in answer:
        pass
    getattr(answer, "close", lambda: None)()
    return int(statuses[-1].split()[0])


@pytest.mark.parametrize("charset", OTHERS)
@pytest.mark.parametrize("path", ["/report/", "/terms/", "/search/", "/static/no.css", "/no/"])
def test_another_encoding_is_refused(indexed, charset: str, path: str):
    for method in ("GET", "POST"):
        assert ask(method, path, f"{FORM}; charset={charset}", b"message=%ff+a") == 400


@pytest.mark.parametrize("charset", OTHERS)
@pytest.mark.parametrize("path", ["/report/", "/q/"])
def test_a_form_in_parts_is_refused_too(indexed, charset: str, path: str):
    part = b"--B\r\nContent-Disposition: form-data; name=message\r\n\r\nx\r\n--B--\r\n"
    for parameters in ("boundary=B; charset={}", "charset={}; boundary=B", "charset={}"):
        content_type = f"multipart/form-data; {parameters.format(charset)}"
        assert ask("POST", path, content_type, part) == 400


@pytest.mark.parametrize(
    "content_type", ["x; charset*=nope''x", "x; charset*=hex''61", "x; charset*=utf-8''%ff"]
)
def test_an_encoding_of_the_encodings_name_is_refused_too(indexed, content_type: str):
    assert ask("GET", "/terms/", content_type) == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "utf8"])
def test_utf_8_is_read(indexed, charset: str):
    body = b"message=%E8%AA%A4%E5%AD%97"
    assert ask("POST", "/report/", f"{FORM}; charset={charset}", body) == 302
    assert ask("GET", "/terms/", f"text/html; charset={charset}") == 200


@pytest.mark.parametrize("name", ["name*=nope''x", "name*=hex''x", "filename*=undefined''x"])
def test_a_part_in_an_unknown_encoding_is_no_error_of_ours(indexed, name: str):
    part = f"--B\r\nContent-Disposition: form-data; {name}\r\n\r\nx\r\n--B--\r\n"
    assert ask("POST", "/report/", "multipart/form-data; boundary=B", part.encode()) == 400


@pytest.mark.parametrize("cookie", ["sessionid=a{}; b=1", 'sessionid="a{}"; b=1'])
def test_a_cookie_with_a_character_that_no_database_takes_is_dropped(indexed, cookie: str):
    variables = {"REQUEST_METHOD": "GET", "wsgi.input": io.BytesIO(b"")}
    setup_testing_defaults(variables)
    for nul in ("\0", "\\000"):
        cookies = Request(variables | {"HTTP_COOKIE": cookie.format(nul)}).COOKIES
        assert not any("\0" in value for value in cookies.values())
        assert cookies["b"] == "1"


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(min_codepoint=32, max_codepoint=255)))
def test_no_content_type_is_an_error_of_ours(indexed, text: str):
    is_utf_8(text)
    assert ask("GET", "/robots.txt", f"text/plain; charset{text}") in {200, 400}
