"""Times as transcripts write them → offsets into the recording."""

from __future__ import annotations

import re
from datetime import timedelta

# 1:02:03.5, 01:02:03,500, 02:03, 01:02:03:12 (frames, which are left out).
CLOCK = r"\d{1,3}:[0-5]?\d(?::[0-5]?\d)?(?:[.,]\d{1,6}|:\d\d)?"
UNITS = r"(?:\d{1,2}\s?h\s?)?\d{1,3}\s?(?:m|min|'|′|分)\s?\d{1,2}\s?(?:s|sec|\"|″|秒)?"
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+)(?:[.,](\d+))?")
_UNITS = re.compile(r"(?:(\d+)\s?h\s?)?(\d+)\s?\D{1,3}\s?(\d+)\D*")
_FRAMES = re.compile(r"(\d+:\d+:\d+):\d\d")
_ISO = re.compile(r"P(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)")


def read_time(text: str) -> timedelta | None:
    """The offset that a clock time or `1h02m03s` is; None for what is none."""
    text = _FRAMES.sub(r"\1", text.strip().strip("[]()<>{}（）［］【】").strip())
    if match := _CLOCK.fullmatch(text):
        hours, minutes, seconds, part = match.groups()
        return _offset(hours, minutes, seconds, f"0.{part}" if part else "0")
    if re.fullmatch(UNITS, text) and (match := _UNITS.fullmatch(text)):
        return _offset(match[1], match[2], match[3], "0")
    return None


def read_seconds(value: object) -> timedelta | None:
    """The offset that a number of seconds is, or a text of either kind."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        if (found := read_time(value)) is not None:
            return found
        value = value.strip().removesuffix("s")
    try:
        return timedelta(seconds=round(float(value), 6))  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None


def read_iso(text: str) -> timedelta | None:
    """The duration that ISO 8601 writes as PT1H2M3S."""
    match = _ISO.fullmatch(text.strip())
    if not match or not any(match.groups()):
        return None
    hours, minutes, seconds = match.groups()
    return timedelta(hours=int(hours or 0), minutes=int(minutes or 0), seconds=float(seconds or 0))


def written(time: timedelta) -> str:
    """A time as H:MM:SS."""
    seconds = int(time.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _offset(hours: str | None, minutes: str, seconds: str, part: str) -> timedelta | None:
    if int(seconds) > 59:
        return None
    whole = timedelta(hours=int(hours or 0), minutes=int(minutes), seconds=int(seconds))
    return whole + timedelta(microseconds=round(float(part) * 1_000_000))
