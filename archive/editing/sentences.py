"""Writes a paragraph's text: its sentences are cut anew, those unchanged keep their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from archive.editing.moved import cut_cue, follow
from archive.editing.ordering import set_aside, write_each
from archive.models import Cue, Note, Paragraph, Sentence
from archive.text import plain_text, primary, sentence_spans
from archive.transcript import stored_text

# From this likeness on (of 100) a sentence is the old one, corrected, and keeps its doubt.
ALIKE = 60


def write_text(paragraph: Paragraph, text: str, language: str, markup: str) -> None:
    """Have the paragraph say `text`, and its notes and cues stay with their words."""
    write_lines(paragraph, [text], language, markup)


def write_lines(
    paragraph: Paragraph, lines: Sequence[str], language: str, markup: str
) -> list[int]:
    """The same of lines at whose ends no sentence goes on; return how many sentences each has."""
    old = list(paragraph.sentences.order_by("order"))
    cut = [
        [line[start:end] for start, end in sentence_spans(line, language, markup)] for line in lines
    ]
    texts = [text for line in cut for text in line]
    before = plain_text(stored_text(old), markup)
    kept = list(_kept(old, texts))
    _write(paragraph, old, list(zip(texts, kept, strict=True)))
    follow(paragraph, before, plain_text("".join(texts), markup))
    return [len(line) for line in cut]


def _kept(old: Sequence[Sentence], texts: Sequence[str]) -> Iterator[Sentence | None]:
    """For each new text the sentence that it was, if any."""
    matcher = SequenceMatcher(None, [each.text for each in old], list(texts), autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        left = list(old[start:end])
        for text in texts[new_start:new_end]:
            if kind == "equal":
                yield left.pop(0)
            else:
                yield _take_like(left, text)


def _take_like(left: list[Sentence], text: str) -> Sentence | None:
    """The first of the sentences left over that is like `text`, taken with those before it."""
    for index, sentence in enumerate(left):
        if fuzz.ratio(sentence.text, text) >= ALIKE:
            del left[: index + 1]
            return sentence
    return None


def _write(
    paragraph: Paragraph, old: Sequence[Sentence], texts: Sequence[tuple[str, Sentence | None]]
) -> None:
    kept = {each.pk for _, each in texts if each}
    paragraph.sentences.exclude(pk__in=kept).delete()
    is_moved = [each.pk for each in old] != [each.pk if each else None for _, each in texts]
    if is_moved:
        set_aside(paragraph.sentences.all())
    changed, new = [], []
    for order, (text, sentence) in enumerate(texts):
        if sentence is None:
            new.append(Sentence(paragraph=paragraph, order=order, text=text))
            continue
        is_other = sentence.text != text
        if is_other:
            # The source has other words there.
            sentence.line = sentence.start = sentence.end = None
        sentence.text, sentence.order = text, order
        if is_other or is_moved:
            changed.append(sentence)
    write_each(changed, ("text", "order", "line", "start", "end"))
    Sentence.objects.bulk_create(new)


def cut_paragraph(paragraph: Paragraph, sentence: int, into: Paragraph, markup: str) -> None:
    """Move the sentences from number `sentence` on, with their notes and times, to `into`."""
    sentences = list(paragraph.sentences.order_by("order"))
    place = len(plain_text(stored_text(sentences[:sentence]), markup))
    Sentence.objects.filter(pk__in=[each.pk for each in sentences[sentence:]]).update(
        paragraph=into
    )
    _cut_notes(paragraph, place, into)
    _cut_cues(paragraph, place, into)


def _cut_notes(paragraph: Paragraph, place: int, into: Paragraph) -> None:
    """A note goes where its words begin; a mark between both parts stays with the first."""
    for note in paragraph.notes.all():
        is_mark = note.first == note.last
        if note.first < place or (is_mark and note.first == place):
            Note.objects.filter(pk=note.pk).update(last=min(note.last, place))
        else:
            Note.objects.filter(pk=note.pk).update(
                paragraph=into, first=note.first - place, last=note.last - place
            )


def _cut_cues(paragraph: Paragraph, place: int, into: Paragraph) -> None:
    for cue in paragraph.cues.all():
        first, second = cut_cue(cue, place)
        here = Cue.objects.filter(pk=cue.pk)
        if first and second:
            here.update(**first)
            Cue.objects.create(paragraph=into, order=cue.order, **second)
        elif first:
            here.update(**first)
        elif second:
            here.update(paragraph=into, **second)


def append_paragraph(paragraph: Paragraph, other: Paragraph, language: str, markup: str) -> None:
    """Move all that `other` has behind what `paragraph` has; `other` is left without words."""
    sentences = list(paragraph.sentences.order_by("order"))
    _set_apart(sentences[-1], language)
    length = len(plain_text(stored_text(sentences), markup))
    for model in (Sentence, Note, Cue):
        mine = model._default_manager.filter(paragraph=paragraph).order_by("order")
        count = (mine.values_list("order", flat=True).last() or 0) + 1
        for each in model._default_manager.filter(paragraph=other):
            each.paragraph, each.order = paragraph, each.order + count
            if isinstance(each, Note | Cue):
                each.first, each.last = each.first + length, each.last + length
            if isinstance(each, Cue):
                each.words = [[a + length, b + length, *times] for a, b, *times in each.words]
            each.save()


def _set_apart(sentence: Sentence, language: str) -> None:
    """Put white space behind a sentence, in a language that writes it."""
    if sentence.text[-1:].isspace() or primary(language) in {"ja", "zh", "yue"}:
        return
    sentence.text += " "
    sentence.line = sentence.start = sentence.end = None
    sentence.save()
