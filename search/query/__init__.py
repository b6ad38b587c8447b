"""Query: from what was typed to what is looked up.

Goes in: a query's text, and the vocabulary of the texts.
Comes out: a tree with the query terms of its words, their expansions, what was corrected, and how
  to say it.
May import: languages, knowledge, documents.
"""
