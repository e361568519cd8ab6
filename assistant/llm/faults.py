"""What went wrong with a chat endpoint in, our error with what it said and the remedy out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
import openai

from assistant.llm.place import Endpoint
from assistant.llm.wire import CAME
from index_store.errors import (
    EndpointError,
    EndpointKeyError,
    EndpointRequestError,
    EndpointUnreachableError,
)
from index_store.network import proxy_for

# Characters of what an endpoint said that are told.
_LONGEST = 200
_SLOW = "Check that it runs, or set DATELINE_TIMEOUT_S higher."
_NO_MONEY = "insufficient_quota"
_TELLING = ("message", "error", "detail", "msg")


def no_completion(asked: Endpoint) -> EndpointError:
    """Say that a reply came and is not one of a chat model: a sign-in page, another service."""
    return EndpointRequestError(
        f"{asked.place} sent something else than a chat completion",
        "Check OPENAI_BASE_URL; it usually ends in /v1.",
    )


def no_address(asked: Endpoint) -> EndpointError:
    """Say that what is set as the address of a model is none."""
    return EndpointRequestError(
        f"OPENAI_BASE_URL={asked.place} is not a web address",
        "It begins with http:// or https:// and usually ends in /v1.",
    )


@contextmanager
def errors_mapped(asked: Endpoint) -> Iterator[None]:
    """Turn the errors of openai and httpx into ours.

    Raises:
        EndpointError: there was one.
    """
    try:
        yield
    except openai.APIStatusError as error:
        raise _refusal(asked, error) from error
    except openai.APITimeoutError as error:
        within = f"{asked.place} did not answer within {asked.timeout_s:g} s"
        raise EndpointUnreachableError(within, _SLOW) from error
    except httpx.TimeoutException as error:
        unfinished = f"{asked.place} left its reply unfinished ({_cut(asked, str(error))})"
        raise EndpointUnreachableError(unfinished, _SLOW) from error
    except openai.APIConnectionError as error:
        raise _unreached(asked, error) from error
    except (openai.APIError, httpx.HTTPError) as error:
        said = _cut(asked, str(error))
        raise EndpointError(f"{asked.place} broke off ({said})", "Ask again.") from error
    except httpx.InvalidURL as error:
        raise no_address(asked) from error
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise no_completion(asked) from error


def _refusal(asked: Endpoint, error: openai.APIStatusError) -> EndpointError:
    where, status = asked.place, error.status_code
    told = f"{error.response.extensions.get(CAME, status)}: {_said(asked, error)}"
    if status == httpx.codes.UNAUTHORIZED:
        return EndpointKeyError(
            f"{where} refused the key", "Set OPENAI_API_KEY to one that it accepts."
        )
    if status == httpx.codes.FORBIDDEN:
        return EndpointKeyError(
            f"{where} does not let this key use {asked.model} ({told})",
            "Change the key or the model.",
        )
    if _NO_MONEY in (error.code, error.type):
        return EndpointKeyError(
            f"{where} takes no more requests with this key ({told})",
            "See to its plan and billing, or set OPENAI_API_KEY to another.",
        )
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return EndpointUnreachableError(
            f"{where} takes no more requests for now ({told})", _when(error)
        )
    if httpx.codes.is_server_error(status):
        return EndpointUnreachableError(f"{where} failed ({told})", "Ask again later.")
    return EndpointRequestError(f"{where} refused the request ({told})", _to_change(status))


def _when(error: openai.APIStatusError) -> str:
    """Say when to ask again; a pause of a minute and less was waited for by the client."""
    seconds = error.response.headers.get("retry-after", "")
    minutes = -(-int(seconds) // 60) if seconds.isdecimal() and len(seconds) < 9 else 0
    return f"Ask again in {minutes:,} minutes." if minutes > 1 else "Wait a little and ask again."


def _to_change(status: int) -> str:
    if status == httpx.codes.NOT_FOUND:
        return "Check DATELINE_MODEL, and OPENAI_BASE_URL; it usually ends in /v1."
    return "Check DATELINE_MODEL and DATELINE_CONTEXT_TOKENS, and the endpoint's settings."


def _unreached(asked: Endpoint, error: openai.APIConnectionError) -> EndpointError:
    cause = error.__cause__
    if isinstance(cause, httpx.UnsupportedProtocol | httpx.InvalidURL):
        return no_address(asked)
    reason = f" ({_cut(asked, str(cause))})" if cause and str(cause) else ""
    if proxy := proxy_for(asked.address):
        return EndpointUnreachableError(
            f"{asked.place} cannot be reached through the proxy {proxy}{reason}",
            "Check OPENAI_BASE_URL and the proxy, and that both run; NO_PROXY leaves it out.",
        )
    return EndpointUnreachableError(
        f"{asked.place} cannot be reached{reason}", "Check OPENAI_BASE_URL and that it runs."
    )


def _said(asked: Endpoint, error: openai.APIStatusError) -> str:
    """Return the endpoint's own message; where it sent a page, what its status stands for."""
    body = _message(error.body).strip()
    if body and not body.startswith("<"):
        return _cut(asked, body)
    return error.response.reason_phrase or "no reason given"


def _message(body: Any) -> str:
    """Find what is meant for people in an error; of a list, all of them with their places."""
    if isinstance(body, list):
        return "; ".join(filter(None, map(_message, body)))
    if not isinstance(body, Mapping):
        return body if isinstance(body, str) else ""
    said = next((_message(body[key]) for key in _TELLING if body.get(key)), "")
    place = body.get("loc")
    return f"{'.'.join(map(str, place))}: {said}" if isinstance(place, list) and said else said


def _cut(asked: Endpoint, text: str) -> str:
    line = " ".join(asked.hidden(text).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
