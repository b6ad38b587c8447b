"""Pictures of an interview's course.  A page that draws one includes archive/_textures.html."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from archive.pages.charts import Cell, course, shares
from archive.templatetags.text import opening
from archive.transcript import Transcript

register = template.Library()


@register.inclusion_tag("archive/_course.html", name="course")
def course_tag(transcript: Transcript) -> dict[str, Any]:
    """The whole interview: its turns as links, by topic, and a table of the same."""
    return {
        "transcript": transcript,
        "interview": transcript.interview,
        "bands": course(transcript),
        "shares": shares(transcript, transcript.turns),
    }


@register.filter
def cell_label(cell: Cell) -> str:
    """A cell in words: number, speaker, first words."""
    number = str(cell.turn.number)
    if cell.last is not cell.turn:
        number = f"{number}–{cell.last.number}"
    return _("%(number)s. %(name)s: %(words)s") % {
        "number": number,
        "name": cell.turn.who,
        "words": opening(cell.turn, 60),
    }
