"""The Whoosh schema: one Whoosh document for each paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from whoosh import columns, fields, formats

from search.documents.schema import NUMBERS, TERM_FIELDS


class Counts(fields.FieldType):  # type: ignore[misc]
    """A field whose value is a mapping of terms to how often they occur: analysed before.

    Posting weights hold the counts; nothing else is stored, since phrases are matched on the text.
    """

    def __init__(self) -> None:
        super().__init__(formats.Existence(), analyzer=None, scorable=False, stored=False)

    def index(
        self, value: Mapping[str, float], **kwargs: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield Whoosh's (term, frequency, weight, posting value)."""
        for term, count in value.items():
            yield term.encode(), 1, float(count), b""


def build_schema() -> fields.Schema:
    """Return the schema.

    `id` is haystack's name of the segment; the numbers are columns (database keys, place in the
    interview, source line, length in tokens); `terms` are the glossary's terms that the paragraph
    means, `named` those that it names; `folded` is the paragraph's text for exact phrases;
    `shown` is what a result shows of it: anchor, text, and the tokens that highlighting needs;
    `fields`, in a turn's first paragraph only, are haystack's.  Both are packed by
    `search.documents.analysis`, and columns, since what Whoosh calls stored is read all at once.
    """
    return fields.Schema(
        id=fields.ID(stored=True),
        django_ct=fields.ID(stored=True),
        **{name: Counts() for name in TERM_FIELDS},
        folded=fields.COLUMN(columns.VarBytesColumn()),
        shown=fields.COLUMN(columns.VarBytesColumn()),
        fields=fields.COLUMN(columns.VarBytesColumn()),
        **{name: fields.COLUMN(columns.NumericColumn("I")) for name in NUMBERS},
    )
