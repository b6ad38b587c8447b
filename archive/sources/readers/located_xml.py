"""XML as elements that know the line that they begin on, so that a mistake can name it.

By defusedxml, which refuses what an XML file could do harm with: a document type, entities.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parseString

from archive.sources.readers.transcripts import Doubt, UnreadableError


@dataclass(eq=False)
class Element:
    """An element: `name` without its prefix, attributes with theirs; what is in it in order."""

    name: str
    attributes: dict[str, str]
    line: int
    inside: list[Element | str] = field(default_factory=list)

    def get(self, attribute: str) -> str:
        """The attribute's value, empty where there is none."""
        return self.attributes.get(attribute, "")

    def children(self, *names: str) -> Iterator[Element]:
        """The elements of those names directly inside."""
        return (each for each in self.inside if isinstance(each, Element) and each.name in names)

    def below(self, name: str) -> Iterator[Element]:
        """The elements of that name, however deep, in order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if element.name == name and element is not self:
                yield element
            waiting += (each for each in reversed(element.inside) if isinstance(each, Element))

    def first(self, *path: str) -> Element:
        """The first element at the end of that path; an empty one where there is none."""
        element = self
        for name in path:
            element = next(element.children(name), Element(name, {}, element.line))
        return element

    @property
    def text(self) -> str:
        """Its characters, with those of the elements in it."""
        return "".join(each if isinstance(each, str) else each.text for each in self.inside)


# What stands for an element that isn't there.
NONE = Element("", {}, 1)


class _Builder(ContentHandler):
    """Puts elements together as the parser comes upon them."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {}, 1)
        self._open = [self.root]
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        line = self._locator.getLineNumber() if self._locator else 1
        element = Element(name.rpartition(":")[2], dict(attrs.items()), line or 1)
        self._open[-1].inside.append(element)
        self._open.append(element)

    def endElement(self, name: str) -> None:  # noqa: N802
        self._open.pop()

    def characters(self, content: str) -> None:
        inside = self._open[-1].inside
        if inside and isinstance(inside[-1], str):
            inside[-1] += content
        else:
            inside.append(content)


def parse(data: bytes) -> Element:
    """The file's outermost element.  Raises `UnreadableError` where it is no XML, or refused."""
    builder = _Builder()
    try:
        parseString(data, builder, forbid_dtd=True)
    except SAXParseException as error:
        line = error.getLineNumber() or 1
        reason = f"the file isn't XML: {error.getMessage()}"
        raise UnreadableError([Doubt(line, reason)]) from None
    except DefusedXmlException:
        reason = "it has a document type or entities, which can do harm; take them out"
        raise UnreadableError([Doubt(1, reason)]) from None
    except (LookupError, ValueError) as error:
        raise UnreadableError([Doubt(1, f"the file isn't XML: {error}")]) from None
    # A file that parses has one.
    return next(each for each in builder.root.inside if isinstance(each, Element))
