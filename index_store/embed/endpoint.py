"""Texts in, vectors of an OpenAI-compatible embedding endpoint out."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index_store.addresses import secrets_of, shown, without
from index_store.embed.contract import Vectors, unit_rows
from index_store.errors import (
    EndpointError,
    EndpointKeyError,
    EndpointRequestError,
    EndpointUnreachableError,
)

if TYPE_CHECKING:
    from openai import OpenAI, OpenAIError

BATCH = 64


class EndpointEmbedder:
    """Any endpoint that speaks `POST {base_url}/embeddings` as OpenAI does; thread-safe.

    Overload (429), server faults and lost connections are tried again, with growing pauses.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str | None,
        model: str,
        *,
        timeout_s: float = 60.0,
        retries: int = 4,
    ) -> None:
        """Take where and what to ask; a local server may need no key."""
        self._base_url = base_url
        self._place = f"Embedding endpoint {shown(base_url)}"
        self._key = api_key
        self._model = model
        self._timeout_s = timeout_s
        self._retries = retries
        self._dimensions: int | None = None
        self._client: OpenAI | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Name of the model; the address is left out, so that a server may move."""
        return f"endpoint:{self._model}"

    @property
    def dimensions(self) -> int:
        """Length of a vector, learnt from the first reply; asks for one when there was none.

        Raises:
            EndpointError: as `embed`.
        """
        if self._dimensions is None:
            self._ask(["dimensions"])
        assert self._dimensions is not None
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32 (n, d), rows of length 1 in the order of the texts; (0, d) for none.

        Raises:
            EndpointKeyError: the key was refused.
            EndpointRequestError: the request was refused, or the reply is not what was asked for.
            EndpointUnreachableError: no reply in time, or overloaded beyond the retries.
        """
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        # Endpoints refuse an empty string, and it has no meaning to lose.
        filled = [text or " " for text in texts]
        parts = [self._ask(filled[i : i + BATCH]) for i in range(0, len(filled), BATCH)]
        return unit_rows(np.concatenate(parts))

    def embed_query(self, text: str) -> Vectors:
        """Return float32 (d,) of length 1."""
        row: Vectors = self.embed([text])[0]
        return row

    def _ask(self, texts: list[str]) -> Vectors:
        from openai import OpenAIError

        try:
            reply = self._open().embeddings.create(
                model=self._model, input=texts, encoding_format="float"
            )
            data = sorted(reply.data, key=lambda item: item.index)
            rows = np.array([item.embedding for item in data], dtype=np.float32)
        except OpenAIError as error:
            raise self._mapped(error) from error
        except (AttributeError, TypeError, ValueError) as error:
            raise self._wrong("its reply holds no embeddings") from error
        return self._accepted(rows, len(texts))

    def _accepted(self, rows: Vectors, asked: int) -> Vectors:
        if rows.ndim != 2 or len(rows) != asked:
            raise self._wrong(f"it sent {len(rows)} embeddings for {asked} texts")
        if not np.isfinite(rows).all():
            raise self._wrong("its embeddings hold values that are not numbers")
        if self._dimensions is None:
            self._dimensions = rows.shape[1]
        if rows.shape[1] != self._dimensions:
            raise self._wrong(f"it changed from {self._dimensions} to {rows.shape[1]} dimensions")
        return rows

    def _open(self) -> OpenAI:
        from httpx import InvalidURL
        from openai import OpenAI

        from index_store.network import PatientClient

        with self._lock:
            if self._client is None:
                client = PatientClient(self._timeout_s)
                try:
                    # The client insists on a key even where the server wants none.
                    self._client = OpenAI(
                        base_url=self._base_url,
                        api_key=self._key or "none",
                        timeout=self._timeout_s,
                        max_retries=self._retries,
                        http_client=client,
                    )
                except InvalidURL as error:
                    raise self._wrong("this is not a web address", "Set it right") from error
            return self._client

    def _wrong(
        self, what: str, remedy: str = "Check the embedding model's name"
    ) -> EndpointRequestError:
        return EndpointRequestError(f"{self._place}: {what}", remedy)

    def _mapped(self, error: OpenAIError) -> EndpointError:
        from openai import APIConnectionError, APIStatusError

        from index_store.network import proxy_for

        place = self._place
        if isinstance(error, APIConnectionError):
            proxy = proxy_for(self._base_url)
            way = f" through the proxy {proxy}" if proxy else ""
            return EndpointUnreachableError(
                f"{place}: no reply{way} ({error.message.rstrip('.')})",
                f"Check the address{', the proxy' if proxy else ''} and that the server runs, "
                "then try again",
            )
        if not isinstance(error, APIStatusError):
            hidden = (self._key or "", *secrets_of(self._base_url))
            return self._wrong(without(str(error), hidden).rstrip("."))
        status = error.status_code
        if status in (401, 403):
            return EndpointKeyError(f"{place}: the key was refused ({status})", "Check the key")
        if status in (408, 409, 429) or status >= 500:
            return EndpointUnreachableError(
                f"{place}: overloaded or faulty ({status})", "Try again later"
            )
        return self._wrong(f"the request was refused ({status})")
