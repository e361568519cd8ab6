"""A chat model behind an OpenAI-compatible endpoint; the only place that asks one."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import openai
from llama_index.core.llms import ChatMessage
from llama_index.llms.openai_like import OpenAILike

from assistant.llm import CUT, cut_off, visible, yes_share
from assistant.llm.faults import errors_mapped, no_completion
from assistant.llm.place import Endpoint
from assistant.llm.prices import cost
from assistant.llm.terms import TO_THINK, Terms
from assistant.llm.wire import ChatClient
from assistant.types import Usage
from index_store.errors import EndpointError, EndpointRequestError

CUT_OFF = "length"  # how an endpoint says that a reply ran out of tokens
# Characters that a token has at most, on the whole; what has more was not asked for.
_TOKEN_CHARS = 16


class EndpointModel:
    """A chat model behind an OpenAI-compatible endpoint, through llama-index.

    429 and 5xx replies and broken connections are retried with growing pauses. What a model refuses
    to be asked with is left out from then on, and one that only thinks gets more room, once.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        """Make a client; nothing is asked yet.

        Raises:
            EndpointRequestError: its address is none.
            SettingsError: a proxy or the certificates of this machine cannot be used.
        """
        self.name = endpoint.model
        self._endpoint = endpoint
        self._price = endpoint.known_price()
        self.usage = Usage(cost_usd=0.0 if self._price else None)
        self._terms = Terms()
        where, key = endpoint.address, endpoint.api_key or "none"
        # The client alone retries: llama-index's own retries would multiply its, and log each.
        with self._errors_mapped():
            client = openai.OpenAI(
                base_url=where,
                api_key=key,
                timeout=endpoint.timeout_s,
                max_retries=endpoint.retries,
                http_client=ChatClient(endpoint.timeout_s),
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
                        if cut_off(said, end):
                            yield CUT
                        return

    def _streamed(
        self, system: str, user: str, max_tokens: int
    ) -> Generator[str, None, tuple[str, str]]:
        """Yield one reply, and return it with why it ended."""
        said, end, came, used = "", "", False, None
        options = self._terms.options(max_tokens, stream=True)
        try:
            for reply in self.llm.stream_chat(_messages(system, user), **options):
                # Some tell with each piece what was used until then.
                used = getattr(reply.raw, "usage", None) or used
                choices = getattr(reply.raw, "choices", None)
                came = came or bool(choices)
                end = (choices and choices[0].finish_reason) or end
                if reply.delta:
                    said += self._bounded(said, reply.delta, max_tokens)
                    yield reply.delta
        finally:
            if came:
                self._count(used)
        if not came:
            raise no_completion(self._endpoint)
        if not end:
            # A connection that closes early looks like an end; half a sentence is no answer.
            raise EndpointError(
                f"{self._endpoint.place} broke off in the middle of its reply", "Ask again."
            )
        return said, end

    def _bounded(self, said: str, piece: str, max_tokens: int) -> str:
        """Return a piece, unless the reply is longer with it than any that was asked for.

        Thoughts may be as long as they are ever given room for: not all endpoints count them.
        """
        if len(said) + len(piece) > _TOKEN_CHARS * (max_tokens + TO_THINK):
            raise EndpointRequestError(
                f"{self._endpoint.place} sent a reply that does not end", "Use another model."
            )
        return piece

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
                self._count(reply.raw.usage)
                choice = reply.raw.choices[0].model_dump()
                if _spoke(choice) or choice["finish_reason"] != CUT_OFF or not self._terms.widen():
                    return yes_share(choice)

    def _errors_mapped(self) -> AbstractContextManager[None]:
        return errors_mapped(self._endpoint)

    def _count(self, used: Any) -> None:
        """Add what one reply used; where it does not say, what all of them cost is not known."""
        prompt = self.usage.prompt_tokens + (getattr(used, "prompt_tokens", 0) or 0)
        completion = self.usage.completion_tokens + (getattr(used, "completion_tokens", 0) or 0)
        known = used is not None and self.usage.cost_usd is not None
        self.usage = Usage(
            prompt_tokens=prompt,
            completion_tokens=completion,
            cost_usd=cost(self._price, prompt, completion) if known else None,
        )


def _spoke(choice: dict[str, Any]) -> bool:
    return bool(visible((choice.get("message") or {}).get("content") or "").strip())


def _messages(system: str, user: str) -> Sequence[ChatMessage]:
    return [ChatMessage(role="system", content=system), ChatMessage(role="user", content=user)]
