"""The reason for which an interview is withdrawn or removed, as commands take it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError

from archive.management.base import usage_error
from archive.models.languages import validate_language


def add_reason_arguments(parser: ArgumentParser) -> None:
    """Take a reason, and the same in other languages."""
    parser.add_argument(
        "--reason", required=True, metavar="TEXT", help="what readers of its addresses are told"
    )
    parser.add_argument(
        "--translation",
        action="append",
        default=[],
        metavar="LANGUAGE=TEXT",
        help="the reason in a language of the pages, such as en=…",
    )


def reasons(options: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The reason, and its translations by language.  Raises `CommandError` (exit code 2)."""
    reason = options["reason"].strip()
    if not reason:
        raise usage_error("--reason is empty; readers of its addresses are told it.")
    return reason, dict(_translation(each) for each in options["translation"])


def _translation(given: str) -> tuple[str, str]:
    language, _, text = given.partition("=")
    try:
        validate_language(language)
    except ValidationError:
        language = ""
    if not language or not text.strip():
        raise usage_error(f"--translation is `{given}`; write a language and a text, as en=Text.")
    return language, text.strip()
