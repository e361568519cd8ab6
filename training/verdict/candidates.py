r"""Stories with questions in, the answers that come into question for each out, right and wrong.

    PYTHONPATH=. .venv/bin/python training/verdict/candidates.py training/stories/reader \
        --out FILE.jsonl [--cache FOLDER] [--share 0.5] [--part 0/2] [--ordered]

The stories are loaded as one archive, and each question but those of yes or no and those for a day
in an order of time is planned, looked up and read as in the product, with the shipped span reader;
with `--ordered` only those of order ("Who led the talks last?"). One line a question: `question`,
`choices`, those with the best margins first, each with its `answer`, what the verdict model reads
around it, and whether it is `right`. An answer that tells part of a right one is left out, since
it may be called either.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "choice"))
from fit import Tools, opened, right

from assistant.read.order import ordering
from assistant.read.order.chronology import prepared
from assistant.read.sentence.candidates import context_of
from assistant.read.sentence.phrase import short_for
from assistant.read.spans.features import agree, answer_stems
from assistant.read.spans.weighing import JUDGED, MARGIN, weigh
from eval.cases import Case, read_cases


def candidates(case: Case, tools: Tools, ordered: bool) -> dict[str, Any] | None:
    """Return a case's candidates as the product finds them; None where rules answer."""
    plan = tools.plan(case)
    of_order = ordering.asks(plan)
    if plan.answer_type == "yes-no" or (plan.operator != "none" and not of_order):
        return None
    if ordered and not of_order:
        return None
    hits = tools.hits(plan)[: tools.assistant.k]
    if of_order:
        plan = prepared(plan, hits)
    found, rows, possible = weigh(plan, hits, tools.scorer)
    golds = [answer_stems(answer) for answer in case.answers]
    choices = []
    for n in np.argsort(-rows[:, MARGIN], kind="stable") if found else ():
        c = found[n]
        ok = right(case, short_for(plan, c))
        partly = any(agree(answer_stems(c.text), gold) for gold in golds)
        if not possible[n] or (partly and not ok) or len(choices) >= JUDGED:
            continue
        context = context_of(c.hit, *c.sentence)
        choice = {"answer": c.text, "right": ok, "text": context.text, "before": context.before}
        day = context.day.isoformat() if context.day else None
        choices.append(choice | {"title": context.title, "day": day})
    return {"question": plan.standalone_question, "choices": choices} if choices else None


def main() -> None:
    """Collect what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path(".dateline-eval/verdict"))
    parser.add_argument("--share", type=float, default=1.0, help="of the questions, by their ids")
    parser.add_argument("--part", default="0/1", help="which of how many parts to collect")
    parser.add_argument("--ordered", action="store_true", help="only questions of order")
    args = parser.parse_args()
    part, parts = map(int, args.part.split("/"))
    tools = opened(args.folder.name, args.folder / "articles", args.cache)
    cases = [c for c in read_cases(args.folder / "cases") if not c.history]
    cases = [c for c in cases if zlib.crc32(c.id.encode()) < args.share * 2**32]
    with args.out.open("w", encoding="utf-8") as out:
        for case in cases[part::parts]:
            row = candidates(case, tools, args.ordered)
            if row is not None:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                out.flush()


if __name__ == "__main__":
    main()
