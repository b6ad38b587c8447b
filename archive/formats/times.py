"""Times into a recording, as people read them and as players do."""

from __future__ import annotations

from datetime import timedelta

from archive.transcript import Turn

MILLISECOND = timedelta(milliseconds=1)


def clock(offset: timedelta) -> str:
    """`0:12:05`, with milliseconds where there are any: `0:12:05.250`."""
    whole = padded_clock(offset, ".").removeprefix("0")
    return whole.removesuffix(".000")


def clock_times(turn: Turn) -> str:
    """When the turn begins, and ends if that is known: `0:12:05–0:12:30`."""
    times = (turn.segment.start, turn.segment.end)
    return "–".join(clock(time) for time in times if time is not None)


def padded_clock(offset: timedelta, mark: str) -> str:
    """`00:12:05.250`, with that mark before the milliseconds."""
    seconds, milliseconds = divmod(round(offset / MILLISECOND), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{mark}{milliseconds:03}"
