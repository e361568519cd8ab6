"""Prepared pairs and a trained span reader in, a model of verdicts out.

    python training/verdict/train.py --data FILE.npz --reader reader.pt --out FOLDER

Each pair is one window; position 0 says yes, no or untold (cross-entropy). Questions of yes or no
and answers to others make up half of each pool of batches. The schedule runs on the clock, so that
it completes on a busy machine as well.
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
from verdicts import VerdictNet

BATCH, POOL = 32, 16
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
            self.sources = arrays["sources"]
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


def batches(data: Pairs, chance: np.random.Generator) -> Iterator[np.ndarray]:
    """Yield batches without end, each of pairs of about one length."""
    halves = [shuffled(np.flatnonzero(data.sources == source), chance) for source in (0, 1)]
    while True:
        rows = np.array([next(half) for half in halves for _ in range(BATCH * POOL // 2)])
        rows = rows[np.argsort(data.lengths[rows] + chance.uniform(0, 6, len(rows)))]
        parts = np.split(rows, POOL)
        chance.shuffle(parts)
        yield from parts


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
    budget, used, losses = 60.0 * args.minutes, 0.0, []
    net.train()
    for step, rows in enumerate(batches(data, np.random.default_rng(args.seed)), 1):
        began = time.monotonic()
        verdicts = torch.from_numpy(data.verdicts[rows])
        told = net(*data.batch(rows))
        loss = functional.cross_entropy(told, verdicts, label_smoothing=SMOOTHING)
        loss.backward()
        for group in optimiser.param_groups:
            group["lr"] = args.rate * rate(used / budget) * group["of"]
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        used += min(time.monotonic() - began, LONGEST)
        losses.append(loss.item())
        if step % 100 == 0:
            line = {"step": step, "minutes": round(used / 60, 1), "loss": np.mean(losses[-100:])}
            print(json.dumps(line), flush=True)
        if used >= budget:
            return


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True, help="a trained span reader")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=46.0)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args()
    torch.manual_seed(3)
    torch.set_num_threads(args.threads)
    net = VerdictNet.from_reader(args.reader)
    net.words.weight.requires_grad_(False)
    train(net, Pairs(args.data), args)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), args.out / "verdict.pt")


if __name__ == "__main__":
    main()
