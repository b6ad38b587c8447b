"""Pictures of quotations for links in other places: PNG, 1200 by 630, as Open Graph asks for.

A card is drawn once and kept under `DATA_DIR/cards/`, named by
what is on it: an edited text gets a new card, and two workers that draw the same one do no harm.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import override
from PIL import Image, ImageDraw, features

from archive.metadata.fonts import SANS, SERIF, Run, is_rtl, runs, sized, width_of
from archive.metadata.line_breaking import fitted
from archive.quotations.places import Place
from archive.site.naming import site_name
from archive.text import as_written, plain_text
from archive.transcript import Transcript, Turn, in_reader_language

log = logging.getLogger(__name__)

# Where they are kept, in `DATA_DIR`.
FOLDER = "cards"
SIZE = (1200, 630)
MARGIN = 80
# The light colours of static/css/variables.css.
PAPER, INK, INK_SOFT, ACCENT, RULE = "#fdfdfb", "#1b1e1c", "#565e59", "#0f5548", "#d6dbd5"
# Type sizes for the quotation, each with how many lines of it there is room for.
STEPS = ((60, 4), (46, 5), (40, 6))
TOP, LEADING = 84, 1.55
# The height of Noto Serif JP above its base line, in ems.
ASCENT = 1.151
COLOURS = 64
# The last chunk of every PNG, with its checksum.
PNG_END = b"IEND\xaeB`\x82"
# A new drawing needs new names, or old cards would stay.
DRAWING = 2


@dataclass(frozen=True)
class Card:
    """What a card shows: words, who says them (or what they are), and where they stand.

    `language` is the words' (BCP 47).
    """

    words: str
    who: str
    where: str
    site: str
    language: str = "ja"


@dataclass(frozen=True)
class Picture:
    """A card as it was drawn; cards of one `name` are the same."""

    name: str
    png: bytes


def card_of_turn(transcript: Transcript, turn: Turn) -> Picture:
    """The picture of a turn's opening words."""
    with override(settings.LANGUAGE_CODE):
        return _of_words(transcript, turn, turn.plain, turn.who)


def card_of_words(place: Place) -> Picture:
    """The picture of quoted words."""
    with override(settings.LANGUAGE_CODE):
        return _of_words(place.transcript, place.turn, place.words, place.who)


def _of_words(transcript: Transcript, turn: Turn, words: str, who: str) -> Picture:
    title = plain_text(transcript.interview.title, transcript.interview.markup)
    return picture_of(Card(words, who, title, _site(), turn.language))


def card_of_interview(transcript: Transcript) -> Picture:
    """The picture of an interview's title."""
    with override(settings.LANGUAGE_CODE):
        people = [in_reader_language(each.person) for each in transcript.participants]
    title = plain_text(transcript.interview.title, transcript.interview.markup)
    who = "\u3000".join(as_written(name) for name in people)
    return picture_of(Card(title, who, "", _site(), transcript.interview.language))


def _site() -> str:
    return site_name(settings.LANGUAGE_CODE)


def picture_of(card: Card) -> Picture:
    """The card's picture: the one that is kept, or a new one, which is then kept."""
    # A font that is installed later draws what could not be drawn before.
    fonts = [
        sorted({Path(run.face.path).name for run in _runs(text, card, SERIF)})
        for text in (card.words, card.who, card.where, card.site)
    ]
    name = hashlib.sha256(repr((DRAWING, astuple(card), fonts)).encode()).hexdigest()[:32]
    path = Path(settings.DATA_DIR) / FOLDER / f"{name}.png"
    png = _kept(path)
    if png is None:
        png = _drawn(card)
        _keep(path, png)
    return Picture(name, png)


def forget_cards() -> None:
    """Delete all that are kept: those that are asked for are drawn anew.  Raises `OSError`."""
    with suppress(FileNotFoundError):
        shutil.rmtree(settings.DATA_DIR / FOLDER)


def _kept(path: Path) -> bytes | None:
    """What is kept there; None where that is no whole picture."""
    try:
        png = path.read_bytes()
    except OSError:
        return None
    return png if png.endswith(PNG_END) else None


def _drawn(card: Card) -> bytes:
    file = io.BytesIO()
    # Few colours: a quarter of the bytes, and no difference to the eye.
    draw(card).quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _keep(path: Path, png: bytes) -> None:
    """Keep a picture, if it can be: who asks for it gets it in any case."""
    aside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and then named: nobody reads half a picture.
        descriptor, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(descriptor, "wb") as file:
            file.write(png)
        Path(aside).replace(path)
    except OSError as error:
        log.warning("A card can't be kept in %s: %s", path.parent, error.strerror)
        if aside:
            Path(aside).unlink(missing_ok=True)


def _runs(text: str, card: Card, style: str) -> list[Run]:
    return runs(text, card.language, style)


def draw(card: Card) -> Image.Image:
    """The picture.  Where lines begin on the right, all of it is laid out from the right."""
    image = Image.new("RGB", SIZE, PAPER)
    sheet = _Sheet(ImageDraw.Draw(image), card)
    sheet.frame()
    sheet.words()
    sheet.foot()
    return image


class _Sheet:
    """A card while it is drawn.  `start` is where lines begin: the left or the right margin."""

    def __init__(self, pen: ImageDraw.ImageDraw, card: Card) -> None:
        self.pen, self.card = pen, card
        self.rtl = is_rtl(card.language)
        self.room = SIZE[0] - 2 * MARGIN

    def frame(self) -> None:
        width, height = SIZE
        self.pen.rectangle((0, 0, width, 16), ACCENT)
        self.pen.line((MARGIN, height - 146, width - MARGIN, height - 146), RULE, 2)

    def words(self) -> None:
        """The words in the largest type in which they have room.

        Words that no font can draw give way to the title or to the archive's name.
        """
        shown = next(
            (text for text in self._in_order() if text and _runs(text, self.card, SERIF)), ""
        )
        size, lines = self._set(shown)
        for number, line in enumerate(lines):
            self._line(line, (SERIF, size), TOP + number * size * LEADING, INK)

    def _in_order(self) -> tuple[str, ...]:
        return self.card.words, self.card.where, self.card.site

    def foot(self) -> None:
        height = SIZE[1]
        who = self._one_line(self.card.who, 34, self.room)
        self._line(who, (SANS, 34), height - 128, ACCENT)
        site_width = self._width(SANS, 26)(self.card.site)
        where = self._one_line(self.card.where, 26, self.room - site_width - 40)
        self._line(where, (SANS, 26), height - 70, INK_SOFT)
        self._line(self.card.site, (SANS, 26), height - 70, INK_SOFT, at_end=True)

    def _set(self, words: str) -> tuple[int, list[str]]:
        """The largest type in which they have room; the smallest shows their beginning."""
        for size, count in STEPS:
            lines, whole = fitted(words, self._width(SERIF, size), self.room, count)
            if whole:
                break
        return size, lines

    def _width(self, style: str, size: int) -> Callable[[str], float]:
        return lambda text: width_of(_runs(text, self.card, style), size)

    def _one_line(self, text: str, size: int, room: float) -> str:
        """The text, cut with “…” where it is too long."""
        return "".join(fitted(text, self._width(SANS, size), room, 1)[0])

    def _line(
        self, text: str, face: tuple[str, int], top: float, ink: str, *, at_end: bool = False
    ) -> None:
        """Draw a line from where lines begin, or up to where they end; `face`: style and size."""
        style, size = face
        pieces = _runs(text, self.card, style)
        width = width_of(pieces, size)
        from_right = self.rtl != at_end
        x = SIZE[0] - MARGIN - width if from_right else float(MARGIN)
        # All fonts on one base line: that of the Japanese font, whose height the places are for.
        base = top + size * ASCENT
        is_rtl_line = self.rtl and any(unicodedata.bidirectional(c) in "RAL" for c in text)
        for piece in reversed(pieces) if is_rtl_line else pieces:
            font = sized(piece.face, size)
            self.pen.text((x, base), piece.text, ink, font, anchor="ls", **self._shaping(piece))
            x += font.getlength(piece.text)

    def _shaping(self, piece: Run) -> dict[str, Any]:
        """The direction of one piece: its own letters', or the line's where it has none."""
        if not features.check("raqm"):
            return {}
        kinds = {unicodedata.bidirectional(character) for character in piece.text}
        if kinds & {"R", "AL"}:
            return {"direction": "rtl"}
        return {} if "L" in kinds or not self.rtl else {"direction": "rtl"}
