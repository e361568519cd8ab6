"""The shipped int8 reader in, a weight file that training can go on from out.

    python training/reader/unpack.py assistant/reader_model/reader-int8.onnx --out FILE

The matrices come back rounded to the steps of their column; training smooths that out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file

PARTS = ("query", "key", "value")


def unpack(path: Path) -> dict[str, np.ndarray]:
    """Return the weights of an exported reader under the names of the published weight file."""
    held = {c.name: numpy_helper.to_array(c) for c in onnx.load(str(path)).graph.initializer}

    def matrix(name: str) -> np.ndarray:
        return held[f"{name}.int8"].astype(np.float32) * held[f"{name}.scale"]

    weights = {
        "embeddings.word_embeddings.weight": matrix("words"),
        "embeddings.position_embeddings.weight": held["places"],
        "embeddings.token_type_embeddings.weight": held["segments"],
        "embeddings.LayerNorm.weight": held["embeddings.gain"],
        "embeddings.LayerNorm.bias": held["embeddings.shift"],
        "spans.weight": held["head.weight"].T,
        "spans.bias": held["head.bias"],
    }
    for layer in sorted({".".join(n.split(".")[:3]) for n in held if n.startswith("encoder.")}):
        joined, biases = matrix(f"{layer}.attention.qkv"), held[f"{layer}.attention.qkv.bias"]
        columns = zip(np.split(joined, 3, axis=1), np.split(biases, 3), strict=True)
        for part, (weight, bias) in zip(PARTS, columns, strict=True):
            weights[f"{layer}.attention.self.{part}.weight"] = weight.T
            weights[f"{layer}.attention.self.{part}.bias"] = bias
        inner = f"{layer}.intermediate.dense"
        weights |= {f"{inner}.weight": matrix(inner).T, f"{inner}.bias": held[f"{inner}.bias"]}
        for output in (f"{layer}.attention.output", f"{layer}.output"):
            weights |= {
                f"{output}.dense.weight": matrix(f"{output}.dense").T,
                f"{output}.dense.bias": held[f"{output}.skip.bias"],
                f"{output}.LayerNorm.weight": held[f"{output}.gain"],
                f"{output}.LayerNorm.bias": held[f"{output}.shift"],
            }
    return {name: np.ascontiguousarray(value) for name, value in weights.items()}


def main() -> None:
    """Unpack what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    save_file(unpack(args.model), str(args.out))


if __name__ == "__main__":
    main()
