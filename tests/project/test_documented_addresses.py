"""What is documented for programs is there: every address, and the search's answer."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from django.test import Client

from archive.citations.forms import FORMS as CITATIONS
from archive.formats import FORMATS
from archive.models import Interview
from search.engine import FACETS
from search.pages.parameters import Parameters
from tests.project.documents import ARCHIVE, SEARCH, rows

pytestmark = pytest.mark.django_db
HEADING = "For programs"


def addresses(interview: Interview) -> list[str]:
    """The table's addresses with an example in place of each name in capitals."""
    examples = {
        "SLUG": interview.slug,
        "TOPIC": interview.topics.all()[0].slug,
        "PERSON": interview.people.all()[0].slug,
        "ANCHOR": interview.topics.all()[0].segments.all()[0].anchor_id,
    }
    named = [
        address for row in rows(ARCHIVE, HEADING) for address in re.findall(r"`(/[^`]+)`", row[0])
    ]
    return [re.sub("[A-Z]{4,}", lambda name: examples[name[0]], address) for address in named]


def test_every_address_is_there(client: Client, interview: Interview):
    found = addresses(interview)
    assert len(found) > 10
    assert {address: client.get(address).status_code for address in found} == dict.fromkeys(
        found, 200
    )


def test_it_names_every_form_of_citation_and_every_download():
    told = {row[0]: re.findall(r"\.[\w.]+(?=`)", " ".join(row)) for row in rows(ARCHIVE, HEADING)}
    citations = told["`/t/ANCHOR/cite.bib`"]
    assert sorted(citations) == sorted(f".{form.extension}" for form in CITATIONS)
    downloads = told["`/interviews/SLUG/transcript.json`"]
    assert sorted(downloads) == sorted(f".{each.extension}" for each in FORMATS)


def _first_cells(table: int) -> list[str]:
    return [name for row in rows(SEARCH, HEADING, table) for name in re.findall(r"`(\w+)`", row[0])]


def test_it_names_every_parameter_of_the_search():
    taken = {field.name for field in fields(Parameters)} - {"filters"} | {*FACETS}
    assert sorted(_first_cells(0)) == sorted(taken)


@pytest.mark.usefixtures("indexed")
def test_it_names_every_key_of_the_search_answer(client: Client):
    answer = client.get("/search.json", {"q": "雇用"}).json()
    assert sorted(_first_cells(1)) == sorted(answer)
    of_a_result = next(row[1] for row in rows(SEARCH, HEADING, 1) if row[0] == "`results`")
    assert sorted(re.findall(r"`(\w+)`", of_a_result)) == sorted(answer["results"][0])
