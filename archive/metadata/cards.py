"""Pictures of quotations for links in other places: PNG, 1200 by 630, as Open Graph asks for.

The fonts come in a package (Noto Serif JP and Noto Sans JP, SIL Open Font License), so that a card
looks the same on every machine.  A card is drawn once and kept under `DATA_DIR/cards/`, named by
what is on it: an edited text gets a new card, and two workers that draw the same one do no harm.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

import pylopdf_fonts_jp
from django.conf import settings
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont

from archive.metadata.line_breaking import fitted
from archive.site.naming import site_name
from archive.text import as_written, plain_text
from archive.transcript import Transcript, Turn, in_reader_language

SIZE = (1200, 630)
MARGIN = 80
# The light colours of static/css/variables.css.
PAPER, INK, INK_SOFT, ACCENT, RULE = "#fdfdfb", "#1b1e1c", "#565e59", "#0f5548", "#d6dbd5"
# Type sizes for the quotation, each with how many lines of it there is room for.
STEPS = ((60, 4), (46, 5), (40, 6))
TOP, LEADING = 84, 1.55
COLOURS = 64
# A new drawing needs new names, or old cards would stay.
DRAWING = 1


@dataclass(frozen=True)
class Card:
    """What a card shows: words, who says them (or what they are), and where they stand."""

    words: str
    who: str
    where: str
    site: str


def card_of_turn(transcript: Transcript, turn: Turn) -> Path:
    """The picture of a turn's opening words."""
    with override(settings.LANGUAGE_CODE):
        who = as_written(in_reader_language(turn.speaker))
    title = plain_text(transcript.interview.title, transcript.interview.markup)
    return card_file(Card(turn.plain, who, title, site_name(settings.LANGUAGE_CODE)))


def card_of_interview(transcript: Transcript) -> Path:
    """The picture of an interview's title."""
    with override(settings.LANGUAGE_CODE):
        people = [in_reader_language(each.person) for each in transcript.participants]
    title = plain_text(transcript.interview.title, transcript.interview.markup)
    who = "　".join(as_written(name) for name in people)
    return card_file(Card(title, who, "", site_name(settings.LANGUAGE_CODE)))


def card_file(card: Card) -> Path:
    """The card's file, drawn if it isn't there yet."""
    name = hashlib.sha256(repr((DRAWING, astuple(card))).encode()).hexdigest()[:32]
    path = Path(settings.DATA_DIR) / "cards" / f"{name}.png"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and then named: nobody reads half a picture.
        descriptor, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(descriptor, "wb") as file:
            # Few colours: a quarter of the bytes, and no difference to the eye.
            draw(card).quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        Path(aside).replace(path)
    return path


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    directory = Path(pylopdf_fonts_jp.__file__).parent
    return ImageFont.truetype(directory / f"Noto{name}JP-Regular.otf", size)


def draw(card: Card) -> Image.Image:
    """The picture."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    width, height = SIZE
    pen.rectangle((0, 0, width, 16), ACCENT)
    font, lines = _set(card.words)
    for number, line in enumerate(lines):
        pen.text((MARGIN, TOP + number * font.size * LEADING), line, INK, font)
    pen.line((MARGIN, height - 146, width - MARGIN, height - 146), RULE, 2)
    small, name = _font("Sans", 26), _font("Sans", 34)
    room = width - 2 * MARGIN
    site_width = small.getlength(card.site)
    pen.text((MARGIN, height - 128), _one_line(card.who, name, room), ACCENT, name)
    where = _one_line(card.where, small, room - site_width - 40)
    pen.text((MARGIN, height - 70), where, INK_SOFT, small)
    pen.text((width - MARGIN - site_width, height - 70), card.site, INK_SOFT, small)
    return image


def _set(words: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest type in which the words have room; the smallest shows their beginning."""
    room = SIZE[0] - 2 * MARGIN
    for size, count in STEPS:
        font = _font("Serif", size)
        lines, whole = fitted(words, font.getlength, room, count)
        if whole:
            break
    return font, lines


def _one_line(text: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    """The text, cut with “…” where it is too long."""
    return "".join(fitted(text, font.getlength, room, 1)[0])
