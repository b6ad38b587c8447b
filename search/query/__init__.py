"""Query: from what was typed to what is looked up.

Goes in: a query's text, and the vocabulary of the texts.
Comes out: an `Understood` query: its tree, the query terms of its words with their expansions, what
  its filters select, what was corrected; and all that in words.
May import: languages, knowledge, documents, archive.text, archive.models.

`syntax` parses, `understand` looks up, `correct` corrects, `describe` says it: each is a function
from one value to the next.  `vocabulary` is all that they ask of an index.
"""
