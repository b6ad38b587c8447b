"""Validation by schemas under tests/schemas/ and by parsers that are not ours."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import html5lib
import msgspec_schemaorg.models as models  # noqa: PLR0402  (the package itself recurses)
from lxml import etree

SCHEMAS = Path(__file__).parents[1] / "schemas"


@cache
def _grammar(name: str) -> etree.RelaxNG:
    path = SCHEMAS / name
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return etree.RelaxNG(etree.fromstring(text))


def valid_xml(content: bytes, schema: str) -> Any:
    """Parse and validate; return the root."""
    root = etree.fromstring(content)
    _grammar(schema).assertValid(root)
    return root


@cache
def _akoma_ntoso() -> etree.XMLSchema:
    text = gzip.decompress((SCHEMAS / "akomantoso30.xsd.gz").read_bytes())
    # Beside the one that it imports.
    return etree.XMLSchema(etree.fromstring(text, base_url=str(SCHEMAS / "akomantoso30.xsd")))


def valid_akoma_ntoso(content: bytes) -> Any:
    """Parse and validate; return the root."""
    root = etree.fromstring(content)
    _akoma_ntoso().assertValid(root)
    return root


def parse_html(content: bytes) -> Any:
    """The page's root."""
    parser = html5lib.HTMLParser(
        html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False, strict=True
    )
    return parser.parse(content).getroot()


def linked_data(page: Any) -> dict[str, Any]:
    """The one JSON-LD block of a page, its types and properties known to schema.org."""
    (script,) = page.findall(".//script[@type='application/ld+json']")
    data: dict[str, Any] = json.loads(script.text)
    assert data["@context"] == "https://schema.org"
    for node in nodes(data):
        _check(node)
    return data


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in the data."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for each in value if isinstance(value, list) else []:
        yield from nodes(each)


def _check(node: dict[str, Any]) -> None:
    if set(node) == {"@id"}:
        return
    model = getattr(models, node["@type"])
    known = set(model.__struct_encode_fields__)
    for name in node:
        # schema.org's notation for the inputs of an action.
        assert name in known | {"@type"} or name.endswith("-input"), f"{node['@type']}.{name}"
