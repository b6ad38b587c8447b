"""Proposes what each turn is, a question, an answer or a remark, and which question it is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from archive.sources.readers.transcripts import Doubt, ReadTurn

QUESTION, ANSWER, REMARK, DIRECTION = "question", "answer", "remark", "direction"
ASKING = frozenset(["interviewer", "host", "moderator", "audience"])
ASKED = ("?", "？", "؟", "՞")
# Bytes that a request has at least: “Mm-hm.” and 「そうですか。」 are none.
REQUEST = 24


def propose_exchanges(
    turns: Sequence[ReadTurn], roles: Mapping[str, str]
) -> tuple[list[ReadTurn], list[Doubt]]:
    """The turns with a kind and an exchange each; `roles` are the speakers', by label.

    Who asks, by role, asks a question where somebody else goes on and the turn has a question's
    mark, or is a request (“Tell me of …”): no mere nod, and the other says more.  What others say
    after it answers it, until the next question.  What the file says of a turn stays.
    """
    kinds = [turn.kind or _kind(turns, index, roles) for index, turn in enumerate(turns)]
    kinds = [
        _if_asked(kinds, index) if not turns[index].kind else kind
        for index, kind in enumerate(kinds)
    ]
    found, number, answered = [], 0, True
    for turn, kind in zip(turns, kinds, strict=True):
        if kind == QUESTION and (answered or number == 0):
            number, answered = number + 1, False
        if kind == ANSWER:
            answered = True
        exchange = turn.exchange or f"exchange-{max(number, 1)}"
        found.append(replace(turn, kind=kind, exchange=exchange))
    return found, _doubts(turns, found)


def _kind(turns: Sequence[ReadTurn], index: int, roles: Mapping[str, str]) -> str:
    turn = turns[index]
    if not turn.speakers:
        return DIRECTION
    if not any(roles.get(label) in ASKING for label in turn.speakers):
        return ANSWER
    following = next((each for each in turns[index + 1 :] if each.speakers), None)
    return QUESTION if following and _asks(_text(turn), _text(following)) else REMARK


def _text(turn: ReadTurn) -> str:
    return " ".join(each.text for each in turn.paragraphs)


def _asks(text: str, following: str) -> bool:
    is_request = len(text.encode()) >= REQUEST and len(text) < len(following)
    return is_request or any(mark in text for mark in ASKED)


def _if_asked(kinds: Sequence[str], index: int) -> str:
    """An answer, unless nothing was asked before it."""
    if kinds[index] == ANSWER and QUESTION not in kinds[:index]:
        return REMARK
    return kinds[index]


def _doubts(turns: Sequence[ReadTurn], found: Sequence[ReadTurn]) -> list[Doubt]:
    proposed = [
        turn for turn, read in zip(found, turns, strict=True) if not read.kind and read.speakers
    ]
    if not proposed:
        return []
    counts = {
        kind: sum(turn.kind == kind for turn in proposed) for kind in (QUESTION, ANSWER, REMARK)
    }
    told = ", ".join(f"{count} as {kind}" for kind, count in counts.items() if count)
    return [Doubt(proposed[0].line, f"proposed by roles and marks: {told}")]
