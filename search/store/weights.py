"""How turns are ranked, whatever the engine: the rules, and the numbers in them.

A query term has *expansions*, of which in each paragraph the best one counts: an expansion weighs
its own weight times its field's (`WEIGHTS`).  A paragraph's score is BM25F over the query terms,
times `FLOOR + (1 - FLOOR) * coverage²`, where its coverage is the part of the query that it has,
each term by its rarity among the paragraphs of the same language; and `VERBATIM` of the best score
more where the words stand as typed.  A turn's score is its best paragraph's, and `REST` of what the
others add.  Lengths are relative to the average of the language.

Where turns are near in meaning (`Understood.near`), a turn's score is its cosine, and `BESIDE_NEAR`
of what its words have by the best of all.
"""

from __future__ import annotations

# How much an occurrence counts, by the field that it is in.
WEIGHTS = {
    "words": 1.0,
    "surface": 1.0,
    "sound": 0.55,
    "sense": 0.35,
    "title": 0.35,
    "terms": 0.7,
    "speaker": 0.3,
    "together": 0.9,
    "text": 0.8,
}
# Fields that say nothing of the paragraph's own words.
ELSEWHERE = frozenset(["title", "speaker"])
# How strongly a long paragraph is held against it (0: not at all, 1: in full proportion), and how
# soon further occurrences count less.
LENGTH_NORM, SATURATION = 0.75, 2.0
# The part of a score that does not depend on how much of the query is covered.
FLOOR = 0.12
# Weights from which on a find counts as the thing itself: for a term's rarity, and to leave a
# turn out.
STRONG = 0.5
# What it counts that words stand as they were typed, and that a piece of writing without spaces
# does, of which no border of a word can tell whether it is meant: texts that have it come first.
# Longer ones are whole sentences, which no text has word by word.
VERBATIM, VERBATIM_PIECE, VERBATIM_LENGTH = 0.5, 1.15, range(2, 25)
# Which part of what the best turn covers a turn must cover to be a result.
ENOUGH = 0.3
# How much the score of a phrase or a prefix depends on a paragraph's length.
PLACE_LENGTH = 0.2
# What the rest of a turn adds to its best paragraph.
REST = 0.1
# Which part of what the turn's best paragraph covers a paragraph must cover to be a source.
SOURCE_COVERAGE = 0.5
# A question's own turn counts less than the turns that answer it, which get some of its score; and
# from which part of the best score on a question hands its score on.
ASKED, HANDED_ON, GOOD = 0.75, 0.45, 0.6
# What the best of the words' finds counts beside a cosine of 1.
BESIDE_NEAR = 0.4
# The same for a question whose words are found, and whose answers lean on what is near.
BESIDE_LEANING = 1.0
