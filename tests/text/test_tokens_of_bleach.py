"""The tokens that bleach hands to a filter are those that the marks are put between.

They are no public interface of bleach, nor of the html5lib within it.  Read from bleach 6.4.0; a
test that fails here says what `archive/text/sanitise.py` can no longer rely on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner


def clean(text: str, *added: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """What bleach makes of a text with tokens added in front, and its own tokens."""
    tokens: list[dict[str, Any]] = []

    class Recorder(Filter):  # type: ignore[misc]
        """Notes the tokens on their way."""

        def __iter__(self) -> Iterator[dict[str, Any]]:
            yield from added
            for token in Filter.__iter__(self):
                tokens.append(dict(token))
                yield token

    cleaner = Cleaner(tags={"a", "br"}, attributes={"a": ["href"]}, filters=[Recorder])
    return cleaner.clean(text), tokens


def test_a_filter_is_a_class_that_takes_the_stream_and_is_iterated() -> None:
    assert list(Filter(source=[1, 2])) == [1, 2], (
        "bleach.html5lib_shim.Filter is no longer made of a stream that it gives on."
    )


def test_text_comes_as_characters_spaces_and_entities() -> None:
    _, tokens = clean("a&eacute;b &lt;")
    assert {token["type"] for token in tokens} <= {"Characters", "SpaceCharacters", "Entity"}, (
        "bleach has another type of token for text: sanitise._runs would drop it."
    )
    entities = [token["name"] for token in tokens if token["type"] == "Entity"]
    assert entities == ["eacute", "lt"], "bleach no longer gives an entity by its name alone."
    texts = "".join(token["data"] for token in tokens if "data" in token)
    assert texts == "ab ", "bleach no longer gives a text's characters as the token's `data`."


def test_elements_come_as_tags_with_a_name() -> None:
    _, tokens = clean('<a href="/q">x</a><br>')
    named = [(token["type"], token["name"]) for token in tokens if "name" in token]
    assert named == [("StartTag", "a"), ("EndTag", "a"), ("EmptyTag", "br")], (
        "bleach gives elements otherwise: sanitise._is_break knows a line break by its `name`."
    )
    assert tokens[0]["data"] == {(None, "href"): "/q"}, (
        "bleach no longer gives attributes by (namespace, name): sanitise._MarkFilter makes such."
    )


def test_tokens_of_a_filters_own_are_written_as_elements() -> None:
    tag = {"name": "mark", "namespace": None}
    start = {"type": "StartTag", "data": {(None, "id"): "a&b"}, **tag}
    text = {"type": "Characters", "data": "<i>"}
    written, _ = clean("x", start, text, {"type": "EndTag", **tag})
    assert written == '<mark id="a&amp;b">&lt;i&gt;</mark>x', (
        "bleach writes a filter's own tokens otherwise, or lets no element through that a filter "
        "adds: marks (search hits, doubtful sentences) are added so."
    )
