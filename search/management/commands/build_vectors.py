"""Shortens chiVe's word vectors, as `ja-ginza` carries them, for `search/knowledge/data/`.

    pip download --no-deps ja-ginza==5.3.0
    manage.py build_vectors ja_ginza-5.3.0-py3-none-any.whl

Needs the package `msgpack` besides the site's own.
"""

from __future__ import annotations

import io
import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np
import numpy.typing as npt
from django.core.management.base import BaseCommand

from archive.management.base import usage_error
from search.knowledge.vectors import PATH, SCALE, word_hash
from search.languages.folding import fold
from search.languages.japanese import analyze

DIMENSIONS = 64
# Vectors are of words in Japanese writing.
WORD = re.compile(r"[\u3005\u3041-\u30fc\u3400-\u9fff]{1,6}")
_MIX = 0xC6A4A7935BD1E995
_BITS = (1 << 64) - 1


class Command(BaseCommand):
    help = "Write search/knowledge/data/vectors.npz from a wheel of ja-ginza."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("wheel", type=Path, help="a wheel of ja-ginza")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            words, matrix = _read(options["wheel"])
        except (OSError, BadZipFile, KeyError) as error:
            raise usage_error(f"{options['wheel']}: can't be read: {error}.") from None
        rows = {word: row for word, row in words.items() if _is_word(word)}
        keys = np.array([word_hash(word) for word in rows], dtype=np.uint64)
        order = np.argsort(keys)
        numbers = np.array(list(rows.values()), dtype=np.uint16)[order]
        PATH.parent.mkdir(exist_ok=True)
        np.savez_compressed(PATH, keys=keys[order], rows=numbers, matrix=_shortened(matrix))
        self.stdout.write(f"{PATH.name}: {len(rows)} words, {PATH.stat().st_size} bytes")


def _read(wheel: Path) -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    """Words with their rows, and the vectors."""
    try:
        from msgpack import unpackb
    except ImportError:
        raise usage_error("This command needs the package msgpack: pip install msgpack.") from None
    with ZipFile(wheel) as archive:
        folder = next(
            (name[: -len("key2row")] for name in archive.namelist() if name.endswith("/key2row")),
            "",
        )
        strings = json.loads(archive.read(f"{folder}strings.json"))
        rows = unpackb(archive.read(f"{folder}key2row"), strict_map_key=False)
        vectors = np.load(io.BytesIO(archive.read(f"{folder}vectors")))
    hashed = ((text, rows.get(_spacy_hash(text.encode()))) for text in strings)
    return {text: row for text, row in hashed if row is not None}, vectors.astype(np.float32)


def _is_word(text: str) -> bool:
    """Whether the analysis gives this as a word of its own."""
    if not WORD.fullmatch(text):
        return False
    tokens = analyze(fold(text))
    return len(tokens) == 1 and fold(text) in tokens[0].words


def _shortened(matrix: npt.NDArray[np.float32]) -> npt.NDArray[np.int8]:
    """The vectors' principal components as bytes."""
    unit = matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    unit -= unit.mean(axis=0)
    _, vectors = np.linalg.eigh(unit.T @ unit)
    short = unit @ vectors[:, ::-1][:, :DIMENSIONS]
    short /= np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-9)
    result: npt.NDArray[np.int8] = np.round(short * SCALE).astype(np.int8)
    return result


def _spacy_hash(data: bytes) -> int:
    """MurmurHash64A with seed 1, by which spaCy's vectors are keyed."""
    value = (1 ^ (len(data) * _MIX)) & _BITS
    whole = len(data) - len(data) % 8
    for start in range(0, whole, 8):
        block = int.from_bytes(data[start : start + 8], "little") * _MIX & _BITS
        value = ((value ^ ((block ^ (block >> 47)) * _MIX & _BITS)) * _MIX) & _BITS
    if whole < len(data):
        value = ((value ^ int.from_bytes(data[whole:], "little")) * _MIX) & _BITS
    value = ((value ^ (value >> 47)) * _MIX) & _BITS
    return value ^ (value >> 47)
