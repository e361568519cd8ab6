"""An embedder in, the same as a llama-index embedding out; llama-index is imported when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index_store.embed.contract import Embedder

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding


def as_llama_index(embedder: Embedder) -> BaseEmbedding:
    """Wrap an embedder for llama-index, whose name and vectors stay the same."""
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from pydantic import PrivateAttr

    class LlamaEmbedding(BaseEmbedding):
        _embedder: Any = PrivateAttr()

        @classmethod
        def class_name(cls) -> str:
            return "LlamaEmbedding"

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            rows: list[list[float]] = self._embedder.embed(texts).tolist()
            return rows

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_query_embedding(self, query: str) -> list[float]:
            row: list[float] = self._embedder.embed_query(query).tolist()
            return row

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    # Texts of one call; they are embedded one by one, on all cores.
    made = LlamaEmbedding(model_name=embedder.name, embed_batch_size=128)
    made._embedder = embedder
    return made
