"""RAMDocs: `RAMDocs_test.jsonl` in, cases of conflict, misinformation and noise out.

All documents go into one library, so each question is also asked among those of the others.
Source: Wang et al. 2025, https://github.com/HanNight/RAMDocs
"""

from __future__ import annotations

from pathlib import Path

from eval.importers.shape import Imported, Record, files, read_lines
from eval.words import holds


def read(path: Path) -> Imported:
    """Turn questions with several right answers into kind `conflict`; wrong ones into must_not."""
    found = Imported()
    lines = [line for file in files(path, "*.jsonl") for line in read_lines(file)]
    for n, line in enumerate(lines):
        names = [f"ramdocs-{n:03d}-{m}" for m in range(len(line["documents"]))]
        for name, document in zip(names, line["documents"], strict=True):
            title = " ".join(document["text"].split()[:8])
            found.articles.append({"id": name, "title": title, "text": document["text"]})
        found.cases.append(_case(f"ramdocs-{n:03d}", line, names))
    return found


def _case(name: str, line: Record, names: list[str]) -> Record:
    gold = list(dict.fromkeys(line["gold_answers"]))
    wrong = [
        answer
        for answer in dict.fromkeys(line["wrong_answers"])
        if answer.strip() and not any(holds(right, answer) for right in gold)
    ]
    types = [document["type"] for document in line["documents"]]
    return {
        "id": name,
        "question": line["question"],
        "answers": gold,
        "answerable": True,
        "evidence": [n for n, kind in zip(names, types, strict=True) if kind == "correct"],
        "must_not": wrong,
        "kind": "conflict" if len(gold) > 1 else "misinfo" if "misinfo" in types else "noise",
    }
