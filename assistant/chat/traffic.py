"""Requests in, lines of the log out: what was asked for, never what stood in the question."""

from __future__ import annotations

from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.log import Log

# The page's own files and its events would drown the rest.
OURS = ("/api", "/article", "/mcp", "/report")
REFUSED = 400


def path_of(scope: Scope) -> str:
    """Return the path of a request below the one where a proxy puts the page."""
    path, root = str(scope.get("path", "")), str(scope.get("root_path", ""))
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


class Traffic:
    """Logs requests to the interfaces, and all that are refused or fail; no query strings."""

    def __init__(self, app: ASGIApp, log: Log) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = perf_counter()
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            path = path_of(scope)
            if status >= REFUSED or path == "/" or path.startswith(OURS):
                self._log.write(
                    "request", method=scope["method"], path=path, status=status,
                    seconds=round(perf_counter() - begun, 3),
                )  # fmt: skip
