"""Reads what an editor's form sent."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from archive.desk.access import user_of
from archive.editing import About, Editor, Place, RefusedError, Says, Search
from archive.models import Interview, Person, Segment

TEXT = "text-"
# A field that says that the editor agreed that the archive keeps the interview from now on.
CONFIRMED = "confirmed"


def editor_of(request: HttpRequest) -> Editor:
    """Who sent the form, and why."""
    return Editor(
        user_of(request),
        reason=request.POST.get("reason", "").replace("\0", "")[:2000],
        confirmed=CONFIRMED in request.POST,
    )


def texts_of(form: QueryDict) -> dict[str, str]:
    """The paragraphs' texts, by anchor."""
    return {
        name.removeprefix(TEXT): value
        for name, value in form.items()
        if name.startswith(TEXT) and isinstance(value, str)
    }


def says_of(form: QueryDict, interview: Interview) -> Says:
    """Who says a turn, its kind and language."""
    kind = form.get("kind", "")
    slugs = [each for each in form.getlist("speaker") if each]
    if kind == Segment.Kind.DIRECTION:
        return Says((), kind, form.get("language", "").strip())
    people = {each.slug: each for each in interview.people.all()}
    if any(slug not in people for slug in slugs):
        raise RefusedError(_("This person has no part in the interview."))
    speakers = tuple(people[slug] for slug in dict.fromkeys(slugs))
    return Says(speakers, kind, form.get("language", "").strip())


def place_of(form: QueryDict) -> Place:
    """At which sentence a turn is to be split."""
    paragraph, _colon, number = form.get("at", "").partition(":")
    if not (number.isascii() and number.isdecimal() and len(number) < 6):
        raise RefusedError(_("Choose the sentence with which the new turn begins."))
    return Place(paragraph, int(number))


def about_of(form: QueryDict) -> About:
    """What is said of a person."""
    names = ("name", "role", "name_ja", "family_name", "position")
    return About(**{name: form.get(name, "") for name in names}, identified="voice" not in form)


def known_person(form: QueryDict) -> Person | None:
    """The person of the archive whom the form names; None: a new one, or the same."""
    slug = form.get("known", "")
    if not slug:
        return None
    if found := Person.objects.filter(slug=slug.replace("\0", "")).first():
        return found
    raise RefusedError(_("Nobody called “%(slug)s” is in the archive.") % {"slug": slug})


def search_of(form: QueryDict) -> Search:
    """What is looked for, and what is to stand there instead."""
    return Search(
        form.get("words", "").replace("\r\n", "\n").strip("\n"),
        form.get("replacement", "").replace("\r\n", "\n"),
        any_case="any_case" in form,
        whole_words="whole_words" in form,
    )
