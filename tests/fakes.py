"""Stand-ins at our own seams, deterministic and without a network."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


class HashEmbedder:
    """Bag of hashed words as a unit vector: texts that share words are near each other."""

    def __init__(self, dimensions: int = 64, name: str = "hash-64") -> None:
        self.name = name
        self.dimensions = dimensions

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.array([self._row(text) for text in texts], dtype=np.float32).reshape(
            len(texts), self.dimensions
        )

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        return self._row(text)

    def _row(self, text: str) -> npt.NDArray[np.float32]:
        row = np.zeros(self.dimensions, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
            row[int.from_bytes(digest, "little") % self.dimensions] += 1.0
        norm = float(np.linalg.norm(row))
        if not norm:
            row[0] = norm = 1.0
        return row / norm
