"""Every mistake in a seed is one sentence with the file and the line where it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive.sources import ParsedInterview, SeedError, check_people, parse_interview

TEXT = """A conversation

How it began

When did you build it? In the winter.

Yes. We soldered every night. Yes.

Soup

They brought soup.

The end
"""
# Line numbers below count these lines.
NOTES = """interview: draft
source: draft.txt
language: en
front: [title]
back: [skip]
people:
  - {slug: ada, name: Ada, role: interviewer}
  - {slug: bob, name: Bob, role: guest}
topics:
  - slug: beginnings
    heading: How it began
    turns:
      - {opens: When did, speaker: ada, kind: question, exchange: first}
      - {opens: In the winter, speaker: bob, kind: answer, exchange: first}
  - slug: soup
    heading: Soup
    turns:
      - {opens: They brought, speaker: bob, kind: remark, exchange: first}
"""


def parse(folder: Path, notes: str = NOTES, text: str = TEXT) -> ParsedInterview:
    (folder / "draft.txt").write_bytes(text.encode())
    (folder / "draft.yaml").write_text(notes, encoding="utf-8")
    return parse_interview(folder / "draft.yaml")


def test_it_takes_the_notes_that_the_other_tests_break(tmp_path: Path) -> None:
    parse(tmp_path)


MISTAKES = {
    "unknown speaker": ("bob, kind: answer", "bbo, kind: answer", 14, "not one of ada, bob"),
    "unknown kind": ("kind: remark", "kind: comment", 18, "not one of question, answer, remark"),
    "no role": (", role: guest", "", 8, "`role` is missing"),
    "unknown key": ("kind: remark", "kin: remark", 18, "unknown `kin`; known: opens"),
    "missing key": (", kind: remark", "", 18, "`kind` is missing"),
    "opens not found": ("In the winter", "In the summer", 14, "begins no sentence of this part"),
    "opens ambiguous": (
        "In the winter",
        "'Yes.'",
        14,
        r"needs more words, or `nth`: it begins 2 sentences \(lines 7, 7\)",
    ),
    "nth too large": ("In the winter", "Yes, nth: 3", 14, r"begins 2 \(line 7, 7\)"),
    "nth of one": ("In the winter", "In the winter, nth: 2", 14, "begins 1"),
    "nth no number": ("In the winter", "In the winter, nth: two", 14, "no number from 1"),
    "duplicate topic": ("slug: soup", "slug: beginnings", 15, "stands twice in `topics`"),
    "duplicate person": ("slug: bob", "slug: ada", 8, "stands twice in `people`"),
    "duplicate key": ("language: en", "language: en\nlanguage: en", 4, "`language` stands twice"),
    "heading missing": ("heading: Soup", "heading: Stew", 15, "no line .* reads `Stew`"),
    "bad slug": ("slug: soup", "slug: hot soup", 15, "only letters, digits"),
    "slug too long": ("slug: soup", f"slug: {'s' * 51}", 15, "at most 50"),
    "bad language": ("language: en", "language: English language", 3, "no language tag"),
    "language by its name": ("language: en", "language: german", 3, "did you mean `de`"),
    "language by its country": ("language: en", "language: kr-KR-x", 3, "no language tag"),
    "language with an underscore": ("language: en", "language: pt_BR", 3, "did you mean `pt-BR`"),
    "language of a turn": ("kind: remark", "kind: remark, language: jp", 18, "did you mean `ja`"),
    "colon in opening words": (
        "opens: They brought",
        "opens: A: They",
        18,
        "quote words that hold",
    ),
    "brackets in opening words": ("opens: They brought", "opens: [They]", 18, "quote the words"),
    "no such source": ("source: draft.txt", "source: drift.txt", 2, "is no file"),
    "source is a folder": ("source: draft.txt", "source: .", 2, "is no file"),
    "unknown front": ("[title]", "[titel]", 4, "`front: titel` is unknown or stands twice"),
    "field in front and back": ("back: [skip]", "back: [title]", 4, "stands twice"),
    "no title": ("front: [title]", "front: [skip]", 4, "names no `title`"),
    "no people": ("people:", "people: []\nxpeople:", 7, "unknown `xpeople`"),
    "people no list": ("people:\n", "people: Ada\nx:\n", 7, "unknown `x`"),
    "topics no list": ("topics:\n", "topics: all\nx:\n", 10, "unknown `x`"),
    "bad YAML": ("exchange: first}\n  - slug", "exchange: first\n  - slug", 15, "is not YAML"),
    "key is a list": ("language: en", "? [a, b]\n: en", 3, "expected `key: value`"),
    "control character": ("name: Bob", "name: B\x01b", 8, "is not YAML"),
    "text expected": ("heading: Soup", "heading: [Soup]", 16, "`heading` must be a text"),
    "empty text": ("heading: Soup", "heading:", 16, "`heading` must be a text"),
    "end without start": ("kind: remark", "kind: remark, end: 0:10", 18, "needs a `start`"),
    "end before start": (
        "kind: remark",
        "kind: remark, start: 0:10, end: 0:05",
        18,
        "needs a `start` before it",
    ),
    "bad time": ("kind: remark", "kind: remark, start: noon", 18, "is not H:MM:SS"),
    "two turns of one speaker": (
        "ada, kind: question",
        "bob, kind: question",
        14,
        "speaks in the turn above too",
    ),
    "doubt not in the turn": (
        "speaker: bob, kind: answer",
        "doubts: [{opens: They, note: n}], speaker: bob, kind: answer",
        14,
        "`opens: They` begins no sentence",
    ),
    "two doubts of one sentence": (
        "speaker: bob, kind: answer",
        "doubts: [{opens: In, note: n}, {opens: In the, note: n}], speaker: bob, kind: answer",
        14,
        "the sentence of a doubt above",
    ),
}


@pytest.mark.parametrize(("old", "new", "line", "reason"), MISTAKES.values(), ids=list(MISTAKES))
def test_it_names_the_file_and_the_line_of(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    assert NOTES.count(old) == 1
    with pytest.raises(SeedError, match=reason) as caught:
        parse(tmp_path, NOTES.replace(old, new))
    told = str(caught.value).split("\n")
    start = f"{tmp_path / 'draft.yaml'}:{line}: "
    assert any(each.startswith(start) and re.search(reason, each) for each in told)
    assert len(told) == len(caught.value.mistakes)


def test_it_tells_all_mistakes_at_once(tmp_path: Path) -> None:
    """Of every kind of mapping, in the order of the file."""
    notes = NOTES.replace("language: en", "language: english").replace("name: Bob", "nam: Bob")
    notes = notes.replace("kind: remark", "kind: comment").replace("heading: Soup", "headng: Soup")
    with pytest.raises(SeedError) as caught:
        parse(tmp_path, notes)
    told = str(caught.value).split("\n")
    assert [int(each.split(":")[1]) for each in told] == [3, 8, 16]
    assert ["language" in told[0], "nam" in told[1], "headng" in told[2]] == [True] * 3


def test_it_tells_all_opening_words_that_are_nowhere(tmp_path: Path) -> None:
    notes = NOTES.replace("In the winter", "In the summer").replace("They", "Them")
    with pytest.raises(SeedError) as caught:
        parse(tmp_path, notes)
    assert str(caught.value).count("begins no sentence") == 2


@pytest.mark.parametrize("key", ["interview", "source", "language", "people", "topics"])
def test_it_asks_for_every_part(tmp_path: Path, key: str) -> None:
    notes = re.sub(rf"^{key}:.*\n(  .*\n)*", "", NOTES, flags=re.MULTILINE)
    with pytest.raises(SeedError, match=f"yaml:1: `{key}` is missing"):
        parse(tmp_path, notes)


def test_it_names_turns_out_of_order(tmp_path: Path) -> None:
    lines = NOTES.splitlines()
    lines[12], lines[13] = lines[13].replace("In the winter", "We soldered"), lines[12]
    with pytest.raises(SeedError, match="no turn begins here"):
        parse(tmp_path, "\n".join(lines))
    third = "      - {opens: In the, speaker: ada, kind: remark, exchange: first}"
    notes = NOTES.replace("In the winter", "We soldered").splitlines()
    notes.insert(14, third)
    with pytest.raises(SeedError, match=r"yaml:15: .*stands before the turn above"):
        parse(tmp_path, "\n".join(notes))


SOURCES = {
    "too few front lines": ("A conversation", "A\n\nB", 1, "names 1 lines; here are 2"),
    "too few back lines": (
        "\n\nThey brought soup.\n\nThe end",
        "",
        9,
        "`back` in draft.yaml names 1 lines; 0 follow this heading",
    ),
    "a heading without text": ("They brought soup.\n\n", "", 9, "has no text under it"),
    "carriage returns": ("\n", "\r\n", 1, r"has the character U\+000D; save it .* LF line ends"),
    "a byte order mark": ("A conversation", "\ufeffA conversation", 1, r"U\+FEFF"),
    "no character": ("Soup", "So\x00up", 9, r"U\+0000"),
}


@pytest.mark.parametrize(("old", "new", "line", "reason"), SOURCES.values(), ids=list(SOURCES))
def test_it_names_the_line_of_the_source_with(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    with pytest.raises(SeedError, match=reason) as caught:
        parse(tmp_path, text=TEXT.replace(old, new))
    assert str(caught.value).startswith(f"{tmp_path / 'draft.txt'}:{line}: ")


def test_it_names_a_text_in_another_encoding(tmp_path: Path) -> None:
    parse(tmp_path)
    (tmp_path / "draft.txt").write_bytes(TEXT.encode() + "面白い".encode("euc_jp"))
    with pytest.raises(SeedError, match=r"draft.txt:14: is not UTF-8"):
        parse_interview(tmp_path / "draft.yaml")
    (tmp_path / "draft.yaml").write_bytes("title: 面白い".encode("euc_jp"))
    with pytest.raises(SeedError, match=r"draft.yaml:1: is not UTF-8"):
        parse_interview(tmp_path / "draft.yaml")


@pytest.mark.parametrize(
    ("content", "reason"), [("", "is empty"), ("- a", "expected `key"), ("a", "expected")]
)
def test_it_names_a_file_that_holds_no_notes(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "draft.yaml").write_text(content)
    with pytest.raises(SeedError, match=f"yaml:1: {reason}"):
        parse_interview(tmp_path / "draft.yaml")


def test_it_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"none.yaml:1: can't be read: No such file"):
        parse_interview(tmp_path / "none.yaml")


def test_it_takes_turns_written_on_one_line(tmp_path: Path) -> None:
    notes = NOTES.replace(
        "turns:\n      - {opens: They brought, speaker: bob, kind: remark, exchange: first}",
        "turns: [{opens: They, speaker: bob, kind: remark, exchange: first}]",
    )
    parse(tmp_path, notes)


def test_it_passes_over_a_table_of_contents(tmp_path: Path) -> None:
    text = TEXT.replace("A conversation\n", "A conversation\n\nHow it began\n\nSoup\n")
    parsed = parse(tmp_path, NOTES.replace("[title]", "[title, skip, skip]"), text)
    assert [topic.line for topic in parsed.topics] == [7, 13]


def test_it_refuses_two_names_for_one_person(tmp_path: Path) -> None:
    first = parse(tmp_path)
    second = parse(tmp_path, NOTES.replace("name: Bob", "name: Robert"))
    with pytest.raises(
        SeedError, match=r"draft.yaml:8: `bob` has another name in draft.yaml, line 8"
    ):
        check_people([first.annotations, second.annotations])


def test_it_names_times_that_run_backwards(tmp_path: Path) -> None:
    notes = NOTES.replace("kind: question,", "kind: question, start: '0:10:00',")
    notes = notes.replace("kind: remark,", "kind: remark, start: '0:01:00',")
    with pytest.raises(SeedError, match=r"yaml:18: `start: 0:01:00` is before 0:10:00.*line 13"):
        parse(tmp_path, notes)


def test_turns_may_start_together_or_while_another_goes_on(tmp_path: Path) -> None:
    notes = NOTES.replace("kind: question,", "kind: question, start: '0:10', end: '0:20',")
    notes = notes.replace("kind: answer,", "kind: answer, start: '0:10',")
    assert parse(tmp_path, notes.replace("kind: remark,", "kind: remark, start: '0:15',"))


UNSEEN = {
    "a no-break space": (
        "In the winter",
        "In\u00a0the winter",
        "In the",
        "U+00A0 (no-break space)",
    ),
    "another apostrophe": ("They brought", "They’d brought", "They'd brought", "`’` U+2019"),
    "letters in pieces": ("They brought", "The\u0301 brought", "Th\u00e9 brought", "NFD"),
    "letters in one": ("They brought", "Th\u00e9 brought", "The\u0301 brought", "NFC"),
    "white space at the end": (
        "They brought soup.",
        "They brought soup.",
        "They brought  ",
        "U+0020",
    ),
    "a heading's mark": ("They brought", "## They brought", "They brought", "begins with `## `"),
}


@pytest.mark.parametrize(("stands", "instead", "opens", "shown"), UNSEEN.values(), ids=list(UNSEEN))
def test_it_shows_what_differs_and_cannot_be_seen(tmp_path, stands, instead, opens, shown) -> None:
    old = "In the winter" if stands.startswith("In") else "They brought"
    notes = NOTES.replace(f"opens: {old}", f'opens: "{opens}"')
    with pytest.raises(SeedError, match="nearest is line") as caught:
        parse(tmp_path, notes, TEXT.replace(stands, instead))
    assert shown in str(caught.value)


def test_it_tells_where_words_stand_that_begin_no_sentence(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="line 7 has it inside “We soldered every night"):
        parse(tmp_path, NOTES.replace("In the winter", "every night"))


def test_it_shows_how_a_heading_differs(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"nearest is line 9, “Soup ”: it goes on with U\+0020"):
        parse(tmp_path, text=TEXT.replace("Soup\n", "Soup \n"))
