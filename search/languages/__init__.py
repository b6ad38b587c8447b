"""Languages: how text is cut into tokens, and which spellings of a word are the same.

Goes in: any text.
Comes out: folded text with its positions, tokens with normal forms, sounds, English keys,
  furigana.
May import: nothing.

`choosing` has the analyzer of each language, a class in a module of its own (`japanese`, `chinese`)
or in `words`, for all whose words stand between spaces; `analyzer` is their base, `tokens` what
they give, `folding`, `spelling` and `scripts` are for all of them.
"""
