"""gunicorn's worker: waitress reads requests and writes answers, threads only compute.

A thread of gunicorn's own workers stays with its client while a request comes in and an answer goes
out, so that as many slow clients as there are threads stop a site.  Here one loop waits for all
clients at once and keeps what is on its way, small things in memory, large ones in files; a request
comes to a thread when it is whole, and the thread is free again when the answer is made.  A slow or
idle client costs a file descriptor.
"""

from __future__ import annotations

import logging
import os
import resource
import time
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.server import create_server

# Of a request's first lines and headers, and of its body; more gets 431 and 413.
HEADER_BYTES = 32 * 1024
BODY_BYTES = 64 * 1024**2
# Beyond, a body or an answer waits in a file.
BODY_IN_MEMORY = 64 * 1024
ANSWER_IN_MEMORY = 512 * 1024
# A client that does nothing for so many seconds is left; looked for as often.
IDLE, LOOK = 30, 5
# Connections of a worker, where the system allows so many files, and files for other things.
CONNECTIONS, OTHER_FILES = 4000, 200
# Seconds after which the loop tells gunicorn that it is alive.
BEAT = 1.0


class BufferingWorker(Worker):  # type: ignore[misc]
    """Serves the application on gunicorn's sockets with `cfg.threads` threads."""

    def run(self) -> None:
        """Answer requests until gunicorn says to end, then those that have come already."""
        # Each request that waits for a thread would be a warning.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        connections: dict[int, Any] = {}
        _Wakeup(self.PIPE[0], connections)
        server = create_server(self.wsgi, map=connections, **self._settings())
        while self.alive and self.ppid == os.getppid():
            self.notify()
            wasyncore.poll2(BEAT, connections)
        self._end(server, connections)

    def _settings(self) -> dict[str, Any]:
        return {
            "sockets": [each.sock for each in self.sockets],
            "threads": self.cfg.threads,
            "backlog": self.cfg.backlog,
            # What a client that gives no Host is taken to have asked for.
            "server_name": self.sockets[0].sock.getsockname()[0],
            # No name of a server in answers.
            "ident": None,
            # Django decides by its settings which of a proxy's headers are to be believed.
            "clear_untrusted_proxy_headers": False,
            "max_request_header_size": HEADER_BYTES,
            "max_request_body_size": BODY_BYTES,
            "inbuf_overflow": BODY_IN_MEMORY,
            "outbuf_overflow": ANSWER_IN_MEMORY,
            "channel_timeout": IDLE,
            "cleanup_interval": LOOK,
            "connection_limit": _connections(),
            "asyncore_use_poll": True,
            # That clients go away is no news.
            "log_socket_errors": False,
        }

    def _end(self, server: Any, connections: dict[int, Any]) -> None:
        """Take no more connections, and leave those that wait for nothing."""
        for each in connections.values():
            # Not closed: threads that end a request wake the loop through what it has.
            if getattr(each, "accepting", False):
                each.accepting = False
        until = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < until and any(map(_is_busy, connections.values())):
            self.notify()
            wasyncore.poll2(BEAT / 10, connections)
        server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(connections, ignore_all=True)


class _Wakeup(wasyncore.file_dispatcher):
    """Ends the loop's wait when a signal comes, of which gunicorn writes a byte to a pipe."""

    def writable(self) -> bool:
        return False

    def handle_read(self) -> None:
        self.recv(1024)


def _is_busy(channel: Any) -> bool:
    """Whether a connection has a request that is answered, or an answer on its way."""
    return bool(getattr(channel, "requests", None) or getattr(channel, "total_outbufs_len", 0))


def _connections() -> int:
    """How many connections this process may have; its limit of open files is raised for them."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OTHER_FILES
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(min(CONNECTIONS, soft - OTHER_FILES), 50)
