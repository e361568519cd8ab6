"""What went wrong with a chat endpoint in, our error with what it said and the remedy out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
import openai

from index_store.errors import (
    EndpointError,
    EndpointKeyError,
    EndpointRequestError,
    EndpointUnreachableError,
)

# Characters of what an endpoint said that are told.
_LONGEST = 200
_NO_MONEY = "insufficient_quota"


def no_completion(where: str) -> EndpointError:
    """Say that a reply came and is not one of a chat model: a sign-in page, another service."""
    return EndpointRequestError(
        f"{where} sent something else than a chat completion",
        "Check OPENAI_BASE_URL; it usually ends in /v1.",
    )


@contextmanager
def errors_mapped(where: str, model: str, timeout_s: float) -> Iterator[None]:
    """Turn the errors of openai and httpx into ours.

    Raises:
        EndpointError: there was one.
    """
    try:
        yield
    except openai.APIStatusError as error:
        raise _refusal(where, model, error) from error
    except openai.APITimeoutError as error:
        raise EndpointUnreachableError(
            f"{where} did not answer within {timeout_s:g} s",
            "Check that it runs, or set DATELINE_TIMEOUT_S higher.",
        ) from error
    except openai.APIConnectionError as error:
        raise _unreached(where, error) from error
    except (openai.APIError, httpx.HTTPError) as error:
        raise EndpointError(f"{where} broke off ({_cut(str(error))})", "Ask again.") from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise no_completion(where) from error


def _refusal(where: str, model: str, error: openai.APIStatusError) -> EndpointError:
    status, told = error.status_code, f"{error.status_code}: {_said(error)}"
    if status == httpx.codes.UNAUTHORIZED:
        return EndpointKeyError(
            f"{where} refused the key", "Set OPENAI_API_KEY to one that it accepts."
        )
    if status == httpx.codes.FORBIDDEN:
        return EndpointKeyError(
            f"{where} does not let this key use {model} ({told})", "Change the key or the model."
        )
    if _NO_MONEY in (error.code, error.type):
        return EndpointKeyError(
            f"{where} takes no more requests with this key ({told})",
            "See to its plan and billing, or set OPENAI_API_KEY to another.",
        )
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return EndpointUnreachableError(
            f"{where} takes no more requests for now ({told})", "Wait a little and ask again."
        )
    if httpx.codes.is_server_error(status):
        return EndpointUnreachableError(f"{where} failed ({told})", "Ask again later.")
    return EndpointRequestError(f"{where} refused the request ({told})", _to_change(status))


def _to_change(status: int) -> str:
    if status == httpx.codes.NOT_FOUND:
        return "Check DATELINE_MODEL, and OPENAI_BASE_URL; it usually ends in /v1."
    return "Check DATELINE_MODEL and DATELINE_CONTEXT_TOKENS, and the endpoint's settings."


def _unreached(where: str, error: openai.APIConnectionError) -> EndpointError:
    cause = error.__cause__
    if isinstance(cause, httpx.UnsupportedProtocol | httpx.InvalidURL):
        return EndpointRequestError(
            f"OPENAI_BASE_URL={where} is not a web address",
            "It begins with http:// or https:// and usually ends in /v1.",
        )
    reason = f" ({_cut(str(cause))})" if cause and str(cause) else ""
    return EndpointUnreachableError(
        f"{where} cannot be reached{reason}", "Check OPENAI_BASE_URL and that it runs."
    )


def _said(error: openai.APIStatusError) -> str:
    """Return the endpoint's own message; where it sent a page, what its status stands for."""
    body: Any = error.body
    if isinstance(body, Mapping):
        body = next((body[key] for key in ("message", "error", "detail") if body.get(key)), None)
    if isinstance(body, str) and body.strip() and not body.lstrip().startswith("<"):
        return _cut(body)
    return error.response.reason_phrase or "no reason given"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
