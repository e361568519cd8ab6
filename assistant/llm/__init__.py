"""Messages in, text or the probability of a yes out: chat models, at an endpoint or in process."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from copy import copy
from typing import Any, Protocol, TypeVar

from assistant.types import Usage

_MARKS = "think|thinking|thought|thoughts|reasoning|reflection|analysis"
_THOUGHT = re.compile(rf"\A\s*<({_MARKS})>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
# Some endpoints begin the thought themselves, and only its end is in the reply.
_END_OF_THOUGHT = re.compile(rf"\A.*</(?:{_MARKS})>", re.DOTALL | re.IGNORECASE)
# Others let the marks through that part a reply into channels, of which the last is the answer.
_CHANNELS = re.compile(r"\A\s*<\|(?:channel|start)\|>")
_FINAL = re.compile(r"\A.*<\|channel\|>final<\|message\|>", re.DOTALL)
_TOKEN = re.compile(r"<\|\w*\|?>?\Z")
_YES_NO = re.compile(r"\b(yes|no)\b")
_WORD = re.compile(r"\w+")

# What a yes counts without its probability, or an answer that was not checked: it may be given
# where nothing speaks against it, and is sure of nothing.
YES_SAID = 0.8
# The last piece of a reply that was cut off.
CUT = "…"
_ENDED = frozenset({"stop", "stop_sequence", "end_turn", "eos", "eos_token", "complete"})


class Streams(Protocol):
    """What replies piece by piece."""

    def stream(self, system: str, user: str, max_tokens: int = 400) -> Iterator[str]:
        """Yield the reply piece by piece, `CUT` last where it is cut off."""
        ...


class ChatModel(Streams, Protocol):
    """What the model reader needs of a chat model.

    Attributes:
        name: what is recorded as the reader's model.
        usage: tokens spent since it was made.
    """

    name: str
    usage: Usage

    def probability_yes(self, system: str, user: str) -> float | None:
        """Return the probability that the reply begins with yes; None when it cannot be told."""
        ...


class Counts(Protocol):
    """What counts its tokens."""

    usage: Usage


Model = TypeVar("Model", bound=Counts)


def counted(model: Model) -> Model:
    """Return the same model with a count of its own, from 0: questions may be asked at once."""
    own = copy(model)
    own.usage = Usage(cost_usd=None if model.usage.cost_usd is None else 0.0)
    return own


def replied(model: Streams, system: str, user: str, max_tokens: int) -> str:
    """Ask a model, and return its whole reply without what it thought aloud."""
    return visible("".join(model.stream(system, user, max_tokens=max_tokens))).strip()


def visible(text: str) -> str:
    """Take out of a reply what the model thought aloud before it, in marks or a channel."""
    if _CHANNELS.match(text):
        final = _FINAL.match(text)
        return _TOKEN.sub("", text[final.end() :]) if final else ""
    return _END_OF_THOUGHT.sub("", _THOUGHT.sub("", text))


def cut_off(said: str, end: str | None) -> bool:
    """Tell by why a reply ended whether it stopped before its end: for its length, or a filter."""
    return bool(end and end.lower() not in _ENDED and visible(said).strip())


def yes_share(choice: dict[str, Any]) -> float | None:
    """Return the share of yes among yes and no in the first token of a choice; None for neither.

    Without log-probabilities of these words the text itself counts, a yes as `YES_SAID`.
    """
    tokens = (choice.get("logprobs") or {}).get("content") or ()
    options = (tokens[0].get("top_logprobs") or tokens[:1]) if tokens else ()
    mass = {"yes": 0.0, "no": 0.0}
    for option in options:
        word = option["token"].strip().lower()
        if word in mass:
            mass[word] += math.exp(option["logprob"])
    total = mass["yes"] + mass["no"]
    if total > 0:
        return mass["yes"] / total
    return _said(visible((choice.get("message") or {}).get("content") or ""))


def _said(text: str) -> float | None:
    """Weigh the yes or no of a text: the word that it begins with, else the only one in it."""
    words = _YES_NO.findall(text.lower())
    if not words or (len(set(words)) > 1 and _WORD.findall(text.lower())[0] != words[0]):
        return None
    return YES_SAID if words[0] == "yes" else 0.0
