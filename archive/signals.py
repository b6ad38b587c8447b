"""What the applications that build on the archive are told of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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

# Sent when a reader's search is answered.  `match`: `words`, `meaning` or `none`, as the search's
# JSON has it.
searched = Signal()

# Sent when a backup has taken the database's place.  `before`: the content's version until then; 0:
# it could not be read.
restored = Signal()


@dataclass(frozen=True)
class Reading:
    """What readers get of an interview in one `place`: its page, its JSON, the index.

    `texts` are characters as they are read, by what they are of: `paragraph ANCHOR`, `topic SLUG`
    (its title), or a field of the interview that came from its source.  None: there is no such
    place.
    """

    place: str
    texts: Mapping[str, str | None] | None


# Sent by `manage.py verify_archive`.  `interview`: the interview.  A receiver answers with a
# `Reading`.
read_back = Signal()
