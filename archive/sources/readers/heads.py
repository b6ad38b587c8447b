"""The head of a transcript: "Date: …", "聞き手：…", "JS = Jane Smith" → facts, people, a title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from archive.sources.readers.dates import read_date
from archive.sources.readers.labelling import Line
from archive.sources.readers.times import read_iso, read_time, written
from archive.sources.readers.transcripts import ReadPerson
from archive.sources.readers.voices import fold, role_of

# What heads call the fields of an interview: `recorded` and so on, or one that has no field.
KEYS = {
    "recorded": (
        "date; date of interview; interview date; recorded; recorded on; recording date; "
        "interviewed; "
        "日時; 日付; 収録日; 実施日; 取材日; インタビュー日; 日期; 时间; 時間; 访谈日期; "
        "訪談日期; 采访时间; "
        "採訪時間; 일시; 날짜; 면담일; datum; interviewdatum; date de l'entretien; date "
        "d'entretien; fecha; "
        "data; data do depoimento; дата"
    ),
    "place": (
        "location; place; place of interview; interview location; venue; recorded at; 場所; 会場; "
        "収録場所; 地点; 地點; 장소; ort; interviewort; lieu; lugar; local; luogo; plaats; место"
    ),
    "recording_length": (
        "length; duration; length of interview; recording length; running time; runtime; "
        "収録時間; 録音時間; 長さ; 时长; 時長; 시간; dauer; länge; durée; duración; duração; durata"
    ),
    "publisher": (
        "publisher; repository; institution; archive; 出版; 出版社; 発行; 機関; verlag; éditeur"
    ),
    "series": (
        "project; series; collection; program; programme; oral history project; podcast; "
        "プロジェクト; シリーズ; 企画; 項目; 项目; projekt; reihe; projet; série; proyecto; "
        "projeto; serie"
    ),
    "rights": (
        "rights; copyright; access; restrictions; 著作権; 权利; 權利; rechte; droits; derechos"
    ),
    "licence": "license; licence; ライセンス; 許諾; lizenz; licencia; licença",
    "commissioner": "for; commissioned by; sponsor; auftraggeber; commanditaire",
    "title": (
        "title; interview title; 題名; タイトル; 表題; 标题; 標題; 제목; titel; titre; "
        "título; titolo"
    ),
    "language": "language; 言語; 语言; 語言; 언어; sprache; langue; idioma; lingua; taal",
    "recording": "audio; video; recording; url; link; media; source url; 音声; 動画; 録音",
    "skip": (
        "transcriber; transcribed by; transcript by; transcription; editor; edited by; auditor; "
        "audited by; tape; tapes; tape number; file; filename; file name; id; interview number; "
        "interview no; accession; accession number; call number; subject; subjects; topic; topics; "
        "keywords; participants; present; also present; speakers; key; legend; note; notes; "
        "abstract; "
        "summary; birth date; date of birth; camera; videographer; session; born; occupation; "
        "出席者; 備考; 文字起こし; 編集; 整理; 记录; 紀錄; 記錄; 整理人; protokoll; transkript; "
        "transkription; transkribiert von; transcripteur; transcription par; transcriptor"
    ),
}
_FIELDS = {fold(word): name for name, words in KEYS.items() for word in words.split(";")}
_PAIR = re.compile(r"\**([^:：=\t]{1,40}?)\**\s*[:：]\**\s*(.*?)\**")
_LEGEND = re.compile(
    r"[-*•]?\s*\**([^\W\d_][\w.]{0,9})\**\s*(?:=|[-–—:：]|\bis\b|\bfor\b)\s*(.{2,80}?)[,;.]?"
)
_NAME = re.compile(r"[^.!?。！？]{2,80}")


@dataclass
class Head:
    """What a head says.  `taken` are the places of its lines, with what each is."""

    facts: dict[str, str] = field(default_factory=dict)
    people: list[ReadPerson] = field(default_factory=list)
    title: str = ""
    language: str = ""
    taken: dict[int, str] = field(default_factory=dict)


def read_heads(lines: Sequence[Line]) -> Head:
    """Read the runs of "Key: value" lines.  One line alone is only read before all others."""
    head = Head()
    run: list[int] = []
    keys = [_role_key(line) for line in lines]
    for place in range(len(lines) + 1):
        if place < len(lines) and _is_entry(lines[place]):
            run.append(place)
            continue
        if (len(run) > 1 or (run and run[0] < 3)) and not _is_talk(keys, run):
            _take(head, lines, run)
        run = []
    _take_legend(head, lines)
    return head


def _is_talk(keys: Sequence[str], run: Sequence[int]) -> bool:
    """Whether lines that name roles are turns: one comes back after another has spoken.

    `keys` are the roles that all lines begin with, empty where they name none.
    """
    if not all(keys[place] for place in run):
        return False
    after = keys[run[-1] + 1 : run[-1] + 2]
    comes_back = any(keys[at] in keys[run[0] : at - 1] and keys[at] != keys[at - 1] for at in run)
    alone = len(run) == 1 and after != [keys[run[0]]] and keys[run[0]] in keys[run[0] + 1 :]
    named = not {keys[at] for at in run}.isdisjoint(keys[: run[0]])
    return comes_back or alone or named


def _role_key(line: Line) -> str:
    """The role's word that a line begins with as a label."""
    match = _PAIR.fullmatch(line.text.strip())
    return fold(match[1]) if match and role_of(match[1]) else ""


def _is_entry(line: Line) -> bool:
    match = _PAIR.fullmatch(line.text.strip())
    if not match or line.heading:
        return False
    key, value = fold(match[1]), match[2]
    if key in _FIELDS:
        return len(value) < 200
    return bool(role_of(key)) and _is_person_name(value) and len(key) > 1


def _is_person_name(text: str) -> bool:
    """Whether a value names people, rather than being what one of them says."""
    bare = re.sub(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|[A-Z])\.", "", text).strip()
    words = bare.split()
    if not words or len(words) > 8 or not _NAME.fullmatch(bare):
        return False
    if bare.upper() == bare.lower():
        return len(bare) <= 20 and not re.search(r"[、，]?(?:です|ます|した|吗|嗎|요|다)$", bare)
    named = [word for word in words if word[0].isupper() or word[0] in "(["]
    return len(named) * 2 > len(words)


def _take(head: Head, lines: Sequence[Line], run: Sequence[int]) -> None:
    for place in run:
        match = _PAIR.fullmatch(lines[place].text.strip())
        if match:
            head.taken[place] = _enter(head, match[1].strip(), match[2].strip())


def _enter(head: Head, key: str, value: str) -> str:
    """Put an entry where it belongs; returns what the line is."""
    name = _FIELDS.get(fold(key), "")
    if not name:
        _enter_people(head, value, role_of(key))
        return "skip"
    if name == "title" and not head.title:
        head.title = value
    elif name == "language" and not head.language:
        head.language = value if re.fullmatch(r"[a-z]{2,3}(?:-\w+)*", value) else ""
    elif name not in ("title", "language", "skip", *head.facts) and (fact := fact_of(name, value)):
        head.facts[name] = fact
    return "skip"


def fact_of(name: str, value: str) -> str:
    """A value as its field is written; empty for one that the field can't hold."""
    if name in ("recorded", "published", "original_published"):
        return read_date(value)
    if name == "recording_length":
        time = read_time(value) or read_iso(value)
        return written(time) if time else ""
    if name == "recording":
        return value if re.match(r"https?://\S+$", value) else ""
    limit = 500 if name == "rights" else 200
    return value if len(value) <= limit else ""


def _enter_people(head: Head, value: str, role: str) -> None:
    for each in re.split(r"\s*[;、；]\s*|\s+(?:and|und|et)\s+", value):
        name, position = _position(each)
        if name and name not in {person.name for person in head.people}:
            head.people.append(ReadPerson(name, name, role, position))


def _position(text: str) -> tuple[str, str]:
    """A name without its initials, and what stands behind it."""
    match = re.fullmatch(r"(.+?)\s*[(（\[](.+?)[)）\]]\s*(.*)", text.strip())
    if match and match[2].isupper() and len(match[2]) <= 4:
        return match[1], match[3]
    return (match[1], match[2]) if match else (text.strip(" ,"), "")


def _take_legend(head: Head, lines: Sequence[Line]) -> None:
    """Read "JS = Jane Smith" lines among the first, where they are at least two."""
    found = {}
    for place, line in enumerate(lines[:40]):
        match = _LEGEND.fullmatch(line.text.strip())
        if match and place not in head.taken and _is_legend(match[1], match[2]):
            found[place] = match
    if len(found) < 2:
        return
    for place, match in found.items():
        name, position = _position(match[2])
        role = role_of(position) or role_of(name) or role_of(match[1])
        head.people.append(ReadPerson(match[1], name, role, "" if role_of(position) else position))
        head.taken[place] = "skip"


def _is_legend(short: str, name: str) -> bool:
    """Whether `short` abbreviates `name`: its initials, or the first letter of a role."""
    if not _is_person_name(name) and not role_of(name):
        return False
    letters = [word[0].casefold() for word in re.findall(r"\w+", re.sub(r"[(\[].*", "", name))]
    wanted = short.casefold().replace(".", "")
    at = 0
    for letter in letters:
        at += at < len(wanted) and letter == wanted[at]
    return at == len(wanted) or (len(wanted) <= 3 and name.casefold().startswith(wanted))


def whose(label: str, people: Iterable[ReadPerson]) -> ReadPerson | None:
    """The one of `people` whom a label calls: by name, last or first name, initials or role."""
    wanted = fold(label)
    everyone = list(people)
    for test in (_is_named, _is_part, _is_initials):
        found = [each for each in everyone if test(wanted, each)]
        if len(found) == 1:
            return found[0]
    role = role_of(label)
    found = [each for each in everyone if role and each.role == role]
    return found[0] if len(found) == 1 else None


def _is_named(wanted: str, each: ReadPerson) -> bool:
    return wanted in (fold(each.label), fold(each.name))


def _is_part(wanted: str, each: ReadPerson) -> bool:
    bare = re.sub(r"^(?:mr|mrs|ms|miss|dr|prof|professor|herr|frau|m|mme)\.?\s+", "", wanted)
    words = [fold(word) for word in re.split(r"[\s・=,，]+", each.name)]
    if bare in words:
        return True
    is_unspaced = bool(bare) and ord(bare[0]) > 0x2E80
    bare = re.sub(r"(?:さん|氏|先生|君|様|教授)$", "", bare)
    return is_unspaced and len(bare) > 1 and fold(each.name).startswith(bare)


def _is_initials(wanted: str, each: ReadPerson) -> bool:
    letters = "".join(word[0].casefold() for word in re.findall(r"\w+", each.name))
    return len(wanted) > 1 and wanted.replace(".", "").replace(" ", "") == letters
