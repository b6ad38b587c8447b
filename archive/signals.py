"""What the applications that build on the archive are told of."""

from __future__ import annotations

from django.dispatch import Signal

# Sent by `manage.py prepare` when the database is ready.  `command`: the running command, for its
# `stdout` and `stderr`.
prepared = Signal()

# Sent by the server before its workers fork: what is loaded now is shared by them.
serving = Signal()

# Sent when a backup has taken the database's place.  `before`: the content's version until then; 0:
# it could not be read.
restored = Signal()

# Sent when an import has written an interview, in its transaction.  `interview`: the interview.
imported = Signal()
