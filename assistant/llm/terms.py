"""A refusal in, what to leave out of the next request out.

Models that think before they answer take no `temperature`, call `max_tokens` something else, give
no probabilities, and count their thoughts as part of the reply; some gateways know no
`stream_options`. Which model is which is learned from its own refusals, not from a list of names
that grows old.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import openai

# Room for the thoughts of a model that had spent its reply on them; such replies cost little.
TO_THINK = 4000
_TOO_SHORT = re.compile(r"\boutput limit was reached\b|\bhigher max_\w*tokens\b", re.IGNORECASE)
_TOO_FEW = re.compile(
    r"max_\w*tokens\b.*?(?:>=|\bat least|\bor equal to|\bminimum(?: value)?(?: of| is|:)?)"
    r"\s*(\d{1,4})\b",
    re.IGNORECASE | re.DOTALL,
)
_REFUSING = (400, 403, 422)
_OPTIONAL = ("max_tokens", "temperature", "logprobs", "stream_options")


@dataclass(slots=True)
class Terms:
    """What one model lets a request say.

    Attributes:
        refused: parameters that it takes no more.
        room: tokens that it is given for thoughts beside those of the reply.
        least: tokens below which it takes no limit.
    """

    refused: set[str] = field(default_factory=set)
    room: int = 0
    least: int = 1

    def options(
        self, max_tokens: int, *, stream: bool = False, weighed: bool = False
    ) -> dict[str, Any]:
        """Return the parameters of a request for a reply of `max_tokens`.

        Args:
            max_tokens: what the reply alone may take.
            stream: ask for the count of tokens at the end of a stream.
            weighed: ask for the probabilities of the first token.
        """
        limit = "max_completion_tokens" if "max_tokens" in self.refused else "max_tokens"
        made: dict[str, Any] = {limit: max(max_tokens + self.room, self.least)}
        if "temperature" in self.refused:
            made["temperature"] = openai.omit
        if stream and "stream_options" not in self.refused:
            made["stream_options"] = {"include_usage": True}
        if weighed and not self.room and "logprobs" not in self.refused:
            made |= {"logprobs": True, "top_logprobs": 10}
        return made

    def learn(self, error: openai.APIStatusError) -> bool:
        """Take note of what a refusal names; False when it names nothing that can be left out.

        Some endpoints refuse, instead of breaking off, when a model thinks longer than it may.
        """
        if error.status_code not in _REFUSING:
            return False
        if _TOO_SHORT.search(error.message):
            return self.widen()
        least = _TOO_FEW.search(error.message)
        if least and self.least < int(least[1]) <= TO_THINK:
            self.least = int(least[1])
            return True
        said = f"{getattr(error, 'param', '')} {error.message}".lower()
        named = {name for name in _OPTIONAL if name in said} - self.refused
        self.refused |= named
        return bool(named)

    def widen(self) -> bool:
        """Give room for thoughts; False when it was given already."""
        if self.room:
            return False
        self.room = TO_THINK
        return True
