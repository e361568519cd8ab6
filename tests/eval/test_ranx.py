"""The ranking figures agree with those of ranx on rankings drawn at random.

It runs in a process of its own: compiling its functions would take a minute, and only there can
that be switched off.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys

import pytest

from eval.metrics import ranking

THEIRS = """
import json, sys, warnings
warnings.simplefilter("ignore")
import ranx
gold, found = json.load(sys.stdin)
names = ["hit_rate@1", "hit_rate@5", "recall@5", "mrr@10", "ndcg@10"]
run = ranx.Run({q: {a: 1 / (n + 1) for n, a in enumerate(r)} for q, r in found.items()})
ranx.evaluate(ranx.Qrels({q: dict.fromkeys(g, 1) for q, g in gold.items()}), run, names)
print(json.dumps({n: {q: float(v) for q, v in run.scores[n].items()} for n in names}))
"""


def test_ranking_figures_agree_with_ranx() -> None:
    draw = random.Random(7)
    ids = [f"a{n}" for n in range(15)]
    gold = {str(q): draw.sample(ids, draw.randint(1, 4)) for q in range(40)}
    found = {q: draw.sample(ids, draw.randint(1, 12)) for q in gold}
    done = subprocess.run(
        [sys.executable, "-c", THEIRS],
        input=json.dumps([gold, found]),
        env={"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = json.loads(done.stdout)
    for q, relevant in gold.items():
        for name, ours in (
            ("hit_rate@1", ranking.hit(found[q], relevant, 1)),
            ("hit_rate@5", ranking.hit(found[q], relevant, 5)),
            ("recall@5", ranking.recall(found[q], relevant, 5)),
            ("mrr@10", ranking.reciprocal_rank(found[q], relevant, 10)),
            ("ndcg@10", ranking.ndcg(found[q], relevant, 10)),
        ):
            assert ours == pytest.approx(theirs[name][q]), (name, found[q], relevant)
