"""Interviews drawn by Hypothesis, with everything that the archive can hold of one.

`interviews()` draws a `ReadInterview`, which is plain data; `store` writes it to the test's
database, `stored_as_read` reads it back from there.  The same dataclass is what the readers of
`archive.sources.readers` give, so that what went in and what came out can be compared by `==`.
Slugs and anchors begin with the interview's slug, or are drawn from it: interviews of several slugs
live in one database.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import accumulate, count, pairwise

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from archive.sources.readers.transcripts import (
    ReadAnchor,
    ReadCue,
    ReadInterview,
    ReadNote,
    ReadParagraph,
    ReadPerson,
    ReadSentence,
    ReadTopic,
    ReadTurn,
    ReadWord,
)
from archive.text import FORBIDDEN, sentence_spans
from tests.formats.stored_interviews import store, stored_as_read

__all__ = ["Wanted", "interviews", "store", "stored_as_read", "with_database"]

# For tests that store what they draw.  What fails isn’t made smaller: each try writes an interview,
# and there are hundreds to try.
with_database = settings(
    max_examples=40,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
ALPHABET = "23456789bcdfghjk"
LANGUAGES = ("ja", "en", "de", "zh-Hant", "ar", "th")
WORDS = (
    *("when", "did", "you", "build", "it", "Dr.", "O’Neill", "naïve", "a<b>", "R&D", "x_1", "*so*"),
    *("Straße", "größer", "昨年", "モデル", "を", "作り", "ました", "機器學習", "𠮟る", "👩🏽‍🔬"),
    *("مرحبا", "العالم", "สวัสดี", "e\u0301te\u0301", "5%", "1.", "#2", "-", "“quoted”", "]]>"),
)
ENDS = (". ", "? ", "! ", "。", "？", "… ")
NAMES = (
    *("Ada Lovelace", "Charles B. Babbage", "山田 花子", "José Núñez", "Müller-Lüdenscheidt"),
    *("Ngũgĩ wa Thiong’o", "محمد علي", "陳小明", "Speaker 2", "Audience member", "X"),
)
ROLES = (
    *("interviewer", "guest", "host", "moderator", "panellist", "interpreter", "audience"),
    *("simultaneous interpreter", "聞き手の友人", "witness & friend"),
)
DATES = ("1969", "1994-04", "2026-01-20")
FACTS: dict[str, st.SearchStrategy[str]] = {
    "publisher": st.sampled_from(["The Works", "R&D Press", "新聞社"]),
    "published": st.sampled_from(DATES),
    "original_language": st.sampled_from(["en", "ja", "pt-BR"]),
    "original_medium": st.sampled_from(["broadcast", "recording", "print"]),
    "original_publisher": st.sampled_from(["Radio <One>", "放送局"]),
    "original_published": st.sampled_from(DATES),
    "recorded": st.sampled_from(DATES),
    "place": st.sampled_from(["Kyōto", "London, at home", "台北"]),
    "commissioner": st.sampled_from(["Museum of Machines", "博物館"]),
    "recording": st.sampled_from(["https://example.org/a.mp3?x=1&y=2", "https://example.org/b"]),
    "recording_medium": st.sampled_from(["audio", "video"]),
    "recording_length": st.sampled_from(["0:59:07", "1:00:00", "12:34:56"]),
    "rights": st.sampled_from(["© 2026 the speakers", "All rights reserved."]),
    "licence": st.sampled_from(["CC BY 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"]),
    "pull_quotes": st.sampled_from(["pk3wd", "pk3wd:2 p7mwt:1-3", "s4nqb:1 pk3wd p7mwt:10"]),
    "series": st.sampled_from(["Voices of the valley", "声の記録 & more"]),
}


@dataclass(frozen=True)
class Wanted:
    """What may be in the interviews: switch off what a form of file has no room for."""

    times: bool = True
    notes: bool = True
    directions: bool = True
    co_speakers: bool = True
    levels: bool = True
    untitled: bool = True
    doubts: bool = True
    former_anchors: bool = True
    # Any characters that a page can show, besides words.
    any_text: bool = True


ALL = Wanted()


def _code(prefix: str, *seed: object) -> str:
    """An anchor that no other interview has."""
    digest = hashlib.sha256(repr(seed).encode()).digest()
    return prefix + "".join(ALPHABET[byte % 16] for byte in digest[:8])


def _is_shown(text: str) -> bool:
    return not FORBIDDEN.search(text) and text == text.strip() != ""


ANY_TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), min_size=1, max_size=30
).filter(_is_shown)
PHRASE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def _phrases(wanted: Wanted) -> st.SearchStrategy[str]:
    return PHRASE | ANY_TEXT if wanted.any_text else PHRASE


@st.composite
def _texts(draw: st.DrawFn, wanted: Wanted) -> str:
    """A paragraph of one to three sentences."""
    pieces = draw(
        st.lists(st.tuples(_phrases(wanted), st.sampled_from(ENDS)), min_size=1, max_size=3)
    )
    return "".join(phrase + end for phrase, end in pieces).strip()


@st.composite
def _paragraphs(draw: st.DrawFn, wanted: Wanted, language: str) -> ReadParagraph:
    text = draw(_texts(wanted))
    doubts = st.sampled_from(["", "", "", "Both ask here.", "文だけでは決まらない。"])
    sentences = []
    for first, last in sentence_spans(text, language):
        doubt = draw(doubts) if wanted.doubts else ""
        english = draw(st.sampled_from(["", "Either of them."])) if doubt else ""
        sentences.append(ReadSentence(first, last, doubt, english))
    notes = draw(st.lists(_notes(text), max_size=2)) if wanted.notes else []
    return ReadParagraph(text, 0, notes=tuple(notes), sentences=tuple(sentences))


@st.composite
def _notes(draw: st.DrawFn, text: str) -> ReadNote:
    places = st.integers(0, len(text))
    first, last = sorted([draw(places), draw(places)])
    kind = draw(st.sampled_from(["footnote", "editorial"]))
    return ReadNote(first, last, draw(PHRASE), kind)


STEPS = st.integers(1, 90_000).map(lambda number: timedelta(milliseconds=number))


@st.composite
def _turns(draw: st.DrawFn, wanted: Wanted, labels: list[str], language: str) -> ReadTurn:
    kinds = ["question", "answer", "remark", *["direction"] * wanted.directions]
    kind = draw(st.sampled_from(kinds))
    most = min(3, len(labels)) if wanted.co_speakers else 1
    speakers = draw(
        st.lists(st.sampled_from(labels), min_size=1, max_size=most, unique=True)
        if kind != "direction"
        else st.just([])
    )
    paragraphs = draw(st.lists(_paragraphs(wanted, language), min_size=1, max_size=3))
    own = draw(st.sampled_from(["", "", "", *(each for each in LANGUAGES if each != language)]))
    # Co-speakers have no order among themselves.
    speakers[1:] = sorted(speakers[1:], key=labels.index)
    return ReadTurn(tuple(speakers), tuple(paragraphs), 0, kind, language=own)


@st.composite
def _cues(draw: st.DrawFn, text: str, begin: timedelta) -> tuple[list[ReadCue], timedelta]:
    """Cues over parts of the text, one behind the other, and when the last one ends."""
    borders = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=5)))
    cues = []
    for first, last in pairwise(borders):
        if not text[first:last].strip():
            continue
        start, end = begin, begin + draw(STEPS)
        words = draw(_words(text, (first, last), (start, end)))
        begin = end
        cues.append(ReadCue(first, last, start, draw(st.sampled_from([end, end, None])), words))
    return cues, begin


@st.composite
def _words(
    draw: st.DrawFn, text: str, span: tuple[int, int], times: tuple[timedelta, timedelta]
) -> tuple[ReadWord, ...]:
    """Every word of the characters with its times, or none."""
    if not draw(st.booleans()):
        return ()
    (first, last), (start, end) = span, times
    lengths = [len(piece) + 1 for piece in text[first:last].split(" ")]
    places = [first, *(first + size for size in accumulate(lengths))]
    step = (end - start) / len(lengths)
    moments = [_to_ms(start + number * step) for number in range(len(lengths) + 1)]
    return tuple(
        ReadWord(places[number], places[number] + size - 1, moments[number], moments[number + 1])
        for number, size in enumerate(lengths)
        if size > 1
    )


def _to_ms(moment: timedelta) -> timedelta:
    return timedelta(milliseconds=moment // timedelta(milliseconds=1))


@st.composite
def _timed(draw: st.DrawFn, turns: list[ReadTurn]) -> list[ReadTurn]:
    """The turns with times that go on from one to the next, most with cues."""
    now, found = draw(STEPS), []
    for turn in turns:
        start, paragraphs = now, []
        has_cues = draw(st.sampled_from([True, True, False]))
        for paragraph in turn.paragraphs:
            cues: list[ReadCue] = []
            if has_cues and len(paragraph.text) > 1:
                cues, now = draw(_cues(paragraph.text, now))
            paragraphs.append(replace(paragraph, cues=tuple(cues)))
        now += draw(STEPS)
        end = draw(st.sampled_from([now, now, None]))
        found.append(replace(turn, paragraphs=tuple(paragraphs), start=start, end=end))
    return found


@st.composite
def _people(draw: st.DrawFn, slug: str) -> tuple[ReadPerson, ...]:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    return tuple(
        ReadPerson(
            label=name,
            name=name,
            role=draw(st.sampled_from(ROLES)),
            position=draw(st.sampled_from(["", "", "Editor, The Works", "編集長"])),
            slug=f"{slug}-{number}",
            name_ja=draw(st.sampled_from(["", "", "エイダ・ラブレス"])),
            family_name=draw(st.sampled_from(["", name.split()[0]])),
            identified=name not in {"Speaker 2", "Audience member"},
        )
        for number, name in enumerate(names, 1)
    )


@st.composite
def _translations(draw: st.DrawFn, language: str) -> dict[str, dict[str, str]]:
    others = [each for each in (*LANGUAGES, "fr") if each != language]
    chosen = draw(st.lists(st.sampled_from(others), max_size=2, unique=True))
    return {
        each: {
            name: draw(PHRASE)
            for name in draw(st.sampled_from([["title"], ["summary"], ["title", "summary"]]))
        }
        for each in chosen
    }


@st.composite
def _topics(
    draw: st.DrawFn, wanted: Wanted, turns: list[ReadTurn], language: str
) -> list[ReadTopic]:
    """The turns under up to four headings, or under none."""
    amount = draw(st.integers(1, 4))
    borders = sorted(draw(st.lists(st.integers(0, len(turns)), min_size=0, max_size=amount - 1)))
    found: list[ReadTopic] = []
    for number, (first, last) in enumerate(pairwise([0, *borders, len(turns)]), 1):
        is_untitled = wanted.untitled and draw(st.sampled_from([False, False, True]))
        level = draw(st.sampled_from([1, 1, 2])) if wanted.levels and number > 1 else 1
        found.append(
            ReadTopic(
                title="" if is_untitled else draw(_phrases(wanted)),
                turns=tuple(turns[first:last]),
                line=0,
                level=level,
                slug=f"part-{number}",
                summary=draw(st.just("") | PHRASE),
                keywords=tuple(draw(st.lists(st.sampled_from(KEYWORDS), max_size=3, unique=True))),
                translations=draw(_translations(language)),
            )
        )
    return found


KEYWORDS = ("engines", "soup & neighbours", "失業", "a, b; c")


def _numbered(topics: list[ReadTopic], slug: str) -> list[ReadTopic]:
    """The topics, their turns and paragraphs with anchors, the turns with their exchanges."""
    number, exchange, found = count(1), 0, []
    for topic in topics:
        turns = []
        for turn in topic.turns:
            exchange += turn.kind == "question" or not exchange
            paragraphs = tuple(
                replace(each, anchor=_code("p", slug, next(number), each.text))
                for each in turn.paragraphs
            )
            anchor = _code("s", slug, next(number))
            changed = replace(turn, paragraphs=paragraphs, anchor=anchor)
            turns.append(replace(changed, exchange=f"exchange-{exchange}"))
        found.append(replace(topic, turns=tuple(turns)))
    return found


@st.composite
def _former(draw: st.DrawFn, slug: str, topics: list[ReadTopic]) -> tuple[ReadAnchor, ...]:
    living = [each.anchor for topic in topics for turn in topic.turns for each in turn.paragraphs]
    slugs = [topic.slug for topic in topics]
    found = (
        ReadAnchor(
            _code("p", slug, "former", number),
            draw(PHRASE),
            draw(st.sampled_from(["", *living])),
            tuple(sorted(draw(st.sets(st.sampled_from(slugs), max_size=2)))),
        )
        for number in range(draw(st.integers(0, 2)))
    )
    return tuple(sorted(found, key=lambda each: each.code))


@st.composite
def interviews(draw: st.DrawFn, slug: str = "drawn", wanted: Wanted = ALL) -> ReadInterview:
    """An interview of up to eight turns, with whatever `wanted` allows."""
    language = draw(st.sampled_from(LANGUAGES))
    people = draw(_people(slug))
    labels = [each.label for each in people]
    turns = draw(st.lists(_turns(wanted, labels, language), min_size=1, max_size=8))
    if wanted.times and draw(st.sampled_from([True, True, False])):
        turns = draw(_timed(turns))
    topics = _numbered(draw(_topics(wanted, turns, language)), slug)
    optional = _phrases(wanted) | st.just("")
    names = draw(st.sets(st.sampled_from(sorted(FACTS))))
    return ReadInterview(
        topics=tuple(topics),
        people=people,
        title=draw(_phrases(wanted)),
        slug=slug,
        language=language,
        tags=draw(st.sampled_from(["", "AI", "AI・安全", "engines, soup"])),
        summary=draw(optional),
        original_title=draw(optional),
        original_summary=draw(optional),
        facts={name: draw(FACTS[name]) for name in sorted(names)},
        translations=draw(_translations(language)),
        speakers_named=draw(st.booleans()),
        former_anchors=draw(_former(slug, topics)) if wanted.former_anchors else (),
    )
