"""Anchors: names of turns and paragraphs that stay with the words, whatever happens to them.

Goes in: the turns of a text that is imported, beside those stored; records that are deleted or
  moved.
Comes out: an anchor for every turn and paragraph, an old one where there was one, and rows of
  `Anchor`.
May import: text, models, changes, transcript.

`naming` draws anchors, `alignment` and `placement` say which one goes where, `writing` is all that
writes them.
"""

from archive.anchors.placement import Placement, TurnAnchors, place
from archive.anchors.writing import recast_words, record_placement, settle_anchors

__all__ = [
    "Placement",
    "TurnAnchors",
    "place",
    "recast_words",
    "record_placement",
    "settle_anchors",
]
