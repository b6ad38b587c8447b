"""Which links to a draft are good."""

from __future__ import annotations

from django.db import models

from archive.models.interviews import Interview


class Sharing(models.Model):
    """The number that links to an unpublished interview must bear: links with another are void.

    It is kept apart from the interview, so that its fixture is the same on every machine.
    """

    interview = models.OneToOneField(
        Interview, models.CASCADE, primary_key=True, related_name="sharing"
    )
    number = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
