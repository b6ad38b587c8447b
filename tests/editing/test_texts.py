"""Corrections of words: sentences, notes, cues, anchors, and two editors at once."""

from __future__ import annotations

import pytest

from archive.editing import (
    ConflictError,
    Editor,
    NotConfirmedError,
    RefusedError,
    corrections,
    set_texts,
)
from archive.models import Change, ContentVersion, Edit, Interview, Sentence
from tests.editing.desk import (
    add_cue,
    add_note,
    anchors,
    editor_called,
    paragraphs,
    text,
    texts,
    version,
    words_of,
)


def correct(editor: Editor, anchor: str, new: str, number: int = 0) -> Edit | None:
    code = paragraphs(anchor)[number].anchor_id
    return set_texts(editor, anchor, {code: new}, version(anchor))


def test_sentences_that_stay_keep_their_rows_and_places(talk, ann):
    anchor = anchors(talk)[1]
    first, second = Sentence.objects.filter(paragraph__segment__anchor=anchor).order_by("order")
    place = (second.line, second.start, second.end)
    correct(ann, anchor, "In the autumn of that year. A new one! It took us months.")
    rows = Sentence.objects.filter(paragraph__segment__anchor=anchor).order_by("order")
    assert [each.text for each in rows] == [
        "In the autumn of that year. ",
        "A new one! ",
        "It took us months.",
    ]
    assert [rows[0].pk, rows[2].pk] == [first.pk, second.pk]
    assert (rows[2].line, rows[2].start, rows[2].end) == place
    assert rows[0].line is rows[1].line is None


def test_a_corrected_sentence_keeps_its_doubt(talk, ann):
    anchor = anchors(talk)[1]
    Sentence.objects.filter(text__startswith="In the winter").update(doubt="Who?")
    correct(ann, anchor, "In the autumn of that year. It took us months.")
    assert Sentence.objects.get(text__startswith="In the autumn").doubt == "Who?"


def test_notes_and_cues_stay_with_their_words(talk, ann):
    anchor = anchors(talk)[1]
    paragraph = paragraphs(anchor)[0]
    note = add_note(paragraph, "winter")
    first = add_cue(paragraph, "In the winter of that year. ", 1)
    second = add_cue(paragraph, "It took us months.", 2, words=[[28, 30, 2.0, 2.1]])
    correct(ann, anchor, "Early in the winter of that same year. It took us four months.")
    assert words_of(note) == "winter"
    assert words_of(first) == "Early in the winter of that same year. "
    assert words_of(second) == "It took us four months."
    assert text(paragraph)[slice(*second.words[0][:2])] == "It"


def test_what_is_noted_of_words_that_go_goes_or_becomes_a_mark(talk, ann):
    anchor = anchors(talk)[1]
    paragraph = paragraphs(anchor)[0]
    note, cue = add_note(paragraph, "months"), add_cue(paragraph, "It took us months.", 2)
    correct(ann, anchor, "In the winter of that year. ")
    note.refresh_from_db()
    assert note.first == note.last <= len(text(paragraph))
    assert not type(cue).objects.filter(pk=cue.pk).exists()


def test_each_line_becomes_a_paragraph_and_an_emptied_one_goes(talk, ann):
    anchor = anchors(talk)[2]
    first, second = paragraphs(anchor)
    set_texts(ann, anchor, {first.anchor_id: "Yes.\r\n\r\nCertainly."}, version(anchor))
    assert texts(anchor) == ["Yes.", "Certainly.", "We soldered every night, in Bob's kitchen."]
    assert paragraphs(anchor)[0] == first
    correct(ann, anchor, "", number=2)
    assert texts(anchor) == ["Yes.", "Certainly."]
    second.anchor.refresh_from_db()
    assert second.anchor.words == "We soldered every night, in Bob's kitchen."


def test_what_stands_on_a_line_goes_with_it_into_its_paragraph(talk, ann):
    anchor = anchors(talk)[1]
    paragraph = paragraphs(anchor)[0]
    early, late = add_note(paragraph, "winter"), add_note(paragraph, "months")
    first = add_cue(paragraph, "In the winter of that year. ", 1)
    second = add_cue(paragraph, "It took us months.", 2, words=[[28, 30, 2.0, 2.1]])
    Sentence.objects.filter(paragraph=paragraph, order=1).update(doubt="Both?", doubt_en="Both?")
    correct(ann, anchor, "In the winter of that year.\nIt took us months.\nReally.")
    assert texts(anchor) == ["In the winter of that year.", "It took us months.", "Really."]
    made = paragraphs(anchor)[1]
    assert [words_of(each) for each in (early, late)] == ["winter", "months"]
    assert words_of(first) == "In the winter of that year."
    assert (words_of(second), second.paragraph) == ("It took us months.", made)
    assert text(made)[slice(*second.words[0][:2])] == "It"
    assert made.sentences.get().doubt == "Both?"


def test_a_turn_without_words_is_refused(talk, ann):
    anchor = anchors(talk)[1]
    with pytest.raises(RefusedError, match="Withdraw"):
        correct(ann, anchor, "  \n ")
    assert texts(anchor) == ["In the winter of that year. It took us months."]
    assert not Edit.objects.exists()


def test_characters_that_no_page_may_hold_are_left_out(talk, ann):
    anchor = anchors(talk)[1]
    correct(ann, anchor, "In\0 the \x07winter.")
    assert texts(anchor) == ["In the winter."]


def test_the_first_edit_asks_and_then_the_archive_keeps_it(talk, ann):
    anchor = anchors(talk)[1]
    with pytest.raises(NotConfirmedError):
        correct(Editor(ann.user), anchor, "Other words.")
    talk.refresh_from_db()
    assert talk.kept_by == Interview.KeptBy.FILE
    correct(ann, anchor, "Other words.")
    talk.refresh_from_db()
    assert talk.kept_by == Interview.KeptBy.ARCHIVE
    correct(Editor(ann.user), anchor, "Again others.")
    assert texts(anchor) == ["Again others."]


def test_of_two_editors_at_once_neither_loses(talk, ann):
    anchor = anchors(talk)[1]
    seen, code = version(anchor), paragraphs(anchor)[0].anchor_id
    set_texts(ann, anchor, {code: "Ann's words."}, seen)
    with pytest.raises(ConflictError) as caught:
        set_texts(editor_called("ben"), anchor, {code: "Ben's words."}, seen)
    assert caught.value.texts == {code: "Ann's words."}
    assert caught.value.given == {code: "Ben's words."}
    assert caught.value.version == version(anchor)
    assert texts(anchor) == ["Ann's words."]


def test_an_edit_of_another_turn_is_no_conflict(talk, ann):
    first, second = anchors(talk)[:2]
    seen = version(second)
    correct(ann, first, "Other words?")
    set_texts(ann, second, {paragraphs(second)[0].anchor_id: "Mine."}, seen)
    assert texts(second) == ["Mine."]


def test_the_history_has_who_when_what_before_after_and_why(talk):
    ann = editor_called("ann", reason="As the tape has it.")
    anchor = anchors(talk)[1]
    code = paragraphs(anchor)[0].anchor_id
    edit = correct(ann, anchor, "In the autumn.")
    assert edit is not None
    assert (edit.editor, edit.editor_name, edit.operation) == (ann.user, "ann", "text")
    (made,) = corrections(talk)
    assert made[:3] == (code, "In the winter of that year. It took us months.", "In the autumn.")
    assert (made.who, made.when, made.why) == ("ann", edit.time, "As the tape has it.")


def test_saving_what_is_there_already_leaves_no_trace(talk, ann):
    anchor = anchors(talk)[1]
    before = ContentVersion.objects.get().number
    assert correct(ann, anchor, texts(anchor)[0]) is None
    assert not Edit.objects.exists()
    assert ContentVersion.objects.get().number == before
    talk.refresh_from_db()
    assert talk.kept_by == Interview.KeptBy.FILE


def test_the_log_of_changes_names_the_turn_and_those_of_its_exchange(talk, ann):
    correct(ann, anchors(talk)[0], "When?")
    Change.objects.all().delete()
    correct(ann, anchors(talk)[0], "And when?")
    named = set(Change.objects.exclude(segment=None).values_list("segment", flat=True))
    shown = talk.exchanges.get(slug="talk").segments.values_list("pk", flat=True)
    assert named == set(shown)
