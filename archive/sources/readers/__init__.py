"""Readers."""

from archive.sources.readers.transcripts import ReadInterview

FORMS: dict[str, str] = {}


def read_file(data: bytes, name: str, form: str | None = None) -> tuple[ReadInterview, str]:
    raise NotImplementedError
