r"""Reads Japanese-English dictionaries of the EDRDG: EDICT, EDICT2 and JMdict, plain or gzipped.

EDICT is a text, one entry a line, in EUC-JP or UTF-8:

    癌 [がん] /(n) (uk) cancer/(P)/
    組合せ;組み合わせ(P) [くみあわせ] /(n) (1) combination/(2) (math) set/EntL1397590X/

Before the slash stands the word, in brackets its reading (none where the word is kana); EDICT2
lists several of each.  Between slashes stand glosses, with codes in parentheses before them: the
part of speech, `(1)` where a sense begins, `(uk)` for usually kana, `(P)` alone for a common word.
JMdict is the same as XML.  Sources: https://www.edrdg.org/wiki/index.php/JMdict-EDICT_Dictionary
_Project and the DTD inside JMdict.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

# Senses that no reader means today; JMdict spells the codes out.
DEAD = {"arch", "obs", "obsc", "rare"}
DEAD_NAMES = ("archa", "obsolete", "obscure", "rare")
USUALLY_KANA = "word usually written using kana alone"
COMMON = {"news1", "ichi1", "spec1", "spec2", "gai1"}

_LINE = re.compile(r"(?P<words>[^/\[]+?)(?: \[(?P<readings>[^\]]+)\])? /(?:(?P<glosses>.+)/)?\s*")
_CODES = re.compile(r"\s*(?:\(([^()]*)\)|\{[^{}]*\})\s*")
_TAGS = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"EntL[0-9]+X?")
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class DictionaryError(Exception):
    """A dictionary that can't be read, or a line (1-based) that is not of its form."""

    def __init__(self, path: Path, reason: str, line: int = 0) -> None:
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")


@dataclass(frozen=True)
class DictionaryEntry:
    """A word with its meanings: `senses` are tuples of English glosses, the main sense first.

    `kana`: usually written as one of `readings`, whatever `word` is.  `common`: marked (P).
    """

    word: str
    readings: tuple[str, ...]
    senses: tuple[tuple[str, ...], ...]
    common: bool = False
    kana: bool = False


def read_dictionary(path: Path) -> Iterator[DictionaryEntry]:
    """The entries of a dictionary file.  Raises `DictionaryError`."""
    data = _read(path)
    if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        return parse_jmdict(data, path)
    return parse_edict(_decode(data, path).split("\n"), path)


def _read(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or "the compressed data is damaged"
        raise DictionaryError(path, f"can't be read: {reason}") from None


def _decode(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("euc_jp")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DictionaryError(path, "is neither UTF-8 nor EUC-JP", line) from None


# EDICT


def parse_edict(lines: Iterable[str], path: Path) -> Iterator[DictionaryEntry]:
    """The entries of EDICT or EDICT2 lines; a word with several spellings is several entries."""
    for number, line in enumerate(lines, 1):
        if _is_heading(line):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise DictionaryError(path, "an entry reads `word [reading] /gloss/gloss/`", number)
        yield from _entries(match)


def _is_heading(line: str) -> bool:
    """The first line names the dictionary where a word would be question marks."""
    return not line.strip() or line.lstrip("\u3000 ").startswith(("？？？", "???"))


def heading(path: Path) -> str:
    """What the dictionary calls itself and when it was made; empty where it doesn't say."""
    start = _read(path)[:100_000]
    for encoding in ("utf-8", "euc_jp"):
        text = start.decode(encoding, errors="ignore")
        if created := re.search(r"[Cc]reated: ?(\d{4}-\d{2}-\d{2})", text):
            name = "JMdict" if "<" in text[:10] else "EDICT"
            return f"{name} of {created[1]}"
    return ""


def _entries(match: re.Match[str]) -> Iterator[DictionaryEntry]:
    common = False
    senses: list[_Sense] = []
    for gloss in (match["glosses"] or "").split("/"):
        if gloss == "(P)":
            common = True
        elif gloss and not _NUMBER.fullmatch(gloss):
            _add_gloss(senses, gloss)
    readings = tuple(_TAGS.sub("", each) for each in (match["readings"] or "").split(";") if each)
    entry = DictionaryEntry(
        word="",
        readings=readings,
        senses=tuple(tuple(sense.glosses) for sense in senses if sense.glosses and not sense.dead),
        common=common,
        kana=any(sense.kana for sense in senses),
    )
    for word in match["words"].split(";"):
        yield replace(entry, word=_TAGS.sub("", word).strip())


class _Sense:
    """A sense while its glosses are gathered."""

    def __init__(self, codes: set[str]) -> None:
        self.glosses: list[str] = []
        self.dead = bool(DEAD & codes)
        self.kana = "uk" in codes


def _add_gloss(senses: list[_Sense], gloss: str) -> None:
    codes: set[str] = set()
    place = 0
    while found := _CODES.match(gloss, place):
        codes.update((found[1] or "").split(","))
        place = found.end()
    begins = any(code.isdigit() for code in codes)
    if begins or not senses:
        senses.append(_Sense(codes))
    if text := gloss[place:].strip():
        senses[-1].glosses.append(text)


# JMdict


def parse_jmdict(data: bytes, path: Path) -> Iterator[DictionaryEntry]:
    """The entries of JMdict; senses kept to one spelling or reading stay with it."""
    try:
        # The entities that JMdict declares are its codes, so they must be expanded; expat itself
        # limits how far.
        root = ElementTree.fromstring(data)  # noqa: S314
    except ElementTree.ParseError as error:
        raise DictionaryError(path, f"isn't XML: {error}", error.position[0]) from None
    if root.tag != "JMdict":
        raise DictionaryError(path, f"is <{root.tag}>, not <JMdict>", 1)
    for entry in root.iter("entry"):
        yield from _jmdict_entries(entry)


def _jmdict_entries(entry: Element) -> Iterator[DictionaryEntry]:
    readings = [(each.findtext("reb", ""), each) for each in entry.iter("r_ele")]
    spellings = [(each.findtext("keb", ""), each) for each in entry.iter("k_ele")]
    for word, element in spellings or readings:
        own = [
            reading
            for reading, node in readings
            if spellings and node.find("re_nokanji") is None and _holds_for(node, "re_restr", word)
        ]
        senses = [
            each
            for each in entry.iter("sense")
            if _holds_for(each, "stagk", word) and _holds_for(each, "stagr", *(own or [word]))
        ]
        marks = {each.text for name in ("ke_pri", "re_pri") for each in element.iter(name)}
        yield DictionaryEntry(
            word=word,
            readings=tuple(own),
            senses=tuple(filter(None, (_jmdict_glosses(sense) for sense in senses))),
            common=not COMMON.isdisjoint(marks),
            kana=any(each.text == USUALLY_KANA for each in entry.iter("misc")),
        )


def _holds_for(element: Element, tag: str, *forms: str) -> bool:
    """Whether `element` is for one of `forms`: it names one in `tag`, or names none."""
    named = [each.text for each in element.iter(tag)]
    return not named or not set(forms).isdisjoint(named)


def _jmdict_glosses(sense: Element) -> tuple[str, ...]:
    if any((each.text or "").startswith(DEAD_NAMES) for each in sense.iter("misc")):
        return ()
    return tuple(
        each.text
        for each in sense.iter("gloss")
        if each.text and each.get(_XML_LANGUAGE, "eng") == "eng"
    )
