"""Sources: how an interview comes into the archive, and proof that nothing of it was lost.

Goes in: the files under `seeds/`, or a transcript of any other form.
Comes out: an interview's rows, its files and fixture, or the differences between text and database.
May import: text, models, changes, transcript, anchors, sources.readers.

The way from the one to the other is in `importing`: read → annotate → attribute → align → write.
"""

from archive.sources.attribute import check_people
from archive.sources.corrected import correction_differences, imported_at, kept_text
from archive.sources.edits import EditedError
from archive.sources.errors import FixtureError, SeedError
from archive.sources.exporting import ExportError, export_interview
from archive.sources.files import annotation_files
from archive.sources.fixtures import fixture_path, render_fixture
from archive.sources.forms import Proposal, propose_data, propose_file
from archive.sources.importing import import_files, import_form, import_parsed, parse_interview
from archive.sources.merging import MergeConflictError
from archive.sources.parsed import ParsedInterview
from archive.sources.previewing import Preview, preview, told
from archive.sources.proposing import Wish, WishError, Wishes
from archive.sources.read import read_text
from archive.sources.readers import FORMS
from archive.sources.readers.transcripts import UnreadableError
from archive.sources.reading import reading_differences, readings
from archive.sources.verify import Difference, differences
from archive.sources.write import Outcome

__all__ = [
    "FORMS",
    "Difference",
    "EditedError",
    "ExportError",
    "FixtureError",
    "MergeConflictError",
    "Outcome",
    "ParsedInterview",
    "Preview",
    "Proposal",
    "SeedError",
    "UnreadableError",
    "Wish",
    "WishError",
    "Wishes",
    "annotation_files",
    "check_people",
    "correction_differences",
    "differences",
    "export_interview",
    "fixture_path",
    "import_files",
    "import_form",
    "import_parsed",
    "imported_at",
    "kept_text",
    "parse_interview",
    "preview",
    "propose_data",
    "propose_file",
    "read_text",
    "reading_differences",
    "readings",
    "render_fixture",
    "told",
]
