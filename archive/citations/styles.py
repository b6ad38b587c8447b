"""Citations as a bibliography prints them: SIST 02, APA 7, MLA 9, Chicago 18.

They are written here after the styles' own rules: citeproc-py, the one CSL processor for Python,
does none of the four right for an interview (README.md beside this shows by examples why not).

A citation is a sequence of texts; `Italic` ones are set in italics where that is possible, so that
the page, the copied text and the download are the same characters.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Iterator, Sequence

from archive.citations.names import Name
from archive.citations.presenter import Citation, Part
from archive.models.dates import PartialDate
from archive.site.naming import site_name


class Italic(str):
    """A title that a style sets in italics."""

    __slots__ = ()


Pieces = Iterator[str]
ENDS = tuple("。．.？！?!…")
NO_DATE = "n.d."
UNDATED = "日付不明"
MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()


def _stop(text: str) -> str:
    """The text as a sentence: its own final mark is enough."""
    return text if text.endswith(ENDS) else f"{text}."


def _quoted(text: str) -> str:
    """In quotation marks, the full stop within."""
    return f"“{_stop(text)}”"


def _american(day: PartialDate, *, year_first: bool = False) -> str:
    """January 20, 2026; for APA 2026, January 20."""
    if day.month is None:
        return str(day.year)
    month = calendar.month_name[day.month]
    spoken = month if day.day is None else f"{month} {day.day}"
    if year_first:
        return f"{day.year}, {spoken}"
    return f"{spoken} {day.year}" if day.day is None else f"{spoken}, {day.year}"


def _british(day: PartialDate) -> str:
    """20 Jan. 2026."""
    month = MLA_MONTHS[day.month - 1] if day.month else ""
    return " ".join(str(part) for part in (day.day, month, day.year) if part)


def _joined(names: Sequence[str], last: str, comma: str = ",") -> str:
    """“A”, “A and B”, “A, B, and C”: `last` is the word before the last name."""
    if len(names) < 3:
        return f" {last} ".join(names)
    return f"{', '.join(names[:-1])}{comma} {last} {names[-1]}"


# APA 7


def apa(citation: Citation) -> Pieces:
    """American Psychological Association, 7th edition."""
    authors = [citation.listed(each).with_initials for each in citation.authors]
    published = _american(citation.published, year_first=True) if citation.published else NO_DATE
    if authors:
        yield f"{_stop(_apa_list(authors))} ({published}). "
    yield Italic(citation.title)
    if citation.interviewers:
        names = [citation.listed(each).initials_first for each in citation.interviewers]
        role = "Interviewer" if len(names) == 1 else "Interviewers"
        yield f" ({_joined(names, '&')}, {role})"
    yield f" [{_apa_form(citation)}]. "
    if not authors:
        yield f"({published}). "
    yield "".join(f"{_stop(name)} " for name in (citation.publisher, site_name("en")) if name)
    yield f"Retrieved {_american(PartialDate.of(citation.accessed))}, from {citation.url}"
    if citation.original_title:
        yield f" (Original work published {_apa_original_date(citation)} as "
        yield Italic(citation.original_title)
        yield f"{_before(', ', citation.original_publisher)})"


def _apa_original_date(citation: Citation) -> str:
    day = citation.interview.original_date
    return str(day.year) if day else NO_DATE


def _apa_list(names: list[str]) -> str:
    if len(names) > 20:
        return f"{', '.join(names[:19])}, . . . {names[-1]}"
    return _joined(names, "&") if len(names) != 2 else ", & ".join(names)


def _apa_form(citation: Citation) -> str:
    """The description in brackets, where APA has room for which part and whose words."""
    part = citation.part
    if part is None:
        return "Interview transcript"
    if part.speaker is None:
        where = part.anchor or "topic"
        return f"Interview transcript, {where}{':' if part.anchor else ''} “{part.title}”"
    speaker = _joined([citation.listed(each).initials_first for each in part.speakers], "&")
    return f"Interview transcript, {part.anchor}, {speaker}: “{part.title}”"


def _original(
    citation: Citation, written: Callable[[PartialDate], str], missing: str = NO_DATE
) -> str:
    """Who brought the original out, where that is stated, and when."""
    day = citation.interview.original_date
    when = written(day) if day else missing
    return ", ".join(filter(None, [citation.original_publisher, when]))


def _before(mark: str, text: str) -> str:
    return mark + text if text else ""


# MLA 9 and Chicago 18, which both name the interviewer behind the title


def _whose(citation: Citation, start: str) -> str:
    """“Interview by John Micklethwait”."""
    names = [citation.listed(each).whole for each in citation.interviewers]
    return f"{start} by {_joined(names, 'and')}" if names else ""


def _spoken(citation: Citation, part: Part) -> str:
    """“Spoken by Dario Amodei in ”, and “In ” for a topic."""
    names = [citation.listed(each).whole for each in part.speakers]
    return f"Spoken by {_joined(names, 'and')} in " if names else "In "


def mla(citation: Citation) -> Pieces:
    """Modern Language Association, 9th edition."""
    if authors := _mla_list([citation.listed(each) for each in citation.authors]):
        yield f"{_stop(authors)} "
    if citation.part:
        yield f"{_quoted(citation.part.title)} "
        yield _spoken(citation, citation.part) if citation.part.speaker else ""
        yield Italic(citation.title)
        yield _stop(_before(", ", _whose(citation, "interview"))) + " "
    else:
        yield f"{_quoted(citation.title)} "
        yield _ended(_whose(citation, "Interview"))
    yield Italic(site_name("en"))
    published = _british(citation.published) if citation.published else NO_DATE
    yield "".join(f", {each}" for each in (citation.publisher, published, citation.url) if each)
    yield f". Accessed {_british(PartialDate.of(citation.accessed))}."
    if citation.original_title:
        yield " Originally published as "
        yield Italic(citation.original_title)
        yield _stop(f", {_original(citation, _british)}")


def _mla_list(names: list[Name]) -> str:
    if not names:
        return ""
    if len(names) > 2:
        return f"{names[0].inverted}, et al."
    return ", and ".join([names[0].inverted, *(name.whole for name in names[1:])])


def chicago(citation: Citation) -> Pieces:
    """The Chicago Manual of Style, notes and bibliography: the entry of the bibliography."""
    if authors := _chicago_list([citation.listed(each) for each in citation.authors]):
        yield f"{_stop(authors)} "
    if citation.part:
        yield f"{_quoted(citation.part.title)} {_spoken(citation, citation.part)}"
        whose = _whose(citation, "interview")
        yield f"“{citation.title},” {_stop(whose)} " if whose else f"{_quoted(citation.title)} "
    else:
        yield f"{_quoted(citation.title)} "
        yield _ended(_whose(citation, "Interview"))
    published = _american(citation.published) if citation.published else NO_DATE
    yield _ended(", ".join(filter(None, [site_name("en"), citation.publisher, published])))
    if citation.original_title:
        yield "Originally published as "
        yield Italic(citation.original_title)
        yield f" ({_original(citation, _american)}). "
    yield f"Accessed {_american(PartialDate.of(citation.accessed))}. {citation.url}."


def _ended(text: str) -> str:
    return f"{_stop(text)} " if text else ""


def _chicago_list(names: list[Name]) -> str:
    """Up to six in full; of more, the first three."""
    shown = [name.whole if place else name.inverted for place, name in enumerate(names)]
    if len(shown) > 6:
        return f"{', '.join(shown[:3])}, et al."
    return ", and ".join(shown) if len(shown) == 2 else _joined(shown, "and")


# SIST 02


def sist02(citation: Citation) -> Pieces:
    """Standards for Information of Science and Technology 02: an article on a web site."""
    yield _listed(citation.in_japanese(each) for each in citation.authors)
    part = citation.part
    if part:
        names = "、".join(citation.in_japanese(each).whole for each in part.speakers)
        speaker = f"（{names}の発言）" if names else ""
        yield f"“{part.title}”{speaker}. {_stop(citation.title)} "
    else:
        yield f"“{citation.title}”. "
    if interviewers := _listed(citation.in_japanese(each) for each in citation.interviewers):
        yield f"聞き手: {interviewers}"
    if citation.original_title:
        yield f"原題: {citation.original_title}, {_original(citation, str, UNDATED)}. "
    if citation.publisher:
        yield f"{_stop(citation.publisher)} "
    published = str(citation.published) if citation.published else UNDATED
    yield f"{site_name('ja')}. {published}. {citation.url}, (参照 {citation.accessed.isoformat()})."


def _listed(names: Iterable[Name]) -> str:
    listed = "; ".join(name.inverted for name in names)
    return f"{_stop(listed)} " if listed else ""
