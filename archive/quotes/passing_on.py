"""A passage to be passed on: texts to copy, and plain links to other sites' forms."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.formats.markdown import escaped
from archive.quotations.places import Place
from archive.quotes.frames import frame_html
from archive.site.addresses import base_url
from archive.text import direction_of, excerpt
from archive.transcript import best_title

POSTED = 100


class Passing:
    """What a page offers to copy or to follow for the passage at `place`.

    Of words that the text has no more, only where they stood.
    """

    def __init__(self, request: HttpRequest, place: Place) -> None:
        self.place = place
        self.base = base_url(request)
        self.link = self.base + place.quote.get_absolute_url()
        title = best_title(place.transcript.interview)
        # Words of several voices have the names with them.
        self.source = title if len(place.voices) > 1 else f"{place.who}, {title}"

    @property
    def texts(self) -> list[tuple[str, str, str]]:
        """Each form with its name and its text."""
        link = ("link", _("Link"), self.link)
        frame = ("frame", _("Frame for another page"), self.frame)
        if not self.place.words:
            return [link, frame]
        return [
            link,
            ("text", _("Text"), f"{self.place.words}\n— {self.source}\n{self.link}"),
            ("markdown", "Markdown", self._markdown()),
            ("html", "HTML", self._html()),
            frame,
        ]

    def _markdown(self) -> str:
        lines = [f"> {escaped(line)}" for line in self.place.words.split("\n")]
        return "\n>\n".join([*lines, f"> — [{escaped(self.source)}]({self.link})"])

    def _html(self) -> str:
        language = self.place.turn.language
        lines = ((line,) for line in self.place.words.split("\n"))
        shown = get_language() or ""
        return format_html(
            '<blockquote cite="{0}" lang="{1}" dir="{2}">{3}'
            '<footer lang="{4}" dir="{5}">— <a href="{0}">{6}</a></footer></blockquote>',
            *(self.link, language, direction_of(language)),
            *(format_html_join("", "<p>{}</p>", lines), shown, direction_of(shown), self.source),
        )

    @property
    def frame(self) -> str:
        """The element that shows the passage in another page."""
        source = self.base + reverse("embed-quote", args=[self.place.quote.code])
        return frame_html(source, self.source, self.place.words)

    @property
    def links(self) -> list[tuple[str, str]]:
        """Each place that takes a link, with the address of its form."""
        words = " ".join(self.place.words.split("\n"))
        said = f"{excerpt(words, POSTED)} — {self.source}" if words else self.source
        both = {"text": f"{said} {self.link}"}
        line = "https://social-plugins.line.me/lineit/share?"
        mail = urlencode({"subject": self.source, "body": f"{said}\n{self.link}"})
        return [
            ("LINE", line + urlencode({"url": self.link})),
            ("X", "https://x.com/intent/post?" + urlencode({"text": said, "url": self.link})),
            ("Bluesky", f"https://bsky.app/intent/compose?{urlencode(both)}"),
            ("Mastodon", f"https://mastodonshare.com/?{urlencode(both)}"),
            # A mail program reads “+” as it stands.
            (_("Mail"), f"mailto:?{mail.replace('+', '%20')}"),
        ]
