"""Passages per second of the bundled embedder beside its bare session and float32, in one run.

    .venv/bin/python bench/embed.py [--float32 FILE] [--passages 128] [--rounds 3]

Write FILE with `training/build_embedder.py --only-float32 --float32 FILE`. The sides take turns and
each keeps its best round, so that what else the machine does weighs less on the ratios.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort

from index_store.embed import BundledEmbedder, tokenizer
from index_store.embed.bundled import FOLDER

WORDS = (
    "minister said on Thursday that talks would resume after a week of storms and the port "
    "authority reported losses near the border while voters waited for results of an election"
).split()
LENGTH = 183
BATCH = 8


def main() -> None:
    """Time the sides and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--float32", type=Path, default=None)
    parser.add_argument("--passages", type=int, default=128)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    texts = passages(asked.passages)
    bundled = BundledEmbedder()
    sides: dict[str, Callable[[], object]] = {
        "bundled embedder, from text": lambda: bundled.embed(texts),
        "bare int8 session, ready batches": bare(next(FOLDER.glob("*.onnx")), texts),
    }
    if asked.float32 and asked.float32.exists():
        sides["float32 session, ready batches"] = bare(asked.float32, texts)
    else:
        print("float32: skipped, no --float32 FILE")
    best = {name: min(taken) for name, taken in rounds(sides, asked.rounds).items()}
    first = next(iter(best.values()))
    for name, seconds in best.items():
        print(f"{name:34} {len(texts) / seconds:7.1f} passages/s   x{first / seconds:.2f}")
    queries = [
        once(lambda: bundled.embed_query("When did the two leaders last speak?")) for _ in range(50)
    ]
    print(f"one query, median of 50: {1000 * float(np.median(queries)):.2f} ms")


def passages(count: int) -> list[str]:
    """Return texts of about `LENGTH` tokens, the same each time."""
    rng = random.Random(7)
    return [" ".join(rng.choices(WORDS, k=LENGTH + rng.randint(-30, 26))) for _ in range(count)]


def bare(model: Path, texts: Sequence[str]) -> Callable[[], object]:
    """Return a run of the model over batches that are tokenised beforehand."""
    session = ort.InferenceSession(model, providers=["CPUExecutionProvider"])
    batches = list(ready(texts))

    def run() -> list[Any]:
        return [session.run(None, feed(session, i, m)) for i, m in batches]

    return run


def feed(session: Any, ids: Any, mask: Any) -> dict[str, Any]:
    """Return what a model takes; of a batch without a mask only the time is worth telling."""
    taken = {i.name for i in session.get_inputs()}
    return {k: v for k, v in (("input_ids", ids), ("attention_mask", mask)) if k in taken}


def ready(texts: Sequence[str]) -> Iterator[tuple[Any, Any]]:
    """Yield token ids and masks of texts of about equal length, a batch at a time."""
    rows = sorted((encoded.ids for encoded in tokenizer().encode_batch(list(texts))), key=len)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        ids = np.array([row + [0] * (len(batch[-1]) - len(row)) for row in batch], np.int64)
        yield ids, (np.arange(ids.shape[1]) < np.array([[len(row)] for row in batch])).astype(int)


def rounds(sides: dict[str, Callable[[], object]], count: int) -> dict[str, list[float]]:
    """Run each side once to warm up, then in turns; seconds of each round."""
    for side in sides.values():
        side()
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(count):
        for name, side in sides.items():
            taken[name].append(once(side))
    return taken


def once(call: Callable[[], object]) -> float:
    """Return the seconds that one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
