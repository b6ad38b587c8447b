"""Today's engine: Whoosh's index, read into arrays, matched and ranked.

Goes in: documents; trees with their query terms.
Comes out: turns in order, with scores and evidence; related turns; places of phrases.
May import: languages, knowledge, documents, query, store.

All that touches Whoosh's inner parts is here.
"""
