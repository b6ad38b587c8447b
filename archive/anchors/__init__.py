"""Anchors: how a passage keeps its name in addresses, whatever happens to its words.

Goes in: the turns of a new text, or a record that is deleted or moved.  Comes out: rows of
`Anchor`.  `naming` draws them, `alignment` and `placement` say which one goes where, `writing` is
all that writes them.
"""

from archive.anchors.placement import Placement, TurnAnchors, place
from archive.anchors.writing import record_placement, settle_anchors

__all__ = ["Placement", "TurnAnchors", "place", "record_placement", "settle_anchors"]
