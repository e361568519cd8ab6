"""Settings in, a chat model of its own out: for a judge, or for the closed-book control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.setup import choose_reader, model_for
from index_store.errors import SettingsError

if TYPE_CHECKING:
    from assistant.config import Settings
    from assistant.llm import ChatModel


def open_model(settings: Settings) -> ChatModel:
    """Return the chat model of the settings: of an endpoint, else a local one.

    Raises:
        SettingsError: there is none.
    """
    chosen = choose_reader(settings.model_copy(update={"reader": "auto"}))
    if chosen.name == "extractive":
        raise SettingsError(
            "this needs a model",
            chosen.note or "Set OPENAI_API_KEY, or OPENAI_BASE_URL for a model of your own.",
        )
    return model_for(settings, chosen)
