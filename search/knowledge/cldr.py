"""Makes a dictionary of the names that Unicode's CLDR has in each language.

They are those of countries and other regions, of languages, and of what emoji show (넥타이,
*necktie*), in files of one form for all languages: `main/ko.xml` and `annotations/ko.xml` beside
those in English.  Debian's package `unicode-cldr-core` has them.  Source: https://cldr.unicode.org/
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from search.knowledge.edict import DictionaryEntry, DictionaryError

PATH = Path("/usr/share/unicode/cldr/common")
# Where names stand in a file of each folder, and by which attribute those of a thing are told.
PLACES = (
    ("main", "localeDisplayNames/territories/territory", "type"),
    ("main", "localeDisplayNames/languages/language", "type"),
    ("annotations", "annotations/annotation[@type='tts']", "cp"),
)


def read_cldr(language: str, folder: Path = PATH) -> Iterator[DictionaryEntry]:
    """A dictionary from a language into English.  Raises `DictionaryError`."""
    for kind, place, attribute in PLACES:
        theirs = _names(folder / kind / f"{language}.xml", place, attribute)
        english = _names(folder / kind / "en.xml", place, attribute)
        for each, name in theirs.items():
            if each in english:
                yield DictionaryEntry(name, (), ((english[each],),), common=True)


def _names(path: Path, place: str, attribute: str) -> dict[str, str]:
    """What a file calls each thing, first and foremost: others are short forms and variants."""
    found: dict[str, str] = {}
    for element in _root(path).iterfind(place):
        # A colon stands before what sets a thing apart (`flag: Japan`), which is no word for it.
        if element.text and ":" not in element.text and not element.get("alt"):
            found.setdefault(element.get(attribute, ""), element.text)
    return found


def _root(path: Path) -> Element:
    try:
        # The entities of a file could make it large; CLDR's have none, and expat limits them.
        return ElementTree.parse(path).getroot()  # noqa: S314
    except OSError as error:
        raise DictionaryError(path, f"can't be read: {error.strerror}") from None
    except ElementTree.ParseError as error:
        raise DictionaryError(path, f"isn't XML: {error}", error.position[0]) from None
