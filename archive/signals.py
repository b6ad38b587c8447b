"""What the applications that build on the archive are told of."""

from __future__ import annotations

from django.dispatch import Signal

# Sent by `manage.py prepare` when the database is ready.  `command`: the running command, for its
# `stdout` and `stderr`.
prepared = Signal()

# Sent by the server before its workers fork: what is loaded now is shared by them.
serving = Signal()

# Sent when a transaction that changed content is committed.
changed = Signal()

# Sent in each process that answers requests, once it has begun.
working = Signal()
