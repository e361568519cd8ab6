"""What a chat model costs, as far as that is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Dollars for a million tokens that a model reads and writes."""

    prompt: float
    completion: float


# OpenAI's list prices in 2025; DATELINE_PRICE_IN and _OUT override them.
_KNOWN = {
    "gpt-4.1": Price(prompt=2.0, completion=8.0),
    "gpt-4.1-mini": Price(prompt=0.4, completion=1.6),
    "gpt-4.1-nano": Price(prompt=0.1, completion=0.4),
    "gpt-4o": Price(prompt=2.5, completion=10.0),
    "gpt-4o-mini": Price(prompt=0.15, completion=0.6),
}


def price_of(model: str) -> Price | None:
    """Return the price of one of OpenAI's models; None where it is not known."""
    return _KNOWN.get(model)


def cost(price: Price | None, prompt_tokens: int, completion_tokens: int) -> float | None:
    """Return dollars, rounded to millionths; None without a price."""
    if price is None:
        return None
    dollars = prompt_tokens * price.prompt + completion_tokens * price.completion
    return round(dollars / 1e6, 6)
