"""Names and compounds of Japanese, Chinese and Korean, by the part of speech of their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import regex

from search.languages.folding import fold
from search.languages.phrases import Phrase

# A Latin name, of one word or several; a foreign one in katakana, with its dots.
_LATIN = (
    r"(?<![\p{Latin}\p{N}])\p{Latin}[\p{Latin}\p{N}.+'’\-]*"
    r"(?:[\ \u3000][\p{Lu}\p{N}][\p{Latin}\p{N}.+\-]*)*"
)
_DOTTED = r"[ァ-ヺー]+(?:[・･＝=][ァ-ヺー]+)+"
_WHOLE = regex.compile(rf"{_LATIN}|{_DOTTED}")
_CAPITAL = regex.compile(r"\p{Lu}")
_KATAKANA = regex.compile(r"[ァ-ヺー]{3,}")
_DIRECTION = regex.compile(r"[东西南北中東]路")
_HIRAGANA = regex.compile(r"[ぁ-ゖー]+")
_WITH_HANJA = regex.compile(r"(\p{Hangul}{2,8})\(\p{Han}{2,}\)")
_TITLE = regex.compile(r"[《〈『]([^《》〈〉『』]{2,30})[》〉』]")
_SEPARATORS = regex.compile(r"[\s・･=＝.\-‐]+")
# What the last characters of a name say of its kind.
ENDINGS = {
    "organisation": tuple(
        "会社 大学 大学院 研究所 研究室 財団 協会 学会 委員会 銀行 新聞 新聞社 放送 放送局 病院 "
        "学校 高校 組合 省 庁 公司 电台 電台 学院 研究院 医院 出版社 博物馆 博物館 乐团 剧团 剧院 "
        "报社 대학 대학교 회사 연구소 박물관 도서관 재단 협회 학회 은행 신문 방송 병원 학교 "
        "위원회 공사 미술관 기념관".split()
    ),
    "place": tuple(
        "県 市 町 村 区 郡 島 川 山 駅 街 路 巷 县 镇 乡 省 江 河 桥 寺 庙 湖 시 군 읍 면 동네 "
        "마을 강 산 섬 역 시장".split()
    ),
}
HONORIFICS = frozenset(
    "さん 氏 様 さま 君 くん ちゃん 先生 씨 님 선생 선생님 영감 할머니 할아버지 박사 교수 "
    "老师 先生 女士 师傅 大爷 教授 博士".split()
)
# What follows names only, and the longest name that a dictionary of Korean may cut wrong.
AFTER_NAMES = frozenset(["씨", "氏"])
LONGEST_WITH_HONORIFIC = 4
# What makes many of one.
_PLURALS = frozenset("たち 達 ら ども 들 们".split())
# Nouns of time, place and number, which make no term.
_JA_EMPTY = frozenset("数詞 助数詞可能 副詞可能 助動詞語幹 形状詞可能".split())
_JA_KINDS = {"人名": "person", "地名": "place"}
_KO_KINDS = {"인명": "person", "지명": "place"}
_ZH_KINDS = {"nr": "person", "nrt": "person", "nrfg": "person", "ns": "place", "nt": "organisation"}
# What jieba takes for the beginning of a name; names of two characters before the given one.
_ZH_BEFORE = frozenset("叫比跟和给找问让请把被对")
_ZH_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "司徒", "夏侯")
_ZH_NOUNS = frozenset("n nz vn an j ng".split())


@dataclass(frozen=True)
class _Piece:
    """A word; `end_only`: a suffix, which ends a compound but makes none."""

    start: int
    end: int
    text: str
    noun: bool = True
    name: bool = False
    kind: str = ""
    parts: int = 1
    end_only: bool = False
    known: bool = False


def cut_phrases(language: str, texts: Sequence[str]) -> Iterator[list[Phrase]]:
    """For each text of a language (`ja`, `ko`, `zh`) its phrases."""
    cut = _CUTTERS[language]
    for text in texts:
        runs = list(_runs(_with_wholes(text, cut(text))))
        found = [each for run in runs for each in _phrases(run)]
        pairs = list(_spaced_pairs(text, runs)) if language == "ko" else []
        names = {each.end for each in (*found, *pairs) if each.name}
        # Chinese characters after a name explain no concept.
        explained = [each for each in _explained(text) if each.name or each.end not in names]
        # What the text says itself goes before what a dictionary makes of it.
        places = {(each.start, each.end) for each in explained}
        others = [each for each in (*found, *pairs) if (each.start, each.end) not in places]
        yield [*explained, *others]


def _explained(text: str) -> Iterator[Phrase]:
    """What a text itself sets apart: a word with its Chinese characters after it, a title."""
    for match in _WITH_HANJA.finditer(text):
        word = match[1]
        yield Phrase(match.start(1), match.end(1), word, fold(word), kind="concept", parts=2)
    for match in _TITLE.finditer(text):
        key = _SEPARATORS.sub("", fold(match[1]))
        yield Phrase(match.start(1), match.end(1), match[1], key, True, "product", 2)


def _spaced_pairs(text: str, runs: list[list[_Piece]]) -> Iterator[Phrase]:
    """Two runs of nouns with a space between: compounds and whole names of Korean."""
    for first, second in pairwise(runs):
        start, end = first[0].start, second[-1].end
        if text[first[-1].end : second[0].start] != " " or second[-1].text in HONORIFICS:
            continue
        # Neighbours that are of one kind; no name has a word of another kind in it.
        kinds = [{(each.name, each.kind) for each in run} for run in (first, second)]
        if kinds[0] == kinds[1] and len(kinds[0]) == 1:
            joined = _joined([*first, *second])
            yield replace(joined, start=start, end=end, text=text[start:end], known=False)


def _with_wholes(text: str, pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """The pieces, those within a Latin or dotted name replaced by it."""
    wholes = [
        _Piece(each.start(), each.end(), each[0].rstrip(".-+'’"), name=True, parts=2)
        for each in _WHOLE.finditer(text)
    ]
    wholes = [replace(each, end=each.start + len(each.text)) for each in wholes]
    taken = {place for each in wholes for place in range(each.start, each.end)}
    kept = (each for each in pieces if not taken & set(range(each.start, each.end)))
    yield from sorted([*kept, *wholes], key=lambda each: each.start)


def _runs(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Nouns that stand side by side, with the honorific that follows them."""
    run: list[_Piece] = []
    for piece in pieces:
        # Korean has a space before 씨.
        gap = piece.start - run[-1].end > (piece.text in HONORIFICS) if run else False
        if run and (gap or not piece.noun or run[-1].text in HONORIFICS):
            yield run
            run = []
        if piece.noun and (run or not piece.end_only):
            run.append(piece)
    if run:
        yield run


def _phrases(run: list[_Piece]) -> Iterator[Phrase]:
    person = len(run) > 1 and run[-1].text in HONORIFICS
    honorific = run[-1].text if person else ""
    run = run[:-1] if person else run
    short = sum(len(each.text) for each in run) <= LONGEST_WITH_HONORIFIC
    unknown = all(each.name or (len(each.text) < 3 and not each.known) for each in run)
    if person and (unknown or (short and honorific in AFTER_NAMES)):
        run = [replace(each, name=True, kind="person") for each in run]
    first = next((place for place, each in enumerate(run) if each.name), 0)
    # The noun before a bare 南路 is of its name.
    first -= first > 0 and _DIRECTION.fullmatch(run[first].text) is not None
    yield from filter(_is_telling, [_joined(run[first:])])
    if len(run) > 1 and not all(each.name for each in run):
        for is_name, those in groupby(run, key=lambda each: each.name):
            if is_name:
                yield from filter(_is_telling, [_joined(list(those))])


def _is_telling(phrase: Phrase) -> bool:
    """Whether it is a name or a compound, and long enough for one."""
    if phrase.text.isascii():
        return len(phrase.text) > 1 and _CAPITAL.search(phrase.text) is not None
    if _HIRAGANA.fullmatch(phrase.text) or _DIRECTION.fullmatch(phrase.text):
        return False
    if len(phrase.text) < (2 if phrase.name else 3):
        return False
    return phrase.name or phrase.parts > 1


def _joined(run: list[_Piece]) -> Phrase:
    text = "".join(each.text for each in run)
    name = all(each.name or (each.end_only and place > 0) for place, each in enumerate(run))
    kinds = {each.kind for each in run if each.kind}
    kind = kinds.pop() if len(kinds) == 1 and name else ""
    if kind != "person" and any(each.name for each in run) and (ending := _ending_kind(text)):
        kind, name = ending, True
    parts = sum(each.parts for each in run if not each.end_only)
    key = _SEPARATORS.sub("", fold(text))
    return Phrase(
        run[0].start, run[-1].end, text, key, name, kind, parts, len(run) == 1 and run[0].known
    )


def _ending_kind(text: str) -> str:
    """The kind that the last characters of a name tell; empty where they don't."""
    found = (kind for kind, ends in ENDINGS.items() if text.endswith(ends) and text not in ends)
    return next(found, "")


def _japanese(text: str) -> Iterator[_Piece]:
    from search.languages.japanese import morphemes, parts_of

    for start, each in morphemes(text):
        pos = each.part_of_speech()
        surface = each.surface()
        suffix = pos[0] == "接尾辞" and pos[1] == "名詞的" and surface not in _PLURALS
        noun = (pos[0] == "名詞" and not _JA_EMPTY & set(pos[1:3])) or suffix
        unknown = each.is_oov() and _KATAKANA.fullmatch(surface) is not None
        name = pos[1] == "固有名詞" or (noun and unknown)
        yield _Piece(
            start,
            start + len(surface),
            surface,
            noun,
            name,
            _JA_KINDS.get(pos[2], "") if name else "",
            max(len(parts_of(each)), 1),
            suffix,
            not each.is_oov(),
        )


def _chinese(text: str) -> Iterator[_Piece]:
    from search.languages.chinese import has_word, tagged

    start = 0
    for cut, tag in tagged(text):
        word = cut
        kind = _ZH_KINDS.get(tag, "") if len(word) > 1 else ""
        noun = bool(kind) or tag in _ZH_NOUNS
        known = has_word(word)
        joined = len(word) > 1 and kind == "person" and not known and word[0] in _ZH_BEFORE
        first, word = start + joined, word[joined:]
        # jieba guesses at long words: few names are.
        if len(word) > 3 and not word.startswith(_ZH_SURNAMES) and not _ending_kind(word):
            kind = ""
        parts = 2 if len(word) > 3 or not known else 1
        start = first + len(word)
        yield _Piece(first, start, word, noun, bool(kind), kind, parts, known=known)


def _korean(text: str) -> Iterator[_Piece]:
    from search.languages.korean import tagged

    for start, cut, tag, meaning, compound in tagged(text):
        # What is joined to a name that the dictionary lacks: 바게리예요.
        end = cut - (tag == "NNP" and text.startswith("예요", cut - 1))
        word = text[start:end]
        noun = tag in {"NNG", "NNP", "XSN", "XPN"} and word not in _PLURALS
        noun = noun or word in HONORIFICS
        kind = _KO_KINDS.get(meaning, "") if tag == "NNP" else ""
        name = tag == "NNP"
        known = compound or (tag == "NNG" and len(word) > 1)
        yield _Piece(start, end, word, noun, name, kind, 1 + compound, tag == "XSN", known)


_CUTTERS: dict[str, Callable[[str], Iterable[_Piece]]] = {
    "ja": _japanese,
    "ko": _korean,
    "zh": _chinese,
}
