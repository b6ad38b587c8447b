"""The words of the archive's own TEI: a `seg`, and all that stands between its characters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from archive.sources.readers.located_xml import Element
from archive.sources.readers.transcripts import (
    Doubt,
    ReadCue,
    ReadNote,
    ReadParagraph,
    ReadSentence,
    ReadWord,
)


class Moments:
    """The timeline: gives the times that elements refer to, and notes those that aren't there."""

    def __init__(self, times: dict[str, timedelta], mistakes: list[Doubt]) -> None:
        self._times = times
        self._mistakes = mistakes

    def all(self, element: Element, references: str) -> list[timedelta]:
        """The times of these references."""
        found = []
        for reference in references.split():
            if (time := self._times.get(reference.removeprefix("#"))) is not None:
                found.append(time)
            else:
                reason = f"`{reference}` isn’t in the timeline"
                self._mistakes.append(Doubt(element.line, reason))
        return found

    def one(self, element: Element, attribute: str) -> timedelta | None:
        """The time that an attribute refers to; None where there is none."""
        return next(iter(self.all(element, element.get(attribute))), None)


@dataclass
class _Stretch:
    """A cue or a word: from where on, and since when."""

    number: int
    first: int
    start: timedelta | None
    last: int = -1
    end: timedelta | None = None
    words: list[_Stretch] = field(default_factory=list)


class _Paragraph:
    """A `seg` that is being read."""

    def __init__(self, seg: Element, moments: Moments, mistakes: list[Doubt]) -> None:
        self.seg = seg
        self.moments = moments
        self.mistakes = mistakes
        self.text = ""
        self.sentences: list[ReadSentence] = []
        self.doubts: list[str] = []
        self.cues: dict[str, _Stretch] = {}
        self.words: dict[str, _Stretch] = {}
        self.begins: dict[str, int] = {}
        self.notes: list[tuple[int, ReadNote]] = []

    def take(self, element: Element) -> None:
        """Read what stands in the element, in order."""
        for each in element.inside:
            if isinstance(each, str):
                self.text += each
            elif each.name == "note":
                self._note(each)
            elif each.name == "anchor":
                self._anchor(each)
            elif each.name == "milestone" and each.get("unit") == "sentence":
                self._sentence()
            else:
                # An element of another hand, such as one that sets words in italics.
                self.take(each)

    def _sentence(self) -> None:
        first = self.sentences[-1].last if self.sentences else 0
        doubts = [*self.doubts[:2], "", ""]
        self.sentences.append(ReadSentence(first, len(self.text), doubts[0], doubts[1]))
        self.doubts.clear()

    def _note(self, note: Element) -> None:
        if note.get("type") == "doubt":
            self.doubts.append(note.text)
            return
        place, kind = len(self.text), note.get("type") or "footnote"
        first = self.begins.get(note.get("target").removeprefix("#"), place)
        self.notes.append((_number(note), ReadNote(first, place, note.text, kind)))

    def _anchor(self, anchor: Element) -> None:
        kind, name, place = anchor.get("type"), anchor.get("xml:id"), len(self.text)
        time = self.moments.one(anchor, "synch")
        target = anchor.get("corresp").removeprefix("#")
        if kind == "note":
            self.begins[name] = place
        elif kind == "cue":
            self.cues[name] = _Stretch(_number(anchor), place, time)
        elif kind == "word":
            self.words[name] = word = _Stretch(_number(anchor), place, time)
            if cue := self.cues.get(name.rpartition(".")[0]):
                cue.words.append(word)
        elif kind in {"cue-end", "word-end"}:
            stretch = (self.cues if kind == "cue-end" else self.words).get(target)
            if stretch is None:
                reason = f"`{target}` ends here and begins nowhere before"
                self.mistakes.append(Doubt(anchor.line, reason))
            else:
                stretch.last, stretch.end = place, time

    def read(self) -> ReadParagraph:
        self.take(self.seg)
        return ReadParagraph(
            self.text,
            self.seg.line,
            cues=tuple(self._cue(name, cue) for name, cue in _sorted(self.cues)),
            notes=tuple(note for _, note in sorted(self.notes, key=lambda each: each[0])),
            anchor=self.seg.get("xml:id"),
            sentences=tuple(self.sentences),
        )

    def _cue(self, name: str, cue: _Stretch) -> ReadCue:
        self._must_be_whole(name, cue)
        for word in cue.words:
            self._must_be_whole(f"a word of {name}", word)
        begin = cue.start or timedelta()
        words = (
            ReadWord(each.first, each.last, each.start or begin, each.end or begin)
            for each in sorted(cue.words, key=lambda each: each.number)
        )
        return ReadCue(cue.first, cue.last, begin, cue.end, tuple(words))

    def _must_be_whole(self, name: str, stretch: _Stretch) -> None:
        if stretch.start is None:
            self.mistakes.append(Doubt(self.seg.line, f"`{name}` has no time"))
        if stretch.last < 0:
            self.mistakes.append(Doubt(self.seg.line, f"`{name}` begins and never ends"))


def _sorted(stretches: dict[str, _Stretch]) -> list[tuple[str, _Stretch]]:
    return sorted(stretches.items(), key=lambda each: each[1].number)


def _number(element: Element) -> int:
    """Its place among its like, which is not always that in the text."""
    text = element.get("n")
    return int(text) if text.isdecimal() else 0


def read_paragraph(seg: Element, moments: Moments, mistakes: list[Doubt]) -> ReadParagraph:
    """The paragraph that a `seg` is."""
    return _Paragraph(seg, moments, mistakes).read()
