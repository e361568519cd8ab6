"""An assistant in, the chat page served over HTTP out; the only room that knows gradio."""

from __future__ import annotations

from datetime import date, datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING

from index_store.errors import SettingsError

if TYPE_CHECKING:
    from assistant.chat.web import Serving
    from assistant.pipeline import Assistant


def today() -> date:
    """Return the day, here."""
    return datetime.now().astimezone().date()


def now() -> str:
    """Return the time, here, in ISO 8601 with its zone."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def serve(assistant: Assistant, *, host: str, port: int, serving: Serving | None = None) -> None:
    """Serve the chat page until it is stopped.

    Raises:
        SettingsError: others could reach it, and no users are set.
    """
    import uvicorn

    from assistant.chat.web import DEFAULT, make_app

    serving = serving or DEFAULT
    if serving.users is None and not is_loopback(host):
        raise SettingsError(
            f"{host} can be reached from other machines, and nobody needs a password",
            "Give --auth FILE with users, or listen on 127.0.0.1.",
        )
    app = make_app(assistant, today, serving)
    articles = assistant.library.counts().articles
    serving.log.write("start", host=host, port=port, articles=articles)
    uvicorn.run(app, host=host, port=port, root_path=serving.root_path, log_level="warning")


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach that address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
