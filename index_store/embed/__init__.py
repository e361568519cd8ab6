"""Texts in, float32 vectors of length 1 out; by the bundled model or an endpoint."""

from __future__ import annotations

from index_store.embed.bundled import BundledEmbedder, tokenizer
from index_store.embed.contract import Embedder, Vectors
from index_store.embed.endpoint import EndpointEmbedder
from index_store.embed.llama import as_llama_index
from index_store.embed.session import open_session

__all__ = [
    "BundledEmbedder",
    "Embedder",
    "EndpointEmbedder",
    "Vectors",
    "as_llama_index",
    "open_session",
    "tokenizer",
]
