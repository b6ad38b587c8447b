"""Sources: how an interview comes into the archive, and proof that nothing of it was lost.

Goes in: the files under `seeds/`.
Comes out: an interview's rows, its fixture, or the differences between text and database.
May import: text, models, changes, anchors.

The way from the one to the other: read → annotate → attribute → align → write.
"""
