"""A chat model behind an OpenAI-compatible endpoint; the only place that asks one."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import openai
from llama_index.core.llms import ChatMessage
from llama_index.llms.openai_like import OpenAILike

from assistant.llm import visible, yes_share
from assistant.llm.faults import errors_mapped, no_completion
from assistant.llm.prices import Price, cost, price_of
from assistant.llm.terms import Terms
from assistant.types import Usage
from index_store.errors import EndpointError

CUT_OFF = "length"  # how an endpoint says that a reply ran out of tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a chat model is, how patient to be, and what it costs.

    Attributes:
        price: overrides what is known of the prices of OpenAI's own models.
    """

    model: str
    base_url: str | None
    api_key: str | None
    timeout_s: float = 60.0
    retries: int = 3
    price: Price | None = None


class EndpointModel:
    """A chat model behind an OpenAI-compatible endpoint, through llama-index.

    429 and 5xx replies and broken connections are retried with growing pauses. What a model refuses
    to be asked with is left out from then on, and one that only thinks gets more room, once.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.name = endpoint.model
        self._endpoint = endpoint
        self._price = endpoint.price or (None if endpoint.base_url else price_of(endpoint.model))
        self.usage = Usage(cost_usd=0.0 if self._price else None)
        self._terms = Terms()
        where, key = endpoint.base_url or "https://api.openai.com/v1", endpoint.api_key or "none"
        # The client alone retries: llama-index's own retries would multiply its, and log each.
        client = openai.OpenAI(
            base_url=where,
            api_key=key,
            timeout=endpoint.timeout_s,
            max_retries=endpoint.retries,
        )
        self.llm = OpenAILike(
            model=endpoint.model,
            api_base=where,
            api_key=key,
            is_chat_model=True,
            temperature=0.0,
            max_retries=0,
            openai_client=client,
        )

    def stream(self, system: str, user: str, max_tokens: int = 400) -> Iterator[str]:
        """Yield the reply piece by piece.

        Raises:
            EndpointError: the endpoint refused, or did not answer in time.
        """
        with self._errors_mapped():
            while True:
                try:
                    said, end = yield from self._streamed(system, user, max_tokens)
                except openai.APIStatusError as error:
                    if not self._terms.learn(error):
                        raise
                else:
                    if visible(said).strip() or end != CUT_OFF or not self._terms.widen():
                        return

    def _streamed(
        self, system: str, user: str, max_tokens: int
    ) -> Generator[str, None, tuple[str, str]]:
        """Yield one reply, and return it with why it ended."""
        said, end, came = "", "", False
        options = self._terms.options(max_tokens, stream=True)
        for reply in self.llm.stream_chat(_messages(system, user), **options):
            self._count(reply.raw)
            choices = getattr(reply.raw, "choices", None)
            came = came or bool(choices)
            end = (choices and choices[0].finish_reason) or end
            if reply.delta:
                said += reply.delta
                yield reply.delta
        if not came:
            raise no_completion(_place(self._endpoint))
        if not end:
            # A connection that closes early looks like an end; half a sentence is no answer.
            raise EndpointError(
                f"{_place(self._endpoint)} broke off in the middle of its reply", "Ask again."
            )
        return said, end

    def probability_yes(self, system: str, user: str) -> float | None:
        """Return the probability that the reply begins with yes; None when it cannot be told.

        Uses the log-probabilities of the first token where the endpoint gives them, else the word.

        Raises:
            EndpointError: the endpoint refused, or did not answer in time.
        """
        with self._errors_mapped():
            while True:
                options = self._terms.options(1, weighed=True)
                try:
                    reply = self.llm.chat(_messages(system, user), **options)
                except openai.APIStatusError as error:
                    if not self._terms.learn(error):
                        raise
                    continue
                self._count(reply.raw)
                choice = reply.raw.choices[0].model_dump()
                if _spoke(choice) or choice["finish_reason"] != CUT_OFF or not self._terms.widen():
                    return yes_share(choice)

    def _errors_mapped(self) -> AbstractContextManager[None]:
        where = self._endpoint
        return errors_mapped(_place(where), where.model, where.timeout_s)

    def _count(self, raw: Any) -> None:
        usage = getattr(raw, "usage", None)
        if usage is not None:
            prompt = self.usage.prompt_tokens + (usage.prompt_tokens or 0)
            completion = self.usage.completion_tokens + (usage.completion_tokens or 0)
            self.usage = Usage(
                prompt_tokens=prompt,
                completion_tokens=completion,
                cost_usd=cost(self._price, prompt, completion),
            )


def _spoke(choice: dict[str, Any]) -> bool:
    return bool(visible((choice.get("message") or {}).get("content") or "").strip())


def _messages(system: str, user: str) -> Sequence[ChatMessage]:
    return [ChatMessage(role="system", content=system), ChatMessage(role="user", content=user)]


def _place(endpoint: Endpoint) -> str:
    return endpoint.base_url or "api.openai.com"
