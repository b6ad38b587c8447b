"""Numbers in Chinese characters: 一九九〇 is 1990, 三十 is 30."""

from __future__ import annotations

import regex

DIGITS = {
    each: number
    for number, those in enumerate(
        ("〇零", "一壹", "二貳两兩", "三參叁", "四", "五", "六", "七", "八", "九")
    )
    for each in those
}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_SIGNS = "".join([*DIGITS, *TENS, *MYRIADS])
# Two at least, or a 〇, which stands nowhere else: a single 一 is part of many words.
RUN = regex.compile(rf"[{_SIGNS}]{{2,}}|〇")


def value_of(run: str) -> str:
    """The number in Western digits; empty for what is none (五六百, 万一)."""
    if all(each in DIGITS for each in run):
        return "".join(str(DIGITS[each]) for each in run)
    total = part = 0
    digit: int | None = None
    least = 10**9
    for each in run:
        if each in DIGITS:
            if digit:
                return ""
            digit = DIGITS[each]
        elif each in TENS:
            part += (1 if digit is None else digit) * TENS[each]
            digit = None
        else:
            if MYRIADS[each] >= least or not (part or digit):
                return ""
            least = MYRIADS[each]
            total += (part + (digit or 0)) * least
            part, digit = 0, None
    return str(total + part + (digit or 0))
