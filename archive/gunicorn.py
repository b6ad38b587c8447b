"""How gunicorn serves the archive: `gunicorn --config archive/gunicorn.py archive.wsgi`.

Errors go to standard error.  The access log is the archive's own (`ACCESS_LOG`).
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from archive.watching import shared_counts

try:
    from archive.settings import ENVIRONMENT
except ImproperlyConfigured as mistake:
    sys.exit(str(mistake))
if ENVIRONMENT.metrics_token:
    try:
        shared_counts.begin()
    except OSError as problem:
        sys.exit(f"There is no folder in memory where the workers can count: {problem.strerror}.")


def address(host: str) -> str:
    """The host as an address has it: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


bind = [f"{address(ENVIRONMENT.host)}:{ENVIRONMENT.port}"]
# Code, dictionary and index are read once, before the workers fork, and shared by them.
preload_app = True
workers = ENVIRONMENT.workers
threads = ENVIRONMENT.threads
worker_class = "archive.site.buffering.BufferingWorker"
graceful_timeout = 10
# No header of a request may say where the site stands or how it was reached: gunicorn would take
# that from anybody on this machine.  Behind a proxy (HTTPS=1) Django reads what the proxy sets.
forwarded_allow_ips = ""
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
loglevel = "warning"
# Nobody commands it but by signals; its socket would be in a home that a service has not.
control_socket_disable = True
# A heartbeat file on a disk can stall a worker; memory can't.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def when_ready(server: Any) -> None:
    """Load what the workers share, and say where the site is."""
    from archive.signals import serving
    from archive.site.warm_up import answer

    serving.send(sender=server)
    for page in ("/", "/search/?q=AI"):
        answer(page)
    shared_counts.clear()
    # It lives as long as the server: the collector, going through it, would hold readers up and
    # copy it into every worker.
    gc.collect()
    gc.freeze()
    print(f"Serving http://{bind[0]}/ (Ctrl+C ends it)", flush=True)  # noqa: T201


def post_worker_init(worker: Any) -> None:
    """Tell that a process is there that answers requests."""
    from archive.signals import working

    working.send(sender=worker)


def child_exit(server: Any, worker: Any) -> None:
    """A worker that ended is no longer counted among those that are there."""
    shared_counts.worker_ended(worker.pid)


def on_exit(server: Any) -> None:
    """Leave nothing behind."""
    shared_counts.end()


def pre_fork(server: Any, worker: Any) -> None:
    """No worker may inherit a database connection that another one inherits too."""
    from django.db import connections

    connections.close_all()
