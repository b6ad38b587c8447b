"""Readers' reports of errors: the form, and where it goes."""
