"""Prepared arrays and MiniLM weights in, a trained span reader out; resumes where it stopped.

    python training/reader/train.py --data FOLDER --weights model.safetensors --out FOLDER

Every question is read with its passage and with none to a few hard negatives, as one group. The
loss is the mean of two: each window on its own (position 0 says "not here"), and the group as one
choice among all tokens of all its windows, each counted from its window's own "not here". The
second is what makes spans of different passages compare.
Source: Clark & Gardner (2018), Simple and Effective Multi-Paragraph Reading Comprehension.

The schedule runs on the clock, so that it completes on a busy machine as well: the learning rate
falls to zero as the minutes given are used up.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from groups import Data, Window, epoch
from model import Reader, load_encoder
from torch.nn import functional

WARM_UP = 0.03
# Where the processor has no arithmetic of its own for it, bfloat16 is ten times slower.
HALF = torch.ops.mkldnn._is_mkldnn_bf16_supported()
LONGEST = 5.0  # seconds a batch is charged at most: a machine that slept has not trained


def tensors(rows: list[Window]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return ids, mask and types (rows, longest)."""
    longest = max(len(row.ids) for row in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    for n, row in enumerate(rows):
        ids[n, : len(row.ids)] = torch.tensor(row.ids)
        mask[n, : len(row.ids)] = 1
        types[n, row.head_from : len(row.ids)] = 1
    return ids, mask, types


def losses(
    logits: torch.Tensor, groups: list[list[Window]], types: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the loss of windows on their own and that of groups as one choice."""
    rows = [row for rows in groups for row in rows]
    allowed = types.bool().clone()
    for n, row in enumerate(rows):
        allowed[n, row.head_from : row.passage_from] = False  # nor is what stands in a headline
        allowed[n, len(row.ids) - 1] = False  # the closing separator is no answer
    allowed[:, 0] = True
    logits = logits.masked_fill(~allowed[:, :, None], -1e4)
    single = torch.zeros(())
    shared = torch.zeros(())
    for side, gold in enumerate(([row.start for row in rows], [row.end for row in rows])):
        scores = logits[:, :, side]
        single = single + functional.cross_entropy(scores, torch.tensor(gold)) / 2
        above = scores - scores[:, :1]
        total = torch.logsumexp(above[:, 1:], 1)
        at = 0
        for members in groups:
            # exp(0) stands for "nowhere in this group"
            every = torch.cat([total[at : at + len(members)], torch.zeros(1)])
            right = above[at, gold[at]]
            shared = shared + (torch.logsumexp(every, 0) - right) / (2 * len(groups))
            at += len(members)
    return single, shared


@dataclass
class Run:
    """All that a checkpoint holds: the model, its optimiser and how far it is."""

    reader: Reader
    optimiser: torch.optim.AdamW
    seconds: float = 0.0
    epoch: int = 0
    batch: int = 0
    step: int = 0
    windows: int = 0

    def save(self, path: Path) -> None:
        """Write the checkpoint; the old one stays until the new one is whole."""
        state = {
            key: getattr(self, key) for key in ("seconds", "epoch", "batch", "step", "windows")
        }
        state |= {"reader": self.reader.state_dict(), "optimiser": self.optimiser.state_dict()}
        state["random"] = torch.get_rng_state()
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        self.reader.load_state_dict(state.pop("reader"))
        self.optimiser.load_state_dict(state.pop("optimiser"))
        torch.set_rng_state(state.pop("random"))
        for key, value in state.items():
            setattr(self, key, value)


class Threads:
    """Keeps to one or two threads, whichever is faster at the time; others may use the machine."""

    def __init__(self, fixed: int) -> None:
        self.now = fixed or 1
        self._fixed = bool(fixed)
        self._batch = 0
        self._speed = {1: 0.0, 2: 0.0}
        torch.set_num_threads(self.now)

    def done(self, tokens: int, seconds: float) -> None:
        """Count a batch; try both for 20 batches of every 800, then keep the faster."""
        self._speed[self.now] += tokens / seconds
        self._batch += 1
        turn = self._batch % 800
        if self._fixed or turn not in (1, 21, 41):
            return
        best = max(self._speed, key=lambda count: self._speed[count])
        self.now = {1: 1, 21: 2, 41: best}[turn]
        if turn < 41:
            self._speed[self.now] = 0.0
        torch.set_num_threads(self.now)


class Log:
    """Writes the mean losses as a JSON line every 200 batches."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pairs: list[tuple[float, float]] = []

    def add(self, run: Run, pair: tuple[float, float], threads: int) -> None:
        """Count a batch's losses."""
        self._pairs.append(pair)
        if len(self._pairs) < 200:
            return
        single, shared = np.mean(self._pairs, 0)
        line = {"step": run.step, "epoch": run.epoch, "minutes": run.seconds / 60}
        line |= {"windows": run.windows, "threads": threads, "single": single, "shared": shared}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({key: round(float(v), 3) for key, v in line.items()}) + "\n")
        self._pairs = []


def rate(progress: float) -> float:
    """Return the share of the peak learning rate: a short rise, then a straight fall to zero."""
    return min(progress / WARM_UP, (1 - progress) / (1 - WARM_UP)) if progress < 1 else 0.0


def add_gradients(run: Run, groups: list[list[Window]], share: float) -> tuple[float, float]:
    """Add a batch's gradients, weighted by its share of the step, and return both losses."""
    ids, mask, types = tensors([row for rows in groups for row in rows])
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
        logits = run.reader(ids, mask, types)
    single, shared = losses(logits.float(), groups, types)
    (share * (single + shared) / 2).backward()
    return single.item(), shared.item()


def step(run: Run, learning_rate: float) -> None:
    """Take one step with the gradients gathered so far."""
    for part in run.optimiser.param_groups:
        part["lr"] = learning_rate
    torch.nn.utils.clip_grad_norm_(run.reader.parameters(), 1.0)
    run.optimiser.step()
    run.optimiser.zero_grad(set_to_none=True)


def train(run: Run, data: Data, args: argparse.Namespace) -> None:
    """Train until the minutes are used up."""
    budget, threads, log = 60.0 * args.minutes, Threads(args.threads), Log(args.out / "train.log")
    while run.seconds < budget:
        for number, groups in enumerate(epoch(data, run.epoch, args.seed, args.batch)):
            if number < run.batch:
                continue  # already seen before the checkpoint
            if run.seconds >= budget:
                break
            began = time.monotonic()
            pair = add_gradients(run, groups, 1 / args.gather)
            run.batch, run.windows = number + 1, run.windows + sum(map(len, groups))
            if run.batch % args.gather == 0:
                run.step += 1
                step(run, args.rate * rate(run.seconds / budget))
            took = min(time.monotonic() - began, LONGEST)
            run.seconds += took
            threads.done(sum(len(row.ids) for rows in groups for row in rows), took)
            log.add(run, pair, threads.now)
            if run.batch % (args.every * args.gather) == 0:
                run.save(args.out / "checkpoint.pt")
        else:
            run.epoch, run.batch = run.epoch + 1, 0
    run.save(args.out / "checkpoint.pt")


def freeze(reader: Reader, layers: int) -> None:
    """Keep the word table as it is, and with `layers` all below and with that many layers."""
    reader.words.weight.requires_grad_(False)
    parts = [reader.positions, reader.types, reader.norm, *reader.layers[:layers]]
    for part in parts if layers else []:
        part.requires_grad_(False)


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that prepare.py wrote")
    parser.add_argument("--weights", type=Path, required=True, help="MiniLM as safetensors")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=120.0)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--batch", type=int, default=8, help="windows at a time")
    parser.add_argument("--gather", type=int, default=4, help="batches a step")
    parser.add_argument("--freeze", type=int, default=0, help="lowest layers that stay as they are")
    parser.add_argument("--every", type=int, default=500, help="steps between checkpoints")
    parser.add_argument("--threads", type=int, default=0, help="0: the faster of 1 and 2")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    reader = Reader()
    with torch.no_grad():
        load_encoder(reader, args.weights)
    freeze(reader, args.freeze)
    weights = [weight for weight in reader.parameters() if weight.requires_grad]
    run = Run(reader, torch.optim.AdamW(weights, lr=args.rate, weight_decay=0.01, fused=True))
    if (args.out / "checkpoint.pt").exists():
        run.load(args.out / "checkpoint.pt")
    with np.load(args.data / "train.npz") as arrays:
        data = Data(dict(arrays))
    reader.train()
    train(run, data, args)
    torch.save(reader.state_dict(), args.out / "reader.pt")


if __name__ == "__main__":
    main()
