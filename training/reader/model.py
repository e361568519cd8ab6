"""A MiniLM weight file in, a span reader in torch out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

HIDDEN, HEADS, LAYERS, FEED = 384, 12, 6, 1536
EPSILON = 1e-12
SCALE = (HIDDEN / HEADS) ** -0.5


class Layer(nn.Module):
    """One transformer layer, normalised after each half (as BERT is)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.value = nn.Linear(HIDDEN, HIDDEN)
        self.mixed = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.wide = nn.Linear(HIDDEN, FEED)
        self.narrow = nn.Linear(FEED, HIDDEN)
        self.last_norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.drop = nn.Dropout(dropout)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Map (batch, length, hidden) to the same shape; mask (batch, 1, 1, length) is added."""
        batch, length, _ = states.shape
        query, key, value = (
            part(states).view(batch, length, HEADS, -1).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        # Written out: on a processor the fused attention is slower to train than its parts.
        # Autocast would take the softmax to float32, at twice the memory traffic.
        with torch.autocast("cpu", enabled=False):
            weights = torch.softmax((query * SCALE) @ key.transpose(2, 3) + mask.to(key.dtype), -1)
            seen = weights @ value
        mixed = self.mixed(seen.transpose(1, 2).reshape(batch, length, HIDDEN))
        states = self.norm(states + self.drop(mixed))
        narrow = self.narrow(functional.gelu(self.wide(states)))
        return self.last_norm(states + self.drop(narrow))


class Reader(nn.Module):
    """Token ids, mask and types (batch, length) in; start and end logits (batch, length, 2) out."""

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.types = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.spans = nn.Linear(HIDDEN, 2)
        self.drop = nn.Dropout(dropout)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Read question and passage together; rows behind the mask are meaningless."""
        places = torch.arange(ids.shape[1])
        states = self.words(ids) + self.positions(places) + self.types(types)
        states = self.drop(self.norm(states))
        seen = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
        for layer in self.layers:
            states = layer(states, seen)
        logits: torch.Tensor = self.spans(states.float())
        return logits


def file_names() -> dict[str, str]:
    """Return the weight file's name of each parameter except the span head's."""
    pairs = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "types.weight": "embeddings.token_type_embeddings.weight",
    }
    modules = {"norm": "embeddings.LayerNorm"}
    for n in range(LAYERS):
        there = f"encoder.layer.{n}"
        modules |= {
            f"layers.{n}.query": f"{there}.attention.self.query",
            f"layers.{n}.key": f"{there}.attention.self.key",
            f"layers.{n}.value": f"{there}.attention.self.value",
            f"layers.{n}.mixed": f"{there}.attention.output.dense",
            f"layers.{n}.norm": f"{there}.attention.output.LayerNorm",
            f"layers.{n}.wide": f"{there}.intermediate.dense",
            f"layers.{n}.narrow": f"{there}.output.dense",
            f"layers.{n}.last_norm": f"{there}.output.LayerNorm",
        }
    for ours, theirs in modules.items():
        for kind in ("weight", "bias"):
            pairs[f"{ours}.{kind}"] = f"{theirs}.{kind}"
    return pairs


def load_encoder(reader: Reader, weights: Path) -> None:
    """Fill the encoder from a safetensors file; the span head as well where the file has one."""
    stored = load_file(str(weights))
    state: dict[str, Any] = reader.state_dict()
    names = file_names() | {f"spans.{kind}": f"spans.{kind}" for kind in ("weight", "bias")}
    for ours, theirs in names.items():
        if theirs in stored:
            state[ours].copy_(stored[theirs])
