"""A trained model of verdicts in, the int8 ONNX file and its card for the package out.

python training/verdict/export.py --model FOLDER/verdict.pt --out assistant/verdict_model
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import torch
from onnx import helper

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "reader"))
from minilm_onnx import Graph, encoder_graph, model
from model import file_names

MODEL, CARD = "verdict-int8.onnx", "verdict.json"
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
NOTE = "Question (segment 0) and sentence (segment 1) in; logits of yes, no and untold out."


def main() -> None:
    """Write the model file and its card; the head stays float32."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float32", action="store_true", help="for comparison; not shipped")
    args = parser.parse_args()
    state = torch.load(args.model, weights_only=True)
    weights = {theirs: state[ours].float().numpy() for ours, theirs in file_names().items()}
    graph = Graph(int8=not args.float32)
    hidden = encoder_graph(weights, graph, segments=True)
    first = graph.constant("head.first", np.array(0, np.int64))
    state_of_first = graph.node("Gather", [hidden, first], "head.state", axis=1)
    head = graph.constant("head.weight", state["verdict.weight"].float().numpy().T)
    product = graph.node("MatMul", [state_of_first, head], "head.product")
    bias = graph.constant("head.bias", state["verdict.bias"].float().numpy())
    graph.nodes.append(helper.make_node("Add", [product, bias], ["logits"]))
    made = model(graph, INPUTS, ("logits", ["batch", 3]), NOTE).SerializeToString()
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / MODEL).write_bytes(made)
    card = {"sha256": hashlib.sha256(made).hexdigest()}
    (args.out / CARD).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(f"{len(made) / 1e6:.1f} MB, SHA-256 {card['sha256']}")


if __name__ == "__main__":
    main()
