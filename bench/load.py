"""Loading speed of Dateline beside the stock llama-index way: same articles, model and chunk size.

    .venv/bin/python bench/load.py [--articles FILE.jsonl] [--count 60] [--rounds 3]
        [--float32 FILE] [--json]

Stock is Document + IngestionPipeline(SentenceSplitter, embedding) + ChromaVectorStore with their
defaults, overlap set to 0 so that both embed the same text once. It runs the bundled int8 file in
batches as they come and, with --float32, that file, which
`training/build_embedder.py --only-float32 --float32 FILE` writes. `ready batches` is onnxruntime
alone, with its own threads, over the same passages, tokenised and batched beforehand. The sides
take turns; each keeps its best round. Processor seconds are told too: on a machine that does other
work they say more.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
import onnxruntime as ort
from llama_index.core import Document
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import SentenceSplitter
from llama_index.vector_stores.chroma import ChromaVectorStore
from pydantic import PrivateAttr

from bench.embed import feed, ready
from index_store.build import build
from index_store.embed import BundledEmbedder, tokenizer
from index_store.embed.bundled import FOLDER, MAX_TOKENS
from index_store.store import Library, embedding_text
from index_store.types import Article, IndexSpec

CHUNK_TOKENS = 200
WORDS = (
    "minister said on Thursday that talks would resume after a week of storms and the port "
    "authority reported losses near the border while voters waited for results of an election"
).split()


@dataclass(slots=True)
class Side:
    """What one way of loading took in its best round."""

    seconds: float = float("inf")
    processor_s: float = float("inf")
    passages: int = 0
    stages: dict[str, float] = field(default_factory=dict)

    def keep(
        self, seconds: float, processor_s: float, passages: int, stages: dict[str, float]
    ) -> None:
        """Keep a round if it is the best so far."""
        self.processor_s = min(self.processor_s, processor_s)
        if seconds < self.seconds:
            self.seconds, self.passages, self.stages = seconds, passages, stages


class PlainEmbedding(BaseEmbedding):
    """An ONNX file the way it is commonly run: batches as they come, padded to the longest."""

    _session: Any = PrivateAttr()
    _words: Any = PrivateAttr()
    _seconds: float = PrivateAttr(default=0.0)

    def __init__(self, model: Path) -> None:
        super().__init__(model_name=model.name)
        self._session = ort.InferenceSession(model, providers=["CPUExecutionProvider"])
        # The bundled embedder's own, so that both read the same tokens.
        self._words = tokenizer().from_str(tokenizer().to_str())
        self._words.enable_truncation(MAX_TOKENS)
        self._words.enable_padding()

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        began = time.perf_counter()
        encoded = self._words.encode_batch(texts)
        ids = np.array([e.ids for e in encoded])
        mask = np.array([e.attention_mask for e in encoded])
        made = self._session.run(None, feed(self._session, ids, mask))[0]
        rows: list[list[float]] = made.tolist()
        self._seconds += time.perf_counter() - began
        return rows

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    def spent(self) -> float:
        """Return the seconds spent since the last call."""
        spent, self._seconds = self._seconds, 0.0
        return spent


def main() -> None:
    """Time the sides and print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=Path, default=None)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--float32", type=Path, default=None)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    articles = read(asked.articles, asked.count) if asked.articles else made_up(asked.count)
    embedder = BundledEmbedder()
    runs: dict[str, Callable[[Path], tuple[int, dict[str, float]]]] = {
        "dateline": lambda folder: ours(folder, articles, embedder),
        "ready batches": lambda _: alone(articles),
    }
    int8 = PlainEmbedding(next(FOLDER.glob("*.onnx")))
    runs["stock, int8"] = lambda folder: stock(folder, articles, int8)
    if asked.float32:
        float32 = PlainEmbedding(asked.float32)
        runs["stock, float32"] = lambda folder: stock(folder, articles, float32)
    sides = {name: Side() for name in runs}
    embedder.embed(["warm up"])
    for _ in range(asked.rounds):
        for name, run in runs.items():
            with tempfile.TemporaryDirectory() as folder:
                began, worked = time.perf_counter(), time.process_time()
                passages, stages = run(Path(folder))
                spent = (time.perf_counter() - began, time.process_time() - worked)
                sides[name].keep(*spent, passages, stages)
    report(sides, len(articles), sum(len(a.body) for a in articles), as_json=asked.json)


def ours(
    folder: Path, articles: list[Article], embedder: BundledEmbedder
) -> tuple[int, dict[str, float]]:
    """Load into a library."""
    spec = IndexSpec(
        embedder=embedder.name, dimensions=embedder.dimensions, chunk_tokens=CHUNK_TOKENS
    )
    with Library.create(folder, spec) as library:
        done = build(library, articles, embedder)
    return done.passages, done.seconds


def alone(articles: list[Article]) -> tuple[int, dict[str, float]]:
    """Run the model alone over the same passages, tokenised and batched beforehand."""
    from index_store.build import bundled_tokens
    from index_store.chunk import chunk

    session = _plain_session()
    texts = [
        embedding_text(a.title, p.text)
        for a in articles
        for p in chunk(a, max_tokens=CHUNK_TOKENS, tokenize=bundled_tokens)
    ]
    batches = list(ready(texts))
    began = time.perf_counter()
    for ids, mask in batches:
        session.run(None, feed(session, ids, mask))
    return len(texts), {"embed": time.perf_counter() - began}


@lru_cache(maxsize=1)
def _plain_session() -> ort.InferenceSession:
    return ort.InferenceSession(next(FOLDER.glob("*.onnx")), providers=["CPUExecutionProvider"])


def stock(
    folder: Path, articles: list[Article], embedding: PlainEmbedding
) -> tuple[int, dict[str, float]]:
    """Load the llama-index way."""
    embedding.spent()
    client = chromadb.PersistentClient(
        path=str(folder), settings=chromadb.Settings(anonymized_telemetry=False)
    )
    store = ChromaVectorStore(chroma_collection=client.get_or_create_collection("stock"))
    splitter = SentenceSplitter(
        chunk_size=CHUNK_TOKENS, chunk_overlap=0, tokenizer=lambda t: tokenizer().encode(t).ids
    )
    pipeline = IngestionPipeline(transformations=[splitter, embedding], vector_store=store)
    documents = [
        Document(text=a.body, id_=a.id, metadata={"title": a.title, "day": str(a.day)})
        for a in articles
    ]
    nodes = pipeline.run(documents=documents)
    client.close()
    return len(nodes), {"embed": embedding.spent()}


def report(sides: dict[str, Side], articles: int, characters: int, *, as_json: bool) -> None:
    """Print what was measured."""
    first = sides["dateline"]
    rate, work = first.passages / first.seconds, first.passages / first.processor_s
    ratios = {
        name: (rate * side.seconds / side.passages, work * side.processor_s / side.passages)
        for name, side in sides.items()
        if name.startswith("stock")
    }
    embed_rate = first.passages / first.stages["embed"]
    share = embed_rate / (sides["ready batches"].passages / sides["ready batches"].stages["embed"])
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if as_json:
        rows = {
            n: {
                "seconds": s.seconds, "processor_s": s.processor_s, "passages": s.passages,
                "stages": s.stages,
            }
            for n, s in sides.items()
        }  # fmt: skip
        print(json.dumps({"sides": rows, "faster": ratios, "embedding_share": share}))
        return
    print(f"{articles} articles, {characters / 1e6:.2f} million characters")
    for name, side in sides.items():
        rate = side.passages / side.seconds
        stages = ", ".join(f"{stage} {s:.2f}" for stage, s in side.stages.items())
        print(
            f"{name:15} {side.passages:6} passages {side.seconds:8.2f} s {rate:7.1f}/s "
            f"(processor {side.processor_s:.2f} s)  {stages}"
        )
    for name, (faster, lighter) in ratios.items():
        print(
            f"dateline: {faster:.2f} times the passages a second of {name}, "
            f"{lighter:.2f} times by processor time"
        )
    print(f"embedding stage: {100 * share:.0f} % of the model alone on ready batches")
    print(f"peak memory of all sides: {peak_mb:.0f} MB")


def read(path: Path, count: int) -> list[Article]:
    """Return the first articles of a JSON Lines file with id, title, text and published."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for _, line in zip(range(count), lines, strict=False)]
    return [
        Article(
            id=str(row["id"]), title=row["title"], body=row["text"],
            published=date.fromisoformat(row["published"][:10]),
        )
        for row in rows
    ]  # fmt: skip


def made_up(count: int) -> list[Article]:
    """Return articles of 200 to 1,400 words, the same each time."""
    chance = random.Random(7)
    made = []
    for n in range(count):
        lines = [
            " ".join(chance.choices(WORDS, k=chance.randint(6, 40))).capitalize() + "."
            for _ in range(chance.randint(9, 60))
        ]
        day = date(2025, 1, 1) + timedelta(days=n)
        made.append(
            Article(id=f"a{n}", title=lines[0][:80], body="\n\n".join(lines), published=day)
        )
    return made


if __name__ == "__main__":
    main()
