"""Pages on paper: what each sheet says of itself, and how many there are."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from unicodedata import normalize

from django.urls import reverse
from pypdf import PdfReader

from archive.models import Interview, Segment, Topic
from tests.browser.test_comforts import printed

MOST_SHEETS = 10
# In CSS pixels: nine points.
SMALLEST = 12
SIZES = """() => [...document.querySelectorAll('main *, footer *')]
    .filter(each => each.checkVisibility() && !each.closest('.permalink, .doubt-mark, ruby')
        && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(each => parseFloat(getComputedStyle(each).fontSize))"""


def sheets(reader, path: str) -> list[str]:
    """What each sheet of the page says, without spaces."""
    reader.goto(path)
    pages = PdfReader(BytesIO(reader.pdf(format="A4"))).pages
    return [re.sub(r"\s", "", normalize("NFKC", page.extract_text())) for page in pages]


def test_the_whole_interview_takes_ten_sheets_and_each_says_what_it_is_from(reader, interview):
    Interview.objects.update(publisher="Lanternpress", published="2026-02-03")
    path = reverse("transcript", args=[interview.slug])
    found = sheets(reader, path)
    assert len(found) <= MOST_SHEETS
    for number, sheet in enumerate(found, 1):
        assert re.search(printed(interview.title), sheet)
        assert "Lanternpress,2026-02-03" in sheet
        assert reader.evaluate("location.href") in sheet
        assert f"{number}/{len(found)}" in sheet
    reader.emulate_media(media="print")
    assert min(reader.evaluate(SIZES)) >= SMALLEST


def test_each_sheet_with_words_has_an_anchor_of_them(reader, interview):
    """A turn that goes on to another sheet has its head there once more."""
    anchors = set(Segment.objects.values_list("anchor__code", flat=True))
    named = [
        re.findall(r"/t/(\w+)/", sheet)
        for sheet in sheets(reader, reverse("transcript", args=[interview.slug]))
    ]
    assert all(anchors & set(each) for each in named[:-1])
    assert any(one[-1] == other[0] for one, other in pairwise(named[:-1]))


def test_a_topic_on_paper_names_its_interview_on_the_first_sheet(reader, interview):
    first = sheets(reader, Topic.objects.get(order=0).get_absolute_url())[0]
    # In the margin, and above the heading for browsers that set nothing in margins.
    assert len(re.findall(printed(interview.title), first)) >= 2
