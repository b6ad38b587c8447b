"""Citations: one presenter (`Citation`), and every form of citation made from it (`FORMS`)."""
