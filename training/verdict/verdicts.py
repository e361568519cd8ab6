"""A trained span reader in, a net that gives one verdict a window out."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import torch
from model import HIDDEN, Reader
from torch import nn

VERDICTS = 3  # yes, no, untold


class VerdictNet(Reader):
    """Token ids, mask and types (batch, length) in; logits (batch, 3) out."""

    def __init__(self, dropout: float = 0.05) -> None:
        super().__init__(dropout)
        self.spans = nn.Identity()  # the encoder's states pass through
        self.verdict = nn.Linear(HIDDEN, VERDICTS)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        """Read question and sentence together; position 0 gives the verdict."""
        states = super().forward(ids, mask, types)
        logits: torch.Tensor = self.verdict(states[:, 0].float())
        return logits

    @classmethod
    def from_reader(cls, path: Path) -> Self:
        """Take a reader's encoder; the head begins at random."""
        state = torch.load(path, weights_only=True)
        state = state.get("reader", state)
        net = cls()
        net.load_state_dict({k: v for k, v in state.items() if "spans" not in k}, strict=False)
        return net
