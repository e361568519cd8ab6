"""An address in, its bytes appended to a file out; what is there already is not fetched again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx

from index_store.errors import EndpointError, EndpointRequestError, EndpointUnreachableError

Progress = Callable[[int, int], None]


def fetch(url: str, part: Path, progress: Progress, timeout_s: float = 30.0) -> None:
    """Fetch an address into `part`, going on where an earlier try stopped.

    Raises:
        EndpointError: not reached, refused, or broken off; what came is kept.
    """
    have = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    try:
        with (
            httpx.Client(follow_redirects=True, timeout=timeout_s) as client,
            client.stream("GET", url, headers=headers) as reply,
        ):
            if reply.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                return
            _refused(url, reply.status_code)
            if reply.status_code != httpx.codes.PARTIAL_CONTENT:
                have = 0
            _write(reply, part, have, progress)
    except httpx.TransportError as error:
        raise EndpointUnreachableError(
            f"{url} was not reached or broke off ({type(error).__name__})",
            "Pull again to go on where it stopped.",
        ) from error


def _refused(url: str, status: int) -> None:
    if status in (httpx.codes.NOT_FOUND, httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        raise EndpointRequestError(f"{url} is not to be had ({status})", "Check the name.")
    if status >= httpx.codes.BAD_REQUEST:
        raise EndpointError(f"{url} answered {status}", "Try again later.")


def _write(reply: httpx.Response, part: Path, have: int, progress: Progress) -> None:
    total = have + int(reply.headers.get("content-length", 0))
    with part.open("ab" if have else "wb") as file:
        for block in reply.iter_bytes():
            file.write(block)
            have += len(block)
            progress(have, total)
