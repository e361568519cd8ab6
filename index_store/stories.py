"""Texts in, short signatures out that tell near-copies of one story from different stories.

Source: Broder, On the resemblance and containment of documents, 1997,
https://doi.org/10.1109/SEQUEN.1997.666900 (MinHash); Leskovec, Rajaraman and Ullman, Mining of
Massive Datasets, section 3.4 (bands).
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# A text that shares this part of the shorter one's shingles is a copy, shortened or not.
CONTAINED = 0.7
# A wire story is printed within days; the same words weeks later are a form letter.
DAYS_APART = 3
_SHINGLE = 4
_FEWEST = 20
_BANDS = 20
_ROWS = 4
_WORD = re.compile(r"\w+")
_CHANCE = np.random.default_rng(20_250_701)
_FACTORS = _CHANCE.integers(1, 2**63, size=_BANDS * _ROWS, dtype=np.uint64) * np.uint64(
    2
) + np.uint64(1)
_OFFSETS = _CHANCE.integers(0, 2**63, size=_BANDS * _ROWS, dtype=np.uint64)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What is kept of a text for comparison.

    Attributes:
        size: how many different shingles it has.
        minima: uint32 (80,), the least hash of all shingles under each of 80 hash functions.
    """

    size: int
    minima: npt.NDArray[np.uint32]

    def buckets(self) -> list[int]:
        """Return 20 signed 64-bit numbers; near-copies share at least one, others hardly ever."""
        rows = self.minima.reshape(_BANDS, _ROWS).astype(np.uint64)
        values = np.arange(1, _BANDS + 1, dtype=np.uint64) * _MIX
        for column in rows.T:
            values = (values ^ column) * _MIX
            values ^= values >> np.uint64(29)
        return [int(value) for value in values.view(np.int64)]


def sign(text: str) -> Signature | None:
    """Return a text's signature; None where it is too short to tell copies from chance."""
    words = [zlib.crc32(word.encode("utf-8", "replace")) for word in _WORD.findall(text.lower())]
    if len(words) < _SHINGLE:
        return None
    hashes = np.array(words, dtype=np.uint64)
    mixed = np.zeros(len(words) - _SHINGLE + 1, dtype=np.uint64)
    for n in range(_SHINGLE):
        mixed = (mixed ^ hashes[n : n + len(mixed)]) * _MIX
        mixed ^= mixed >> np.uint64(32)
    shingles = np.unique(mixed)
    if len(shingles) < _FEWEST:
        return None
    minima = np.empty(_BANDS * _ROWS, dtype=np.uint32)
    for n, (factor, offset) in enumerate(zip(_FACTORS, _OFFSETS, strict=True)):
        minima[n] = ((shingles * factor + offset) >> np.uint64(32)).min()
    return Signature(size=len(shingles), minima=minima)


def containment(one: Signature, other: Signature) -> float:
    """Estimate how much of the shorter text stands in the longer one, 0 to 1.

    With the resemblance r estimated by the share of equal minima, the texts have
    r / (1 + r) * (size of one + size of the other) shingles in common.
    """
    resemblance = float(np.mean(one.minima == other.minima))
    common = resemblance / (1 + resemblance) * (one.size + other.size)
    return min(1.0, common / min(one.size, other.size))
