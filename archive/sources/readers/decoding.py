"""Bytes → text: which encoding a file is in, and a word about it where that had to be found out.

UTF-8 is certain where it decodes, and so is what has a byte order mark.  Among the older encodings
each that decodes the whole file is tried, and the text that reads most like one is taken: a
detector by statistics alone is wrong on short texts.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

from archive.sources.readers.transcripts import Doubt, UnreadableError

LARGEST = 32 * 1024 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp932": "Shift_JIS",
    "euc_jis_2004": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "big5hkscs": "Big5",
    "gb18030": "GB18030",
    "cp949": "EUC-KR",
    "cp1252": "Windows-1252",
}
OLDER = ("cp932", "euc_jis_2004", "big5hkscs", "gb18030", "cp949")
SAMPLE = 20_000
# Characters that stand often in running text of a language, and seldom in what another language's
# bytes are misread as.
FREQUENT = {
    "ja": "のにはをたがでてとしれさいるなすもうこまくりんらきけだよかっどそせあわえおみち",
    "zh": "的一是不了在人有我他這这個个們们中來来上大為为和國国地到以說说時时要就出會会也你對对生"
    "能而子那得於于著着下自之年後后沒没什麼么很都想過过好看起發发當当成把還还多樣样道所去學学家用同作",
    "ko": "이다는을를에의가은고하한지도로서기어그사나리아인있것수들",
}
_EASTERN = {"cp932": "ja", "euc_jis_2004": "ja", "big5hkscs": "zh", "gb18030": "zh", "cp949": "ko"}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Decoded:
    """A file's text with line ends as `\\n`, and what a person should know of its encoding."""

    text: str
    encoding: str
    doubts: tuple[Doubt, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode a file.  Raises `UnreadableError` for what is no text, is empty or too large."""
    check_size(data)
    encoding, bare = _encoding(data)
    try:
        text = bare.decode(encoding)
    except UnicodeDecodeError as error:
        raise _refused(_broken(bare, encoding, error)) from None
    if "\x00" in text or _is_binary(text):
        raise _refused("this isn't a text: it holds bytes that no text has; it may be damaged")
    text = re.sub("\r\n?|\x85|\u2028|\u2029|\x0c|\x0b", "\n", text.removeprefix("\ufeff"))
    if not text.strip():
        raise _refused("the file is empty")
    name = NAMES[encoding]
    doubts = () if encoding == "utf-8" else (Doubt(1, _told(name, encoding)),)
    return Decoded(text, name, doubts)


def check_size(data: bytes) -> None:
    """Raise `UnreadableError` for an empty file, or one larger than any transcript."""
    if not data:
        raise _refused("the file is empty")
    if len(data) > LARGEST:
        size = len(data) // 1024 // 1024
        raise _refused(f"the file has {size} MB; one of at most {LARGEST >> 20} MB is read")


def _told(name: str, encoding: str) -> str:
    sure = "" if encoding.startswith("utf") else ": look whether names and accents read well"
    return f"the file was in {name} and has been converted{sure}"


def _refused(reason: str) -> UnreadableError:
    return UnreadableError([Doubt(1, reason)])


def _encoding(data: bytes) -> tuple[str, bytes]:
    """The encoding's name, and the data without a byte order mark."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    if b"\x00" in data[:SAMPLE]:
        return _wide(data), data
    if b"\x1b$" in data[:SAMPLE] or b"\x1b(" in data[:SAMPLE]:
        return ("iso2022_jp" if _decodes(data, "iso2022_jp") else "utf-8"), data
    if _decodes(data, "utf-8") or _is_nearly_utf8(data):
        return "utf-8", data
    return _older(data), data


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: zero bytes stand on one side of most of its plain characters."""
    sample = data[: SAMPLE * 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # A zero byte at even places is the upper half of a plain character, high byte first.
    order = ("utf-16-be", "utf-16-le") if even > odd else ("utf-16-le", "utf-16-be")
    for encoding in order:
        if len(data) % 2 == 0 and _decodes(data, encoding) and _reads(data.decode(encoding)) > 0:
            return encoding
    raise _refused("this isn't a text: it holds bytes of zero, as sound, pictures and programs do")


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether it is UTF-8 that was damaged in a few places, rather than another encoding."""
    text = data.decode("utf-8", "replace")
    wrong, right = text.count("\ufffd"), sum(ord(each) > 127 for each in text)
    return right - wrong >= 20 * max(wrong, 1)


def _older(data: bytes) -> str:
    """Which of the older encodings reads best; a detector decides where two read alike."""
    readings = {name: text for name in OLDER if (text := _try(data, name)) is not None}
    marks = {name: _eastern(text, _EASTERN[name]) for name, text in readings.items()}
    best = max(marks, key=lambda name: marks[name], default="")
    if not best or marks[best] < 0.5:
        return "cp1252" if _decodes(data, "cp1252") else _detected(data, best)
    rivals = [name for name, mark in marks.items() if mark > marks[best] - 0.02]
    return _detected(data, best) if len(rivals) > 1 else best


def _detected(data: bytes, otherwise: str) -> str:
    """What statistics say, if it is an encoding known here."""
    found = from_bytes(data[:SAMPLE], cp_isolation=["cp932", "euc_jp", "big5", "gb18030", "cp949"])
    best = found.best()
    named = {"euc_jp": "euc_jis_2004", "big5": "big5hkscs"}
    encoding = named.get(best.encoding, best.encoding) if best else ""
    if encoding in NAMES and _decodes(data, encoding):
        return encoding
    if otherwise:
        return otherwise
    raise _refused("the file's encoding isn't recognised; save it as UTF-8")


def _eastern(text: str, language: str) -> float:
    """How much of what isn't ASCII reads as `language`: from below 0 to some 2."""
    foreign = [each for each in text[:SAMPLE] if ord(each) > 127]
    if not foreign:
        return 0
    usual = frozenset(FREQUENT[language])
    mark = sum(_worth(each, language, each in usual) for each in foreign)
    # Letters of the West beside single bytes beyond ASCII are words such as café, misread.
    mixed = len(re.findall(r"[A-Za-z][^\x00-\x7f][A-Za-z]", text[:SAMPLE]))
    return (mark - 3 * mixed) / len(foreign)


# Kana, Hangul, Han and full-width signs: what each is worth in a text of its language, and else.
BLOCKS: tuple[tuple[int, int, dict[str, float], float], ...] = (
    (0x3041, 0x30FE, {"ja": 1.0}, -1.0),
    (0xAC00, 0xD7A3, {"ko": 0.5}, -2.0),
    (0x4E00, 0x9FFF, {"ko": -0.5}, 0.3),
    (0xFF01, 0xFF5E, {}, 0.3),
)


def _worth(character: str, language: str, is_usual: bool) -> float:
    if is_usual:
        return 2
    if character in "、。，：；？！「」『』（）　・ー…—―“”‘’〜～":
        return 1
    code = ord(character)
    for first, last, own, other in BLOCKS:
        if first <= code <= last:
            return own.get(language, other)
    # Half-width katakana, private use, rare signs: the usual look of a wrong guess.
    return -2 if 0xFF61 <= code <= 0xFF9F or unicodedata.category(character) in {"Co", "Cn"} else -1


def _reads(text: str) -> float:
    """More than 0 for what reads as a text: letters, spaces and marks, no controls."""
    sample = text[:SAMPLE]
    good = sum(unicodedata.category(each)[0] in "LNPZ" or each in "\n\r\t" for each in sample)
    return good / max(len(sample), 1) - 0.9


def _is_binary(text: str) -> bool:
    return len(_CONTROLS.findall(text[:SAMPLE])) > len(text[:SAMPLE]) // 50 + 8


def _decodes(data: bytes, encoding: str) -> bool:
    return _try(data, encoding) is not None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _broken(data: bytes, encoding: str, error: UnicodeDecodeError) -> str:
    line = data[: error.start].count(b"\n") + 1
    found = data[error.start : error.start + 4].hex(" ")
    return f"the file is damaged {NAMES[encoding]}: the bytes {found} in line {line} are no text"
