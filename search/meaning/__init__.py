"""Meaning: the sentences of the texts as vectors, to find what says a thing in other words.

Goes in: the turns that a store has, words that were typed; a sentence encoder, where one is
  installed.
Comes out: the turns that are near to the words in meaning; vectors in a folder that all processes
  read.
May import: query, store, archive.text.

`make install-meaning` installs the encoder (`encoder`).  Without it there are no vectors, and the
search does without.  A vector is kept under the hash of what was said (`vectors`), so that an edit
encodes only what is new (`updating`), and none is taken for what is no longer said (`finding`).
"""

from search.meaning.encoder import Encoder, current_encoder, is_installed
from search.meaning.finding import like_turns, near_turns
from search.meaning.updating import forget_note, lacking, locked, noted, update

__all__ = [
    "Encoder",
    "current_encoder",
    "forget_note",
    "is_installed",
    "lacking",
    "like_turns",
    "locked",
    "near_turns",
    "noted",
    "update",
]
