"""Corrections of the words of a turn."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from archive.anchors import issue_anchor
from archive.editing.errors import RefusedError
from archive.editing.finding import check_version, interview_at, paragraph_in, texts_in, turn_at
from archive.editing.journal import Editor, Reach, recorded
from archive.editing.ordering import arrange
from archive.editing.sentences import cut_paragraph, write_lines
from archive.models import Edit, Paragraph, Segment
from archive.models.anchors import PARAGRAPH
from archive.text import FORBIDDEN


def set_texts(editor: Editor, anchor: str, texts: Mapping[str, str], version: str) -> Edit | None:
    """Have the turn's paragraphs, by their anchors, say these texts.

    Each line of a text is a paragraph: what stands behind the first one becomes new ones.  A
    paragraph left empty is taken out.  Raises `ConflictError` where somebody else changed the turn.
    """
    interview, wanted = interview_at(anchor), _as_typed(texts)
    keys = [turn_at(anchor).pk]
    with recorded(editor, interview, "text", place=anchor, reach=Reach(keys)) as recording:
        segment = turn_at(anchor)
        check_version(segment, version, wanted)
        now = texts_in(segment)
        for code in wanted:
            paragraph_in(segment, code)
        changed = {code: text for code, text in wanted.items() if text != now[code]}
        if not any("".join((now | changed).values()).split()):
            raise RefusedError(
                _("A turn without words can't be kept. Withdraw it instead, and say why.")
            )
        for code, text in changed.items():
            _set_text(segment, paragraph_in(segment, code), text)
    return recording.edit


def _as_typed(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts with the line ends of a file, without characters that no page may hold."""
    plain = {code: text.replace("\r\n", "\n").replace("\r", "\n") for code, text in texts.items()}
    return {code: FORBIDDEN.sub("", text) for code, text in plain.items()}


def _set_text(segment: Segment, paragraph: Paragraph, text: str) -> None:
    lines = [text] if "\n" not in text else [line.strip() for line in text.split("\n")]
    lines = [line for line in lines if line.strip()]
    if not lines:
        # What stands on it goes with it; its anchor keeps its words.
        paragraph.delete()
        return
    markup = segment.topic.interview.markup
    counts = write_lines(paragraph, lines, segment.text_language, markup)
    # Written whole and then cut, the last line first, so that notes and times go with their words.
    for number in range(len(lines) - 1, 0, -1):
        made = new_paragraph(segment, lines[number], behind=paragraph)
        cut_paragraph(paragraph, sum(counts[:number]), made, markup)


def new_paragraph(segment: Segment, words: str, behind: Paragraph | None = None) -> Paragraph:
    """An empty paragraph for `words`: the turn's first, or the one behind another."""
    anchor = issue_anchor(segment.topic.interview, PARAGRAPH, words)
    mine = Paragraph.objects.filter(segment=segment)
    keys = list(mine.order_by("order").values_list("pk", flat=True))
    highest = mine.order_by("order").values_list("order", flat=True).last()
    made = Paragraph.objects.create(
        segment=segment, anchor=anchor, order=0 if highest is None else highest + 1
    )
    if behind is not None:
        place = keys.index(behind.pk) + 1
        arrange(mine, [*keys[:place], made.pk, *keys[place:]])
    return made
