"""What `suggest_terms` and the admin propose for the glossary."""

from __future__ import annotations

from io import StringIO
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.utils.html import escape

from archive.models import DeclinedTerm, Interview, Person, Segment, Sentence, Term
from search.glossary import proposals as proposing
from search.glossary.candidates import Proposal, SpokenText, propose
from search.glossary.proposals import Suggestion, suggest
from search.knowledge.names import Names

PAGE = "/admin/archive/term/suggestions/"


def proposals(language: str, *turns: str, known: Names | None = None, others=()) -> list[Proposal]:
    texts = [SpokenText(f"a{n}", n, language, text) for n, text in enumerate(turns)]
    there = [SpokenText(f"b{n}", n, language, text) for n, text in enumerate(others)]
    return propose(texts, known or Names({}), there)


def labels(*arguments, **options) -> dict[str, Proposal]:
    return {each.label: each for each in proposals(*arguments, **options)}


ENGLISH = (
    "Yesterday we sailed past Gannet Holm with Morag Leask. The tide was high.",
    "The boat belonged to Dr Willem van der Hoek. I asked Morag about the boat.",
    "Yesterday the tide was low in Kirkwall, and Morag’s boat lay dry.",
)


def test_capitals_name_but_not_at_the_beginning_of_a_sentence():
    found = labels("en", *ENGLISH)
    assert {"Gannet Holm", "Morag Leask", "Willem van der Hoek", "Kirkwall"} <= set(found)
    assert not {"Yesterday", "The", "I"} & set(found)
    assert found["Willem van der Hoek"].kind == "person"
    assert found["Kirkwall"].kind == "place"


def test_a_part_of_a_name_belongs_to_the_whole_name():
    found = labels("en", *ENGLISH)
    assert "Morag" not in found
    whole = found["Morag Leask"]
    assert (whole.spellings, whole.kind, whole.count, whole.turns) == (("Morag",), "person", 3, 3)


def test_german_nouns_are_no_names_but_their_compounds_are_concepts():
    found = labels(
        "de",
        "Dort stand die Apfelpresse von Bürgermeister Xaver Öttinger im Keller.",
        "Aus der Apfelpresse lief der Saft, und Öttinger trank ein Glas.",
    )
    assert (found["Xaver Öttinger"].kind, found["Xaver Öttinger"].count) == ("person", 2)
    assert found["Apfelpresse"].kind == "concept"
    assert not {"Keller", "Saft", "Glas"} & set(found)


def test_japanese_names_by_their_part_of_speech_and_compounds_that_recur():
    found = labels(
        "ja",
        "田中角栄さんは東京でＡｃｍｅ Cloudの量子計算基盤を見ました。",
        "量子計算基盤とAcme　Cloudの話を、ヨハン・ベッカーがしました。",
    )
    assert found["田中角栄"].kind == "person"
    assert found["東京"].kind == "place"
    assert found["量子計算基盤"].kind == "concept"
    assert "ヨハン・ベッカー" in found
    assert not {"話", "量子", "基盤"} & set(found)


def test_a_compound_that_stands_once_is_not_proposed():
    assert "量子計算基盤" not in labels("ja", "量子計算基盤を見ました。")


def test_korean_names_without_particles():
    found = labels("ko", "부산에서 김정호를 만났어요.", "도침(搗砧)은 부산의 일이에요.")
    assert (found["부산"].kind, found["부산"].turns) == ("place", 2)
    assert found["김정호"].kind == "person"
    assert found["도침"].kind == "concept"


def test_chinese_names_in_either_writing():
    found = labels("zh", "他在成都遇见了王小明。", "王小明用Nagra III录音，写了《远方的灯》。")
    assert found["成都"].kind == "place"
    assert (found["王小明"].kind, found["王小明"].turns) == ("person", 2)
    assert {"Nagra III", "远方的灯"} <= set(found)


def test_a_korean_name_with_its_characters_is_no_concept():
    assert labels("ko", "김정호(金正浩)를 만났어요.")["김정호"].kind == "person"


def test_a_title_is_no_person_whatever_it_sounds_like():
    assert labels("zh", "敲的是《王小明》的拍子。")["王小明"].kind == "product"


def test_a_chinese_street_is_named_whole():
    found = labels("zh", "我们走到人民南路。")
    assert found["人民南路"].kind == "place"
    assert "南路" not in found


def test_spellings_that_differ_in_space_case_width_and_dots_are_one():
    (found,) = proposals(
        "ja", "ヨハン・ベッカーです。", "ヨハン＝ベッカーです。", "ヨハン・ベッカーです。"
    )
    assert (found.label, found.spellings) == ("ヨハン・ベッカー", ("ヨハン＝ベッカー",))
    assert found.count == 3


@pytest.mark.parametrize(
    ("language", "turns", "label", "short"),
    [
        ("ja", ("ヨハン・ベッカーです。", "ベッカーは来ました。"), "ヨハン・ベッカー", "ベッカー"),
        ("ja", ("田中角栄さんです。", "田中さんは来ました。"), "田中角栄", "田中"),
    ],
)
def test_a_part_of_a_name_without_spaces_belongs_to_it_too(language, turns, label, short):
    (found,) = proposals(language, *turns)
    assert (found.label, found.spellings, found.count) == (label, (short,), 2)


def test_korean_names_before_an_honorific_are_people():
    found = labels("ko", "마판석 씨를 만났어요. 원장님도 만났어요.")
    assert found["마판석"].kind == "person"
    assert "원장" not in found


def test_nothing_that_is_known_is_proposed_nor_a_part_of_it():
    known = Names({"boats": ["Gannet Holm"], "morag": ["Morag Leask", "Morag"]})
    found = labels("en", *ENGLISH, known=known)
    assert not {"Gannet Holm", "Morag Leask", "Morag", "Gannet"} & set(found)
    assert "Kirkwall" in found


def test_a_short_name_that_always_stands_in_a_longer_one_is_not_listed():
    once = labels("ja", "東京大学校です。東京大学校です。")
    assert not [label for label in once if label == "東京"]


def test_what_other_interviews_speak_of_too_comes_later():
    turns = ("We went to Kirkwall with Morag.", "We left Kirkwall with Morag.")
    alone = [each.label for each in proposals("en", *turns)]
    among = [each.label for each in proposals("en", *turns, others=["in Kirkwall"] * 3)]
    assert alone.index("Kirkwall") < alone.index("Morag")
    assert among.index("Morag") < among.index("Kirkwall")


def test_each_place_has_its_anchor_and_the_words_around():
    found = labels("en", *ENGLISH)["Kirkwall"].places
    assert [(each.anchor, each.words) for each in found] == [("a2", "Kirkwall")]
    assert found[0].before.endswith("low in ")
    assert found[0].after.startswith(", and")


def test_not_more_than_three_places_in_different_turns():
    found = labels("en", *["We saw Kirkwall and Kirkwall."] * 5)["Kirkwall"]
    assert [each.anchor for each in found.places] == ["a0", "a1", "a2"]
    assert (found.count, found.turns) == (10, 5)


def test_a_slug_is_as_short_as_its_field():
    (found,) = proposals("en", "We saw " + " ".join(["Kirkwall"] * 8) + ".")
    slug = Suggestion(found, "", "").slug
    assert slug == "kirkwall-kirkwall-kirkwall-kirkwall-kirkwall-kirkw"


def test_of_a_name_a_dictionary_gives_the_name_alone(interview):
    Sentence.objects.filter(pk=Sentence.objects.values("pk")[:1]).update(text="他在宜宾。")
    Interview.objects.update(language="zh")
    Segment.objects.update(language="")
    found = {each.proposal.label: each for each in suggest(Interview.objects.get())}
    assert (found["宜宾"].english, found["宜宾"].slug) == ("Yibin", "yibin")


# The command


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("suggest_terms", *arguments, stdout=out)
    return out.getvalue()


def test_it_proposes_names_of_the_shipped_interview(interview):
    (records,) = yaml.safe_load(run("--format", "yaml", "--limit", "20")).values()
    found = {each["label"]: each for each in records}
    assert {"Anthropic", "Claude", "中国", "メカニスティック解釈可能性"} <= set(found)
    assert len(records) == 20
    china = found["中国"]
    assert (china["kind"], china["english"], china["reading"]) == ("place", "China", "チュウゴク")
    assert "中国" in china["places"][0]["text"]


def test_nobody_who_speaks_is_proposed(interview):
    found = {each.proposal.label for each in suggest(interview)}
    people = {part for person in Person.objects.all() for part in person.name.split()}
    assert people
    assert not [label for label in found if people & set(label.split())]


def test_neither_who_speaks_nor_what_the_glossary_has_is_proposed(indexed):
    (records,) = yaml.safe_load(run("--format", "yaml")).values()
    found = {each["label"] for each in records}
    assert found
    names = {name for term in Term.objects.all() for name in term.names}
    assert not found & names
    assert not {"Dario", "Amodei"} & found


def test_as_text_each_has_its_counts_and_places(interview):
    lines = run(interview.slug, "--limit", "1").splitlines()
    assert lines[0] == f"{interview.slug}: 1 suggestions"
    assert " times in " in lines[1]
    assert lines[2].startswith("    #")


@pytest.mark.parametrize("arguments", [["nobody"], ["--limit", "0"]])
def test_a_mistake_is_one_sentence(interview, arguments):
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert refused.value.returncode == 2


def test_an_empty_archive_is_one_sentence(db):
    with pytest.raises(CommandError, match=r"The archive is empty") as refused:
        run()
    assert refused.value.returncode == 2


# The admin


@pytest.fixture
def editor(admin_client, interview: Interview):
    return admin_client


def test_the_list_of_terms_leads_to_the_suggestions(editor):
    assert PAGE in editor.get("/admin/archive/term/").content.decode()


def test_a_suggestion_is_accepted_by_a_link_and_a_save(editor, interview):
    page = editor.get(PAGE, {"interview": interview.slug})
    chosen = next(each for each in page.context["suggestions"] if each.proposal.label == "中国")
    link = f"/admin/archive/term/add/?{chosen.initial}"
    assert escape(link) in page.content.decode()
    form = editor.get(link).context["adminform"].form
    values = {name: form.initial.get(name, "") for name in form.fields}
    assert values == values | {"label": "中国", "kind": "place", "slug": "china"}
    editor.post("/admin/archive/term/add/", values)
    assert Term.objects.get().label == "中国"
    again = editor.get(PAGE, {"interview": interview.slug})
    assert "中国" not in [each.proposal.label for each in again.context["suggestions"]]


def test_what_is_declined_is_proposed_no_more(editor, interview):
    address = f"{PAGE}?interview={interview.slug}"
    first, second, *_ = editor.get(address).context["suggestions"]
    page = editor.post(address, {"decline": first.proposal.label}, follow=True)
    labels = [each.proposal.label for each in page.context["suggestions"]]
    assert labels[0] == second.proposal.label
    assert first.proposal.label not in labels
    assert first.proposal.label not in [each.proposal.label for each in suggest(interview)]
    assert first.proposal.label in str(next(iter(page.context["messages"])))
    declined = DeclinedTerm.objects.get()
    removal = f"/admin/archive/declinedterm/{declined.pk}/delete/"
    editor.post(removal, {"post": "yes"})
    again = editor.get(address).context["suggestions"]
    assert again[0].proposal.label == first.proposal.label


def test_all_is_worked_out_once_for_a_state_of_the_content(editor, interview):
    address = f"{PAGE}?interview={interview.slug}"
    before = editor.get(address).context["suggestions"]
    with mock.patch.object(proposing, "propose", side_effect=AssertionError):
        again = editor.get(address).context["suggestions"]
    assert [each.proposal for each in again] == [each.proposal for each in before]


def test_who_may_not_add_terms_can_t_decline(client, interview):
    reader = User.objects.create_user("reader", is_staff=True)
    client.force_login(reader)
    answer = client.post(f"{PAGE}?interview={interview.slug}", {"decline": "Claude"})
    assert answer.status_code == 403
    assert not DeclinedTerm.objects.exists()


def test_its_places_lead_to_the_words(editor, interview):
    page = editor.get(PAGE, {"interview": interview.slug})
    anchor = page.context["suggestions"][0].proposal.places[0].anchor
    assert f"/t/{anchor}/" in page.content.decode()
    assert editor.get(f"/t/{anchor}/", follow=True).status_code == 200


def test_texts_are_escaped(editor, interview):
    sentence = Sentence.objects.order_by("pk").last()
    assert sentence
    sentence.text = "Zorkmid <script>alert(1)</script> Zorkmid"
    sentence.save()
    Interview.objects.update(markup="plain")
    page = editor.get(PAGE, {"interview": interview.slug}).content.decode()
    assert "Zorkmid" in page
    assert "<script>alert" not in page


def test_it_is_in_the_language_of_the_interface(editor, settings):
    assert "用語の候補" in editor.get(PAGE).content.decode()
    settings.LANGUAGE_CODE = "en"
    assert "Suggested terms" in editor.get(PAGE).content.decode()


def test_an_unknown_interview_is_not_found(editor):
    assert editor.get(PAGE, {"interview": "nobody"}).status_code == 404


def test_who_may_not_add_terms_sees_neither_page_nor_link(client, interview):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_term"))
    client.force_login(reader)
    assert client.get(PAGE).status_code == 403
    assert PAGE not in client.get("/admin/archive/term/").content.decode()


def test_an_unnamed_visitor_has_to_log_in(client, db):
    answer = client.get(PAGE)
    assert urlsplit(answer["location"]).path.endswith("/login/")
    assert parse_qs(urlsplit(answer["location"]).query)["next"] == [PAGE]
