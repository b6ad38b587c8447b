"""Reports: the form in which readers report an error, and where it goes.

Goes in: what a reader writes, and the place that it is about.
Comes out: rows of `Report` for the editors, and the form's pages.
May import: text, models, site.
"""
