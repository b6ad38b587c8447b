"""What editors of a TEI text did to its words: of two readings one is spoken, and gaps are told."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from archive.sources.readers.xml_files import attribute, content, tag

# Of a choice, the reading that an editor gives; for want of one, the first.
_GIVEN = ("corr", "reg", "expan", "seg")
_STRUCK = ("del", "surplus", "fw")
_BREAKS = ("lb", "pb", "cb", "gb")
_APART = ("l", "line", "item", "cell", "row", "label")


def is_struck(element: Element) -> bool:
    """Whether its words don't belong to the text: struck out, or the page's head."""
    return tag(element) in _STRUCK


def chosen(choice: Element) -> Element | None:
    """The one reading of a choice or of an apparatus."""
    readings = [each for each in choice if tag(each)]
    given = next((each for each in readings if tag(each) in (*_GIVEN, "lem")), None)
    return given if given is not None else next(iter(readings), None)


def gap_of(element: Element) -> str:
    """What stands in the place of words that are missing."""
    return content(element) or attribute(element, "reason") or "…"


def spaced(text: str, element: Element) -> str:
    """The text before an element, with the space that parts the two."""
    name = tag(element)
    if name in _BREAKS and attribute(element, "break") == "no":
        return text.rstrip()
    return text + " " if name in _BREAKS or name in _APART else text
