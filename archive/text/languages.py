"""Languages of texts: which tags are valid, and in which direction a text is written.

By langcodes, which carries the registry of BCP 47 and Unicode's likely scripts.
"""

from __future__ import annotations

import re
from functools import lru_cache

import langcodes
from django.conf.locale import LANG_INFO
from langcodes.tag_parser import LanguageTagError

RIGHT_TO_LEFT = frozenset(
    "Adlm Arab Aran Hebr Mand Nkoo Rohg Samr Syrc Syre Syrj Syrn Thaa Yezi".split()
)
# How each language quotes, after Unicode's CLDR; the others as English does.
QUOTATION_MARKS = {
    "「」": "ja zh-hant yue",
    "„“": "de cs sk sl bg lt et is hr",
    "„”": "pl ro hu",
    "«\u202f»": "fr",
    "«»": "ru uk be es ca el it hy kk fa ar-dz nb nn no pt-pt az ka",
    "””": "fi sv bs",
}
_MARKS = {tag: marks for marks, tags in QUOTATION_MARKS.items() for tag in tags.split()}
WELL_FORMED = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@lru_cache(maxsize=1000)
def script_of(tag: str) -> str:
    """The script (ISO 15924) that a text of this BCP 47 tag is written in; empty if unknown."""
    try:
        language = langcodes.Language.get(tag)
        if language.script:
            return str(language.script)
        # An unknown language is not guessed to be English.
        return str(language.maximize().script or "") if language.is_valid() else ""
    except LanguageTagError:
        return ""


def direction_of(tag: str) -> str:
    """HTML's `dir` for a text of that language: `rtl`, `ltr`, or `auto` for one that is unknown."""
    script = script_of(tag) if tag else ""
    if not script:
        return "auto"
    return "rtl" if script in RIGHT_TO_LEFT else "ltr"


def primary(tag: str) -> str:
    """The language of a tag without script and region: `zh-Hant-TW` → `zh`."""
    return re.split("[-_]", tag, maxsplit=1)[0].lower()


def quoted(words: str, tag: str) -> str:
    """The words in the quotation marks of that language: 「…」, „…“, « … »."""
    script = f"{primary(tag)}-{script_of(tag)}".lower()
    marks = _MARKS.get(tag.lower()) or _MARKS.get(script) or _MARKS.get(primary(tag), "“”")
    space = marks[1:-1]
    return f"{marks[0]}{space}{words}{space}{marks[-1]}"


@lru_cache(maxsize=1000)
def is_language(tag: str) -> bool:
    """Whether it is a valid tag of BCP 47: well formed, its parts registered, the shortest code."""
    if not WELL_FORMED.fullmatch(tag):
        return False
    try:
        language = langcodes.Language.get(tag, normalize=False)
        shortest = primary(langcodes.standardize_tag(primary(tag)))
        return language.is_valid() and (len(shortest) >= len(primary(tag)))
    except LanguageTagError:
        return False


def nearest_language(text: str) -> str:
    """The valid tag that somebody may have meant by `text`; empty where nothing is near.

    `english`, `Deutsch` and `日本語` by name, `en_US` and `eng` by their standard form, `jp` by
    what is spoken in the country of that code.
    """
    text = text.strip()
    name = text.casefold()
    for code, info in LANG_INFO.items():
        names = (str(info.get(key, "")).casefold() for key in ("name", "name_local"))
        if name in names:
            return langcodes.standardize_tag(code)
    for candidate in (text, text.replace("_", "-"), re.split("[-_ ]", text)[0]):
        if standard := _standard(candidate):
            return standard
    if re.fullmatch("[A-Za-z]{2}", name):
        return _spoken_in(name.upper())
    near = (
        code
        for code, info in LANG_INFO.items()
        if len(name) > 3 and str(info.get("name", "")).casefold().startswith(name[:4])
    )
    return _standard(next(near, ""))


def _standard(text: str) -> str:
    try:
        tag = langcodes.standardize_tag(text)
    except LanguageTagError:
        return ""
    return tag if is_language(tag) else ""


def _spoken_in(country: str) -> str:
    language = langcodes.Language.make(territory=country).maximize().language or ""
    return language if is_language(language) and language != "en" else ""
