"""The turns that are near to what was typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from search.meaning.encoder import current_encoder, vector_of
from search.meaning.vectors import Near, current_vectors, folder, key_of
from search.query.nearness import Passage
from search.store import Store, StoredTurn

# From which cosine on a sentence says something near, and how many turns are taken.
LEAST, MOST = 0.32, 100
# The same for turns that are like another.
LEAST_LIKE = 0.52


def near_turns(words: str, store: Store) -> Mapping[int, Passage]:
    """The turns with a sentence near to the words, by segment, each with that; none by no encoder.

    What a vector was made of must still stand there: what was edited since is passed over.
    """
    encoder = current_encoder() if words else None
    if encoder is None:
        return {}
    found = current_vectors(folder(), encoder).near(vector_of(encoder, words), LEAST, MOST)
    turns = store.turns([each.segment for each in found])
    return {
        each.segment: Passage(each.cosine, each.paragraph, each.start, each.end)
        for each in found
        if _says(turns.get(each.segment), each)
    }


def like_turns(
    segments: Collection[int], store: Store, limit: int, without: Collection[int] = ()
) -> list[int]:
    """The turns (their segments' keys) that say the most like those of `segments`, best first.

    Neither these are among them nor those `without`; none by no encoder.
    """
    encoder = current_encoder()
    vectors = current_vectors(folder(), encoder) if encoder else None
    mean = vectors.mean(segments) if vectors else None
    if vectors is None or mean is None:
        return []
    apart = {*segments, *without}
    found = vectors.near(mean, LEAST_LIKE, limit + len(apart))
    turns = store.turns([each.segment for each in found])
    near = (each.segment for each in found if _says(turns.get(each.segment), each))
    return [segment for segment in near if segment not in apart][:limit]


def _says(turn: StoredTurn | None, near: Near) -> bool:
    """Whether the sentence still stands in its turn."""
    if turn is None or near.paragraph >= len(turn.paragraphs):
        return False
    text = turn.paragraphs[near.paragraph].text
    return key_of(text[near.start : near.end]) == near.key
