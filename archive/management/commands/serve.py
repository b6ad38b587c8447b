"""Prepares this machine's data, then serves the site with gunicorn."""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from archive.management.base import usage_error

CONFIGURATION = Path(settings.BASE_DIR) / "archive" / "gunicorn.py"


class Command(BaseCommand):
    help = "Prepare the data and serve the site on HOST and PORT."

    def handle(self, *args: Any, **options: Any) -> None:
        environment = settings.ENVIRONMENT
        require_free(environment.host, environment.port)
        call_command("prepare", stdout=self.stdout, stderr=self.stderr)
        self.stdout.flush()
        os.chdir(settings.BASE_DIR)
        arguments = [sys.executable, "-m", "gunicorn", "--config", str(CONFIGURATION)]
        # gunicorn takes this process's place, so that signals reach it.
        os.execv(sys.executable, [*arguments, "archive.wsgi"])  # noqa: S606


def require_free(host: str, port: int) -> None:
    """Raise `CommandError` (exit code 2) unless a server can listen there."""
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # As gunicorn does: a port whose last connections are still closing is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except PermissionError:
        raise usage_error(f"Port {port} is reserved for root; set PORT to 1024 or more.") from None
    except socket.gaierror:
        raise usage_error(f"HOST is `{host}`, which is no address of this machine.") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise usage_error(f"Port {port} on {host} is busy; set PORT to another.") from None
        reason = f"can't listen on {host}, port {port}: {error.strerror}"
        raise usage_error(f"The server {reason}; set HOST or PORT.") from None
