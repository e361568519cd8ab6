"""An assistant in, a web application out: the page, stored articles, `/api` and `/mcp`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

import gradio as gr
from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse, HTMLResponse
from starlette.datastructures import Headers as RequestHeaders
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.cards import article_html, article_page, interface_page, removed_html
from assistant.chat import is_loopback
from assistant.chat.api import add_api
from assistant.chat.archive import Archive
from assistant.chat.look import add_fonts, head, style, theme
from assistant.chat.page import REPORT, Page
from assistant.chat.traffic import Traffic
from assistant.chat.users import Gate
from assistant.desk import Desk, Turns
from assistant.log import Log
from assistant.mcp import make_server
from assistant.pipeline import Assistant
from index_store.errors import ArticleMissingError

# The browser itself refuses whatever is not from here, whatever an article or a library tries.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
MOST_WAITING = 100
BESIDE = 4  # calls of the page's own beside the questions that may wait: they refuse
# A stored article needs no script at all.
ARTICLE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)


class Headers:
    """Adds the headers that keep a page to itself to every reply."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the reply back with its headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", POLICY)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "no-referrer")
            await send(message)

        await self._app(scope, receive, with_headers)


class Here:
    """Answers only requests that name this machine as their host.

    So a page elsewhere cannot reach what needs no password by giving its own name this address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer that it is meant for another host."""
        if scope["type"] == "lifespan" or _names_here(RequestHeaders(scope=scope).get("host", "")):
            await self._app(scope, receive, send)
            return
        told = "Without users this answers only at this machine's own names, such as 127.0.0.1."
        await PlainTextResponse(told, 421)(scope, receive, send)


def _names_here(host: str) -> bool:
    try:
        return is_loopback(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How the page is served.

    Attributes:
        root_path: where a proxy puts it, such as `/news`; empty for the root.
        writable: articles can be loaded and removed on the page.
        allow: hosts and networks of an intranet that the page may load from.
        users: names with hashed passwords who alone are let in; None lets everybody on this
            machine in.
        at_once: questions answered at the same time; more wait their turn.
        waiting: questions that may wait; further ones are refused.
        most_upload: size of one uploaded file.
        log: where what happens is written.
    """

    root_path: str = ""
    writable: bool = True
    allow: tuple[str, ...] = ()
    users: dict[str, str] | None = None
    at_once: int = 4
    waiting: int = 24
    most_upload: str = "50mb"
    log: Log = field(default_factory=Log)


DEFAULT = Serving()


def make_app(
    assistant: Assistant, today: Callable[[], date], serving: Serving = DEFAULT
) -> FastAPI:
    """Make the web application; `today` is asked for the day of every question."""
    turns = Turns(serving.at_once, serving.waiting)
    page, api, mcp = (
        Desk(assistant=assistant, log=serving.log, turns=turns, via=via)
        for via in ("page", "api", "mcp")
    )
    server = make_server(mcp, today)
    tools = server.streamable_http_app(
        # With users it is they who are checked, whatever the host is called.
        host="" if serving.users is not None else "127.0.0.1",
        json_response=True, stateless_http=True,
    )  # fmt: skip
    app = FastAPI(
        title="Dateline", docs_url=None, redoc_url=None,
        lifespan=lambda _: server.session_manager.run(),
    )  # fmt: skip
    app.add_middleware(Headers)
    if serving.users is None:
        app.add_middleware(Here)
    else:
        app.add_middleware(Gate, users=serving.users)
    app.add_middleware(Traffic, log=serving.log)
    if not serving.writable:
        app.add_api_route("/gradio_api/upload", refuse_upload, methods=["POST"])
    add_fonts(app)
    add_pages(app, assistant)
    add_api(app, api, today)
    app.routes.extend(tools.routes)
    archive = Archive(page, today, writable=serving.writable, allow=serving.allow)
    blocks = Page(page, today, archive).blocks()
    # The turns decide who waits and who is refused, so the page's own queue lets all of them in.
    together = serving.at_once + serving.waiting + BESIDE
    blocks.queue(default_concurrency_limit=together, max_size=MOST_WAITING)
    gr.mount_gradio_app(
        app, blocks, path="/", root_path=serving.root_path or None, theme=theme(), head=head(),
        footer_links=[], run_history=False, show_error=False, ssr_mode=False,
        max_file_size=serving.most_upload,
    )  # fmt: skip
    return app


def refuse_upload() -> None:
    """Take no file: nothing on a read-only page asks for one."""
    raise HTTPException(403, "this archive is read-only")


def add_pages(app: FastAPI, assistant: Assistant) -> None:
    """Serve stored articles, a stretch highlighted, the last evaluation, and what programs use."""
    look = style("../font")

    @app.get("/api", response_class=HTMLResponse, include_in_schema=False)
    def interface() -> HTMLResponse:
        html = interface_page(app.openapi(), style("font"))
        return HTMLResponse(html, headers={"Content-Security-Policy": ARTICLE_POLICY})

    @app.get("/report", response_class=HTMLResponse, include_in_schema=False)
    def report() -> FileResponse:
        file = assistant.library.folder / REPORT
        if not file.is_file():
            raise HTTPException(404, "no evaluation of this library was kept")
        return FileResponse(file, media_type="text/html")

    @app.get("/article/{article_id}", response_class=HTMLResponse, include_in_schema=False)
    def article(article_id: str, start: int = 0, end: int = 0, part: bool = False) -> HTMLResponse:
        try:
            found = assistant.library.article(article_id)
        except ArticleMissingError:
            gone = removed_html()
            html = gone if part else article_page("Article removed", gone, look)
            return HTMLResponse(html, 404, headers={"Content-Security-Policy": ARTICLE_POLICY})
        fixed_by = assistant.library.corrected_by([article_id]).get(article_id, [])
        fixes = [*assistant.library.articles_by_id(fixed_by).values()]
        html = article_html(found, start, end, fixes)
        html = html if part else article_page(found.title, html, look)
        return HTMLResponse(html, headers={"Content-Security-Policy": ARTICLE_POLICY})
