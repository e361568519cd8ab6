"""Possible answers to questions in, the same to questions with one thing exchanged out.

    PYTHONPATH=. .venv/bin/python training/verdict/exchange.py FILE.jsonl... --out FILE.jsonl

Of each question that can have it one name, number, date or word of order is exchanged
(`training/reader/swaps.py`), most often for one that stands in the sentences of its answers. What
was right is then as wrong as the others: that teaches to ask who and which before what.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "reader"))
from swaps import by_kind, names_of, swapped

Row = dict[str, Any]
SEED = 13
SHARE = 0.6  # of the questions that have a right answer


def exchanged(rows: list[Row], chance: random.Random) -> list[Row]:
    """Return the questions that could be asked with one thing exchanged, nothing of them right."""
    asked = [row for row in rows if any(c["right"] for c in row["choices"])]
    asked = [row for row in asked if chance.random() < SHARE]
    near = names_of([_told(row) for row in asked])
    far = by_kind(near)
    made = []
    for row, own, there in zip(asked, names_of([r["question"] for r in asked]), near, strict=True):
        question = swapped(row["question"], own, there, far, chance)
        if question is not None:
            choices = [choice | {"right": False} for choice in row["choices"]]
            made.append({"question": question, "choices": choices})
    return made


def _told(row: Row) -> str:
    """Return the sentences of a question's answers, each once."""
    return " ".join(dict.fromkeys(choice["text"] for choice in row["choices"]))


def main() -> None:
    """Exchange in what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("candidates", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in args.candidates]
    rows = [json.loads(line) for text in texts for line in text.splitlines()]
    made = exchanged(rows, random.Random(SEED))
    with args.out.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in made)
    print(f"{len(made)} of {len(rows)} questions")


if __name__ == "__main__":
    main()
