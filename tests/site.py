"""A web server on loopback whose pages a test sets, and which remembers what was asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGE = """<!doctype html><html lang="en"><head><title>Storm closes port | Hale Echo</title>
<link rel="canonical" href="https://echo.example/2025/03/02/storm">
<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"],
"headline": "Storm closes Hale port", "datePublished": "2025-03-02T09:00:00+01:00",
"author": [{"@type": "Person", "name": "Jo Roe"}], "publisher": {"name": "Hale Echo"}}]}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>Storm closes Hale port</h1>
<p>The port of Hale was closed on Sunday after a storm broke two moorings, officials said.</p>
<p>About 400 passengers spent the night in a school, according to the town council.</p>
</article></body></html>"""
HTML = {"Content-Type": "text/html; charset=utf-8"}
FEED = {"Content-Type": "application/rss+xml"}
Page = tuple[int, dict[str, str], bytes]


class Site(ThreadingHTTPServer):
    """Pages by path: (status, headers, body), or what makes one from the request's headers.

    A page with an ETag is not sent again to who has it.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, Page | Callable[[dict[str, str]], Page]] = {}
        self.seen: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.root = f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        asked = dict(self.headers)
        page = self.server.pages.get(self.path, (404, {}, b""))
        status, headers, body = page(asked) if callable(page) else page
        if "ETag" in headers and asked.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.server.seen.append(asked)
        self.server.paths.append(self.path)
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def feed_of(*entries: tuple[str, str]) -> bytes:
    """Return a feed of summaries: (title, address) of each entry."""
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><description>Short.</description>"
        "<pubDate>Mon, 03 Mar 2025 09:00:00 GMT</pubDate></item>"
        for title, link in entries
    )
    return f"<rss version='2.0'><channel><title>Echo</title>{items}</channel></rss>".encode()


def page_of(title: str, day: str, url: str) -> bytes:
    """Return an article's page."""
    page = PAGE.replace("Storm closes Hale port", title).replace("2025-03-02T09", f"{day}T09")
    return page.replace("https://echo.example/2025/03/02/storm", url).encode()
