"""Links to an interview that isn't published: signed, for some days, and to be taken back.

A link names the interview, the day on which it ends, and the number that its links must bear
(`Sharing`).  Nothing is stored for a link, so there is nothing to clear away; a new number makes
all links void that were given out before, and each change of state gives one.

Who opens a link gets it as a cookie too, which is good for this interview alone and ends with it:
so every address of the draft is the one that it will have for good, its pages lead to each other as
they always do, and the link itself is in no page's address, whence it could be passed on unawares.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from archive.models import Interview, Sharing

# For how many days a link is good, if nothing else is said, and at most.
DAYS, MOST_DAYS = 14, 366
_SALT = "archive.publishing.links"


@dataclass(frozen=True)
class DraftLink:
    """What a link says: an interview's key, its number, and when it ends."""

    interview: int
    number: int
    until: datetime

    @property
    def is_over(self) -> bool:
        return self.until <= timezone.now()

    @property
    def is_void(self) -> bool:
        """Whether it was taken back."""
        return self.number != _number(self.interview)


def draft_path(interview: Interview, days: int = DAYS) -> str:
    """The address, without the host, of a link that ends after so many days."""
    until = timezone.now() + timedelta(days=days)
    payload = [interview.pk, _number(interview.pk), int(until.timestamp())]
    return reverse("draft", args=[signing.dumps(payload, salt=_SALT)])


def read_link(token: str) -> DraftLink | None:
    """What a link says, whether it is still good or not; None: nobody here made it."""
    try:
        interview, number, until = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return DraftLink(interview, number, datetime.fromtimestamp(until, UTC))


def revoke_links(interview: Interview) -> None:
    """Make every link void that was given out for it."""
    number = _number(interview.pk) + 1
    Sharing.objects.update_or_create(interview=interview, defaults={"number": number})


def _number(interview: int) -> int:
    numbers = Sharing.objects.filter(interview=interview).values_list("number", flat=True)
    return numbers.first() or 0


def keep_link(response: HttpResponseBase, link: DraftLink, token: str) -> None:
    """Have the reader's browser bring the link along, for as long as it is good."""
    response.set_cookie(
        _cookie(link.interview),
        token,
        max_age=link.until - timezone.now(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def has_link(request: HttpRequest, interview: Interview) -> bool:
    """Whether the reader was given a link to it that is still good."""
    link = read_link(request.COOKIES.get(_cookie(interview.pk), ""))
    if link is None or link.interview != interview.pk:
        return False
    return not (link.is_over or link.is_void)


def _cookie(interview: int) -> str:
    return f"draft-{interview}"
