"""The glossary for programs: records, linked data and heads of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.formats.addresses import Addresses, twin
from archive.metadata.following import announced
from archive.metadata.heads import Download, Head
from archive.metadata.linked_data import website
from archive.models import Term
from archive.site.addresses import base_url
from archive.site.naming import site_name
from archive.text import as_written

# schema.org's type for each kind of thing that a term names; a concept has none.
TYPES = {
    Term.Kind.PERSON: "Person",
    Term.Kind.ORGANISATION: "Organization",
    Term.Kind.PRODUCT: "Product",
    Term.Kind.PLACE: "Place",
}


def term_url(term: Term, base: str) -> str:
    """The term's page, in the archive's own language."""
    return f"{base}/terms/{term.slug}/"


def term_record(term: Term, base: str) -> dict[str, Any]:
    """A term as plain values; what it lacks is null.  Without `interviews` it belongs to all."""
    url = term_url(term, base)
    return {
        "slug": term.slug,
        "kind": term.kind,
        "label": as_written(term.label),
        "reading": term.reading or None,
        "english": as_written(term.english) or None,
        "aliases": [as_written(alias) for alias in term.alias_list],
        "interviews": sorted(each.slug for each in term.public_interviews()),
        "description": as_written(term.description) or None,
        "description_en": as_written(term.description_en) or None,
        "url": url,
        "json": twin(url),
    }


def _defined(term: Term, base: str) -> dict[str, Any]:
    url = term_url(term, base)
    names = [as_written(name) for name in term.names]
    node = {
        "@type": "DefinedTerm",
        "@id": url,
        "url": url,
        "name": names[0],
        "alternateName": names[1:],
        "description": as_written(term.description),
    }
    return {name: value for name, value in node.items() if value}


def glossary_head(request: HttpRequest, terms: Iterable[Term]) -> Head:
    """The head of a page of the glossary that shows `terms`."""
    base = base_url(request)
    title, site = _("Glossary"), site_name()
    data = {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": f"{base}/terms/",
        "url": f"{base}/terms/",
        "name": title,
        "isPartOf": website(Addresses(base), site),
        "hasDefinedTerm": [_defined(term, base) for term in terms],
    }
    description = _("People, organisations and ideas that the interviews speak of.")
    return Head(title, description, "website", "/terms.json", data)


def term_head(request: HttpRequest, term: Term) -> Head:
    """The head of a term's page."""
    base = base_url(request)
    english = get_language() == "en" and term.description_en
    description = as_written(term.description_en if english else term.description)
    label = as_written(term.label)
    glossary = {"@type": "DefinedTermSet", "@id": f"{base}/terms/", "name": _("Glossary")}
    data = {
        "@context": "https://schema.org",
        **_defined(term, base),
        "inDefinedTermSet": {**glossary, "url": f"{base}/terms/"},
    }
    if term.kind in TYPES:
        about = {"@type": TYPES[Term.Kind(term.kind)], "name": as_written(term.english or label)}
        data["subjectOf"] = {
            "@type": "WebPage",
            "url": term_url(term, base),
            "about": about,
        }
    atom, as_json = (reverse(name, args=[term.slug]) for name in ("term-feed", "term-feed-json"))
    feeds = [Download(*each) for each in announced(atom, as_json, label)]
    twin = f"/terms/{term.slug}.json"
    return Head(label, description or label, "article", twin, data, downloads=feeds)
