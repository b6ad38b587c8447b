"""Fills in and sends the forms of a page as a browser without script does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from django.test import Client

from tests.formats.validating import parse_html


def forms_of(response: Any) -> Iterator[Element]:
    yield from parse_html(response.content).iter("form")


def fields(form: Element) -> dict[str, Any]:
    """What a form sends as it stands, without its buttons."""
    values: dict[str, list[str]] = {}
    for each in form.iter():
        name = each.get("name")
        if not name or each.tag == "button":
            continue
        is_off = each.get("type") in {"checkbox", "radio"} and each.get("checked") is None
        if not is_off:
            values.setdefault(name, []).append(_value(each))
    return dict(values)


def _value(element: Element) -> str:
    if element.tag == "textarea":
        return (element.text or "").removeprefix("\n")
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [each for each in options if each.get("selected") is not None]
        return (chosen or options)[0].get("value") or ""
    return element.get("value") or ("on" if element.get("type") == "checkbox" else "")


def press(client: Client, response: Any, action: str, number: Any = 0, **changed: Any) -> Any:
    """Press the button `action` (the `number`th of that name), with fields changed."""
    found = [
        (form, button)
        for form in forms_of(response)
        for button in form.iter("button")
        if action in {button.get("value"), button.get("name")}
    ]
    form, button = found[number]
    sent = fields(form) | {button.get("name"): button.get("value")} | changed
    address = form.get("action") or ""
    if form.get("method") == "get":
        return client.get(address, sent)
    return client.post(address, sent)


def words(response: Any) -> str:
    """What a reader sees of the page's main part."""
    (main,) = parse_html(response.content).iter("main")
    return " ".join("".join(main.itertext()).split())
