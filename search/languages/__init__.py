"""Languages: how text is cut into tokens, and which spellings of a word are the same.

Goes in: any text.
Comes out: folded text with its positions, tokens with normal forms, sounds, English keys,
  furigana.
May import: nothing.

A language has a module of its own (`japanese`, `english`); `tokens` is what an analyzer gives,
`folding` and `scripts` are for all of them.
"""
