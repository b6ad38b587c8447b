"""The document's examples for a public site work as they stand there."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.faults.served import Site, serving, until
from tests.project.documents import BASE
from tests.site.processes import manage
from tests.site.proxies import (
    HOST,
    answer,
    begun,
    caddy,
    connections_to,
    example,
    nginx,
    replaced,
)

PROGRAMS = ("nginx", "caddy", "openssl", "systemd-analyze")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(map(shutil.which, PROGRAMS)),
        reason="`sh .ci/packages examples` installs what these are tried with, as .ci/run does",
    ),
]
FOLDER = "/srv/archive"
PROXIES = pytest.mark.parametrize("proxy", [nginx, caddy])
FORM = {"Content_Type": "application/x-www-form-urlencoded", "Content_Length": "10"}


def service() -> dict[str, list[str]]:
    """What the unit says of the service, each key with all its values."""
    found: dict[str, list[str]] = {}
    for line in example("ini").partition("[Service]")[2].partition("[")[0].split("\n"):
        name, is_set, value = line.partition("=")
        if is_set:
            found.setdefault(name, []).append(value)
    return found


def settings() -> dict[str, str]:
    """The service's settings, but for its folder."""
    pairs = (each.partition("=") for line in service()["Environment"] for each in shlex.split(line))
    return {name: value for name, _, value in pairs if name != "DATA_DIR"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the service's settings, that can be asked directly too."""
    folder = tmp_path_factory.mktemp("site")
    values = settings() | {"ALLOWED_HOSTS": f"{HOST},127.0.0.1", "ACCESS_LOG": "1"}
    # The account of a service has no home.
    values["HOME"] = "/dev/null/home"
    with serving(folder / "data", folder / "log", **values) as served:
        yield served


def upstream(site: Site) -> str:
    return urlsplit(site.address).netloc


def logged(site: Site, name: str) -> dict[str, object]:
    """The line of the access log for a request's id."""
    lines: list[dict[str, object]] = []

    def found() -> bool:
        lines[:] = [json.loads(line) for line in site.said().splitlines() if f'"{name}"' in line]
        return bool(lines)

    assert until(found, 10)
    return lines[0]


@PROXIES
def test_the_site_believes_the_proxy_and_the_proxy_no_client(proxy, site: Site, tmp_path: Path):
    forged = {
        "X_Request_Id": "forged-by-a-client",
        "X_Forwarded_For": "203.0.113.9",
        "X_Forwarded_Proto": "http",
    }
    with proxy(tmp_path, upstream(site)) as port:
        status, headers, body = answer(begun(port, "/", Connection="close", **forged))
    assert status == 200
    assert f'<link rel="canonical" href="https://{HOST}/">' in body
    assert "max-age" in headers["Strict-Transport-Security"]
    assert re.fullmatch(r"[0-9a-f-]{32,36}", headers["X-Request-ID"])
    assert "Server" not in headers or headers["Server"].lower().startswith(proxy.__name__)
    assert logged(site, headers["X-Request-ID"])["address"] == "127.0.0.0/24"


def test_nginx_keeps_a_slow_body_until_it_is_whole(site: Site, tmp_path: Path):
    port = urlsplit(site.address).port or 0
    with nginx(tmp_path, upstream(site)) as front:
        assert until(lambda: connections_to(port) == 0, 10)
        with closing(begun(front, "/report/", method="POST", Connection="close", **FORM)) as slow:
            slow.sendall(b"words")
            time.sleep(1)
            assert connections_to(port) == 0
            slow.sendall(b"=what")
            # The form's own key is missing; what matters is that all of it came to the site.
            assert answer(slow)[0] == 403


def test_nginx_takes_so_many_connections_of_an_address_and_no_more(site: Site, tmp_path: Path):
    with nginx(tmp_path, upstream(site)) as front, ExitStack() as held:
        for _ in range(50):
            slow = begun(front, "/report/", method="POST", **FORM)
            held.enter_context(closing(slow))
        assert until(lambda: answer(begun(front, "/", Connection="close"))[0] == 503, 10)


def test_nginx_refuses_a_body_that_the_site_would_refuse(site: Site, tmp_path: Path):
    large = {**FORM, "Content_Length": str(80 * 1024 * 1024)}
    with nginx(tmp_path, upstream(site)) as front:
        asked = begun(front, "/report/", method="POST", Connection="close", **large)
        assert answer(asked)[0] == 413


def test_a_service_without_a_home_has_no_errors_to_tell(site: Site):
    assert site.get("readyz").status == 200
    assert "ERROR" not in site.said()
    assert "Traceback" not in site.said()


# systemd


def test_systemd_understands_the_unit(tmp_path: Path):
    unit = tmp_path / "archive.service"
    unit.write_text(replaced(example("ini"), FOLDER, str(BASE)))
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_unit_starts_a_command_of_ours_and_its_settings_are_safe(tmp_path: Path):
    (command,) = service()["ExecStart"]
    assert command.split() == [f"{FOLDER}/.venv/bin/python", "manage.py", "serve"]
    checked = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **settings())
    assert checked.returncode == 0, checked.stderr


# The container


def test_the_container_has_what_the_project_needs():
    lines = [line for line in example("dockerfile").splitlines() if not line.startswith(" ")]
    steps = [line.split(maxsplit=1) for line in lines]
    said = {name: [rest for word, rest in steps if word == name] for name, _ in steps}
    assert said["CMD"] == [f'["{FOLDER}/.venv/bin/python", "manage.py", "serve"]']
    assert said["WORKDIR"] == [FOLDER]
    assert said["ADD"] == [f"archive.tar {FOLDER}/"]
    variables = dict(each.split("=") for each in said["ENV"][0].split())
    assert variables["DATA_DIR"] == said["VOLUME"][0]
    assert said["EXPOSE"] == ["8000"]
