"""Two models that were trained from the same encoder in, one with the mean of their weights out.

    python training/reader/average.py FIRST SECOND --out FILE.pt [--share 0.5]

Each is a `reader.pt` or `verdict.pt` of training, or an int8 file as shipped. Models that began
from one encoder lie close enough for their mean to be better than either, at the cost of one.
Source: Wortsman et al. (2022), Model soups.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from model import file_names
from unpack import unpack

STARTS_AND_ENDS = 2  # logits of a span reader


def weights_of(path: Path) -> dict[str, torch.Tensor]:
    """Return a model's weights under the names of training."""
    if path.suffix != ".onnx":
        state = torch.load(path, weights_only=True)
        return dict(state.get("reader", state))
    stored = unpack(path)
    head = "spans" if len(stored["spans.bias"]) == STARTS_AND_ENDS else "verdict"
    names = file_names() | {f"{head}.{kind}": f"spans.{kind}" for kind in ("weight", "bias")}
    return {ours: torch.from_numpy(stored[theirs].copy()) for ours, theirs in names.items()}


def main() -> None:
    """Write the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", type=Path, nargs=2)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.5, help="of the second")
    args = parser.parse_args()
    first, second = (weights_of(path) for path in args.readers)
    mean = {
        name: torch.lerp(one.float(), second[name].float(), args.share)
        for name, one in first.items()
    }
    torch.save(mean, args.out)


if __name__ == "__main__":
    main()
