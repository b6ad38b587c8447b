"""Which texts are stage directions: passages that nobody speaks."""

from __future__ import annotations

import re
import unicodedata

_PAIRS = (
    ("[", "]"),
    ("(", ")"),
    ("（", "）"),
    ("［", "］"),
    ("〔", "〕"),
    ("【", "】"),
    ("<", ">"),
)
_PAIRS_ALL = (*_PAIRS, ("*", "*"), ("_", "_"), ("♪", "♪"), ("((", "))"), ("〈", "〉"), ("＜", "＞"))
_RULES = re.compile(r"(?:[-–—=_*~#•·.☆★◇◆○●※＊]\s?){3,}|\*|⁂")
_ENDS = re.compile(
    r"(?:end|begin|beginning|start|conclusion) of (?:the )?"
    r"(?:interview|tape|recording|transcript|session|side|audio|part|excerpt|disc|cd|file).{0,40}"
    r"|(?:tape|side|session|part|disc|reel|track) [\dA-Z][\w, ]{0,30}"
    r"|(?:transcription|interview|recording|tape|audio) (?:begins?|ends?|starts?|stops?|resumes?|"
    r"paused|interrupted).{0,40}"
    r"|(?:laughter|applause|pause|music|silence|break|crosstalk|inaudible)",
    re.IGNORECASE,
)


def is_direction(text: str) -> bool:
    """Whether a whole line or cue is a direction: all of it in brackets, or a usual phrase."""
    bare = text.strip().rstrip(".。").strip()
    if not bare:
        return False
    if _ENDS.fullmatch(bare):
        return True
    return any(_is_within(bare, first, last) for first, last in _PAIRS_ALL)


def is_rule(text: str) -> bool:
    """Whether a line is only drawn: dashes, stars."""
    bare = unicodedata.normalize("NFKC", text.strip())
    return bool(_RULES.fullmatch(bare)) and bare.strip(".") != ""


def _is_within(text: str, first: str, last: str) -> bool:
    """Whether one pair of brackets holds the whole text: not "[a] b [c]"."""
    if not (text.startswith(first) and text.endswith(last) and len(text) > len(first + last)):
        return False
    inner = text[len(first) : -len(last)]
    if first == last:
        return first not in inner and inner == inner.strip() and len(inner) < 120
    depth = 0
    for character in inner:
        depth += (character == first) - (character == last)
        if depth < 0:
            return False
    return depth == 0
