"""Pictures of an interview's course.  A page that draws one includes archive/_textures.html."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import template
from django.utils.translation import gettext as _

from archive.charts import Cell, course, shares, strip
from archive.models import Interview
from archive.templatetags.text import opening, plain
from archive.transcript import Transcript, in_reader_language

register = template.Library()


@register.inclusion_tag("archive/_course.html", name="course")
def course_tag(transcript: Transcript, hits: Collection[str] = ()) -> dict[str, Any]:
    """The whole interview: its turns as links, by topic, and a table of the same.

    The turns whose anchors are in `hits` light up.
    """
    return {
        "transcript": transcript,
        "interview": transcript.interview,
        "bands": course(transcript, hits),
        "shares": shares(transcript, transcript.turns),
        "hits": hits,
    }


@register.inclusion_tag("archive/_occurrences.html")
def occurrences_strip(
    interview: Interview | Transcript, segment_anchors: Collection[str]
) -> dict[str, Any]:
    """Where in an interview the segments with these anchors stand; each is a link.

    Takes the interview or, where the page has it anyway, its transcript.
    """
    transcript = interview if isinstance(interview, Transcript) else Transcript(interview)
    found = frozenset(segment_anchors)
    return {
        "transcript": transcript,
        "interview": transcript.interview,
        "cells": strip(transcript, transcript.turns, transcript.size, found),
        "count": sum(turn.anchor in found for turn in transcript.turns),
    }


@register.filter
def cell_label(cell: Cell) -> str:
    """A cell in words: number, speaker, first words."""
    number = str(cell.turn.number)
    if cell.last is not cell.turn:
        number = f"{number}–{cell.last.number}"
    return _("%(number)s. %(name)s: %(words)s") % {
        "number": number,
        "name": plain(in_reader_language(cell.turn.speaker)),
        "words": opening(cell.turn, 60),
    }
