"""An assistant in, the chat page served over HTTP out; the only room that knows gradio."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.pipeline import Assistant


def today() -> date:
    """Return the day, here."""
    return datetime.now().astimezone().date()


def serve(assistant: Assistant, *, host: str, port: int) -> None:
    """Serve the chat page until it is stopped."""
    import uvicorn

    from assistant.chat.web import make_app

    uvicorn.run(make_app(assistant, today), host=host, port=port, log_level="warning")
