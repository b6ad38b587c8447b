"""Proposals for the glossary, of an interview in the database, with what dictionaries say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.text import slugify

from archive.changes import content_state
from archive.models import DeclinedTerm, Interview, Person, Segment, Term
from archive.text import as_written
from archive.transcript import plain_words, with_words
from search.glossary.candidates import CONCEPT, Proposal, SpokenText, propose
from search.knowledge.names import Names, name_key
from search.languages.choosing import analyzer_for
from search.languages.folding import fold
from search.languages.japanese import reading
from search.languages.scripts import is_unspaced
from search.query.knowledge import lexicon_file_of

# What the model's field takes.
LONGEST_SLUG = 50
# How many proposals are worked out, from which those that were declined are taken.
MOST_WORKED_OUT = 500


@dataclass(frozen=True)
class Suggestion:
    """A proposal with how it is read (Japanese) and what it means in English, where known."""

    proposal: Proposal
    reading: str
    english: str
    interview: int = 0

    @property
    def kind_label(self) -> str:
        """The kind in the page's language; empty where nothing tells it."""
        kind = self.proposal.kind
        return str(Term.Kind(kind).label) if kind else ""

    @property
    def slug(self) -> str:
        """A slug of its English or its label; empty where neither has Latin letters."""
        slug = slugify(self.english) or slugify(self.proposal.label)
        return slug[:LONGEST_SLUG].rstrip("-")

    @property
    def initial(self) -> str:
        """What the admin's form to add a term begins with, as a query string."""
        fields = {
            "label": self.proposal.label,
            "kind": self.proposal.kind,
            "slug": self.slug,
            "reading": self.reading,
            "english": self.english,
            "aliases": "\n".join(self.proposal.spellings),
            "interviews": str(self.interview or ""),
        }
        return urlencode({name: value for name, value in fields.items() if value})


# What was worked out last, by interview: `MOST_KEPT` of the newest, for one state of the content.
_kept: dict[int, tuple[object, list[Suggestion]]] = {}
MOST_KEPT = 8


def suggest(interview: Interview, limit: int | None = None) -> list[Suggestion]:
    """What the glossary may want of an interview, the most telling first.

    What an editor declined is left out.
    """
    return _wanted(interview, _all_suggestions(interview), limit)


def kept_suggestions(interview: Interview, limit: int | None = None) -> list[Suggestion]:
    """The same, worked out once for each state of the content."""
    state = content_state()
    known = _kept.get(interview.pk)
    if known is None or known[0] != state:
        known = state, _all_suggestions(interview)
        _kept.pop(interview.pk, None)
        _kept[interview.pk] = known
        for oldest in list(_kept)[:-MOST_KEPT]:
            del _kept[oldest]
    return _wanted(interview, known[1], limit)


def _wanted(
    interview: Interview, suggestions: list[Suggestion], limit: int | None
) -> list[Suggestion]:
    declined = set(interview.declined.values_list("key", flat=True))
    return [each for each in suggestions if name_key(each.proposal.label) not in declined][:limit]


def decline(interview: Interview, label: str) -> None:
    """Propose a label no more for that interview."""
    DeclinedTerm.objects.get_or_create(
        interview=interview, key=name_key(label)[:200], defaults={"label": label[:200]}
    )


def _all_suggestions(interview: Interview) -> list[Suggestion]:
    here: list[SpokenText] = []
    others: list[SpokenText] = []
    for segment in _segments():
        (here if segment.topic.interview_id == interview.pk else others).extend(_texts(segment))
    proposed = propose(here, _known(interview), others, MOST_WORKED_OUT, _is_ordinary)
    return [_suggestion(each, interview) for each in proposed]


def _segments() -> Iterable[Segment]:
    ordered = Segment.objects.order_by("topic__interview", "topic__order", "order")
    return with_words(ordered.select_related("topic__interview"))


def _texts(segment: Segment) -> Iterator[SpokenText]:
    markup = segment.topic.interview.markup
    for each in segment.paragraphs.all():
        text = plain_words(each.sentences.all(), markup)
        yield SpokenText(each.anchor_id, segment.pk, segment.text_language, text)


def _known(interview: Interview) -> Names:
    """The names of the interview's terms and of all who speak, and the words of the latter's."""
    terms = Term.objects.filter(Q(interviews=None) | Q(interviews=interview))
    names = {f"term {term.pk}": term.names for term in terms}
    for person in Person.objects.all():
        called = [as_written(name) for name in (person.name, person.name_ja) if name]
        parts = [part for name in called for part in name.replace("・", " ").split()]
        names[f"person {person.pk}"] = [*called, *(each for each in parts if len(each) > 1)]
    return Names(names)


def _suggestion(proposal: Proposal, interview: Interview) -> Suggestion:
    label = fold(proposal.label)
    japanese = proposal.language == "ja" and not label.isascii()
    return Suggestion(
        proposal, reading(label) if japanese else "", _english(proposal), interview.pk
    )


def _english(proposal: Proposal) -> str:
    """What a dictionary says of the label; of a name, only what is a name in English too."""
    glosses = _glosses(proposal.language, proposal.label)
    if proposal.kind != CONCEPT:
        # Beijing, capital of …: the rest says what it is.
        glosses = [gloss.partition(",")[0] for gloss in glosses if gloss[:1].isupper()]
    return glosses[0] if glosses else ""


def _glosses(language: str, label: str) -> list[str]:
    """What a label means in English, the main meaning first."""
    lexicon = lexicon_file_of(language)
    words = analyzer_for(language).main_forms(fold(label))
    found = lexicon.glosses(words) if lexicon and words else []
    return [gloss for gloss, _ in found]


def _is_ordinary(language: str, label: str) -> bool:
    """Whether a dictionary has a label of a script without capitals, and all meanings are small."""
    if not is_unspaced(label):
        return False
    glosses = _glosses(language, label)
    return bool(glosses) and not any(gloss[:1].isupper() for gloss in glosses)
