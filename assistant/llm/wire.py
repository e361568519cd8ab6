"""What gateways send amiss in; what OpenAI's client expects out: errors as errors, a stream as one.

Some send an error with status 200, a whole completion where a stream was asked for, or empty
probabilities; the client would take the first two for nothing at all.
"""

from __future__ import annotations

import json
from typing import Any

import httpx

from index_store.network import PatientClient

# The status that came, where the one that is told to the client is another.
CAME = "dateline.came"
_JSON = {"content-type": "application/json"}
_EVENTS = {"content-type": "text/event-stream"}


class ChatClient(PatientClient):
    """A patient client that puts right what comes as JSON."""

    def send(self, request: httpx.Request, *, stream: bool = False, **more: Any) -> httpx.Response:
        """Send a request, and return the reply in the form that it should have."""
        reply = super().send(request, stream=stream, **more)
        if reply.is_success and "json" in reply.headers.get("content-type", ""):
            reply.read()
            return righted(reply, stream=stream)
        return reply


def righted(reply: httpx.Response, *, stream: bool) -> httpx.Response:
    """Return a reply in JSON in the form that the client expects; as it is where nothing helps."""
    try:
        body = reply.json()
        choices = body.get("choices")
        if not choices and (error := body.get("error")):
            return _made(reply, _status(error), _JSON, reply.content)
        if stream and choices:
            return _made(reply, reply.status_code, _EVENTS, _events(body))
        if choices and any(_holes(choice) for choice in choices):
            whole = [{**c, "logprobs": None} if _holes(c) else c for c in choices]
            text = json.dumps({**body, "choices": whole}).encode()
            return _made(reply, reply.status_code, _JSON, text)
    except (AttributeError, LookupError, TypeError, ValueError):
        pass  # a page, or anything else: the client says what it is not
    return reply


def _status(error: Any) -> int:
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, int) and httpx.codes.is_error(code) else 502


def _holes(choice: dict[str, Any]) -> bool:
    tokens = (choice.get("logprobs") or {}).get("content") or ()
    return any(
        option.get("logprob") is None
        for token in tokens
        for option in (token, *(token.get("top_logprobs") or ()))
    )


def _events(body: dict[str, Any]) -> bytes:
    chunk = {
        **body,
        "object": "chat.completion.chunk",
        "choices": [
            {
                "index": n,
                "delta": {"role": "assistant", "content": choice["message"].get("content") or ""},
                "finish_reason": choice.get("finish_reason") or "stop",
            }
            for n, choice in enumerate(body["choices"])
        ],
    }
    return f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n".encode()


def _made(
    reply: httpx.Response, status: int, headers: dict[str, str], content: bytes
) -> httpx.Response:
    return httpx.Response(
        status,
        headers=headers,
        content=content,
        request=reply.request,
        extensions={CAME: reply.status_code},
    )
