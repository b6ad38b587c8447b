"""The ways in which a line of a transcript says who speaks: each a pattern, none sure by itself.

`marks` gives what a line might be; `labelling` decides over the whole file which are labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from archive.sources.readers.times import CLOCK, UNITS, read_time

_T = rf"(?:{CLOCK}|{UNITS})"
_RANGE = rf"{_T}(?:\s*(?:-->|->|[-–—~〜/]|to)\s*{_T})?"
_BRACKETED = (
    rf"(?:\[\s*{_RANGE}\s*\]|\(\s*{_RANGE}\s*\)|<\s*{_RANGE}\s*>"
    rf"|[（［【〔]\s*{_RANGE}\s*[）］】〕])"
)
STAMP = re.compile(rf"\\?[\[(（［]\s*({CLOCK})\s*\\?[\])）］]")
_LEAD = (
    rf"(?:(?:[-*•]|\d{{1,4}}[.)])\s+)?"
    rf"(?:(?P<lead>{_BRACKETED}|{_RANGE}(?=[\s|–-]))\s*[-–—|]?\s*)?(?:>>+\s*)?"
)
_LABEL = r"(?P<label>[^\s:：\[\]{}<>|][^:：\[\]\n\t]{0,69}?)"
_TIME = rf"(?P<time>{_BRACKETED})"

# The forms, the surest first.
FORMS = {
    "colon": re.compile(
        rf"{_LEAD}{_LABEL}\s*(?:{_TIME})?\s*(?!(?<=\d):\d\d)[:：](?!//)"
        rf"\s*(?P<after>{_BRACKETED}|{_T}(?=\s))?\s*(?P<text>.*)"
    ),
    "timed": re.compile(rf"(?:[-*•]\s+)?{_LABEL}\s*[,|–-]?\s*{_TIME}\s*[-–—.]?\s*(?P<text>.*)"),
    "clock": re.compile(rf"{_LABEL}\s*[,|–-]?\s+(?P<time>{_RANGE})(?P<text>)"),
    "led": re.compile(rf"(?P<lead>{_BRACKETED}|{_RANGE})\s*[-–—|]?\s*{_LABEL}(?P<text>)"),
    "letter": re.compile(
        r"(?P<label>(?:[QAFRDPVQＱＡ問答问문답ВО]|Question|Answer)\s?\d{0,3})"
        r"\s*[.．)）、\u3000\t—–-]\s*(?P<text>.*)"
    ),
    "dash": re.compile(r"(?P<label>[―─—━]{1,3}|ーー|－－|--)\s*(?P<text>[^\s―─—━ー－-].*)"),
    "hyphen": re.compile(r"(?P<label>–|-(?=\s|¿))\s*(?P<text>[^\s–—-].*)"),
    "boxed": re.compile(r"[【〔＜《](?P<label>[^】〕＞》]{1,30})[】〕＞》]\s*(?P<text>.*)"),
    "squared": re.compile(r"[\[<](?P<label>[^\]>:]{1,30})[\]>]\s*(?P<text>.*)"),
    "wide": re.compile(r"[○◯◎●〇]?(?P<label>[^\s　、。，．「」]{1,14})\u3000+(?P<text>\S.*)"),
    "tabbed": re.compile(r"(?P<label>[^\t]{1,40})\t+\s*(?P<text>\S.*)"),
    "quoted": re.compile(r"(?P<label>[^\s　、。「」]{1,12})(?P<text>「.*」)"),
    "stroke": re.compile(r"(?P<label>[^\s.—–][^—–\n]{0,40}?)\s?\.?\s?[—–]\s?(?P<text>\S.*)"),
    "alone": re.compile(
        r"(?P<label>[^\s:：\[\](){}.!?。！？、,][^:：\[\]{}!?。！？、,]{0,39})(?P<text>)"
    ),
}
# Forms of a label that stands on a line of its own, with what is said below it.
ALONE = ("clock", "led", "alone", "bold-alone")
# Forms that only a document's bold letters tell: a name before its words, and one above them.
BOLD = ("bold", "bold-alone")
# Forms that name nobody.
DASHES = ("dash", "hyphen")
_EMPHASIS = re.compile(r"^((?:[-*>•]\s+)?)(\*\*\*|\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\2(.*)$")


@dataclass(frozen=True)
class Mark:
    """A line as one of the forms reads it."""

    form: str
    label: str
    text: str
    start: timedelta | None = None
    end: timedelta | None = None
    is_bold: bool = False


def marks(text: str) -> Iterator[Mark]:
    """What a line might say, by each form that fits it."""
    bare, is_bold = _without_emphasis(text.strip())
    for form, pattern in FORMS.items():
        if match := pattern.fullmatch(bare):
            label = _clean_label(match["label"])
            if not any(each.isalpha() for each in label) and form not in DASHES:
                continue
            start, end = _times(match)
            yield Mark(form, label, _unbold(match["text"].strip()), start, end, is_bold)


def in_bold(text: str, bold: int) -> Iterator[Mark]:
    """The label that the first `bold` characters of a line are, if they look like one."""
    label = _clean_label(text[:bold])
    if any(each.isalpha() for each in label) and len(label) <= 60:
        said = text[bold:].strip()
        # Meetings' transcripts have the time between the name and the words.
        time = re.match(rf"(?:{_BRACKETED}|{CLOCK})(?=\s|$)", said)
        start = read_time(time[0]) if time else None
        said = said[time.end() :].strip() if time else said
        yield Mark("bold" if said else "bold-alone", label, said, start, is_bold=True)


def _without_emphasis(text: str) -> tuple[str, bool]:
    """A line without the signs that make its beginning bold or slanted."""
    if not (match := _EMPHASIS.match(text)) or len(match[3]) > 90:
        return text, False
    return f"{match[1]}{match[3]}{match[4]}", True


def _unbold(text: str) -> str:
    """What is left of emphasis that closes behind the label."""
    return re.sub(r"^(?:\*\*|__)\s*(?=[^*_]*$)", "", text)


def _clean_label(label: str) -> str:
    label = re.sub(r"[*_]{1,3}", "", label) if re.search(r"\*|__|^_|_$", label) else label
    return " ".join(label.replace("\\", "").split()).strip(" -–—,|.") or label.strip()


def _times(match: re.Match[str]) -> tuple[timedelta | None, timedelta | None]:
    found = match.groupdict()
    stated = found.get("time") or found.get("after") or found.get("lead") or ""
    times = [read_time(each) for each in re.findall(_T, stated)]
    return (times[0] if times else None), (times[1] if len(times) > 1 else None)
