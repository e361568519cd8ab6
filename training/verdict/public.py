r"""Public span questions in, the answers that come into question for each out, right and wrong.

    PYTHONPATH=. .venv/bin/python training/verdict/public.py TRAIN.jsonl.gz --out FILE.jsonl \
        [--share 0.7] [--part 0/2]

Each question is read in its own passage with the shipped span reader: its best spans, and the
answers to other questions about the passage, are put beside the right one, in the form that
`candidates.py` writes. A question that its passage does not answer has none that is right.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.read.sentence.candidates import trim
from assistant.read.spans.features import agree, answer_stems
from assistant.span import SpanReader
from index_store.sentences import split

Row = dict[str, Any]
SPANS, OTHERS, MOST = 5, 2, 7


def choices(row: Row, others: list[tuple[int, str]], scorer: SpanReader) -> Iterator[Row]:
    """Yield the possible answers to a question, each with its sentence and the one before."""
    text = row["context"]
    golds = [(a["start"], a["text"]) for a in row["answers"]]
    stems = [answer_stems(gold) for _, gold in golds]
    sentences = split(text)
    found = [(start, answer, True) for start, answer in golds[:1]]
    read = scorer.read(row["question"], [text], top=SPANS)[0]
    wrong = [(s.start, s.end) for s in read]
    spans = [trim(text, a, b) for a, b in wrong] + [(s, s + len(t)) for s, t in others]
    seen: set[str] = set()
    for start, end in spans:
        answer = text[start:end]
        close = any(start < g + len(t) and end > g for g, t in golds)
        alike = any(agree(answer_stems(answer), gold) for gold in stems)
        if answer and not close and not alike and answer.lower() not in seen and "\n" not in answer:
            seen.add(answer.lower())
            found.append((start, answer, False))
    for start, answer, ok in found[:MOST]:
        n = next((i for i, (a, b) in enumerate(sentences) if a <= start < b), None)
        if n is None:
            continue
        before = text[slice(*sentences[n - 1])] if n else ""
        told = text[slice(*sentences[n])]
        row = {"answer": answer, "right": ok, "text": told, "before": before}
        yield row | {"title": "", "day": None}


def main() -> None:
    """Read what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.7)
    parser.add_argument("--part", default="0/1")
    args = parser.parse_args()
    part, parts = map(int, args.part.split("/"))
    with gzip.open(args.train, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    told: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        told[row["context"]] += [(a["start"], a["text"]) for a in row["answers"][:1]]
    scorer = SpanReader.bundled(1)
    chance = random.Random(7)
    with args.out.open("w", encoding="utf-8") as out:
        for row in rows:
            drawn = zlib.crc32(f"{row['question']}{row['source']}".encode())
            if drawn % 1000 >= 1000 * args.share or (drawn // 1000) % parts != part:
                continue
            pool = told[row["context"]]
            made = list(choices(row, chance.sample(pool, min(OTHERS, len(pool))), scorer))
            if made:
                out.write(json.dumps({"question": row["question"], "choices": made}) + "\n")


if __name__ == "__main__":
    main()
