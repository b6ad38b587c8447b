"""Documents: what an index holds of a segment, whichever engine keeps it.

Goes in: a segment's plain text, with what results show of it.
Comes out: one document for each paragraph: counts of words, sounds, senses and terms; what is
  stored.
May import: languages, knowledge.
"""
