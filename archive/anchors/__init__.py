"""Anchors: names of turns and paragraphs that stay with the words, whatever happens to them.

Goes in: the turns of a text that is imported, beside those stored; records that are edited,
  deleted or moved.
Comes out: an anchor for every turn and paragraph, an old one where there was one, and rows of
  `Anchor`.
May import: text, models, changes, transcript.

`naming` and `issuing` draw anchors, `alignment`, `placement` and `following` say which one goes
where, `writing` is all that writes where they lead.
"""

from archive.anchors.following import follow_words
from archive.anchors.issuing import issue_anchor
from archive.anchors.placement import Placement, TurnAnchors, place
from archive.anchors.writing import (
    keep_last_words,
    recast_words,
    record_placement,
    remember_topics,
    settle_anchors,
)

__all__ = [
    "Placement",
    "TurnAnchors",
    "follow_words",
    "issue_anchor",
    "keep_last_words",
    "place",
    "recast_words",
    "record_placement",
    "remember_topics",
    "settle_anchors",
]
