"""Does loading keep its pace and its memory as a library grows? Made-up articles, a cheap embedder.

    .venv/bin/python bench/grow.py [--passages 20000] [--json]

Each line is one tenth of the way: passages a second, seconds by stage, memory in use, and the part
of that memory which is the vectors' graph (Chroma keeps it whole: vectors and their links).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import re
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index_store.build import BuildReport, build
from index_store.chunk import estimate_tokens
from index_store.store import Library
from index_store.types import Article, Block, IndexSpec
from index_store.vectors import HNSW

CHUNK_TOKENS = 200
DIMENSIONS = 384
MB = 2**20


class CheapEmbedder:
    """Sums of random rows, one a word: as quick as hashing, and spread as real vectors are not."""

    name = "bench-cheap"
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        self._rows = np.random.default_rng(7).standard_normal((4096, DIMENSIONS), dtype=np.float32)

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return float32 (n, 384), rows of length 1."""
        rows = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for n, text in enumerate(texts):
            places = [zlib.crc32(word.encode()) % 4096 for word in text.split()]
            rows[n] = self._rows[places].sum(axis=0)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def embed_query(self, text: str) -> npt.NDArray[np.float32]:
        """Return float32 (384,) of length 1."""
        row: npt.NDArray[np.float32] = self.embed([text])[0]
        return row


def articles(chance: random.Random) -> Iterator[Article]:
    """Yield articles of about six passages for ever, words as frequent as in prose."""
    words = ["".join(chance.choices("abcdefghiklmnoprstuvw", k=2 + n % 9)) for n in range(30_000)]
    weights = [1 / (n + 3) for n in range(len(words))]
    day = date(2000, 1, 1)
    for n in range(10**9):
        drawn = iter(chance.choices(words, weights, k=900))
        paragraphs = []
        for length in chance.choices(range(20, 80), k=14):
            sentence = " ".join(word for _, word in zip(range(length), drawn, strict=False))
            paragraphs.append(f"{sentence.capitalize()} on {day + timedelta(days=n % 9000)}.")
        body = "\n\n".join(paragraphs)
        yield Article(
            id=f"a{n:08d}", title=paragraphs[0][:70], body=body, source=f"Outlet {n % 40}",
            blocks=(Block(kind="body", start=0, end=len(body)),),
            published=day + timedelta(days=n % 9000), dated_by="field",
        )  # fmt: skip


def memory_mb() -> float:
    """Return the memory in use."""
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def graph_mb(passages: int) -> float:
    """Return the least memory of the vectors' graph: float32 vectors and links of four bytes."""
    return passages * (4 * DIMENSIONS + 4 * 2 * int(HNSW["max_neighbors"])) / MB


def load(passages: int, folder: Path) -> list[dict[str, Any]]:
    """Load until so many passages are in; return a row for each tenth."""
    rows: list[dict[str, Any]] = []
    last = {"passages": 0, "at": time.perf_counter(), "seconds": {}}

    class EnoughError(Exception):
        pass

    def watch(report: BuildReport) -> None:
        if report.passages < passages * (len(rows) + 1) / 10:
            return
        now = time.perf_counter()
        rows.append(
            {
                "passages": report.passages,
                "per_second": (report.passages - last["passages"]) / (now - last["at"]),
                "stages": {
                    name: spent - last["seconds"].get(name, 0.0)
                    for name, spent in report.seconds.items()
                },
                "memory_mb": memory_mb(),
                "graph_mb": graph_mb(report.passages),
            }
        )
        last.update(passages=report.passages, at=now, seconds=report.seconds)
        print_row(rows[-1])
        if len(rows) == 10:
            raise EnoughError

    embedder = CheapEmbedder()
    spec = IndexSpec(embedder=embedder.name, dimensions=DIMENSIONS, chunk_tokens=CHUNK_TOKENS)
    with Library.create(folder, spec) as library:
        with contextlib.suppress(EnoughError):
            build(
                library, articles(random.Random(7)), embedder, tokenize=estimate_tokens,
                progress=watch,
            )  # fmt: skip
        began = time.perf_counter()
        found = library.dense(embedder.embed_query("talks on 2005-03-01"), 10)
        assert len(found) == 10
        print(f"first query after it: {time.perf_counter() - began:.2f} s")
    return rows


def print_row(row: dict[str, Any]) -> None:
    """Print one line of the table."""
    stages = ", ".join(f"{name} {spent:.1f}" for name, spent in row["stages"].items())
    print(
        f"{row['passages']:8,} passages {row['per_second']:7.0f}/s  {row['memory_mb']:6.0f} MB, "
        f"graph {row['graph_mb']:4.0f}, rest {row['memory_mb'] - row['graph_mb']:4.0f}  {stages}",
        flush=True,
    )


def main() -> None:
    """Load and print a table, or JSON at the end."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = load(asked.passages, Path(folder))
    if asked.json:
        print(json.dumps(rows))


if __name__ == "__main__":
    main()
