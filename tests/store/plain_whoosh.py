"""A small index as Whoosh itself writes it, for tests of what the store uses of Whoosh's inside.

Read from Whoosh-Reloaded 2.7.5.  The tests ask Whoosh alone, with its own codec and pool, so that
one which fails after an upgrade says which inner part has changed, and what is built on it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import create_in

READ_FROM = "(read from Whoosh-Reloaded 2.7.5)"
BLOCK = 4
# So many documents, whose terms fill so many blocks.
COUNT = 10
BLOCKS = 3


class Weighed(fields.FieldType):  # type: ignore[misc]
    """A field of terms with weights, as the store's are."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), analyzer=None, scorable=False, stored=False)

    def index(self, value: dict[str, float], **kwargs: Any) -> Any:
        """Whoosh's (term, frequency, weight, posting value)."""
        return ((term.encode(), 1, weight, b"") for term, weight in value.items())


def schema() -> fields.Schema:
    """Fields of each kind that the store has."""
    return fields.Schema(
        id=fields.ID(stored=True),
        words=Weighed(),
        place=fields.COLUMN(columns.NumericColumn("I")),
        text=fields.COLUMN(columns.VarBytesColumn()),
    )


def document(number: int) -> dict[str, Any]:
    """A document; a column's zeros at the end are left out of its file, so the last one has one."""
    words = {"often": number + 1.0, "same": 2.0, "one": 1.0}
    if number == 3:
        words["once"] = 5.0
    return {"id": str(number), "words": words, "place": number % 9, "text": f"t{number}".encode()}


def build(folder: Path, compression: int = 0) -> Any:
    """A new index in `folder`."""
    index = create_in(folder, schema())
    writer = index.writer(codec=W3Codec(blocklimit=BLOCK, compression=compression))
    for number in range(COUNT):
        writer.add_document(**document(number))
    writer.commit()
    return index
