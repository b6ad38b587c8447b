"""Citations: one presenter (`Citation`), and every form of citation made from it (`FORMS`).

Goes in: an interview, a topic, a turn or a paragraph.
Comes out: citations to read and for programs, one by one or many as a file; the pages that list
  them, and their downloads.
May import: site, text, models, transcript, quotations.
"""
