"""Fit `assistant/read/spans/choice.json`: gold cases and articles in, weights and figures out.

    python training/choice/fit.py SET=CASES:ARTICLES[:WEIGHT]... [--cache FOLDER] [--write]

Each SET is read with the shipped reader model; every candidate answer becomes a row, right or
wrong by the strict metric, and the weights make a right one, or "none of them" where there is
none, as probable as they can. Questions that rules answer (of order, yes or no) are left out.
Cases marked `"split": "held"` are never fitted on: they and, for sets without a split, five-fold
cross-validation give the figures. Each set counts the same, however many cases it has, or WEIGHT
times as much. The threshold is the one that gives the most right outcomes: answers that are right
plus questions rightly left unanswered; `--threshold` sets it, as for what is shipped, which was
fitted with RealTimeQA, the gold set and `training/stories/choice` at weight 1 each, threshold .27.
"""

from __future__ import annotations

import argparse
import json
import pickle
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.config import Settings
from assistant.loading import open_or_create
from assistant.pipeline import Assistant, quotable
from assistant.read.extractive import ExtractiveReader
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.phrase import short_for
from assistant.read.sentence.relevance import Embed, Remembered
from assistant.read.spans.choose import Choice
from assistant.read.spans.features import FEATURES, agree, answer_stems
from assistant.read.spans.weighing import Flags, weigh
from assistant.setup import embedder_for, tokenize
from assistant.span import SpanReader
from assistant.types import Hit, Plan, Question
from assistant.verdict import VerdictModel
from eval.cases import Case, read_cases
from eval.words import holds
from index_store.articles import read_articles
from index_store.build import build

FOLDS = 5
RIDGE = 5.0
TYPICAL = 300  # cases that a set of weight 1 counts for, beside the ridge
SHIPPED = Path(__file__).parents[2] / "assistant" / "read"
Matrix = NDArray[np.float64]
# Name, cases, articles and cache of a set, and whether held cases are read, in; its samples out.
Collect = Callable[[str, Path, Path, Path, bool], Sequence["Sample"]]
_NONE = np.zeros(len(FEATURES))
UNFITTED = Choice(mean=_NONE, scale=_NONE + 1, weights=_NONE, bias=0.0, threshold=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The candidates of one case.

    Attributes:
        group: cases of one group are never on both sides of a split.
        rows: features of the candidates that come into question, (n, f).
        right: 1 for those that answer the case, (n,).
        same: 1 where two of them give the same answer, (n, n).
        weight: how much the sample counts in a fit.
    """

    group: str
    held: bool
    answerable: bool
    rows: Matrix
    right: Matrix
    same: Matrix
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What cases are read with: an assistant that plans and finds, and the shipped models."""

    assistant: Assistant
    scorer: SpanReader
    verdicts: VerdictModel
    embed: Embed

    def plan(self, case: Case) -> Plan:
        """Plan a case as the product does."""
        asked_at = case.as_of or self.assistant.library.newest_day() or date.max
        return self.assistant.plan(
            Question(text=case.question, asked_at=asked_at, as_of=case.as_of, history=case.history)
        )

    def hits(self, plan: Plan) -> list[Hit]:
        """Find the passages that may be quoted."""
        return quotable(self.assistant.hits(plan))


def collector(kind: str, sample: Callable[[Case, Tools], Sample | None]) -> Collect:
    """Return what reads the cases of a set, each once, kept in the cache folder by their kind."""

    def collect(name: str, cases: Path, articles: Path, cache: Path, held: bool) -> list[Sample]:
        kept = cache / f"{name}-{kind}.pickle"
        if kept.exists():
            return list(pickle.loads(kept.read_bytes()))
        tools = opened(name, articles, cache)
        wanted = [c for c in read_cases(cases) if held or c.extra.get("split") != "held"]
        samples = [s for c in wanted if (s := sample(c, tools)) is not None]
        kept.write_bytes(pickle.dumps(samples))
        return samples

    return collect


def opened(name: str, articles: Path, cache: Path) -> Tools:
    """Load a set's articles into a library of the cache, and open an assistant over it.

    Its reader only plans and finds: what it would choose is yet to be fitted.
    """
    settings = Settings(library=cache / f"{name}-library", reader="extractive")
    embedder = embedder_for(settings)
    library = open_or_create(settings, embedder)
    build(library, read_articles([str(articles)], own_ids=True), embedder, tokenize=tokenize)
    scorer = SpanReader.bundled()
    reader = ExtractiveReader(scorer=scorer, choice=UNFITTED)
    return Tools(
        assistant=Assistant(library=library, embedder=embedder, reader=reader),
        scorer=scorer,
        verdicts=VerdictModel.bundled(),
        embed=Remembered(embedder.embed),
    )


def _sample(case: Case, tools: Tools) -> Sample | None:
    plan = tools.plan(case)
    if plan.operator != "none" or plan.answer_type == "yes-no":
        return None
    hits = tools.hits(plan)[: tools.assistant.k]
    candidates, rows, possible = weigh(plan, hits, tools.scorer, tools.verdicts)
    return sample_of(case, plan, candidates, rows, possible)


def sample_of(
    case: Case, plan: Plan, candidates: Sequence[Candidate], rows: Matrix, possible: Flags
) -> Sample:
    """Return the candidates of a case that come into question."""
    kept = [c for c, may in zip(candidates, possible, strict=True) if may]
    stems = [answer_stems(c.text) for c in kept]
    return Sample(
        group=str(case.extra.get("story") or case.id),
        held=case.extra.get("split") == "held",
        answerable=case.answerable,
        rows=rows[possible],
        right=np.array([right(case, short_for(plan, c)) for c in kept], dtype=np.float64),
        same=np.array([[agree(a, b) for b in stems] for a in stems], dtype=np.float64),
    )


def right(case: Case, short: str) -> bool:
    """Tell whether a short answer is right by the strict metric."""
    told = any(holds(short, answer) for answer in case.answers)
    return case.answerable and told and not any(holds(short, wrong) for wrong in case.must_not)


def fit(samples: Sequence[Sample]) -> Choice:
    """Fit by maximum likelihood of a right candidate or of none, with a ridge on the weights."""
    samples = [s for s in samples if len(s.rows)]
    rows = np.vstack([s.rows for s in samples])
    mean, scale = rows.mean(0), rows.std(0)
    scale = np.where(scale > 1e-6, scale, 1.0)
    z = np.c_[(rows - mean) / scale, np.ones(len(rows))]
    sizes = [len(s.rows) for s in samples]
    starts = np.cumsum([0, *sizes[:-1]])
    of = np.repeat(np.arange(len(samples)), sizes)
    right = np.concatenate([s.right for s in samples])
    none = np.array([not s.right.any() for s in samples], float)
    ridge = np.r_[np.full(rows.shape[1], RIDGE), 1e-6]
    share = np.array([s.weight for s in samples])

    def loss(beta: Matrix) -> tuple[float, Matrix]:
        utility = z @ beta
        top = np.maximum(np.maximum.reduceat(utility, starts), 0.0)
        odds, nobody = np.exp(utility - top[of]), np.exp(-top)
        total = np.add.reduceat(odds, starts) + nobody
        good = np.add.reduceat(odds * right, starts) + none * nobody
        pull = share[of] * (odds / total[of] - odds * right / good[of])
        gradient = z.T @ pull + ridge * beta
        value = np.sum(share * (np.log(total) - np.log(good))) + 0.5 * np.sum(ridge * beta * beta)
        return float(value), gradient

    start = np.r_[np.zeros(rows.shape[1]), -3.0]
    beta = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 1000}).x
    return Choice(mean=mean, scale=scale, weights=beta[:-1], bias=float(beta[-1]), threshold=0.0)


def predict(samples: Sequence[Sample]) -> list[Matrix]:
    """Score every sample by a fit that has not seen its group; held ones by all of the rest."""
    seen = [s for s in samples if not s.held]
    fold = {s.group: zlib.crc32(s.group.encode()) % FOLDS for s in seen}
    fits = {n: fit([s for s in seen if fold[s.group] != n]) for n in range(FOLDS)}
    whole = fit(seen)
    return [
        (whole if s.held else fits[fold[s.group]]).probability(s.rows, np.ones(len(s.rows), bool))
        for s in samples
    ]


def outcomes(samples: Sequence[Sample], scores: Sequence[Matrix]) -> Matrix:
    """Return (n, 4): answerable, the answer's probability, right if given, right one among them."""
    table = []
    for s, p in zip(samples, scores, strict=True):
        best = int(np.argmax(p)) if len(p) else -1
        table.append(
            (
                float(s.answerable),
                float(s.same[best] @ p) if len(p) else 0.0,
                float(s.right[best]) if len(p) else 0.0,
                float(s.right.max()) if len(p) else 0.0,
            )
        )
    return np.array(table)


def best_threshold(table: Matrix) -> float:
    """Return the threshold with the most right outcomes."""
    steps = np.arange(0.02, 0.8, 0.01)
    gains = [
        np.sum(np.where(table[:, 0] > 0, (table[:, 1] >= t) * table[:, 2], table[:, 1] < t))
        for t in steps
    ]
    return round(float(steps[int(np.argmax(gains))]), 2)


def show(name: str, table: Matrix, threshold: float) -> None:
    """Print the figures of one set."""
    asked, rest = table[table[:, 0] > 0], table[table[:, 0] == 0]
    answered = asked[:, 1] >= threshold
    line = (
        f"{name:12} n {len(asked)}+{len(rest)}  best {asked[:, 2].mean():.3f}  "
        f"strict {(answered * asked[:, 2]).mean():.3f}  among {asked[:, 3].mean():.3f}  "
        f"over-abstained {1 - answered.mean():.3f}"
    )
    if len(rest):
        line += f"  abstained right {(rest[:, 1] < threshold).mean():.3f}"
    print(line)


def run(about: str, collect: Collect, features: Sequence[str], file: Path) -> None:
    """Collect the sets named on the command line, fit, print figures and, if asked, write."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("sets", nargs="+", metavar="SET=CASES:ARTICLES[:WEIGHT]")
    parser.add_argument("--cache", type=Path, default=Path(".dateline-eval/choice"))
    parser.add_argument("--held", action="store_true", help="read and score held cases too")
    parser.add_argument("--threshold", type=float)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    parts: dict[str, list[Sample]] = {}
    for entry in args.sets:
        name, _, paths = entry.partition("=")
        cases, articles, *weight = paths.split(":")
        if not (found := collect(name, Path(cases), Path(articles), args.cache, args.held)):
            continue
        share = float(weight[0]) / len(found) if weight else 1 / len(found)
        parts[name] = [replace(s, weight=share * TYPICAL) for s in found]
    samples = [s for part in parts.values() for s in part]
    table = outcomes(samples, predict(samples))
    held = np.array([s.held for s in samples])
    threshold = args.threshold or best_threshold(table[~held])
    print(f"threshold {threshold}")
    start = 0
    for name, part in parts.items():
        rows = slice(start, start + len(part))
        start += len(part)
        for side, mask in (("", ~held[rows]), (" held", held[rows])):
            if mask.any():
                show(name + side, table[rows][mask], threshold)
    final = fit([s for s in samples if not s.held])
    print(dict(zip(features, final.weights.round(2).tolist(), strict=True)))
    if args.write:
        write(file, features, final, threshold)


def write(file: Path, features: Sequence[str], fitted: Choice, threshold: float) -> None:
    """Write weights as they are shipped."""
    shipped = {
        "features": list(features),
        "mean": fitted.mean.round(5).tolist(),
        "scale": fitted.scale.round(5).tolist(),
        "weights": fitted.weights.round(5).tolist(),
        "bias": round(fitted.bias, 5),
        "threshold": threshold,
    }
    file.write_text(json.dumps(shipped, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    run(__doc__, collector("choice", _sample), FEATURES, SHIPPED / "spans" / "choice.json")
