"""Text: stored text on its way to a page.

Goes in: text that is plain, or inline HTML.
Comes out: sentences, openings, plain text, and HTML that is safe, with marks.
May import: nothing.
"""

from archive.text.excerpts import excerpt
from archive.text.sanitise import (
    FORBIDDEN,
    HTML,
    MARKUPS,
    PLAIN,
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
    "Mark",
    "as_written",
    "excerpt",
    "plain_text",
    "recast",
    "safe_html",
    "sentence_spans",
]
