"""Where a chat model is, in; how it may be told, and what it costs there, out."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.llm.prices import Price, price_of
from index_store.addresses import secrets_of, shown, without

_OPENAI = "api.openai.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a chat model is, how patient to be, and what it costs.

    Attributes:
        timeout_s: how long a reply may be silent; see `index_store.network`.
        price: overrides what is known of the prices of OpenAI's own models.
    """

    model: str
    base_url: str | None
    api_key: str | None
    timeout_s: float = 60.0
    retries: int = 3
    price: Price | None = None

    @property
    def address(self) -> str:
        """Where requests go; it may hold a password."""
        return self.base_url or f"https://{_OPENAI}/v1"

    @property
    def place(self) -> str:
        """The address as it can be shown."""
        return shown(self.base_url) if self.base_url else _OPENAI

    def hidden(self, text: str) -> str:
        """Return a text without the key and the passwords of the address."""
        return without(text, (self.api_key or "", *secrets_of(self.address)))

    def known_price(self) -> Price | None:
        """Return what a million tokens cost; None where that is not known."""
        if self.price or self.base_url is None:
            return self.price or price_of(self.model)
        try:
            own = urlsplit(self.base_url).hostname == _OPENAI
        except ValueError:
            own = False
        return price_of(self.model) if own else None
