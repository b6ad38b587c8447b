"""Proposes names and concepts of interviews for the glossary."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

import yaml

from archive.management.base import (
    ArchiveCommand,
    add_interview_argument,
    chosen_interviews,
    usage_error,
)
from search.glossary.proposals import Suggestion, suggest

LIMIT = 50


class Command(ArchiveCommand):
    help = "Propose names and concepts of interviews for the glossary, with where they stand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_interview_argument(parser)
        parser.add_argument(
            "--limit", type=int, default=LIMIT, metavar="N", help=f"default: {LIMIT} an interview"
        )
        parser.add_argument("--format", choices=["text", "yaml"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["limit"] < 1:
            raise usage_error("--limit must be at least 1.")
        chosen = chosen_interviews(options["interviews"])
        found = {each.slug: suggest(each, options["limit"]) for each in chosen}
        if options["format"] == "yaml":
            records = {slug: list(map(_record, those)) for slug, those in found.items()}
            self.stdout.write(yaml.safe_dump(records, allow_unicode=True, sort_keys=False))
            return
        for slug, those in found.items():
            self.stdout.write(f"{slug}: {len(those)} suggestions")
            for line in (line for each in those for line in _lines(each)):
                self.stdout.write(line)


def _record(suggestion: Suggestion) -> dict[str, Any]:
    """A suggestion as the fields of a term, with its counts and places."""
    proposal = suggestion.proposal
    fields = {
        "label": proposal.label,
        "kind": proposal.kind,
        "slug": suggestion.slug,
        "reading": suggestion.reading,
        "english": suggestion.english,
        "aliases": list(proposal.spellings),
        "count": proposal.count,
        "turns": proposal.turns,
    }
    places = [
        {"anchor": each.anchor, "text": each.before + each.words + each.after}
        for each in proposal.places
    ]
    return {**{name: value for name, value in fields.items() if value}, "places": places}


def _lines(suggestion: Suggestion) -> Iterator[str]:
    proposal = suggestion.proposal
    names = " / ".join([proposal.label, *proposal.spellings])
    notes = ", ".join(filter(None, [proposal.kind or "?", suggestion.reading, suggestion.english]))
    yield f"{names} ({notes}): {proposal.count} times in {proposal.turns} turns"
    for each in proposal.places:
        yield f"    #{each.anchor} …{each.before}[{each.words}]{each.after}…"
