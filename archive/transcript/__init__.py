"""Transcript: an interview as pages and formats need it, in a fixed number of queries.

Goes in: an address's slug or anchor.
Comes out: a `Transcript` with its topics, turns and passages, or a 404 that says what is near.
May import: text, models.

`loading` is the one loader of segments with their words.
"""

from archive.transcript.appearances import (
    TURNS_A_PAGE,
    Appearance,
    Course,
    Spoken,
    appearances_of,
    courses_of,
    namesakes_of,
    spoken_by,
    topics_spoken_of,
)
from archive.transcript.finding import (
    INTERVIEWS_A_PAGE,
    NotFound,
    Unpublished,
    find_anchor,
    find_participant,
    find_person,
    find_topic,
    home_interview,
    interviews_with,
    load,
    person_address,
    requested_interviews,
    segment_of,
)
from archive.transcript.loading import (
    bare_segments_of,
    load_segments,
    plain_words,
    question_of,
    segment_plain,
    segments_of,
    stored_text,
    with_details,
    with_exchanges,
    with_words,
)
from archive.transcript.openings import Opening, opening_of
from archive.transcript.parts import TopicPart
from archive.transcript.passages import (
    Footnote,
    Passage,
    in_reader_language,
    names_of,
    note_in,
    note_language,
    speakers_of,
    together,
)
from archive.transcript.pull_quotes import Pulled, pull_quotes_of
from archive.transcript.shown import showing, shown_interview
from archive.transcript.translated import Translated, best_title, translation_of
from archive.transcript.turns import Transcript, Turn, side_of

__all__ = [
    "INTERVIEWS_A_PAGE",
    "TURNS_A_PAGE",
    "Appearance",
    "Course",
    "Footnote",
    "NotFound",
    "Opening",
    "Passage",
    "Pulled",
    "Spoken",
    "TopicPart",
    "Transcript",
    "Translated",
    "Turn",
    "Unpublished",
    "appearances_of",
    "bare_segments_of",
    "best_title",
    "courses_of",
    "find_anchor",
    "find_participant",
    "find_person",
    "find_topic",
    "home_interview",
    "in_reader_language",
    "interviews_with",
    "load",
    "load_segments",
    "names_of",
    "namesakes_of",
    "note_in",
    "note_language",
    "opening_of",
    "person_address",
    "plain_words",
    "pull_quotes_of",
    "question_of",
    "requested_interviews",
    "segment_of",
    "segment_plain",
    "segments_of",
    "showing",
    "shown_interview",
    "side_of",
    "speakers_of",
    "spoken_by",
    "stored_text",
    "together",
    "topics_spoken_of",
    "translation_of",
    "with_details",
    "with_exchanges",
    "with_words",
]
