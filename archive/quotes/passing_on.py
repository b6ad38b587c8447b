"""A passage to be passed on: texts to copy, and plain links to other sites' forms."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.quotations.kept import Place
from archive.site.addresses import base_url
from archive.text import excerpt, plain_text

# What begins a mark in Markdown.
MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#"})
POSTED = 100


class Passing:
    """What a page offers to copy or to follow for the passage at `place`."""

    def __init__(self, request: HttpRequest, place: Place) -> None:
        self.place = place
        self.base = base_url(request)
        self.link = self.base + place.quote.get_absolute_url()
        interview = place.transcript.interview
        self.title = plain_text(interview.title, interview.markup)
        self.source = f"{place.turn.who}, {self.title}"

    @property
    def texts(self) -> list[tuple[str, str, str]]:
        """Each form with its name and its text."""
        return [
            ("link", _("Link"), self.link),
            ("text", _("Text"), f"{self.place.words}\n— {self.source}\n{self.link}"),
            ("markdown", "Markdown", self._markdown()),
            ("html", "HTML", self._html()),
            ("frame", _("Frame for another page"), self.frame),
        ]

    def _markdown(self) -> str:
        lines = self.place.words.translate(MARKS).split("\n")
        source = self.source.translate(MARKS)
        return "\n>\n".join(f"> {line}" for line in lines) + f"\n>\n> — [{source}]({self.link})"

    def _html(self) -> str:
        words = "".join(f"<p>{escape(line)}</p>" for line in self.place.words.split("\n"))
        language = escape(self.place.turn.language)
        return (
            f'<blockquote cite="{self.link}" lang="{language}">{words}'
            f'<footer>— <a href="{self.link}">{escape(self.source)}</a></footer></blockquote>'
        )

    @property
    def frame(self) -> str:
        """The element that shows the passage in another page."""
        source = self.base + reverse("embed-quote", args=[self.place.quote.code])
        return (
            f'<iframe src="{source}" title="{escape(self.source)}" '
            'width="600" height="320" loading="lazy"></iframe>'
        )

    @property
    def links(self) -> list[tuple[str, str]]:
        """Each place that takes a link, with the address of its form."""
        words = f"{excerpt(self.place.words, POSTED)} — {self.place.turn.who}"
        both = {"text": f"{words} {self.link}"}
        line = "https://social-plugins.line.me/lineit/share?"
        mail = urlencode({"subject": self.source, "body": f"{words}\n{self.link}"})
        return [
            ("LINE", line + urlencode({"url": self.link})),
            ("X", "https://x.com/intent/post?" + urlencode({"text": words, "url": self.link})),
            ("Bluesky", f"https://bsky.app/intent/compose?{urlencode(both)}"),
            ("Mastodon", f"https://mastodonshare.com/?{urlencode(both)}"),
            # A mail program reads “+” as it stands.
            (_("Mail"), f"mailto:?{mail.replace('+', '%20')}"),
        ]
