"""A trained reader in, the int8 ONNX file and its card for the package out.

    python training/reader/export.py --reader FOLDER/reader.pt --out assistant/reader_model

The card holds the file's SHA-256 and the calibration, which is kept from an older card unless
given: `probability = sigmoid(margin / temperature + offset)`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from model import file_names
from onnx import TensorProto, helper

sys.path.insert(0, str(Path(__file__).parent.parent))
from minilm_onnx import Graph, encoder_graph, model

MODEL, CARD = "reader-int8.onnx", "reader.json"
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
NOTE = "Span reader: question (segment 0) and passage (segment 1) in, start and end logits out."


def weights_of(path: Path) -> dict[str, np.ndarray]:
    """Return a checkpoint's or a final file's weights under the names of the weight file."""
    state = torch.load(path, weights_only=True)
    state = state.get("reader", state)
    names = file_names() | {f"spans.{kind}": f"spans.{kind}" for kind in ("weight", "bias")}
    return {theirs: state[ours].float().numpy() for ours, theirs in names.items()}


def reader_model(weights: dict[str, np.ndarray], *, int8: bool) -> onnx.ModelProto:
    """Build the graph; the span head stays float32, being tiny and what the margins hang on."""
    graph = Graph(int8=int8)
    hidden = encoder_graph(weights, graph, segments=True)
    head = graph.constant("head.weight", weights["spans.weight"].T)
    product = graph.node("MatMul", [hidden, head], "head.product")
    bias = graph.constant("head.bias", weights["spans.bias"])
    graph.nodes.append(helper.make_node("Add", [product, bias], ["logits"]))
    made = model(graph, INPUTS, ("logits", ["batch", "length", 2]), NOTE)
    used = {name for node in made.graph.node for name in node.input}
    assert "token_type_ids" in used
    assert made.graph.output[0].type.tensor_type.elem_type == TensorProto.FLOAT
    return made


def main() -> None:
    """Write the model file and its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float32", action="store_true", help="for comparison; not shipped")
    parser.add_argument("--temperature", type=float)
    parser.add_argument("--offset", type=float)
    args = parser.parse_args()
    made = reader_model(weights_of(args.reader), int8=not args.float32).SerializeToString()
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / MODEL).write_bytes(made)
    card = {"sha256": "", "temperature": 1.0, "offset": 0.0}
    if (args.out / CARD).exists():
        card |= json.loads((args.out / CARD).read_text(encoding="utf-8"))
    card["sha256"] = hashlib.sha256(made).hexdigest()
    given = {"temperature": args.temperature, "offset": args.offset}
    card |= {key: value for key, value in given.items() if value is not None}
    (args.out / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(f"{len(made) / 1e6:.1f} MB, SHA-256 {card['sha256']}")


if __name__ == "__main__":
    main()
