"""Settings in, a chat model of its own out: for a judge, or for the closed-book control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index_store.errors import SettingsError

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.llm import EndpointModel


def open_model(settings: Settings) -> EndpointModel:
    """Return the chat model of the settings.

    Raises:
        SettingsError: no endpoint is set.
    """
    if not settings.has_endpoint:
        raise SettingsError(
            "this needs a model", "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a model of your own."
        )
    from assistant.llm import Endpoint, EndpointModel

    key = settings.openai_api_key
    return EndpointModel(
        Endpoint(
            model=settings.model,
            base_url=settings.openai_base_url,
            api_key=key.get_secret_value() if key else None,
            timeout_s=settings.timeout_s,
            retries=settings.retries,
        )
    )
