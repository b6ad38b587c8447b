"""People across interviews as plain values, for the twins of their pages."""

from __future__ import annotations

from archive.formats.addresses import Addresses, twin
from archive.formats.turn_records import Record, or_none
from archive.models import Person, Segment
from archive.text import as_written, plain_text
from archive.transcript import Appearance, segment_plain


def person(each: Person, addresses: Addresses) -> Record:
    """Who it is."""
    url = addresses.person(each)
    return {
        "slug": each.slug,
        "name": as_written(each.name),
        "name_ja": or_none(each.name_ja),
        "family_name": or_none(each.family_name),
        "identified": each.identified,
        "same_as": each.same_as_list,
        "url": url,
        "json": twin(url),
    }


def appearance(each: Appearance, addresses: Addresses) -> Record:
    """An interview in which they speak; `json` has all that they say there."""
    interview = each.interview
    return {
        "slug": interview.slug,
        "title": plain_text(interview.title, interview.markup),
        "language": interview.language,
        "date": each.date or None,
        "role": as_written(each.participant.role),
        "position": or_none(each.participant.position),
        "turns": each.turns,
        "url": addresses.interview(interview),
        "json": twin(addresses.speaker(interview, each.participant.person)),
    }


def said(segment: Segment, addresses: Addresses) -> Record:
    """One of their turns."""
    url = addresses.anchor(segment.anchor_id)
    return {
        "anchor": segment.anchor_id,
        "interview": segment.topic.interview.slug,
        "topic": segment.topic.slug,
        "kind": segment.kind,
        "language": segment.text_language,
        "text": segment_plain(segment),
        "url": url,
        "json": twin(url),
    }
