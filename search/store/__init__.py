"""Store: what the search asks of an engine, so that today's can be replaced.

Goes in: documents; queries that are understood.
Comes out: hits as data: ids, scores, counts, stored tokens.
May import: languages, knowledge, documents, query.
"""
