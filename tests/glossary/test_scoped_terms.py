"""Terms that belong to some interviews: linked, found and expanded there alone."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from lxml import html

from archive.models import Interview, Segment, Term
from search import engine
from search.index import updating
from search.index.segments import load_names
from search.knowledge.names import Names
from search.store import current_store
from tests.indexing import build_index
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

CHRIS = "Chris built the boat, and everybody knew it."


def _draft(slug: str, *said: str, language: str = "en") -> Draft:
    speakers = ("bob", "ada", "eve")
    turns = [DraftTurn(who, [text]) for who, text in zip(speakers, said, strict=False)]
    return Draft([DraftTopic("start", "Beginnings", turns)], slug=slug, language=language)


@pytest.fixture
def two(transactional_db, tmp_path):
    """Two interviews that speak of a Chris; the glossary knows the first one's."""
    for slug in ("boats", "kites"):
        _draft(slug, CHRIS, "Nothing else was said of anything at all.").load(tmp_path)
    boats = Interview.objects.get(slug="boats")
    term = Term.objects.create(
        slug="chris-boat", kind="person", label="Chris", aliases="the wright"
    )
    term.interviews.set([boats])
    build_index()
    return boats, Interview.objects.get(slug="kites"), term


def _linked(client, interview: Interview) -> bool:
    return (
        'class="term ' in client.get(f"{interview.get_absolute_url()}transcript/").content.decode()
    )


def _echoes(query: str, **filters: str) -> set[str]:
    found = engine.search(query, filters).understood.wanted_expansions()
    return {each.label for each in found if each.field == "terms"}


def test_it_is_linked_in_its_interviews_only(client, two):
    boats, kites, term = two
    assert (_linked(client, boats), _linked(client, kites)) == (True, False)
    term.interviews.add(kites)
    assert _linked(client, kites)
    term.interviews.clear()
    assert (_linked(client, boats), _linked(client, kites)) == (True, True)


def test_its_other_names_find_it_in_its_interviews_only(two):
    _, kites, term = two
    found = engine.search("the wright").found
    assert {hit.fields["interview"] for hit in found.hits} == {"boats"}
    term.interviews.set([kites])
    found = engine.search("the wright").found
    assert {hit.fields["interview"] for hit in found.hits} == {"kites"}


def test_its_name_finds_the_words_everywhere(two):
    found = engine.search("Chris").found
    assert {hit.fields["interview"] for hit in found.hits} == {"boats", "kites"}


def test_a_search_in_another_interview_is_not_told_of_it(two):
    assert _echoes("the wright") == {"Chris"}
    assert _echoes("the wright interview:boats") == {"Chris"}
    assert _echoes("the wright", interview="boats") == {"Chris"}
    assert _echoes("the wright interview:kites") == set()
    assert _echoes("the wright", interview="kites") == set()


def test_terms_of_one_name_in_two_interviews_are_both_found(two, client):
    _, kites, _ = two
    other = Term.objects.create(slug="chris-kite", kind="person", label="Chris", aliases="flyer")
    other.interviews.set([kites])
    slugs = {
        each.term
        for each in engine.search("Chris").understood.wanted_expansions()
        if each.field == "terms"
    }
    assert slugs == {"chris-boat", "chris-kite"}
    page = client.get(f"{kites.get_absolute_url()}transcript/").content.decode()
    assert "/terms/chris-kite/" in page
    assert "/terms/chris-boat/" not in page


def test_the_index_follows_a_change_of_scope(two):
    boats, kites, term = two
    assert not updating.is_behind()
    kites.terms.add(term)
    boats.terms.remove(term)
    updating.catch_up()
    segments = Segment.objects.filter(topic__interview=kites).values_list("pk", flat=True)
    places = current_store().places("named", term.slug)
    assert set(places.segments) <= set(segments)
    assert places.segments


def _take_out(interview: Interview) -> None:
    interview.topics.all().delete()
    interview.delete()


def test_a_term_goes_with_its_last_interview(two):
    boats, kites, term = two
    term.interviews.add(kites)
    _take_out(boats)
    assert list(term.interviews.all()) == [kites]
    _take_out(kites)
    assert not Term.objects.filter(slug=term.slug).exists()


def test_a_file_of_terms_names_the_interviews_by_their_slugs(two, tmp_path):
    path = tmp_path / "glossary.yaml"
    path.write_text(
        "- model: archive.term\n"
        "  fields: {slug: keel, kind: concept, label: keel, interviews: [[kites]]}\n"
    )
    call_command("loaddata", path, verbosity=0)
    assert [each.slug for each in Term.objects.get(slug="keel").interviews.all()] == ["kites"]
    written = tmp_path / "again.json"
    call_command("dumpdata", "archive.term", natural_foreign=True, output=written, verbosity=0)
    assert '["kites"]' in written.read_text()


def test_names_within_an_interview_are_its_own_and_those_of_all():
    names = Names({"a": ["Ann"], "b": ["Ben"]}, {"a": ["her boat"]}, {"a": {1}})
    assert [each.slug for each in names.within(1).find_all("ann and ben, her boat")] == [
        *("a", "b", "a")
    ]
    assert [each.slug for each in names.within(2).find_all("ann and ben, her boat")] == ["b"]


WHOLE = [
    ("김민", "김민수가 왔다", False),
    ("김민수", "김민수가 왔다", True),
    ("서울", "서울에서는 비가 왔다", True),
    ("은행", "한국은행이 말했다", False),
    ("Москва", "москвариум стоит", False),
    ("مصر", "مصرف المدينة", False),
    ("شمس", "قال شمس نعم", True),
    ("Art", "artists came", False),
    ("कला", "कलाकार आया", False),
    ("税", "富裕税の話", True),
    ("Ὅμηρος", "ὁ ὅμηρος λέγει", True),
]


@pytest.mark.parametrize(("name", "text", "stands"), WHOLE)
def test_a_name_is_a_whole_word_in_any_script(name, text, stands):
    from search.languages.folding import fold

    assert bool(Names({"it": [name]}).find_all(fold(text))) is stands


COMMON = [
    ("WHO", "en", "The WHO came.", True),
    ("WHO", "en", "Those who came. Who came?", False),
    ("May", "en", "They may come.", False),
    ("May", "en", "Then May came.", True),
    ("DIE", "de", "Die Leute und die Boote.", False),
    ("AI", "en", "We call it ai here.", True),
    ("IT", "ja", "ITの話です。", True),
]


@pytest.mark.django_db
@pytest.mark.parametrize("case", COMMON, ids=str)
def test_a_common_word_of_the_language_is_no_name(client, tmp_path, case):
    name, language, text, stands = case
    _draft("words", text, language=language).load(tmp_path)
    Term.objects.create(slug="name", kind="organisation", label=name)
    build_index()
    assert _linked(client, Interview.objects.get()) is stands
    assert bool(current_store().places("named", "name").segments) is stands
    assert load_names().find_all(name.lower())


LABELS = [
    ("鯨", "", "ja"),
    ("고래", "", "ko"),
    ("Whale", "", "ja"),
    ("حوت", "", ""),
    ("鯨", "zh", "zh"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("label", "scope", "language"), LABELS)
def test_a_label_says_its_language(client, tmp_path, label, scope, language):
    term = Term.objects.create(slug="whale", kind="concept", label=label)
    if scope:
        _draft("whales", "鲸鱼来了。", language=scope).load(tmp_path)
        term.interviews.set(Interview.objects.all())
    for path in ("/terms/", "/terms/whale/"):
        page = html.fromstring(client.get(path).content)
        (shown,) = page.xpath(f"//main//*[self::h1 or self::span][text()='{label}']")
        assert shown.get("lang") == language
        assert shown.get("dir") == ("auto" if not language else "ltr")
