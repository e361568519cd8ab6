"""The folder of a model of this package in, its file's bytes and its card out, checked by hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index_store.errors import ModelFileError

REMEDY = "Install dateline again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """A model file and what its card says of it."""

    content: bytes
    card: Mapping[str, Any]


def bytes_of(path: Path) -> bytes:
    """Read a model file.

    Raises:
        ModelFileError: it is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelFileError(f"{path}: model file cannot be read", REMEDY) from error


def shipped(model: Path, card: Path) -> Shipped:
    """Read a model and its card.

    Raises:
        ModelFileError: a file is missing, or the model's SHA-256 is not the one on its card.
    """
    try:
        told = json.loads(bytes_of(card))
        sha256 = str(told["sha256"])
    except (ValueError, KeyError, TypeError) as error:
        raise ModelFileError(f"{card}: cannot be read", REMEDY) from error
    content = bytes_of(model)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelFileError(f"{model}: not the model file that was shipped (SHA-256)", REMEDY)
    return Shipped(content=content, card=told)
