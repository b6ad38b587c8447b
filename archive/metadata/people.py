"""What a person's page across interviews says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.formats.addresses import Addresses, twin
from archive.metadata.heads import Head, person_feeds
from archive.metadata.linked_data import described, in_context, person_node
from archive.models import Person
from archive.site.addresses import base_url
from archive.text import as_written
from archive.transcript import Appearance, in_reader_language


def person_head(request: HttpRequest, person: Person, appearances: Sequence[Appearance]) -> Head:
    """The head of the page of all that a person says."""
    addresses = Addresses(base_url(request))
    name = as_written(in_reader_language(person))
    page = addresses.person(person)
    return Head(
        name,
        _("Where %(name)s speaks, what of, and in which words.") % {"name": name},
        "profile",
        twin(page.removeprefix(addresses.base)),
        _profile(person, appearances, addresses),
        downloads=person_feeds(person),
    )


def _profile(
    person: Person, appearances: Sequence[Appearance], addresses: Addresses
) -> dict[str, Any]:
    page = addresses.person(person)
    about = [described(each.interview, addresses) for each in appearances]
    return in_context(
        {
            "@type": "ProfilePage",
            "@id": f"{page}#page",
            "url": page,
            "name": as_written(person.name),
            "mainEntity": {**person_node(person, addresses), "subjectOf": about},
        }
    )
