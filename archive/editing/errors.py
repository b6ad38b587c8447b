"""Why an edit is not made: each is a sentence for the editor who asked for it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _


class EditError(Exception):
    """An edit that was not made; nothing of it is written."""


class RefusedError(EditError):
    """What is asked for can't be done, and why."""


class NotConfirmedError(EditError):
    """The first edit of an interview that is kept by its file, which the editor must agree to."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This interview is kept by its file. From the first edit on the archive keeps it, "
                "and its file is not imported any more unless somebody says so."
            )
        )


class ConflictError(EditError):
    """Somebody else changed the turn since the editor saw it.

    `texts` are its paragraphs as they are now, `given` as the editor wants them, both by anchor;
    `version` is that of the turn as it is now.
    """

    def __init__(
        self, anchor: str, version: str, texts: Mapping[str, str], given: Mapping[str, str]
    ) -> None:
        super().__init__(
            _("Somebody else changed this turn since you opened it. Nothing of yours was lost.")
        )
        self.anchor = anchor
        self.version = version
        self.texts = dict(texts)
        self.given = dict(given)
