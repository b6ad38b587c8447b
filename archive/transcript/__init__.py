"""The transcript: an interview as it is read, and what an address names in it.

Goes in: a slug or an anchor.  Comes out: a `Transcript` with its topics and turns, or a `NotFound`
that knows what is near.  `loading` is the one loader of segments with their words.
"""

from archive.transcript.finding import (
    INTERVIEWS_A_PAGE,
    NotFound,
    find_anchor,
    find_participant,
    find_topic,
    interviews_with,
    load,
    requested_interviews,
    segment_of,
)
from archive.transcript.loading import (
    plain_words,
    question_of,
    segment_plain,
    segments_of,
    stored_text,
    with_exchanges,
    with_words,
)
from archive.transcript.turns import Passage, TopicPart, Transcript, Turn, in_reader_language

__all__ = [
    "INTERVIEWS_A_PAGE",
    "NotFound",
    "Passage",
    "TopicPart",
    "Transcript",
    "Turn",
    "find_anchor",
    "find_participant",
    "find_topic",
    "in_reader_language",
    "interviews_with",
    "load",
    "plain_words",
    "question_of",
    "requested_interviews",
    "segment_of",
    "segment_plain",
    "segments_of",
    "stored_text",
    "with_exchanges",
    "with_words",
]
