"""Scripted replies in, a server on loopback out that speaks OpenAI's embeddings and chat.

    with OpenAIServer() as server:
        server.script(Reply(status=429), Text("Paris [1]"))
        client = OpenAI(base_url=server.base_url, api_key="k")
        ...
        assert server.requests[0].body["model"] == "m"

Each request to either path takes the next scripted item, in order. When none is left, embeddings
answer with vectors hashed from the texts (`server.dimensions` long) and chat with `server.text`.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    """What was asked: path, headers with lower-case names, JSON body."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """Any status and JSON body; by default the error that OpenAI sends with the status."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=lambda: {"retry-after-ms": "1"})


@dataclass(frozen=True)
class Text:
    """A chat reply; streamed word by word where the request asks for a stream.

    `cut_after` closes the connection after so many pieces, with no end mark; `finish` says why the
    reply ends; `counts` when the tokens used are told: at the `end`, with `each` piece, or `never`.
    """

    text: str
    cut_after: int | None = None
    finish: str = "stop"
    counts: str = "end"


@dataclass(frozen=True)
class Hang:
    """No reply until the server closes, or after `seconds` the connection is dropped."""

    seconds: float = 30.0


Item = Reply | Text | Hang


class OpenAIServer:
    """A threaded server on a free port of 127.0.0.1; a context manager."""

    def __init__(self, text: str = "ok", dimensions: int = 8) -> None:
        self.text = text
        self.dimensions = dimensions
        self.requests: list[Request] = []
        self._items: deque[Item] = deque()
        self._closing = threading.Event()
        self._lock = threading.Lock()
        owner = self

        class Handler(_Handler):
            server_of = owner

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def script(self, *items: Item) -> None:
        """Queue what the next requests get."""
        with self._lock:
            self._items.extend(items)

    def take(self, request: Request) -> Item | None:
        with self._lock:
            self.requests.append(request)
            return self._items.popleft() if self._items else None

    def wait_hung(self, seconds: float) -> None:
        self._closing.wait(seconds)

    def __enter__(self) -> OpenAIServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    server_of: OpenAIServer

    def log_message(self, *_: object) -> None:
        return

    def do_GET(self) -> None:
        self._send(Reply(200, {"object": "list", "data": [{"id": "m", "object": "model"}]}))

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.path, headers, json.loads(self.rfile.read(length)))
        item = self.server_of.take(request)
        try:
            self._answer(request, item)
        except (BrokenPipeError, ConnectionResetError):
            return  # the client gave up, which is what some tests are about

    def _answer(self, request: Request, item: Item | None) -> None:
        if isinstance(item, Hang):
            self.server_of.wait_hung(item.seconds)
        elif isinstance(item, Reply):
            self._send(item)
        elif request.path == "/v1/embeddings":
            self._send(Reply(200, embeddings(request.body, self.server_of.dimensions)))
        elif request.path == "/v1/chat/completions":
            self._chat(request.body, item or Text(self.server_of.text))
        else:
            self._send(Reply(404))

    def _chat(self, body: dict[str, Any], item: Text) -> None:
        if not body.get("stream"):
            message = {"role": "assistant", "content": item.text}
            choice = {"index": 0, "message": message, "finish_reason": item.finish}
            used = None if item.counts == "never" else usage(item.text)
            self._send(Reply(200, envelope(body, "chat.completion", choice, used)))
            return
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        pieces = item.text.split(" ")
        for n, piece in enumerate(pieces):
            if n == item.cut_after:
                return
            content = piece if n == 0 else f" {piece}"
            delta = {"role": "assistant", "content": content}
            used = usage(" ".join(pieces[: n + 1])) if item.counts == "each" else None
            self._event(body, {"index": 0, "delta": delta, "finish_reason": None}, used)
        self._event(body, {"index": 0, "delta": {}, "finish_reason": item.finish})
        if item.counts != "never" and (body.get("stream_options") or {}).get("include_usage"):
            self._event(body, None, usage(item.text))
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(
        self,
        body: dict[str, Any],
        choice: dict[str, Any] | None,
        used: dict[str, int] | None = None,
    ) -> None:
        chunk = envelope(body, "chat.completion.chunk", choice, used)
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def _send(self, reply: Reply) -> None:
        body = reply.body
        if body is None:
            body = {"error": {"message": f"scripted {reply.status}", "type": "scripted"}}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(reply.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def usage(text: str) -> dict[str, int]:
    words = len(text.split())
    return {"prompt_tokens": 10, "completion_tokens": words, "total_tokens": 10 + words}


def envelope(
    body: dict[str, Any], kind: str, choice: dict[str, Any] | None, used: dict[str, int] | None
) -> dict[str, Any]:
    made = {"id": "chat-1", "object": kind, "created": 0, "model": body.get("model", "m")}
    made["choices"] = [] if choice is None else [choice]
    return made | ({"usage": used} if used else {})


def embeddings(body: dict[str, Any], dimensions: int) -> dict[str, Any]:
    """Vectors hashed from the texts, not of length 1, listed last text first."""
    texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
    data = [
        {"object": "embedding", "index": n, "embedding": hashed(text, dimensions)}
        for n, text in enumerate(texts)
    ]
    used = {"prompt_tokens": len(texts), "total_tokens": len(texts)}
    return {"object": "list", "model": body["model"], "data": data[::-1], "usage": used}


def hashed(text: str, dimensions: int) -> list[float]:
    digest = hashlib.shake_128(text.encode()).digest(dimensions)
    return [1.0 + byte / 16 for byte in digest]
