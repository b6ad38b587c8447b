"""Sentences tile their paragraph, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text import HTML
from archive.text.sentences import sentence_spans

MIXED = st.text(alphabet="あ人aB1 　。！？!?.…「」『』（）()<>/=\"'\n\u3000語", max_size=60)


def cut(text: str, language: str = "ja") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language, HTML)]


LANGUAGES = ["ja", "zh-Hant-TW", "en", "de", "", "ar", "el", "hy", "th", "ru", "hi", "ko", "fr"]
ABBREVIATED = st.lists(
    st.sampled_from(
        ["Dr.", "z.", "B.", "Ja.", "3.", "e.g.", "№", "«", "»", "؟", ";", "…", "т.", " "]
    )
).map(" ".join)


@given(MIXED | ABBREVIATED | st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_it_tiles_the_text(text: str, language: str) -> None:
    spans = sentence_spans(text, language, HTML)
    assert all(start < end for start, end in spans)
    assert "".join(cut(text, language)) == text


@given(st.text(alphabet="あ。！？", max_size=12), st.sampled_from(["「」", "『』", "（）", "()"]))
def test_it_keeps_what_stands_in_brackets_whole(inner: str, pair: str) -> None:
    text = f"彼は{pair[0]}{inner}{pair[1]}と言った。"
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("はい。そうです。", ["はい。", "そうです。"]),
        ("本当？！　ええ。", ["本当？！　", "ええ。"]),
        ("「はい。そう。」と言った。次。", ["「はい。そう。」と言った。", "次。"]),
        ("「閉じない。次の文。", ["「閉じない。", "次の文。"]),
        ("閉じだけ」です。次。", ["閉じだけ」です。", "次。"]),
        ("（『入れ子。』も。）です。次。", ["（『入れ子。』も。）です。", "次。"]),
        ("https://e.jp/?q=1を見て。はい。", ["https://e.jp/?q=1を見て。", "はい。"]),
        ('<a href="/?a!b。c">ここ</a>。次。', ['<a href="/?a!b。c">ここ</a>。', "次。"]),
        ("<b>はい。</b>次。", ["<b>はい。</b>", "次。"]),
        ("a < b。c > d。", ["a < b。", "c > d。"]),
        ("終わらない", ["終わらない"]),
        ("", []),
    ],
)
def test_it_cuts_japanese(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rose 3.5 points. Yes!  Why?", ["It rose 3.5 points. ", "Yes!  ", "Why?"]),
        ('He said "no." Then left.', ['He said "no." ', "Then left."]),
        (
            "See <a title='Is it? Yes.'>this</a>. Good.",
            ["See <a title='Is it? Yes.'>this</a>. ", "Good."],
        ),
        ("<i>Stop.</i> Go.", ["<i>Stop.</i> ", "Go."]),
    ],
)
def test_it_cuts_english(text: str, sentences: list[str]) -> None:
    assert cut(text, "en-GB") == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Dr. Smith met Mr. J. R. Jones at 3.5 p.m. ", "He left... ", "Then e.g. this. "]),
        ("en", ["“Why?” he asked. ", "So did I. ", "No. 5 is fine. ", "No. ", "Why?"]),
        (
            "de",
            ["Das war z. B. Herr Dr. Müller, d. h. er. ", "Am 3. Mai kam er. ", "1990. ", "Gut."],
        ),
        ("de", ["»Was?« fragte er. ", "»Ja.« ", "Gut."]),
        ("fr", ["M. Dupont est là. ", "« Quoi ? » dit-il. ", "« Oui. » ", "Oui… ", "Non… mais"]),
        ("ru", ["Он родился в г. Москве. ", "Т. е. И. И. Иванов и т. д. ", "Да."]),
        ("ar", ["متى بنيت المحرك الأول؟ ", "في شتاء ذلك العام. ", "نعم"]),
        ("ur", ["تم کب آئے؟ ", "کل۔ ", "ٹھیک ہے۔"]),
        ("he", ["מתי בניתם? ", "בחורף."]),
        ("hi", ["मैं आया। ", "तुम कब आए? ", "कल॥ ", "ठीक"]),
        ("el", ["Πότε το έφτιαξες; ", "Τον χειμώνα. ", "Καλά· ναι."]),
        ("en", ["When; Then."]),
        ("hy", ["Ես եկա։ ", "Նա: ", "Ոչ"]),
        ("am", ["መጣሁ። ", "አንተ፧ ", "ደህና"]),
        ("my", ["ကျွန်တော်လာတယ်။ ", "သင်ကော။"]),
        ("km", ["ខ្ញុំមក។ ", "អ្នក"]),
        ("th", ["ฉันมาแล้ว ", "คุณมาเมื่อไหร่ ", "ปี 1999 เร็ว ๆ นี้"]),
        ("ar", ["وصل د. أحمد. ", "نعم! ", "«هل تذكر؟» ", "كان في عام 1990 م. ", "ثم عاد."]),
        ("hi", ["डॉ. शर्मा आए। ", "“चलो।” ", "ठीक"]),
        ("bo", ["ང་ཁྱིམ་ལ་སོང་། ", "ཁོ་ཡོང་།། ", "ག་རེ་རེད།"]),
        ("dz", ["ང་སོང་། ", "ཁོ་ཡོང་།"]),
        ("en", ["He left. ", "J. R. R. Tolkien wrote it. ", "Take vitamin C. ", "Then stop."]),
        ("ru", ["Всё. ", "А. С. Пушкин писал."]),
        ("es", ["Fui a EE. UU. en 1990. ", "¿Y tú? ", "¡No!"]),
        ("ko", ["만들었습니까? ", "그해 겨울. ", "3.5점"]),
        ("zh-Hans", ["“昨天！”他说。", "好！", "真的？"]),
    ],
)
def test_it_cuts_where_a_reader_of_the_language_would(language, sentences) -> None:
    assert cut("".join(sentences), language) == sentences
