"""`verify_archive`: any character that differs from the seed is found, and its segment named."""

from __future__ import annotations

from unittest import mock

import pytest
from django.conf import settings
from django.core.management import CommandError
from django.db import transaction
from django.db.models import F
from django.utils.safestring import SafeString
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from archive.formats import turn_records
from archive.formats.addresses import Addresses
from archive.models import Interview, Paragraph, Segment, Sentence, Topic
from archive.templatetags import notes as filters
from archive.text import safe_html
from archive.transcript import Passage
from search.index.segments import load_names
from search.store import Changes, current_store
from tests.indexing import build_index
from tests.sources.commands import Ended, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]
# One database for all examples: each undoes what it did.
shared = hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def corrupted(data: st.DataObject, text: str) -> str:
    """`text` with one character replaced, dropped or added."""
    place = data.draw(st.integers(0, len(text) - 1), label="place")
    new = data.draw(st.sampled_from(["", "、", "x", " ", "\n", "語"]), label="new")
    kept = data.draw(st.booleans(), label="kept")
    changed = text[:place] + new + text[place + (not kept) :]
    return changed if changed != text else text[:place] + "字" + text[place + 1 :]


def test_it_passes_on_the_shipped_interview(interview: Interview):
    ended = run("verify_archive")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("amodei-ai-power-and-risk: agrees with seeds/interview-ja.txt, ")


@shared
@given(st.data())
def test_it_names_the_segment_whose_sentence_was_corrupted(interview: Interview, data):
    sentences = list(Sentence.objects.order_by("line", "start").values_list("pk", flat=True))
    sentence = Sentence.objects.get(pk=data.draw(st.sampled_from(sentences), label="sentence"))
    with transaction.atomic():
        text = sentence.text
        sentence.text = corrupted(data, text) or "字"
        sentence.save()
        ended = run("verify_archive")
        transaction.set_rollback(True)
    assert ended.code == 1
    first, *diff = ended.err.splitlines()
    paragraph = sentence.paragraph
    assert first.startswith(f"seeds/interview-ja.txt:{sentence.line}: ")
    assert f"segment {paragraph.segment.anchor_id}, paragraph {paragraph.anchor_id}" in first
    assert any(line.startswith("- ") for line in diff)
    assert any(line.startswith("+ ") for line in diff)


@shared
@given(st.data())
def test_it_names_the_topic_or_field_that_was_corrupted(interview: Interview, data):
    fields = ["title", "tags", "summary", "original_title", "original_summary"]
    owner = data.draw(st.sampled_from([*fields, *interview.topics.all()]), label="owner")
    record, name = (owner, "title") if isinstance(owner, Topic) else (interview, owner)
    text = getattr(record, name)
    with transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**{name: corrupted(data, text)})
        ended = run("verify_archive")
        transaction.set_rollback(True)
    assert ended.code == 1
    named = f"topic {owner.slug}" if isinstance(owner, Topic) else f"{interview.slug}, {owner}"
    assert f": {named}: " in ended.err or f" {named}: " in ended.err


def test_it_finds_a_line_of_page_furniture_that_was_changed(interview: Interview):
    line, text = next(iter(interview.other_lines.items()))
    interview.other_lines[line] = text + "。"
    interview.save()
    ended = run("verify_archive")
    assert ended.code == 1
    assert f"seeds/interview-ja.txt:{line}: " in ended.err


def test_it_finds_a_sentence_that_is_gone(interview: Interview):
    sentence = Sentence.objects.order_by("line", "start").last()
    assert sentence is not None
    sentence.delete()
    ended = run("verify_archive")
    assert ended.code == 1
    assert f"seeds/interview-ja.txt:{sentence.line}: " in ended.err


def test_it_finds_columns_that_point_elsewhere(interview: Interview):
    sentence = Sentence.objects.filter(order=1)[0]
    moved = {"start": F("start") - 1, "end": F("end") - 1}
    Sentence.objects.filter(pk=sentence.pk).update(**moved)
    ended = run("verify_archive")
    assert ended.code == 1
    assert f"segment {sentence.paragraph.segment.anchor_id}" in ended.err


def test_it_finds_turns_that_changed_places(interview: Interview):
    topic = next(each for each in interview.topics.all() if each.segments.count() > 1)
    first, second = topic.segments.order_by("order")[:2]
    Segment.objects.filter(pk=first.pk).update(order=1000)
    Segment.objects.filter(pk=second.pk).update(order=first.order)
    ended = run("verify_archive")
    assert ended.code == 1
    assert f"segment {first.anchor_id}" in ended.err


def test_it_finds_paragraphs_that_changed_places(interview: Interview):
    first = Paragraph.objects.filter(order=0, segment__paragraphs__order=1)[0]
    Paragraph.objects.filter(pk=first.pk).update(order=1000)
    ended = run("verify_archive")
    assert ended.code == 1
    assert f"segment {first.segment.anchor_id}, paragraph {first.anchor_id}" in ended.err


def test_it_takes_the_slugs_of_interviews_and_no_others(interview: Interview):
    assert run("verify_archive", interview.slug).code == 0
    with pytest.raises(CommandError, match="There is no interview `nothing`"):
        run("verify_archive", "nothing")


def test_an_empty_archive_is_no_success(interview: Interview):
    Topic.objects.all().delete()
    interview.anchors.all().delete()
    interview.delete()
    with pytest.raises(CommandError, match="empty") as caught:
        run("verify_archive")
    assert caught.value.returncode == 2


def _names(ended: Ended, sentence: Sentence, place: str) -> bool:
    """Whether the one thing said is that `place` has other words than the sentence's line."""
    where = f"{sentence.paragraph.segment.topic.interview.source}:{sentence.line}: "
    said = [line for line in ended.err.splitlines() if line.startswith("seeds/")]
    what = f"paragraph {sentence.paragraph.anchor_id}, {place}: "
    return said == [f"{where}{what}readers get something else"]


def test_it_finds_words_that_the_page_loses(interview: Interview):
    sentence = Sentence.objects.filter(text__contains="DeepSeek")[0]
    lossy = mock.patch.object(
        filters, "safe_html", lambda *args: SafeString(safe_html(*args).replace("DeepSeek", "Deep"))
    )
    with lossy:
        ended = run("verify_archive")
    assert ended.code == 1
    assert _names(ended, sentence, "page")


def test_it_finds_words_that_the_json_loses(interview: Interview):
    sentence = Sentence.objects.filter(text__contains="DeepSeek")[0]
    whole = turn_records.paragraph

    def lossy(passage: Passage, addresses: Addresses) -> turn_records.Record:
        record = whole(passage, addresses)
        return {**record, "text": record["text"].replace("DeepSeek", "")}

    with mock.patch.object(turn_records, "paragraph", lossy):
        ended = run("verify_archive")
    assert ended.code == 1
    assert _names(ended, sentence, "JSON")


def test_it_finds_words_that_the_index_has_lost(interview: Interview):
    sentence = Sentence.objects.filter(text__contains="DeepSeek")[0]
    Sentence.objects.filter(pk=sentence.pk).update(text="Deep")
    build_index()
    Sentence.objects.filter(pk=sentence.pk).update(text=sentence.text)
    ended = run("verify_archive")
    assert ended.code == 1
    assert _names(ended, sentence, "index")


def test_it_finds_a_turn_that_the_index_lacks(interview: Interview):
    segment = Segment.objects.all()[0]
    current_store().apply(Changes([segment.pk]), load_names)
    ended = run("verify_archive")
    assert ended.code == 1
    lost = f"paragraph {segment.paragraphs.all()[0].anchor_id}, index: readers do not get it"
    assert lost in ended.err


def test_it_says_where_there_is_no_index_to_compare(interview, tmp_path, monkeypatch):
    monkeypatch.setitem(settings.HAYSTACK_CONNECTIONS["default"], "PATH", str(tmp_path / "none"))
    ended = run("verify_archive")
    assert ended.code == 0
    assert "there is no index to compare" in ended.out
