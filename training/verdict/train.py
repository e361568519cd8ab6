r"""Prepared pairs and a trained span reader in, a model of verdicts out.

    python training/verdict/train.py --data FILE.npz (--reader reader.pt | --model verdict.pt) \
        --out FOLDER

Each pair is one window; position 0 says yes, no or untold. A third of the batches are single pairs
(cross-entropy), two thirds of them questions of yes or no; the others hold the possible answers to
a few questions each: by the odds of yes they are one choice among them and "none" (Clark & Gardner
2018), beside which each answer counts alone. Of these questions every third is one of the first
`--near`, as the stories' are, the others of all that come after (`public.py`). The schedule runs on
the clock, so that it completes on a busy machine as well. With `--model` training goes on from a
trained model of verdicts, with `--bfloat16` in half the bits, on processors that have them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parents[1] / "reader"))
from average import weights_of
from verdicts import VerdictNet

BATCH, POOL = 32, 16
POLAR_SHARE = 2 / 3
# Answers to one question in a batch, at most, and of the right ones among them.
GROUP, RIGHT = 8, 2
CHOICES = 2  # batches of answers for each of single pairs
QUESTIONS = 64  # drawn at a time, and sorted by length
NEAR = 1 / 3  # of the questions whose answers are one choice
ALONE = 0.5  # what each answer by itself counts, beside the choice among them
YES = 0
WARM_UP = 0.05
SMOOTHING = 0.02
HEAD_RATE = 5.0  # the head begins with nothing
LONGEST = 5.0  # seconds a batch is charged at most: a machine that slept has not trained


class Pairs:
    """Prepared pairs."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as arrays:
            self.ids, self.lengths = arrays["ids"], arrays["lengths"]
            self.bounds, self.verdicts = arrays["bounds"], arrays["verdicts"].astype(np.int64)
            self.sources, groups = arrays["sources"], arrays["groups"]
        numbers = np.arange(groups.max() + 1)
        first, last = (np.searchsorted(groups, numbers, side) for side in ("left", "right"))
        self.groups = list(zip(first.tolist(), last.tolist(), strict=True))
        self.ends = np.cumsum(self.lengths)

    def batch(self, rows: np.ndarray) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return ids, mask and types (rows, longest)."""
        size = (len(rows), int(self.lengths[rows].max()))
        ids, mask, types = (torch.zeros(size, dtype=torch.long) for _ in range(3))
        for n, row in enumerate(rows):
            end, length = self.ends[row], self.lengths[row]
            ids[n, :length] = torch.from_numpy(self.ids[end - length : end].astype(np.int64))
            mask[n, :length] = 1
            types[n, self.bounds[row] : length] = 1
        return ids, mask, types


def batches(data: Pairs, chance: np.random.Generator, near: int) -> Iterator[list[np.ndarray]]:
    """Yield batches without end, as groups of rows: single pairs together, then answers."""
    singles, choices = single_batches(data, chance), choice_batches(data, chance, near)
    while True:
        yield [next(singles)]
        for _ in range(CHOICES):
            yield next(choices)


def single_batches(data: Pairs, chance: np.random.Generator) -> Iterator[np.ndarray]:
    """Yield rows of single pairs, those of a batch of about one length."""
    polar, other = (shuffled(np.flatnonzero(data.sources == n), chance) for n in (0, 1))
    count = round(BATCH * POOL * POLAR_SHARE)
    while True:
        rows = [next(polar) for _ in range(count)]
        rows += [next(other) for _ in range(BATCH * POOL - count)]
        ordered = np.array(rows)[np.argsort(data.lengths[rows] + chance.uniform(0, 6, len(rows)))]
        parts = np.split(ordered, POOL)
        chance.shuffle(parts)
        yield from parts


def choice_batches(
    data: Pairs, chance: np.random.Generator, near: int
) -> Iterator[list[np.ndarray]]:
    """Yield the rows of several questions' answers, those of a batch of about one length."""
    every = np.arange(len(data.groups))
    first = shuffled(every[:near] if near else every, chance)
    rest = shuffled(every[near:] if near < len(every) else every, chance)
    while True:
        sides = (first if chance.random() < NEAR else rest for _ in range(QUESTIONS))
        drawn = [answers_of(data, next(side), chance) for side in sides]
        longest = [data.lengths[rows].max() + chance.uniform(0, 6) for rows in drawn]
        batches: list[list[np.ndarray]] = [[]]
        for n in np.argsort(longest):
            if sum(map(len, batches[-1])) + len(drawn[n]) > BATCH:
                batches.append([])
            batches[-1].append(drawn[n])
        chance.shuffle(batches)
        yield from batches


def answers_of(data: Pairs, question: int, chance: np.random.Generator) -> np.ndarray:
    """Return rows of the answers to one question: right ones, and wrong ones the likeliest."""
    rows = np.arange(*data.groups[question])
    right = data.verdicts[rows] == YES
    kept = chance.permutation(rows[right])[:RIGHT]
    wrong = rows[~right]
    near = np.argsort(np.arange(len(wrong)) + chance.uniform(0, 6, len(wrong)))
    return np.r_[kept, wrong[near[: GROUP - len(kept)]]]


def choice_loss(odds: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Return the loss of one question's answers, given the log odds of yes of each, (n,)."""
    total = torch.logsumexp(functional.pad(odds, (1, 0)), 0)
    good = torch.logsumexp(odds[right], 0) if right.any() else torch.zeros(())
    alone = functional.binary_cross_entropy_with_logits(odds, right.float())
    return total - good + ALONE * alone


def loss_of(net: VerdictNet, data: Pairs, batch: list[np.ndarray], half: bool) -> torch.Tensor:
    """Return the mean loss of a batch: of single pairs, or of the choices among answers."""
    rows = np.concatenate(batch)
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        told = net(*data.batch(rows)).float()
    verdicts = torch.from_numpy(data.verdicts[rows])
    if len(batch) == 1:
        return functional.cross_entropy(told, verdicts, label_smoothing=SMOOTHING)
    odds = told[:, YES] - torch.logsumexp(told[:, YES + 1 :], 1)
    sizes = [len(part) for part in batch]
    parts = zip(odds.split(sizes), (verdicts == YES).split(sizes), strict=True)
    return torch.stack([choice_loss(*part) for part in parts]).mean()


def shuffled(rows: np.ndarray, chance: np.random.Generator) -> Iterator[int]:
    """Yield all rows in random order, again and again."""
    while True:
        yield from chance.permutation(rows)


def rate(progress: float) -> float:
    """Return the share of the peak learning rate: a short rise, then a straight fall to zero."""
    return max(0.0, min(progress / WARM_UP, (1 - progress) / (1 - WARM_UP)))


def train(net: VerdictNet, data: Pairs, args: argparse.Namespace) -> None:
    """Train until the minutes are used up."""
    encoder = [p for n, p in net.named_parameters() if p.requires_grad and "verdict" not in n]
    groups = [{"params": encoder, "of": 1.0}, {"params": net.verdict.parameters(), "of": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, lr=args.rate, weight_decay=0.01)
    budget, used = 60.0 * args.minutes, 0.0
    losses: dict[str, list[float]] = {"single": [], "choices": []}
    net.train()
    for step, batch in enumerate(batches(data, np.random.default_rng(args.seed), args.near), 1):
        began = time.monotonic()
        loss = loss_of(net, data, batch, args.bfloat16)
        loss.backward()
        for group in optimiser.param_groups:
            group["lr"] = args.rate * rate(used / budget) * group["of"]
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        used += min(time.monotonic() - began, LONGEST)
        losses["single" if len(batch) == 1 else "choices"].append(loss.item())
        if step % 100 == 0:
            line = {"step": step, "minutes": round(used / 60, 1)}
            line |= {name: round(float(np.mean(lately)), 3) for name, lately in losses.items()}
            print(json.dumps(line), flush=True)
            losses = {name: [] for name in losses}
        if used >= budget:
            return


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--reader", type=Path, help="a trained span reader to begin with")
    start.add_argument("--model", type=Path, help="a verdict.pt, or a shipped file, to go on from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=46.0)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--near", type=int, default=0, help="questions of the stories, the first")
    parser.add_argument("--bfloat16", action="store_true")
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args()
    torch.manual_seed(3)
    torch.set_num_threads(args.threads)
    net = VerdictNet.from_reader(args.reader) if args.reader else VerdictNet()
    if args.model:
        net.load_state_dict(weights_of(args.model))
    net.words.weight.requires_grad_(False)
    train(net, Pairs(args.data), args)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), args.out / "verdict.pt")


if __name__ == "__main__":
    main()
