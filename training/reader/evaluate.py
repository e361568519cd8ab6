"""A reader model in, its figures out: questions on one passage, and news questions over an archive.

    .venv/bin/python training/reader/evaluate.py --model FILE --spans eval.jsonl.gz --news FOLDER

`--news` is a folder with articles.jsonl and questions.jsonl. For each question the passages are
found with BM25 under the publication bound and a soft recency term, all of it in this file, so
that the figures speak of the reader and not of the library's retrieval.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import string
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from prepare import Bm25

from assistant.span import Span, SpanReader
from eval.words import holds

PASSAGE_WORDS = 200
READ = 8
RECENCY, HALF_LIFE_DAYS = 0.3, 30.0
RANK_WEIGHT = 0.5  # of 1 / rank, in units of the margin
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def normal(text: str) -> str:
    """Lower the case, drop punctuation and articles. Source: SQuAD's evaluate-v2.0.py."""
    text = "".join(c for c in text.lower() if c not in set(string.punctuation))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def f1(given: str, gold: str) -> float:
    """Return the F1 of shared words. Source: SQuAD's evaluate-v2.0.py."""
    one, other = normal(given).split(), normal(gold).split()
    if not one or not other:
        return float(one == other)
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other))


def auroc(right: list[float], wrong: list[float]) -> float:
    """Return the chance that a right one scores above a wrong one; ties count half."""
    both = np.array(right + wrong)
    order = both.argsort(kind="stable")
    ranks = np.empty(len(both))
    ranks[order] = np.arange(1, len(both) + 1)
    for value in np.unique(both):
        ranks[both == value] = ranks[both == value].mean()
    rank_sum = ranks[: len(right)].sum()
    return float((rank_sum - len(right) * (len(right) + 1) / 2) / (len(right) * len(wrong)))


def best_f1(rows: list[tuple[float, float, bool]]) -> tuple[float, float]:
    """Return the best mean F1 over thresholds, and that margin; rows: margin, F1, answerable."""
    below = sum(not answerable for _, _, answerable in rows)
    total, best = float(below), (float(below), float("inf"))
    for margin, score, answerable in sorted(rows, reverse=True):
        total += score if answerable else -1.0
        best = max(best, (total, margin))
    return best[0] / len(rows), best[1]


def read_spans(reader: SpanReader, path: Path) -> dict[str, Any]:
    """Score questions on their own passage, half of them not answered by it."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    rows, exact = [], []
    for case in cases:
        spans = reader.read(case["question"], [case["context"]], top=1)[0]
        given = case["context"][spans[0].start : spans[0].end]
        golds = [answer["text"] for answer in case["answers"]]
        score = max((f1(given, gold) for gold in golds), default=0.0)
        rows.append((spans[0].margin, score, bool(golds)))
        if golds:
            exact.append(any(normal(given) == normal(gold) for gold in golds))
    answered = [score for _, score, answerable in rows if answerable]
    best, threshold = best_f1(rows)
    return {
        "n": len(rows),
        "em": 100 * statistics.mean(exact),
        "f1": 100 * statistics.mean(answered),
        "best_f1": 100 * best,
        "threshold": threshold,
        "auroc": auroc([m for m, _, a in rows if a], [m for m, _, a in rows if not a]),
    }


@dataclass(frozen=True)
class Piece:
    """About 200 words of an article, whole sentences."""

    article: str
    title: str
    text: str
    published: date


def pieces(articles: list[dict[str, Any]]) -> list[Piece]:
    """Cut articles into passages of whole sentences."""
    found = []
    for article in articles:
        held: list[str] = []
        for sentence in [*SENTENCE_END.split(article["text"]), ""]:
            words = sum(len(s.split()) for s in held)
            if held and (not sentence or words + len(sentence.split()) > PASSAGE_WORDS):
                day = date.fromisoformat(article["published"][:10])
                found.append(Piece(article["id"], article["title"], " ".join(held), day))
                held = []
            if sentence:
                held.append(sentence)
    return found


def retrieve(bm25: Bm25, all_pieces: list[Piece], question: dict[str, Any]) -> list[Piece]:
    """Return the passages to read: BM25 over its best, plus recency, published in time."""
    asked = date.fromisoformat(question["asked_on"]) + timedelta(days=1)
    scores = bm25.scores(question["question"])
    ages = np.array([(asked - piece.published).days for piece in all_pieces])
    scores = np.where(ages >= 0, scores, 0.0)
    total = scores / max(scores.max(), 1e-9) + RECENCY * 0.5 ** (
        np.maximum(ages, 0) / HALF_LIFE_DAYS
    )
    order = np.argsort(-np.where(scores > 0, total, -1.0), kind="stable")[:READ]
    return [all_pieces[n] for n in order if scores[n] > 0]


@dataclass(frozen=True)
class Read:
    """What was read for one question: the best span of each passage, best passage first."""

    question: dict[str, Any]
    texts: list[str]
    spans: list[Span]
    seconds: float

    @property
    def best(self) -> int:
        """Number of the passage whose span is taken; a small prior goes to the better ranks."""
        values = [s.margin + RANK_WEIGHT / (1 + rank) for rank, s in enumerate(self.spans)]
        return values.index(max(values))

    def right(self, number: int) -> bool:
        """Whether the span of that passage holds an answer."""
        text, span = self.texts[number], self.spans[number]
        return any(holds(text[span.start : span.end], gold) for gold in self.question["answers"])


def read_all(reader: SpanReader, folder: Path, *, headed: bool) -> list[Read]:
    """Read the passages found for every news question, below their headlines if `headed`."""
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    every = pieces([json.loads(line) for line in lines])
    bm25, found = Bm25([piece.text for piece in every]), []
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        chosen = retrieve(bm25, every, question)
        texts, heads = [p.text for p in chosen], [p.title for p in chosen] if headed else []
        began = time.perf_counter()
        spans = [spans[0] for spans in reader.read(question["question"], texts, heads=heads, top=1)]
        found.append(Read(question, texts, spans, time.perf_counter() - began))
    return found


def news_figures(rows: list[Read], pairs: list[tuple[float, bool]]) -> dict[str, float]:
    """Sum up what was read; pairs are the taken spans' margins and whether they are right."""
    asked = [row for row in rows if row.question["answerable"]]
    margins = {
        kind: [m for (m, _), row in zip(pairs, rows, strict=True)
               if row.question["answerable"] is kind]
        for kind in (True, False)
    }  # fmt: skip
    return {
        "n": len(asked),
        "strict": statistics.mean(row.right(row.best) for row in asked),
        "candidates": statistics.mean(any(map(row.right, range(len(row.texts)))) for row in asked),
        "in_passages": statistics.mean(
            any(holds(text, gold) for text in row.texts for gold in row.question["answers"])
            for row in asked
        ),
        "auroc_answerable": auroc(margins[True], margins[False]),
        "auroc_right": auroc([m for m, r in pairs if r], [m for m, r in pairs if not r]),
        "ms_median": 1000 * statistics.median(row.seconds for row in rows),
    }


def main() -> None:
    """Print the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--spans", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--headed", action="store_true", help="news passages below headlines")
    parser.add_argument("--pairs", type=Path, help="write margins and outcomes there")
    args = parser.parse_args()
    reader, figures = SpanReader(args.model), {}
    if args.spans:
        figures["spans"] = read_spans(reader, args.spans)
    if args.news:
        rows = read_all(reader, args.news, headed=args.headed)
        pairs = [(row.spans[row.best].margin, row.right(row.best)) for row in rows]
        figures["news"] = news_figures(rows, pairs)
        if args.pairs:
            args.pairs.write_text(json.dumps(pairs), encoding="utf-8")
    rounded = {k: {n: round(v, 3) for n, v in part.items()} for k, part in figures.items()}
    print(json.dumps(rounded, indent=1))


if __name__ == "__main__":
    main()
