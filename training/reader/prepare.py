"""Span questions (JSON lines) in, token arrays with mined hard negatives out, ready to train on.

    python training/reader/prepare.py --data FILE... --tokenizer tokenizer.json --out FOLDER

A question is joined with its passages: the one that answers it, the ones that are marked as not
answering it, and others that share its words (BM25) but hold none of its answers. Where it can be,
it is also asked once more with one thing exchanged (`swaps.py`), which its passage does not answer.
Runs in the project's environment, for spaCy.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from swaps import by_kind, names_of, swapped
from tokenizers import Encoding, Tokenizer

NEGATIVES = 6
HEAD_TOKENS = 24
K1, B = 0.9, 0.4
WORD = re.compile(r"\w+")


class Bm25:
    """Passages in, scores of all of them for a question out; float32 (passages,)."""

    def __init__(self, texts: list[str]) -> None:
        counts = [Counter(WORD.findall(text.lower())) for text in texts]
        lengths = np.array([sum(count.values()) for count in counts], np.float32)
        norm = K1 * (1 - B + B * lengths / lengths.mean())
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, count in enumerate(counts):
            for word, times in count.items():
                postings[word].append((number, times))
        self._size = len(texts)
        self._weights: dict[str, tuple[Any, Any]] = {}
        for word, pairs in postings.items():
            where = np.array([number for number, _ in pairs])
            times = np.array([times for _, times in pairs], np.float32)
            idf = np.log(1 + (len(texts) - len(pairs) + 0.5) / (len(pairs) + 0.5))
            self._weights[word] = where, idf * times * (K1 + 1) / (times + norm[where])

    def scores(self, question: str) -> Any:
        """Score every passage. Source: Robertson & Zaragoza (2009), with k1 0.9 and b 0.4."""
        total = np.zeros(self._size, np.float32)
        for word in set(WORD.findall(question.lower())):
            if word in self._weights:
                where, weight = self._weights[word]
                total[where] += weight
        return total


def best_answer(answers: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the answer that most annotators gave, the shortest of equals."""
    votes = Counter(answer["text"] for answer in answers)
    return min(answers, key=lambda a: (-votes[a["text"]], len(a["text"])), default=None)


def token_span(encoding: Encoding, start: int, end: int) -> tuple[int, int] | None:
    """Return the first and last token that a character span touches; None if it touches none."""
    inside = [i for i, (a, b) in enumerate(encoding.offsets) if a < end and b > start]
    return (inside[0], inside[-1]) if inside else None


def mine(bm25: Bm25, question: str, taboo: list[str], lowered: list[str], own: int) -> list[int]:
    """Return passages that look like answering the question but hold none of its answers."""
    scores = bm25.scores(question)
    order = np.argsort(-scores, kind="stable")[: 8 * NEGATIVES]
    right = [int(n) for n in order if n != own and not any(text in lowered[n] for text in taboo)]
    return right[:NEGATIVES]


def flatten(rows: list[list[int]]) -> tuple[Any, Any]:
    """Return one array of all rows behind each other, and where each begins and the last ends."""
    ends = np.cumsum([0, *map(len, rows)])
    return np.array([number for row in rows for number in row], np.int32), ends


def exchanged(rows: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Return the questions that could be asked with one thing exchanged, without an answer."""
    asked = [row for row in rows if row["answers"] and not row["source"].endswith("_neg")]
    texts = list(dict.fromkeys(row["context"] for row in asked))
    near = dict(zip(texts, names_of(texts), strict=True))
    far, rng = by_kind(near.values()), random.Random(seed)
    found = []
    for row, own in zip(asked, names_of([row["question"] for row in asked]), strict=True):
        question = swapped(row["question"], own, near[row["context"]], far, rng)
        if question is not None:
            found.append({**row, "question": question, "answers": [], "source": "swapped"})
    return found


def prepare(rows: list[dict[str, Any]], tokenizer: Tokenizer) -> dict[str, Any]:
    """Return the arrays that training reads; negatives -1 where there are fewer than the most."""
    texts = list(dict.fromkeys(row["context"] for row in rows))
    number_of = {text: number for number, text in enumerate(texts)}
    lowered = [text.lower() for text in texts]
    encodings = tokenizer.encode_batch(texts, add_special_tokens=False)
    bm25 = Bm25(texts)
    given = _given(rows, number_of, bm25)
    head_of = {row["context"]: row.get("head", "") for row in rows}
    heads = [_head_ids(head_of[text], tokenizer) for text in texts]
    questions, table, negatives, sources = [], [], [], []
    for row in rows:
        if row["source"].endswith("_neg"):
            continue
        own, answer, span = number_of[row["context"]], best_answer(row["answers"]), (-1, -1)
        others = given[row["question"]]
        if answer is not None:
            found = token_span(
                encodings[own], answer["start"], answer["start"] + len(answer["text"])
            )
            if found is None:
                continue
            span = found
            taboo = [a["text"].lower() for a in row["answers"]]
            others = others + mine(bm25, row["question"], taboo, lowered, own)
        others = list(dict.fromkeys(n for n in others if n != own))[:NEGATIVES]
        questions.append(tokenizer.encode(row["question"], add_special_tokens=False).ids[:64])
        table.append([own, *span])
        negatives.append(others + [-1] * (NEGATIVES - len(others)))
        sources.append(row["source"])
    question_ids, question_ends = flatten(questions)
    context_ids, context_ends = flatten([encoding.ids for encoding in encodings])
    head_ids, head_ends = flatten(heads)
    return {
        "question_ids": question_ids,
        "question_ends": question_ends,
        "context_ids": context_ids,
        "context_ends": context_ends,
        "head_ids": head_ids,
        "head_ends": head_ends,
        "table": np.array(table, np.int32),
        "negatives": np.array(negatives, np.int32),
        "sources": np.array(sources),
    }


def _given(
    rows: list[dict[str, Any]], number_of: dict[str, int], bm25: Bm25
) -> dict[str, list[int]]:
    """Return for each question the passages marked as not answering it, most alike first."""
    given: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row["source"].endswith("_neg"):
            given[row["question"]].append(number_of[row["context"]])
    for question, numbers in given.items():
        scores = bm25.scores(question)
        numbers.sort(key=lambda n: -scores[n])
    return given


def _head_ids(head: str, tokenizer: Tokenizer) -> list[int]:
    """Return the first tokens of a headline, with a full stop behind: what the product reads."""
    if not head:
        return []
    ids: list[int] = tokenizer.encode(head, add_special_tokens=False).ids[: HEAD_TOKENS - 1]
    return [*ids, tokenizer.token_to_id(".")]


def _kept(row: dict[str, Any], share: float) -> bool:
    """Tell whether a question is of the share that is taken; those of stories all are."""
    if row["source"].startswith("stories"):
        return True
    return zlib.crc32(row["question"].encode()) < share * 2**32


def main() -> None:
    """Prepare what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="files, gzipped")
    parser.add_argument("--share", type=float, default=1.0, help="of what no story tells")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    begun = time.monotonic()
    rows = []
    for path in args.data:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines]
    rows = [row for row in rows if _kept(row, args.share)]
    rows += exchanged(rows, args.seed)
    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    arrays = prepare(rows, tokenizer)
    args.out.mkdir(parents=True, exist_ok=True)
    np.savez(args.out / "train.npz", **arrays)
    counts = Counter(arrays["sources"].tolist())
    print(json.dumps({"questions": len(arrays["table"]), "sources": counts}))
    print(f"{time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
