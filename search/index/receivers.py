"""What the index does when the archive tells of something."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand
from django.dispatch import receiver

from archive.management.base import usage_error
from archive.signals import changed, prepared, restored, working
from archive.site.obstacles import obstacle_of
from search.index import following, updating
from search.index.updating import OTHERS_WRITE
from search.meaning import forget_note
from search.store import BusyError, current_store

log = logging.getLogger(__name__)


@receiver(changed)
def follow_change(**kwargs: Any) -> None:
    """Have what was committed in the next search; what is large, soon after."""
    # Where there is none yet, or it is to be built anew, `prepare` does that, or a site that runs.
    try:
        if current_store().stamp() and updating.catch_up(in_request=following.is_on()):
            return
    except BusyError:
        pass
    except Exception as error:
        # The change is stored; the log of changes tells it to the index once it can be written.
        if obstacle_of(error) is None:
            raise
        log.warning("The search index can't be brought up to date: %s", error)
    following.wake()


@receiver(working)
def begin_to_follow(**kwargs: Any) -> None:
    """Notice what other processes and machines change, and what a killed one left undone."""
    following.begin()


@receiver(restored)
def doubt_index(**kwargs: Any) -> None:
    """The index was made of another database; `prepare` builds it anew."""
    updating.mark_stale()
    forget_note()


@receiver(prepared)
def bring_up_to_date(command: BaseCommand, **kwargs: Any) -> None:
    """Build the index where it is missing or of other content."""
    try:
        updating.build_if_stale(command.stdout.write)
    except BusyError:
        raise usage_error(OTHERS_WRITE) from None
