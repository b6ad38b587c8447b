"""The thesauri as they are shipped: for words of a language those that mean nearly the same.

`manage.py build_thesaurus` makes one, of a whole thesaurus, whatever an archive holds.  The files
are mapped, as the lexicons' are.  In the folder of its language stand, each as NAME.marisa:

- `words`: words as the index has them, a tab, and how they are written;
- `near`: for words the numbers of those near to them, with hundredths of how near.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from marisa_trie import RecordTrie, Trie

from search.knowledge.lexicon_file import RECORD, Words
from search.knowledge.mythes import Kind, Sense
from search.languages.analyzer import Analyzer
from search.languages.choosing import analyzer_for
from search.languages.folding import fold

PATH = Path(__file__).parent / "data" / "thesaurus"
# How near a word is that means the same, that is wider, or merely similar; and that is narrower.
WEIGHTS: Mapping[Kind, float] = {"same": 1.0, "wider": 0.5, "akin": 0.6}
NARROWER = 0.6
# The second sense counts 1 / (1 + this), the third 1 / (1 + twice this), and so on.
LATER_SENSE = 0.15
# A word that is wider than more others is too wide to mean any; of how many words an expression is;
# how near words are that are kept, and how many.
WIDEST, LONGEST, LEAST, MOST = 150, 3, 0.3, 150

# For words, others with how near they are.
Near = defaultdict[str, dict[str, float]]


class Thesaurus:
    """A thesaurus in a folder."""

    def __init__(self, folder: Path) -> None:
        self._words = Trie().mmap(str(folder / "words.marisa"))
        self._near = RecordTrie(RECORD).mmap(str(folder / "near.marisa"))

    def near(self, words: Words) -> list[tuple[Words, str, float]]:
        """What means nearly the same as words, how it is written, how near: the nearest first."""
        found = self._near.get(" ".join(words), ())
        return [self._word(*each) for each in sorted(found, key=lambda each: -each[1])]

    def _word(self, number: int, hundredths: int) -> tuple[Words, str, float]:
        key, _, written = self._words.restore_key(number).partition("\t")
        return tuple(key.split(" ")), written or key, hundredths / 100


@cache
def thesaurus_of(language: str) -> Thesaurus | None:
    """A language's thesaurus; None: none is shipped."""
    folder = PATH / language
    return Thesaurus(folder) if language and folder.is_dir() else None


def write_thesaurus(folder: Path, senses: Iterable[Sense], language: str, about: str) -> int:
    """Write a thesaurus into a folder, which is made; how many words it has.

    Raises `OSError` where it can't be written.
    """
    rows = list(_rows(_weighed(senses), analyzer_for(language)))
    words = Trie(sorted({spelled for _, spelled, _ in rows}))
    numbered = ((key, (words.key_id(word), round(weight * 100))) for key, word, weight in rows)
    folder.mkdir(parents=True, exist_ok=True)
    for name, trie in (("words", words), ("near", RecordTrie(RECORD, numbered))):
        beside = folder / f"{name}.part"
        beside.write_bytes(trie.tobytes())
        # In one step, since running processes have the former file mapped.
        beside.replace(folder / f"{name}.marisa")
    (folder / "ABOUT").write_text(about, encoding="utf-8", newline="\n")
    return len({key for key, _, _ in rows})


def _weighed(senses: Iterable[Sense]) -> Near:
    """For each word how near others are: the nearer, the earlier and the more senses say so."""
    near: Near = defaultdict(lambda: defaultdict(float))
    narrower: Near = defaultdict(dict)
    so_far: Counter[str] = Counter()
    for sense in senses:
        weight = 1 / (1 + LATER_SENSE * so_far[sense.word])
        so_far[sense.word] += 1
        for other, kind in sense.others:
            near[sense.word][other] += weight * WEIGHTS[kind]
            if kind == "wider":
                narrower[other][sense.word] = weight * NARROWER
    for word, others in narrower.items():
        if len(others) <= WIDEST:
            for other, weight in others.items():
                near[word][other] += weight
    return near


def _rows(near: Near, analyzer: Analyzer) -> Iterator[tuple[str, str, float]]:
    """Words as the index has them, what is near to them and how it is written, how near."""
    found: Near = defaultdict(dict)
    all_words = {*near, *(word for others in near.values() for word in others)}
    forms = {word: _form(word, analyzer) for word in all_words}
    for word, others in near.items():
        for other, weight in others.items():
            spelled = forms[other] if forms[other] == other else f"{forms[other]}\t{other}"
            if forms[word] and forms[other] and forms[word] != forms[other]:
                found[forms[word]][spelled] = max(weight, found[forms[word]].get(spelled, 0.0))
    for word, others in found.items():
        for spelled, weight in sorted(others.items(), key=lambda each: (-each[1], each[0]))[:MOST]:
            if weight >= LEAST:
                yield word, spelled, min(1.0, weight)


def _form(word: str, analyzer: Analyzer) -> str:
    """A word, or a few, as the index has it; empty for a longer expression."""
    forms = analyzer.main_forms(fold(word))
    return " ".join(forms) if len(forms) <= LONGEST else ""
