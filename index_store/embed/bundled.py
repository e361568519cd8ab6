"""Texts in, vectors of the bundled MiniLM model out, with nothing to download and no key."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index_store.embed.contract import Vectors
from index_store.embed.session import REMEDY, open_session
from index_store.errors import ModelFileError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = Path(__file__).parent.parent / "models"
MAX_TOKENS = 256
# Texts tokenised at once, which bounds memory.
WINDOW = 1024


class BundledEmbedder:
    """all-MiniLM-L6-v2 in int8, 384 dimensions, texts cut after 256 tokens; thread-safe.

    Files are read and checked on first use.
    """

    dimensions = 384

    def __init__(self, folder: Path = FOLDER, threads: int = 0) -> None:
        """Take the folder with model, tokenizer and hashes; 0 threads is one per core."""
        self._folder = folder
        self._threads = threads or os.cpu_count() or 1
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Tokenizer] | None = None

    @property
    def name(self) -> str:
        """Name and first hex digits of the SHA-256 of the model file.

        Raises:
            ModelFileError: the list of hashes is missing or broken.
        """
        listed = _listed(self._folder)
        digest = next(h for name, h in listed["sha256"].items() if name.endswith(".onnx"))
        return f"{listed['name']}@{digest[:12]}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (n, 384), rows of length 1 in the order of the texts; (0, 384) for none.

        Raises:
            ModelFileError: a model file is missing or is not the one that was shipped.
        """
        rows: Vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if not texts:
            return rows
        session, words = self._load()
        with ThreadPoolExecutor(min(self._threads, len(texts))) as pool:
            for start in range(0, len(texts), WINDOW):
                encoded = words.encode_batch(list(texts[start : start + WINDOW]))
                for place, row in enumerate(pool.map(lambda e: _row(session, e.ids), encoded)):
                    rows[start + place] = row
        return rows

    def embed_query(self, text: str) -> Vectors:
        """Return float32 (384,) of length 1."""
        session, words = self._load()
        return _row(session, words.encode(text).ids)

    def _load(self) -> tuple[Any, Tokenizer]:
        with self._lock:
            if self._loaded is None:
                self._loaded = _open(self._folder)
            return self._loaded


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """Return the bundled model's tokenizer, which cuts and pads nothing; shared, not to be changed.

    Raises:
        ModelFileError: its file is missing or is not the one that was shipped.
    """
    from tokenizers import Tokenizer

    made = Tokenizer.from_str(_checked(FOLDER, "tokenizer.json").decode())
    made.no_truncation()
    made.no_padding()
    return made


def _open(folder: Path) -> tuple[Any, Tokenizer]:
    from tokenizers import Tokenizer

    model = next(name for name in _listed(folder)["sha256"] if name.endswith(".onnx"))
    session = open_session(_checked(folder, model), model, threads=1)
    words = Tokenizer.from_str(_checked(folder, "tokenizer.json").decode())
    words.enable_truncation(MAX_TOKENS)
    words.no_padding()
    return session, words


def _listed(folder: Path) -> dict[str, Any]:
    try:
        listed = json.loads((folder / "embedder.json").read_bytes())
        return {"name": listed["name"], "sha256": dict(listed["sha256"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelFileError(f"{folder / 'embedder.json'}: cannot be read", REMEDY) from error


def _checked(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelFileError(f"{path}: model file cannot be read", REMEDY) from error
    if hashlib.sha256(content).hexdigest() != _listed(folder)["sha256"].get(name):
        raise ModelFileError(f"{path}: not the model file that was shipped (SHA-256)", REMEDY)
    return content


def _row(session: Any, ids: Sequence[int]) -> Vectors:
    """Return the vector of one text.

    Texts run alone, one a thread: a batch's activations fall out of the processor's cache, its
    texts wait for the longest, and they share the scale by which activations are made int8, so
    that a vector would hang on its neighbours.
    """
    vector: Vectors = session.run(None, {"input_ids": np.array([ids], dtype=np.int64)})[0][0]
    return vector
