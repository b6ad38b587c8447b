"""The import of files of other forms: read → propose → pair → the way of every pair.

A form's reader says what stands in the file, `archive.sources.proposing` completes it, and
`archive.sources.pairs` writes it as the text and the annotations that `seeds/` has: from there on
it is imported as these are (`archive.sources.importing`), and can be exported as such.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from archive.models import Anchor, Interview, Person, SourceText
from archive.sources.annotate import annotate
from archive.sources.attribute import attribute
from archive.sources.naming import free_slug
from archive.sources.pairs import Pair, render_pair
from archive.sources.parsed import ParsedInterview
from archive.sources.proposing import WishError, Wishes, propose
from archive.sources.read import checked_plain, parse_block
from archive.sources.readers import read_file
from archive.sources.readers.transcripts import (
    Doubt,
    ReadInterview,
    ReadPerson,
    UnreadableError,
)


@dataclass(frozen=True)
class Proposal:
    """What an import of a file would bring: complete, checked, and not yet written.

    `form` is the reader's name, `name` the file's, `digest` its SHA-256 (hexadecimal).  `is_named`:
    the file itself or the caller says which interview it is; else its slug is made of its title.
    """

    read: ReadInterview
    pair: Pair
    parsed: ParsedInterview
    form: str
    name: str
    digest: str
    is_named: bool = False

    @property
    def known(self) -> Interview | None:
        """The interview of that slug, which it would change."""
        return Interview.objects.filter(slug=self.read.slug).first()


def propose_file(path: Path, form: str | None, wishes: Wishes) -> Proposal:
    """Propose an import of a file.  Raises `UnreadableError`, and as `propose_data` does."""
    return propose_data(path.read_bytes(), path.name, form, wishes)


def propose_data(data: bytes, name: str, form: str | None, wishes: Wishes) -> Proposal:
    """Propose an import of a file's contents; `form` is one of `archive.sources.readers.FORMS`.

    Raises `UnreadableError` for what is no interview, `WishError` for a wish that makes no sense,
    `SeedError` for what can't be stored.
    """
    try:
        read, form = read_file(data, name, form)
    except UnreadableError as error:
        raise UnreadableError(error.mistakes, name) from None
    return _proposal(read, form, data, name, wishes)


def _proposal(read: ReadInterview, form: str, data: bytes, name: str, wishes: Wishes) -> Proposal:
    stem = PurePath(name).stem
    complete = _with_known_people(propose(read, replace(wishes, stem=wishes.stem or stem)))
    pair = render_pair(complete)
    parsed = parse_pair(pair, Path(name))
    digest = hashlib.sha256(data).hexdigest()
    is_named = bool(wishes.slug or read.slug)
    return Proposal(complete, pair, parsed, form, PurePath(name).name, digest, is_named)


def check_new(proposed: Proposal) -> None:
    """Raise `WishError` where the interview of another file would be replaced by accident."""
    known = proposed.known
    if known is None or proposed.is_named:
        return
    source = SourceText.objects.filter(interview=known).first()
    if source is None or source.name != proposed.name:
        came = f", from {source.name}" if source else ""
        raise WishError(
            f"there is an interview `{known.slug}` already{came}: give this one another name by "
            f"--slug, or say --slug {known.slug} to import that one anew"
        )


def parse_pair(pair: Pair, path: Path) -> ParsedInterview:
    """Parse a pair that stands in no file; mistakes name `path`."""
    notes = annotate(parse_block(path, pair.annotations), source=path)
    text = checked_plain(path, pair.text)
    return attribute(replace(notes, stored_as=pair.source), text)


def record_former_anchors(interview: Interview, read: ReadInterview) -> None:
    """Anchors that lead to no words any more, as the archive that wrote the file had them."""
    codes = [each.code for each in read.former_anchors]
    taken = set(Anchor.objects.filter(code__in=codes).values_list("code", flat=True))
    former = [each for each in read.former_anchors if each.code not in taken]
    Anchor.objects.bulk_create(
        Anchor(code=each.code, interview=interview, words=each.words) for each in former
    )
    topics = {topic.slug: topic for topic in interview.topics.all()}
    for each in former:
        anchor = Anchor.objects.get(code=each.code)
        anchor.replaced_by = Anchor.objects.filter(code=each.replaced_by).first()
        anchor.save()
        anchor.former_topics.set(topics[slug] for slug in each.former_topics if slug in topics)


def _with_known_people(read: ReadInterview) -> ReadInterview:
    """People of the archive are the same by their names; others get slugs that are free."""
    known = {person.slug: person for person in Person.objects.all()}
    taken = {slug: person.name for slug, person in known.items()}
    by_name = {name: slug for slug, name in taken.items()}
    used: set[str] = set()
    people: list[ReadPerson] = []
    doubts: list[Doubt] = []
    for each in read.people:
        slug, doubt = _slug_in_archive(each, taken, by_name, used)
        used.add(slug)
        people.append(_as_known(replace(each, slug=slug), known.get(slug)))
        doubts += [Doubt(1, doubt)] if doubt else []
    return replace(read, people=tuple(people), doubts=(*read.doubts, *doubts))


def _as_known(read: ReadPerson, known: Person | None) -> ReadPerson:
    """What the archive knows of a person and the file doesn't say stays as it is."""
    if known is None:
        return read
    return replace(
        read,
        name_ja=read.name_ja or known.name_ja,
        family_name=read.family_name or known.family_name,
    )


def _slug_in_archive(
    person: ReadPerson, taken: dict[str, str], by_name: dict[str, str], used: set[str]
) -> tuple[str, str]:
    known = by_name.get(person.name, "") if person.identified else ""
    if known and known not in used:
        return known, f"{person.name} is in the archive already: the same person?"
    others = {slug for slug, name in taken.items() if name != person.name} | used
    return free_slug(person.slug, others), ""
