"""Which form a file is of: every reader is asked, by content.

`READERS` is the list of them all; a new reader has a line there.  The archive's own JSON and the
archive's own TEI are readers as any other: they go before the general ones, and say 1 for a file
that bears the archive's marks.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from archive.sources.readers import (
    akoma_ntoso,
    archive_tw,
    labelled,
    markdown,
    ohms,
    open_document,
    own_json,
    own_markdown,
    own_tei,
    own_word,
    recogniser_json,
    subrip,
    tei,
    webvtt,
    word_files,
)
from archive.sources.readers.decoding import LARGEST, check_size, decode
from archive.sources.readers.transcripts import Doubt, Reader, ReadInterview, UnreadableError

READERS = cast(
    "tuple[Reader, ...]",
    (
        own_json,
        own_tei,
        own_markdown,
        own_word,
        archive_tw,
        ohms,
        tei,
        akoma_ntoso,
        webvtt,
        subrip,
        word_files,
        open_document,
        recogniser_json,
        markdown,
        labelled,
    ),
)
BY_NAME = {reader.NAME: reader for reader in READERS}
FORMS = {reader.NAME: reader.LABEL for reader in READERS}
# The least sureness with which a form is taken, and what another must be behind.
SURE = 0.35
APART = 0.05
# What other files begin with, so that they can be told from damaged texts.
_OTHERS = (
    (b"%PDF", "a PDF: save its text as .docx or as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Word document (.doc): save it as .docx first"),
    (b"{\\rtf", "a rich text (.rtf): save it as .docx first"),
    (b"ID3", "a sound file: it must be transcribed first"),
    (b"RIFF", "a sound or video file: it must be transcribed first"),
    (b"OggS", "a sound file: it must be transcribed first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "packed (gzip): unpack it first"),
    (b"7z\xbc\xaf", "packed (7z): unpack it first"),
)


def read_file(
    file: Path | bytes, name: str = "", form: str | None = None
) -> tuple[ReadInterview, str]:
    """Read a file, or bytes under a name, and say of which form it is.

    Raises `UnreadableError` with every mistake; `ValueError` for a `form` that isn't in `FORMS`.
    """
    data = file if isinstance(file, bytes) else _bytes_of(file)
    name = name or (file.name if isinstance(file, Path) else "")
    check_size(data)
    if form is not None and form not in BY_NAME:
        raise ValueError(f"`{form}` is no form; there are {', '.join(sorted(FORMS))}")
    reader = BY_NAME[form] if form else recognise(data, name)
    return reader.read(data), reader.NAME


def recognise(data: bytes, name: str = "") -> Reader:
    """The reader of a file's form.  Raises `UnreadableError` where none or several are sure."""
    for mark, what in _OTHERS:
        if data.startswith(mark):
            raise UnreadableError([Doubt(1, f"the file is {what}")])
    sureness = {reader.NAME: reader.recognises(data, name) for reader in READERS}
    ranked = sorted(sureness, key=lambda each: -sureness[each])
    best = ranked[0]
    if sureness[best] < SURE:
        raise UnreadableError([Doubt(1, _unrecognised(data, best, sureness[best]))])
    rivals = [each for each in ranked if sureness[each] > sureness[best] - APART]
    if len(rivals) > 1:
        names = " or ".join(f"{FORMS[each]} (--format {each})" for each in rivals)
        raise UnreadableError([Doubt(1, f"the file could be {names}: say which")])
    return BY_NAME[best]


def _bytes_of(path: Path) -> bytes:
    """A file's bytes, but no more than what shows that it is too large."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _unrecognised(data: bytes, best: str, sureness: float) -> str:
    """What is known of a file of no form: how it begins, and what it is most like."""
    begins = ""
    if not data.startswith((b"PK", b"\x00")):
        begins = f"; it begins with “{' '.join(decode(data).text.split())[:50]}”"
    like = f"; most like it is {FORMS[best]}, which --format {best} reads" if sureness else ""
    known = ", ".join(FORMS.values())
    return f"the form of the file isn't recognised{begins}{like}. These are read: {known}"
