"""Fonts of cards: for every character one that has it, chosen by the text's language and script.

They come in packages (all of the Noto family, SIL Open Font License), so that a card looks the same
on every machine, but for what is too heavy for that (Korean, Chinese and rare scripts): those are
the machine's own, by fontconfig, or those of a package that is optional.  A text of which no font
has all letters is not drawn: never boxes.
"""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont
from PIL import ImageFont, features

from archive.text import direction_of, primary, script_of

SERIF, SANS = "Serif", "Sans"
RTL, SEA, INDIA = "justmytype_intl_rtl", "justmytype_intl_sea", "justmytype_intl_south_asia"
CJK = "justmytype_intl_cjk"
# By script: the package, and what of its files' names tells the font.
PACKAGES = {
    "Arab": (RTL, "NotoSansArabic"),
    "Hebr": (RTL, "NotoSansHebrew"),
    "Thai": (SEA, "NotoSansThai"),
    "Laoo": (SEA, "NotoSansLao"),
    "Khmr": (SEA, "NotoSansKhmer"),
    "Mymr": (SEA, "NotoSansMyanmar"),
    "Deva": (INDIA, "NotoSansDevanagari"),
    "Beng": (INDIA, "NotoSansBengali"),
    "Taml": (INDIA, "NotoSansTamil"),
    "Telu": (INDIA, "NotoSansTelugu"),
    "Kore": (CJK, "NotoSansKR"),
    "Hans": (CJK, "NotoSansSC"),
    "Hant": (CJK, "NotoSansTC"),
}
# What the machine's own CJK fonts are called.
VARIANTS = {"Kore": "KR", "Hang": "KR", "Hans": "SC", "Hant": "TC"}
# Scripts that can be drawn without shaping: one glyph after the other.
SIMPLE = frozenset("Jpan Hira Kana Hani Hans Hant Kore Hang Latn Cyrl Grek Armn Geor Ethi".split())
REGULAR = 400
TIMEOUT_SECONDS = 5


@dataclass(frozen=True)
class Face:
    """A font file; `index` is the font's place in a collection."""

    path: str
    index: int = 0

    def has(self, character: str) -> bool:
        """Whether it draws the character, or nothing is to be drawn for it."""
        return ord(character) in _characters(self) or _is_unseen(character)


@dataclass(frozen=True)
class Run:
    """Neighbouring characters that one font draws."""

    text: str
    face: Face


def _is_unseen(character: str) -> bool:
    """Format characters and variation selectors: the shaping takes them."""
    return unicodedata.category(character) == "Cf" or 0xFE00 <= ord(character) <= 0xFE0F


@cache
def _characters(face: Face) -> frozenset[int]:
    if face.path.endswith((".ttc", ".otc")):
        font = TTCollection(face.path, lazy=True).fonts[face.index]
    else:
        font = TTFont(face.path, lazy=True)
    found = font.getBestCmap()
    # Index 0 of every font is .notdef: the box for what is missing.
    return frozenset(code for code, glyph in found.items() if glyph != ".notdef")


@lru_cache(maxsize=64)
def sized(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels, in its regular weight."""
    font = ImageFont.truetype(face.path, size, index=face.index)
    try:
        axes = font.get_variation_axes()
    except OSError:
        return font
    font.set_variation_by_axes(
        [float(REGULAR if each["name"] == b"Weight" else each["default"] or 0) for each in axes]
    )
    return font


@cache
def _packaged(package: str, name: str) -> Face | None:
    spec = find_spec(package)
    folders = list(spec.submodule_search_locations or []) if spec else []
    files = (each for folder in folders for each in sorted(Path(folder).rglob("*")))
    found = next((each for each in files if _is_font(each, name)), None)
    return Face(str(found)) if found else None


def _is_font(file: Path, name: str) -> bool:
    return file.name.startswith(name) and file.suffix in {".ttf", ".otf"}


@cache
def _installed(pattern: str) -> Face | None:
    """What fontconfig has for a pattern; None where the machine has no fontconfig."""
    command = ["fc-match", "--format", "%{file}|%{index}", pattern]
    try:
        ended = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    path, _, index = ended.stdout.partition("|")
    known = path.lower().endswith((".ttf", ".otf", ".ttc", ".otc")) and Path(path).exists()
    # fontconfig keeps a named instance of a variable font in the upper bits.
    return Face(path, int(index or 0) & 0xFFFF) if known else None


def _faces(language: str, style: str) -> Iterator[Face]:
    """The fonts for a text of that language, the best first."""
    script = script_of(language)
    candidates: list[Face | None] = []
    if variant := VARIANTS.get(script):
        candidates.append(_installed(f"Noto {style} CJK {variant}:lang={_fontconfig(language)}"))
    if script in PACKAGES:
        candidates.append(_packaged(*PACKAGES[script]))
    candidates += [
        _packaged("pylopdf_fonts_jp", f"Noto{style}JP-Regular"),
        _packaged("fontpkg_noto_serif", "NotoSerif["),
        *(_packaged(*each) for each in PACKAGES.values()),
    ]
    yield from (each for each in candidates if each)


def _fontconfig(language: str) -> str:
    """fontconfig tells the Chinese scripts by country."""
    script = script_of(language)
    return {"Hans": "zh-cn", "Hant": "zh-tw"}.get(script, primary(language))


@lru_cache(maxsize=4096)
def _face_of(character: str, language: str, style: str) -> Face | None:
    for face in _faces(language, style):
        if face.has(character):
            return face
    # A sign that no package has isn't worth a search of the machine: it is left out.
    if not character.isalnum():
        return None
    own = _installed(f"Noto {style}:charset={ord(character):x}")
    return own if own and own.has(character) else None


@lru_cache(maxsize=512)
def _face_of_all(letters: str, language: str, style: str) -> Face | None:
    """The first font that has them all, so that no word is set in two."""
    return next((face for face in _faces(language, style) if all(map(face.has, letters))), None)


def runs(text: str, language: str, style: str = SERIF) -> list[Run]:
    """The text in pieces of one font each, in reading order; empty where it can't be drawn.

    Signs that no font has (emoji, for example) are left out.
    """
    text = unicodedata.normalize("NFC", text)
    if not can_shape(language):
        return []
    whole = _face_of_all("".join(sorted({c for c in text if c.isalnum()})), language, style)
    chosen = [
        (each, whole if whole and whole.has(each) else _face_of(each, language, style))
        for each in text
    ]
    if any(face is None and character.isalnum() for character, face in chosen):
        return []
    drawn = [(character, face) for character, face in chosen if face]
    main = next((face for character, face in drawn if character.isalpha()), None)
    faces = _settled(drawn, main)
    pairs = zip((character for character, _ in drawn), faces, strict=True)
    return [
        Run("".join(character for character, _ in group), face)
        for face, group in groupby(pairs, lambda pair: pair[1])
    ]


def _settled(drawn: list[tuple[str, Face]], main: Face | None) -> list[Face]:
    """Each character's font: marks and spaces go with the letters on both sides of them.

    Where those differ, they go with the text's own font, as they then stand in its direction.
    """
    found: list[Face] = []
    before: Face | None = main
    for place, (character, face) in enumerate(drawn):
        if character.isalnum() or unicodedata.combining(character):
            before = face
            found.append(face)
            continue
        after = next((font for each, font in drawn[place + 1 :] if each.isalnum()), main)
        wanted = before if before == after else main
        found.append(wanted if wanted and wanted.has(character) else face)
    return found


def can_shape(language: str) -> bool:
    """Whether the script's letters can be joined and ordered on this machine."""
    script = script_of(language)
    return not script or script in SIMPLE or bool(features.check("raqm"))


def width_of(pieces: list[Run], size: int) -> float:
    """How wide they are side by side, in pixels."""
    return sum(sized(each.face, size).getlength(each.text) for each in pieces)


def is_rtl(language: str) -> bool:
    """Whether lines begin on the right."""
    return direction_of(language) == "rtl"
