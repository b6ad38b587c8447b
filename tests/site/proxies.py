"""The examples of proxies in the document, run in front of a site."""

from __future__ import annotations

import http.client
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.served import until
from tests.project.documents import SITE, blocks
from tests.site.processes import free_port

HEADING = "A public site"
HOST, UPSTREAM = "archive.example", "127.0.0.1:8000"
ESTABLISHED = "01"
NGINX = """daemon off;
user root;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
{example}
}}
"""
# No names are asked for at any authority, and nothing listens for others.
CADDY = """{{
    admin off
    local_certs
    skip_install_trust
    auto_https disable_redirects
    default_bind 127.0.0.1
    https_port {port}
    storage file_system {folder}
}}
{example}
"""


def example(language: str) -> str:
    """The document's example in this language."""
    (found,) = blocks(SITE, HEADING, language)
    return found


def replaced(words: str, old: str, new: str) -> str:
    """The text with what differs here in the place of what an example has."""
    assert old in words
    return words.replace(old, new)


@contextmanager
def nginx(folder: Path, upstream: str) -> Iterator[int]:
    """nginx as the document has it, before the site at `upstream`; the port of 127.0.0.1."""
    port, certificate, key = free_port(), folder / "site.pem", folder / "site.key"
    made = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={HOST}".split()
    command = [*made, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    block = replaced(example("nginx"), f"http://{UPSTREAM}", f"http://{upstream}")
    block = replaced(block, "listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    block = replaced(block, f"/etc/ssl/{HOST}.pem", str(certificate))
    block = replaced(block, f"/etc/ssl/{HOST}.key", str(key))
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, example=block))
    arguments = ["nginx", "-c", str(configuration), "-p", str(folder)]
    subprocess.run([*arguments, "-t"], check=True)
    with _running(arguments, port, folder):
        yield port


@contextmanager
def caddy(folder: Path, upstream: str) -> Iterator[int]:
    """Caddy as the document has it, before the site at `upstream`; the port of 127.0.0.1."""
    port = free_port()
    block = replaced(example("caddy"), f"reverse_proxy {UPSTREAM}", f"reverse_proxy {upstream}")
    configuration = folder / "Caddyfile"
    configuration.write_text(CADDY.format(port=port, folder=folder, example=block))
    options = ["--adapter", "caddyfile", "--config", str(configuration)]
    subprocess.run(["caddy", "validate", *options], check=True, capture_output=True)
    with _running(["caddy", "run", *options], port, folder):
        yield port


@contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        if not until(lambda: _speaks(port) or process.poll() is not None) or process.poll():
            pytest.fail(log.read_text(errors="replace"))
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _speaks(port: int) -> bool:
    try:
        connected(port).close()
    except OSError:
        return False
    return True


def connected(port: int) -> ssl.SSLSocket:
    """A connection to a proxy, as a browser makes it that knows the proxy's certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    plain = socket.create_connection(("127.0.0.1", port), timeout=20)
    return context.wrap_socket(plain, server_hostname=HOST)


def begun(port: int, path: str, *, method: str = "GET", **headers: str) -> ssl.SSLSocket:
    """A connection on which the head of a request was sent."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    connection = connected(port)
    head = "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {HOST}", *lines])
    connection.sendall(f"{head}\r\n\r\n".encode())
    return connection


def answer(connection: ssl.SSLSocket) -> tuple[int, http.client.HTTPMessage, str]:
    """What is answered on a connection: status, headers, body."""
    with connection:
        response = http.client.HTTPResponse(connection)
        response.begin()
        return response.status, response.headers, response.read().decode()


def connections_to(port: int) -> int:
    """How many connections there are to a port of this machine."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    fields = [line.split() for line in lines]
    return sum(f[2].endswith(f":{port:04X}") and f[3] == ESTABLISHED for f in fields)
