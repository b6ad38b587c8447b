"""Decides over a whole text which of its lines begin with a label, and which only look so."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from archive.sources.likeness import difference
from archive.sources.readers.dashes import HYPHEN, are_spoken
from archive.sources.readers.directions import is_direction
from archive.sources.readers.line_forms import (
    ALONE,
    BOLD,
    DASHES,
    FORMS,
    Mark,
    in_bold,
    marks,
)
from archive.sources.readers.transcripts import Doubt
from archive.sources.readers.voices import EVENTS, fold, is_known_word, is_voice, split_speakers

# Small words inside names.
PARTICLES = frozenset(
    "von van de der den del della di da dos das du la le les el al bin ibn ben y e and und et "
    "of the "
    "af av zu zur vom ten ter to with for mit".split()
)
LETTERS = (("q", "a"), ("f", "a"), ("q", "r"), ("p", "r"), ("d", "r"), ("v", "a"), ("в", "о"))
SIGNS = (("問", "答"), ("问", "答"), ("문", "답"))
LONGEST_NAME = 60
# A label that stands once is taken for a slip of one that stands often, from this likeness on.
SLIP = 78


@dataclass(frozen=True)
class Line:
    """A line, or a paragraph of a document, with what the form says of it."""

    number: int
    text: str
    heading: int = 0
    notes: tuple[tuple[int, int, str], ...] = ()
    after_gap: bool = True
    # How many of its first characters are in bold, where the rest isn't or there is none.
    bold: int = 0


@dataclass
class Labelling:
    """The mark of each line that begins with a label, by its place; doubts about others."""

    marked: dict[int, Mark] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)


def label_lines(lines: Sequence[Line], names: Iterable[str] = ()) -> Labelling:
    """Find the labels.  `names` are people whom the file names elsewhere, as in its head."""
    candidates = {
        place: found
        for place, line in enumerate(lines)
        if not line.heading and (found := [*marks(line.text), *in_bold(line.text, line.bold)])
    }
    candidates = _without_lists(candidates)
    forms = _forms_in_use(lines, candidates, {fold(name) for name in names})
    chosen: dict[int, Mark] = {}
    for place, found in candidates.items():
        mark = next((each for each in found if _fits(each, forms, lines, place)), None)
        if mark is not None:
            chosen[place] = mark
    return _settled(lines, candidates, chosen)


def _without_lists(candidates: dict[int, list[Mark]]) -> dict[int, list[Mark]]:
    """The same without hyphens, where these only number a list."""
    hyphens = [mark for found in candidates.values() for mark in found if mark.form == HYPHEN]
    if are_spoken(hyphens):
        return candidates
    left = {
        place: [mark for mark in found if mark.form != HYPHEN]
        for place, found in candidates.items()
    }
    return {place: found for place, found in left.items() if found}


def _forms_in_use(
    lines: Sequence[Line],
    candidates: Mapping[int, Sequence[Mark]],
    names: frozenset[str] | set[str],
) -> dict[str, frozenset[str]]:
    """For each form that the text uses, the labels (folded) that it uses in it.

    A form whose lines are fewer than a tenth of the surest one's only brings labels known there.
    """
    counts = {form: Counter[str]() for form in (*FORMS, *BOLD)}
    for place, found in candidates.items():
        for mark in found:
            if mark.form not in ALONE or _is_below(lines, place, mark):
                counts[mark.form][fold(mark.label)] += 1
    # A label with a colon and one with a time are the same label.
    both = counts["colon"] + counts["timed"]
    counts["colon"], counts["timed"] = (
        Counter({each: both[each] for each in counts[form]}) for form in ("colon", "timed")
    )
    spoken = {mark.label: fold(mark.label) for found in candidates.values() for mark in found}
    credible = {
        form: frozenset(
            folded
            for label, folded in spoken.items()
            if folded in count and _is_credible(form, label, count, names)
        )
        for form, count in counts.items()
    }
    totals = {form: sum(counts[form][each] for each in credible[form]) for form in counts}
    most = max(totals.values(), default=0)
    best = next((form for form in counts if totals[form] >= max(most * 0.6, 1)), "")
    known = credible.get(best, frozenset())
    return {
        form: labels if form == best or _stands_beside(form, best) else labels & known
        for form, labels in credible.items()
        if labels
    }


def _stands_beside(form: str, best: str) -> bool:
    """Whether a form is read beside the main one even for labels of its own."""
    return {form, best} <= {"colon", "timed", "letter"} or form == "dash" or best == "dash"


def _is_below(lines: Sequence[Line], place: int, mark: Mark) -> bool:
    """Whether something is said below a label that stands alone on its line."""
    following = lines[place + 1 : place + 2]
    near = bool(following) and (not following[0].after_gap or mark.form != "alone")
    return near and not following[0].heading and not is_direction(lines[place].text)


def _is_credible(
    form: str, label: str, count: Counter[str], names: set[str] | frozenset[str]
) -> bool:
    """Whether a label may be one, by the form and how often it stands in it."""
    folded = fold(label)
    often = count[folded]
    if form in DASHES:
        return often > 1
    if form == "letter":
        return _is_paired(folded, count)
    if form in ("colon", "timed", "clock", "led"):
        known = is_known_word(label) or folded in names or form in ("clock", "led", "timed")
        return (often > 1 or known) and is_name(label, often)
    several = sum(number > 1 for number in count.values()) > 1
    if form == "alone":
        # Any line may stand alone: only capitals, numbered voices and roles are sure.
        sure = (label.isupper() and len(label) > 2) or is_known_word(label)
        return often > 1 and is_name(label, often) and (sure or folded in names)
    if form == "squared" and not (label.isupper() or is_known_word(label)):
        return False
    return often > 1 and several and is_name(label, often)


def _is_paired(folded: str, count: Counter[str]) -> bool:
    """Whether a letter's counterpart stands too: a lone `A.` may number a list."""
    bare = re.sub(r"[\s\d]", "", folded)[:1] if folded[:8] not in ("question", "answer") else ""
    there = {re.sub(r"[\s\d]", "", each)[:1] for each in count}
    if not bare:
        return any(each.startswith("question") for each in count)
    return any(bare in pair and set(pair) <= there for pair in (*LETTERS, *SIGNS))


def is_name(label: str, often: int = 1) -> bool:
    """Whether a label reads like what one calls somebody."""
    if not label or len(label) > LONGEST_NAME or re.search(r"[!?;。！？；…]|\.\s+[a-z]", label):
        return False
    if is_known_word(label):
        return True
    if any(label.count(one) != label.count(two) for one, two in ("()", "（）", "[]", "“”", "「」")):
        return False
    bare = re.sub(r"[(（\[].*?[)）\]]", " ", label)
    # Vowel signs of Indic writing and of Thai are no word characters to `re`.
    bare = "".join(each for each in bare if unicodedata.category(each)[0] != "M")
    words = re.findall(r"[\w'’.\-]+", bare)
    full = [word for word in words if word.casefold() not in PARTICLES and word[-1] != "."]
    if not words or len(full) > (8 if often > 2 else 5) or len(words) > 12:
        return False
    return all(_is_name_word(word, often) for word in words) and _begins_well(words[0], often)


def _begins_well(word: str, often: int) -> bool:
    return not word[0].islower() or often > 2


def _is_name_word(word: str, often: int) -> bool:
    first = word[0]
    if first.isdigit() or not first.islower():
        return len(word) <= (14 if ord(first) > 0x2E80 else 30)
    return word.casefold() in PARTICLES or often > 2


def _fits(
    mark: Mark, forms: Mapping[str, frozenset[str]], lines: Sequence[Line], place: int
) -> bool:
    if fold(mark.label) not in forms.get(mark.form, frozenset()):
        labels = frozenset[str]().union(*forms.values())
        several = split_speakers(mark.label, labels)
        return mark.form in forms and mark.form in ("colon", "timed") and len(several) > 1
    return mark.form not in ALONE or _is_below(lines, place, mark)


def _settled(
    lines: Sequence[Line], candidates: Mapping[int, Sequence[Mark]], chosen: dict[int, Mark]
) -> Labelling:
    """Take in labels that stand once where they look like the others, and tell of all doubts."""
    result = Labelling(dict(chosen))
    counts = Counter(mark.label for mark in chosen.values())
    for place, found in candidates.items():
        mark = next((each for each in found if each.form == "colon"), None)
        if place in chosen or mark is None or not chosen:
            continue
        if fold(mark.label) in EVENTS:
            # A direction, if it is short: the speech of somebody may begin with "Note: ".
            if len(mark.text) < 40 and lines[place].after_gap:
                result.marked[place] = mark
        elif place > min(chosen) and _looks_like(mark, chosen.values(), lines[place]):
            result.marked[place] = mark
            result.doubts.append(Doubt(lines[place].number, _once(mark.label, counts)))
        elif place > min(chosen) and is_name(mark.label):
            reason = f"“{mark.label}:” is not taken for a speaker, since it stands here alone"
            result.doubts.append(Doubt(lines[place].number, reason))
    result.marked = _one_spelling(dict(sorted(result.marked.items())), lines, result.doubts)
    result.labels = tuple(dict.fromkeys(mark.label for mark in result.marked.values()))
    result.labels = tuple(label for label in result.labels if fold(label) not in EVENTS)
    return result


def _looks_like(mark: Mark, others: Iterable[Mark], line: Line) -> bool:
    """Whether a label that stands once is set as the others are."""
    usual = [each for each in others if each.form in ("colon", "timed")]
    if not usual or not is_name(mark.label) or not line.after_gap:
        return False
    if re.search("[\u3040-\u9fff\uac00-\ud7a3\u0e00-\u0e7f\u0600-\u06ff\u0590-\u05ff]", mark.label):
        # In writing without capitals a term and a name look alike.
        return False
    if all(each.is_bold for each in usual) != mark.is_bold:
        return False
    are_timed = sum(each.start is not None for each in usual) > len(usual) / 2
    if are_timed and mark.start is None and not mark.is_bold:
        return False
    capitals = all(each.label.isupper() for each in usual if not is_voice(each.label))
    return not capitals or mark.label.isupper()


def _once(label: str, counts: Counter[str]) -> str:
    """The doubt about a label that stands once: perhaps it is a slip."""
    often = [each for each, number in counts.items() if number > 1]
    near = process.extractOne(label, often, scorer=fuzz.ratio, score_cutoff=SLIP, processor=fold)
    if near is None or len(label) < 4:
        return f"“{label}” speaks here alone: is it a speaker?"
    differs = difference(near[0], label)
    return f"“{label}” stands here alone; probably “{near[0]}” is meant: {differs}"


def _one_spelling(
    marked: dict[int, Mark], lines: Sequence[Line], doubts: list[Doubt]
) -> dict[int, Mark]:
    """Write a label as it is written most often, where only signs that nobody reads differ."""
    spellings: dict[str, Counter[str]] = {}
    for mark in marked.values():
        spellings.setdefault(fold(mark.label), Counter())[mark.label] += 1
    result: dict[int, Mark] = {}
    told: set[str] = set()
    for place, mark in marked.items():
        usual = spellings[fold(mark.label)].most_common(1)[0][0]
        if mark.label not in (usual, *told):
            told.add(mark.label)
            differs = difference(usual, mark.label)
            reason = f"“{mark.label}” is taken for “{usual}”: {differs}"
            doubts.append(Doubt(lines[place].number, reason))
        result[place] = Mark(mark.form, usual, mark.text, mark.start, mark.end, mark.is_bold)
    return result
