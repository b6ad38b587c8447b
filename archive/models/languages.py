"""The check of a language's tag, for fields that hold one."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from archive.text import is_language, nearest_language


def validate_language(text: str) -> None:
    """A model field's check of a tag of BCP 47."""
    if is_language(text):
        return
    if near := nearest_language(text):
        raise ValidationError(
            _("“%(text)s” is no language tag; did you mean “%(near)s”?"),
            params={"text": text, "near": near},
        )
    raise ValidationError(
        _("“%(text)s” is no language tag such as ja or en-GB."), params={"text": text}
    )
