"""Changes: notes every change of content, for all that is made from content.

Goes in: saves and deletions of records, from Django's signals.
Comes out: the content version, a number that grows with every change, and the dates of each
  interview.
May import: models.
"""
