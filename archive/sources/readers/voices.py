"""What labels say of who speaks: their role, whether they are people, whether they are several.

The words are in `WORDS`, by role and language; nothing else knows them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from archive.sources.readers.transcripts import ReadPerson

# Words that label who has a role, folded as by `fold`.
WORDS = {
    "interviewer": (
        "interviewer; interviewers; interviewer's; int; intr; iv; q; question; questioner; i; "
        "reporter; journalist; "
        "聞き手; 聞手; インタビュアー; インタビューアー; 記者; 質問者; 質問; 問; 問い; 取材者; "
        "調査者; 編集部; "
        "采访者; 採訪者; 访问者; 訪問者; 提问; 提問; 问; 採訪人; 采访人; 访谈者; 訪談者; 记者; "
        "면담자; 기자; 질문자; 질문; 문; 인터뷰어; 채록자; "
        "interviewerin; interviewende; fragesteller; fragestellerin; frage; journalistin; "
        "intervieweur; intervieweuse; enquêteur; enquêtrice; journaliste; "
        "entrevistador; entrevistadora; pregunta; periodista; pergunta; "
        "intervistatore; intervistatrice; domanda; giornalista; "
        "vraag; интервьюер; корреспондент; корр; вопрос; в; "
        "prowadzący wywiad; tazatel; intervjuare; haastattelija; محاور; السائل; سؤال; ผู้สัมภาษณ์"
    ),
    "guest": (
        "interviewee; interviewees; narrator; respondent; informant; subject; a; answer; r; guest; "
        "witness; "
        "語り手; 話し手; 回答者; 回答; 答; 答え; ゲスト; 対象者; インタビュイー; 話者; "
        "受访者; 受訪者; 答复; 嘉宾; 來賓; 嘉賓; 受訪人; 受访人; 回答者; "
        "구술자; 답변; 답; 응답자; 게스트; "
        "befragter; befragte; interviewpartner; interviewpartnerin; antwort; zeitzeuge; "
        "zeitzeugin; "
        "interviewé; interviewée; enquêté; enquêtée; réponse; témoin; invité; invitée; "
        "entrevistado; entrevistada; respuesta; resposta; invitado; "
        "intervistato; intervistata; risposta; antwoord; респондент; ответ; рассказчик; о; "
        "الضيف; جواب; ผู้ให้สัมภาษณ์"
    ),
    "host": (
        "host; hosts; presenter; anchor; announcer; "
        "ホスト; パーソナリティ; パーソナリティー; アナウンサー; 主播; 진행자; "
        "gastgeber; gastgeberin; animateur; animatrice; présentateur; présentatrice; "
        "presentador; presentadora; anfitrión; apresentador; conduttore; conduttrice; ведущий; "
        "ведущая"
    ),
    "moderator": (
        "moderator; mod; facilitator; chair; chairman; chairwoman; chairperson; chairs; "
        "the chair; the chairman; the speaker; the president; president; mr speaker; "
        "madam speaker; mr. speaker; mr. president; "
        "司会; 司会者; 議長; 委員長; 進行; 進行役; モデレーター; モデレータ; ファシリテーター; "
        "主持人; 主席; 主持; 사회자; 의장; 위원장; "
        "moderatorin; moderation; vorsitzender; vorsitzende; modérateur; modératrice; "
        "le président; la présidente; président; présidente; moderador; moderadora; presidente; "
        "moderatore; moderatrice; председатель; модератор"
    ),
    "panellist": "panellist; panelist; パネリスト; パネラー; 与谈人; 與談人; 패널; podiumsgast",
    "interpreter": (
        "interpreter; translator; 通訳; 通訳者; 翻译; 口译; 口譯; 翻譯; 통역; 통역사; "
        "dolmetscher; dolmetscherin; übersetzer; übersetzerin; interprète; traducteur; "
        "traductrice; "
        "intérprete; interprete; переводчик; переводчица; مترجم; ล่าม"
    ),
    "audience": (
        "audience; audience member; audience members; member of audience; member of the audience; "
        "audience question; attendee; participant; questioner from the floor; "
        "会場; 会場から; 参加者; 聴衆; 観客; フロア; 来場者; 受講者; "
        "观众; 觀眾; 听众; 聽眾; 与会者; 與會者; 청중; 방청객; 참가자; "
        "publikum; zuhörer; zuhörerin; teilnehmer; teilnehmerin; public; auditeur; participante; "
        "público; asistente; pubblico; зал; слушатель; участник; الجمهور"
    ),
}
# Words for a voice whose bearer the source doesn't know.
VOICES = (
    "speaker; spk; voice; unknown; unknown speaker; unidentified; unidentified speaker; "
    "unidentified male; unidentified female; unidentified man; unidentified woman; "
    "male voice; female voice; "
    "male speaker; female speaker; man; woman; male; female; inaudible speaker; someone; "
    "multiple speakers; multiple voices; unk; person; crosstalk; off camera; "
    "話者; 不明; 不明者; 発言者不明; 発言者; 男性; 女性; 男; 女; 声; 某; "
    "发言人; 發言人; 說話者; 说话人; 未知; 不明人士; 男声; 女声; "
    "화자; 미상; 알수없음; 참석자; "
    "sprecher; sprecherin; unbekannt; stimme; unbekannter; mann; frau; "
    "locuteur; locutrice; intervenant; intervenante; inconnu; inconnue; voix; homme; femme; "
    "hablante; orador; oradora; desconocido; desconocida; voz; locutor; falante; orador; "
    "parlante; sconosciuto; voce; oratore; spreker; onbekend; "
    "спикер; говорящий; голос; неизвестный; неизвестно; m; f; المتحدث; صوت; ผู้พูด"
)
# All who are there: who they are is not said.
ALL = (
    "all; both; together; everyone; everybody; several; 一同; 全員; 皆; みんな; 両者; 両氏; "
    "二人; 全体; "
    "全体; 大家; 众人; 眾人; 모두; 일동; alle; beide; tous; toutes; les deux; todos; ambos; tutti; "
    "все; оба"
)
# What begins a line as a label does, and says what happens rather than who speaks.
EVENTS = frozenset(
    "break music note notes advertisement ad sponsor jingle pause intro outro laughter "
    "applause ps nb "
    "休憩 音楽 注 広告 广告 音乐 休息 译者注 編者注 编者注 訳注 譯者註 编者按 음악".split()
)
# What a label may say behind or before the number: "Speaker 2", "SPEAKER_01", "参加者A", "S1".
_NUMBER = re.compile(
    r"[\s_#\-–.]*(?:no\.?|nr\.?|n°|№)?\s*(?:\d{1,3}|[a-z]|[ivx]{1,4}|[一二三四五六七八九十甲乙丙丁]{1,2})$"
)
_SHORT_VOICE = re.compile(r"(?:s|spk|sp|speaker|p|user|m|f|channel|ch)[\s_\-]*\d{1,3}")
_AND = re.compile(
    r"\s*(?:[/／&＆・+,、，]|\s(?:and|und|et|y|e|og|och|en|и|和|與|与|및)\s)\s*", re.IGNORECASE
)
_ROLE_BEHIND = re.compile(r"^(.+?)\s*[(（\[［,、]\s*([^()（）\[\]［］]+?)\s*[)）\]］]?$")


def fold(label: str) -> str:
    """A label as it is compared: without case, width, dots at its end and doubled space."""
    text = unicodedata.normalize("NFKC", label).casefold().replace("’", "'")
    return " ".join(text.split()).strip(" .:*_‘’“”\"'")


def _set(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split(";"))


_ROLES = {role: _set(words) for role, words in WORDS.items()}
_VOICES = _set(VOICES)
_ALL = _set(ALL)


def role_of(label: str) -> str:
    """The role that a label names ("Interviewer", "聞き手"); empty for none."""
    folded = fold(label)
    for text in (folded, _NUMBER.sub("", folded)):
        for role, words in _ROLES.items():
            if text in words:
                return role
    return ""


def is_voice(label: str) -> bool:
    """Whether a label only numbers or describes a voice."""
    folded = fold(label)
    if folded in _VOICES or folded in _ALL or _SHORT_VOICE.fullmatch(folded):
        return True
    bare = _NUMBER.sub("", folded)
    return bare in _VOICES or role_of(label) == "audience"


def is_known_word(label: str) -> bool:
    """Whether a label is one of the words above, which no running text begins a line with."""
    return bool(role_of(label)) or is_voice(label)


def split_speakers(label: str, known: Collection[str]) -> tuple[str, ...]:
    """The labels in "A and B" or "A/B", where each is known to speak elsewhere too."""
    by_fold = {fold(each): each for each in known}
    parts = [part for part in _AND.split(label) if part]
    if len(parts) > 1 and all(fold(part) in by_fold for part in parts):
        return tuple(dict.fromkeys(by_fold[fold(part)] for part in parts))
    return (label,)


def person(label: str, name: str = "", role: str = "", position: str = "") -> ReadPerson:
    """Who a label is, as far as it says itself: "Jane Doe (moderator)" is a name and a role."""
    found = _ROLE_BEHIND.match(name or label)
    if found and role_of(found[2]):
        name, role = found[1].strip(" ,"), role or role_of(found[2])
    elif found and not name and found[2].strip():
        name, position = found[1].strip(), position or found[2].strip()
    named = bool(name) and not is_voice(name)
    return ReadPerson(
        label=label,
        name=name or label,
        role=role or role_of(label),
        position=position,
        identified=named or not (is_voice(label) or _is_role_alone(label)),
    )


def _is_role_alone(label: str) -> bool:
    """Whether a label names a role, or is one letter: who bears it is not said."""
    return bool(role_of(label)) or len(fold(label)) == 1


def people_of(labels: Iterable[str], known: Collection[ReadPerson] = ()) -> tuple[ReadPerson, ...]:
    """Who speaks, in the order in which they first do."""
    by_label = {each.label: each for each in known}
    return tuple(by_label.get(label) or person(label) for label in dict.fromkeys(labels))
