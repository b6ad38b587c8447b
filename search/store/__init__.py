"""Store: what an engine must offer, so that it can be another one than today's.

Goes in: documents; queries that are understood.
Comes out: hits as data: ids, scores, counts, stored tokens.
May import: languages, knowledge, documents, query.
"""
