"""Text: stored text on its way to a page.

Goes in: text that is plain, or inline HTML.
Comes out: sentences, openings, plain text, and HTML that is safe, with marks.
May import: nothing.
"""

from archive.text.excerpts import excerpt
from archive.text.languages import (
    direction_of,
    is_language,
    nearest_language,
    primary,
    quoted,
    script_of,
)
from archive.text.ordering import order_key
from archive.text.reading_time import reading_minutes
from archive.text.sanitise import (
    FORBIDDEN,
    HTML,
    MARKUPS,
    PLAIN,
    Insert,
    Mark,
    as_written,
    plain_text,
    recast,
    safe_html,
)
from archive.text.sentences import sentence_spans

__all__ = [
    "FORBIDDEN",
    "HTML",
    "MARKUPS",
    "PLAIN",
    "Insert",
    "Mark",
    "as_written",
    "direction_of",
    "excerpt",
    "is_language",
    "nearest_language",
    "order_key",
    "plain_text",
    "primary",
    "quoted",
    "reading_minutes",
    "recast",
    "safe_html",
    "script_of",
    "sentence_spans",
]
