"""What home and an interview's page open with, and where that leads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Interview, Paragraph
from archive.models.pull_quotes import parse_pull_quotes, validate_pull_quotes
from archive.transcript import Transcript, opening_of, pull_quotes_of
from tests.sources.drafts import small


@given(st.lists(st.sampled_from(["p3c9d", "s7b2k:2", "p3c9d:2-3"]), max_size=3))
def test_places_are_read_as_they_are_written(words: list[str]):
    assert [each.anchor for each in parse_pull_quotes(" ".join(words))] == [
        word.split(":")[0] for word in words
    ]


@pytest.mark.parametrize("text", ["P3", "p3c9d:0", "p3c9d:3-2", "p3c9d:", "p3c 1", "pa pb pc pd"])
def test_what_names_no_place_is_refused(text: str):
    with pytest.raises(ValidationError):
        validate_pull_quotes(text)


@pytest.mark.django_db
def test_each_pull_quote_leads_to_its_place(client: Client, interview: Interview):
    found = pull_quotes_of(Transcript(interview))
    assert len(found) == 3
    for each in found:
        assert each.words in each.turn.plain
        page = client.get(interview.get_absolute_url()).content.decode()
        address = f"{each.turn.topic.address}#{each.anchor}"
        assert f'href="{address}"' in page
        assert f'id="{each.anchor}"' in client.get(each.turn.topic.address).content.decode()


@pytest.mark.django_db
def test_a_place_that_is_gone_is_left_out(interview: Interview):
    anchor = Paragraph.objects.filter(segment__topic__interview=interview)[0].anchor_id
    interview.pull_quotes = f"pzzzz {anchor}:99 {anchor}:1"
    assert [each.anchor for each in pull_quotes_of(Transcript(interview))] == [anchor]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/en/"])
def test_words_come_before_the_picture(client: Client, interview: Interview, path: str):
    page = client.get(path).content.decode()
    order = ["<h1", "standfirst", "button-first", "pull-quote", "topics-heading", "course-heading"]
    places = [page.index(each) for each in order]
    assert places == sorted(places)


@pytest.mark.django_db
def test_english_readers_get_english_titles_beside_the_original(
    client: Client, interview: Interview
):
    page = client.get("/en" + interview.topics.all()[6].get_absolute_url()).content.decode()
    title = re.search(r"<h1 ([^>]*)>([^<]*)</h1>", page)
    assert title is not None
    assert title.groups() == ('lang="en" dir="ltr"', "The economy and jobs")
    assert "AIの経済的影響と雇用問題" in page


@pytest.mark.django_db
def test_a_standfirst_is_two_sentences():
    interview = Interview(language="en", summary="One. Two. Three.")
    assert (opening_of(interview).text, opening_of(interview).is_all) == ("One. Two.", False)


@pytest.mark.django_db
def test_home_of_several_is_a_front_page(client: Client, interview: Interview, tmp_path: Path):
    small().load(tmp_path)
    other = Interview.objects.exclude(pk=interview.pk).get()
    Interview.objects.filter(pk=other.pk).update(summary="One. Two. Three.")
    Interview.objects.filter(pk=interview.pk).update(featured=True)
    page = client.get("/").content.decode()
    assert "One. Two.</p>" in page
    assert page.index("pull-quote") < page.index(other.get_absolute_url())
    assert "course-heading" not in page


@pytest.mark.django_db
def test_a_topic_says_where_one_is(client: Client, interview: Interview):
    page = client.get(interview.topics.all()[1].get_absolute_url()).content.decode()
    bar = page[page.index('class="place-bar"') :]
    assert "2/12" in bar
    assert bar.index("neighbour-next") < bar.index('id="toc-heading"')
