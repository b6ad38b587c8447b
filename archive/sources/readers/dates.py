"""Dates as people write them → ISO 8601, whole or in part; nothing where it could be two dates."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january jan januar janvier enero janeiro gennaio januari января",
    "february feb februar février febrero fevereiro febbraio februari февраля",
    "march mar märz mars marzo março maart марта",
    "april apr avril abril aprile апреля",
    "may mai mayo maio maggio mei мая",
    "june jun juni juin junio junho giugno июня",
    "july jul juli juillet julio julho luglio июля",
    "august aug août agosto augustus августа",
    "september sept sep septembre septiembre setembro settembre сентября",
    "october oct oktober octobre octubre outubro ottobre октября",
    "november nov novembre noviembre novembro ноября",
    "december dec dezember décembre diciembre dezembro dicembre декабря",
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T\s].*)?")
_EASTERN = re.compile(
    r"(明治|大正|昭和|平成|令和)?\s?(\d{1,4}|元)\s?[年년]\s?(?:(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日일])?)?.*"
)
_WORDS = re.compile(r"\d{4}|\d{1,2}(?=\b|st|nd|rd|th|er)|[^\W\d_]{3,}")
_NUMBERS = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?(\d{4})")


def read_date(text: str) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD; empty for none, or one that could be two."""
    text = text.strip()
    if match := _EASTERN.fullmatch(text):
        era, year, month, day = match.groups()
        number = 1 if year == "元" else int(year)
        return _written(number + _ERAS.get(era, 0), int(month or 0), int(day or 0))
    if match := _ISO.fullmatch(text):
        return _written(*(int(each or 0) for each in match.groups()))
    if match := _NUMBERS.fullmatch(text):
        return _from_numbers(*match.groups())
    return _from_words(text)


def _from_numbers(first: str, sign: str, second: str, year: str) -> str:
    """31.12.1999 and 12/31/1999; 3/4/1999 is two dates, with dots only one."""
    one, two = int(first), int(second)
    if sign == "." or one > 12 or one == two:
        return _written(int(year), two, one)
    return _written(int(year), one, two) if two > 12 else _written(int(year), 0, 0)


def _from_words(text: str) -> str:
    """7 February 1994, February 7th, 1994, Feb. 1994."""
    words = [word.casefold() for word in _WORDS.findall(text)]
    years = [int(word) for word in words if len(word) == 4 and word.isdigit()]
    months = [_MONTH[word] for word in words if word in _MONTH]
    days = [int(word) for word in words if word.isdigit() and len(word) <= 2]
    if len(years) != 1 or len(months) > 1 or len(days) > 1:
        return str(years[0]) if len(set(years)) == 1 else ""
    if not months:
        return str(years[0])
    return _written(years[0], months[0], days[0] if days else 0)


def _written(year: int, month: int = 0, day: int = 0) -> str:
    if not 1000 <= year <= 2999:
        return ""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}" if month else str(year)
