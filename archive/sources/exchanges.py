"""Proposes what each turn is, a question, an answer or a remark, and which question it is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from archive.models import Participant
from archive.sources.readers.transcripts import Doubt, ReadTurn

QUESTION, ANSWER, REMARK, DIRECTION = "question", "answer", "remark", "direction"
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
    followed = _followed(turns)
    found: list[ReadTurn] = []
    number, answered = 0, True
    for turn, after in zip(turns, followed, strict=True):
        kind = turn.kind or _kind(turn, after, roles)
        if kind == ANSWER and not number and not turn.kind:
            # Nothing was asked before it.
            kind = REMARK
        if kind == QUESTION and answered:
            number, answered = number + 1, False
        answered |= kind == ANSWER
        exchange = turn.exchange or f"exchange-{max(number, 1)}"
        found.append(replace(turn, kind=kind, exchange=exchange))
    return found, _doubts(turns, found)


def _followed(turns: Sequence[ReadTurn]) -> list[ReadTurn | None]:
    """For each turn the next one that somebody speaks."""
    after: ReadTurn | None = None
    found = []
    for turn in reversed(turns):
        found.append(after)
        after = turn if turn.speakers else after
    return found[::-1]


def _kind(turn: ReadTurn, after: ReadTurn | None, roles: Mapping[str, str]) -> str:
    if not turn.speakers:
        return DIRECTION
    if not any(roles.get(label) in Participant.ASKING for label in turn.speakers):
        return ANSWER
    return QUESTION if after and _asks(_text(turn), _text(after)) else REMARK


def _text(turn: ReadTurn) -> str:
    return " ".join(each.text for each in turn.paragraphs)


def _asks(text: str, following: str) -> bool:
    is_request = len(text.encode()) >= REQUEST and len(text) < len(following)
    return is_request or any(mark in text for mark in ASKED)


def ends_asking(turn: ReadTurn) -> bool:
    """Whether a turn's last words are a question."""
    return _text(turn).rstrip("\"'’”»」』)） ").endswith(ASKED)


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
