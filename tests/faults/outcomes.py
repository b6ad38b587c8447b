"""What a fault is: a function that makes it happen some times, and says what came of it.

What was seen is counted against what must hold: nothing is lost, nothing is wrong, and nobody gets
a traceback.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """How often a fault was made, whether all held, and in a few words what happened.

    `held` is None where this machine can't make the fault.
    """

    times: int
    held: bool | None
    note: str = ""


@dataclass
class FaultContext:
    """What a fault is given.

    `template`: a prepared data folder to copy; `folder`: where the fault may write; `step`: to be
    called once for each of its `times`.
    """

    template: Path
    folder: Path
    seed: int
    short: bool
    step: Callable[[], object] = lambda: None
    wrong: list[str] = field(default_factory=list)

    def times(self, full: int, short: int) -> int:
        """How often to make the fault."""
        return short if self.short else full

    def data_dir(self, name: str = "data") -> Path:
        """A prepared data folder of the fault's own."""
        target = self.folder / name
        shutil.copytree(self.template, target)
        return target

    def counted(self, times: int) -> Iterator[int]:
        """The numbers below `times`, each a step of the progress bar as it is done."""
        for number in range(times):
            yield number
            self.step()

    def expect(self, holds: object, otherwise: str) -> None:
        """Note what is wrong unless it holds."""
        if not holds:
            self.wrong.append(otherwise)

    def outcome(self, times: int, note: str = "") -> Outcome:
        """What came of it, with the first things that were wrong."""
        said = "; ".join(dict.fromkeys(self.wrong)) if self.wrong else note
        return Outcome(times, not self.wrong, said[:600])


Fault = Callable[[FaultContext], Outcome]
