"""An address in, its bytes appended to a file out; what is there already is not fetched again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx

from index_store.addresses import shown
from index_store.errors import EndpointError, EndpointRequestError, EndpointUnreachableError
from index_store.network import set_up

Progress = Callable[[int, int], None]


def fetch(url: str, part: Path, progress: Progress, timeout_s: float = 30.0) -> None:
    """Fetch an address into `part`, going on where an earlier try stopped.

    Raises:
        EndpointError: not reached, refused, or broken off; what came is kept.
    """
    have = part.stat().st_size if part.exists() else 0
    try:
        with (
            _client(timeout_s) as client,
            client.stream("GET", url, headers=_wanted(part, have)) as reply,
        ):
            if reply.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                return
            _refused(url, reply.status_code)
            if reply.status_code != httpx.codes.PARTIAL_CONTENT:
                have = 0
                _tag_file(part).write_text(_tag(reply), encoding="ascii")
            _write(reply, part, have, progress)
            _tag_file(part).unlink(missing_ok=True)
    except httpx.InvalidURL as error:
        raise EndpointRequestError(f"{shown(url)} is no address", "Check the name.") from error
    except httpx.HTTPError as error:
        raise EndpointUnreachableError(
            f"{shown(url)} was not reached or broke off ({type(error).__name__})",
            "Pull again to go on where it stopped.",
        ) from error


def _client(timeout_s: float) -> httpx.Client:
    with set_up():
        return httpx.Client(follow_redirects=True, timeout=timeout_s)


def _wanted(part: Path, have: int) -> dict[str, str]:
    """Ask for what is missing, as it is stored, and for all of it where it is another file now."""
    headers = {"Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
        tag = _tag_file(part).read_text(encoding="ascii") if _tag_file(part).exists() else ""
        if tag:
            headers["If-Range"] = tag
    return headers


def _tag(reply: httpx.Response) -> str:
    """Return the ETag; none for a weak one, which does not tell whether the bytes are the same."""
    tag: str = reply.headers.get("etag", "")
    return tag if tag.startswith('"') and tag.isascii() else ""


def _tag_file(part: Path) -> Path:
    """Name the file that keeps the ETag of what is there in part."""
    return part.with_suffix(".etag")


def _refused(url: str, status: int) -> None:
    if status in (httpx.codes.NOT_FOUND, httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        raise EndpointRequestError(f"{shown(url)} is not to be had ({status})", "Check the name.")
    if status >= httpx.codes.BAD_REQUEST:
        raise EndpointError(f"{shown(url)} answered {status}", "Try again later.")


def _write(reply: httpx.Response, part: Path, have: int, progress: Progress) -> None:
    total = have + int(reply.headers.get("content-length", 0))
    with part.open("ab" if have else "wb") as file:
        for block in reply.iter_bytes():
            file.write(block)
            have += len(block)
            progress(have, total)
