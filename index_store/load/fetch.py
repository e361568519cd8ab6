"""A web address in, its bytes out, with every server taken for hostile."""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import TypeVar

from index_store.errors import AddressError, AddressUnreachableError
from index_store.load import reach
from index_store.load.unpack import Unpacker

_AGENT = "dateline/0.1 (+news archive loader)"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server sent.

    Attributes:
        url: the address after redirects.
        media_type: its Content-Type in lower case.
        etag: to send with the next request; empty when there is none.
        last_modified: likewise.
        unchanged: the server said that nothing is new; `data` is empty.
    """

    url: str
    data: bytes
    media_type: str = ""
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """How to fetch.

    Attributes:
        allow_private: host names, addresses or networks (`10.0.0.0/8`) of an intranet that may be
            reached; all other private, loopback, link-local and reserved addresses are refused,
            after each name is resolved and on each redirect.
        timeout_s: for the whole of one address: looking up its host, redirects and all bytes.
        most_bytes: of the answer, unpacked.
    """

    allow_private: tuple[str, ...] = ()
    timeout_s: float = 20.0
    most_bytes: int = 32 * 1024 * 1024
    most_redirects: int = 5

    def fetch(
        self,
        url: str,
        *,
        etag: str = "",
        last_modified: str = "",
        before: Callable[[str], None] | None = None,
    ) -> Fetched:
        """Fetch one address.

        Args:
            url: where.
            etag: of the copy at hand; when it still holds, the answer is `unchanged`.
            last_modified: likewise.
            before: called with the address before each request, redirects included; the time it
                takes does not count, and what it raises ends the visit.

        Raises:
            AddressError: refused, not found, too large, too slow, or not reached.
        """
        import httpx

        headers = _headers(etag, last_modified)
        until = time.monotonic() + self.timeout_s
        here = url
        try:
            with httpx.Client(follow_redirects=False, trust_env=False) as client:
                for _ in range(self.most_redirects + 1):
                    reach.split(here)
                    if before:
                        until += _timed(before, here)
                    answer = self._in_time(partial(self._get, client, here, headers), here, until)
                    if isinstance(answer, Fetched):
                        return answer
                    here = reach.join(here, answer)
        except httpx.TimeoutException as error:
            raise self._late(here) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, zlib.error) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise AddressUnreachableError(
                url, f"cannot be fetched ({reason})", "check the address"
            ) from error
        raise AddressError(url, f"more than {self.most_redirects} redirects", "leave it out")

    def _get(
        self, client: object, url: str, headers: dict[str, str], until: float
    ) -> Fetched | str:
        """Send one request to the address that was checked; give the answer or where it points."""
        import httpx

        parts, address = reach.resolve(url, self.allow_private)
        shown = f"[{address}]" if address.version == 6 else str(address)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
        target = parts._replace(netloc=shown + port, fragment="").geturl()
        request = httpx.Request(
            "GET",
            target,
            headers={**headers, "Host": (f"[{host}]" if ":" in host else host) + port},
            extensions={
                "sni_hostname": host,
                "timeout": httpx.Timeout(self._left(url, until)).as_dict(),
            },
        )
        assert isinstance(client, httpx.Client)
        response = client.send(request, stream=True)
        try:
            return self._answer(response, url, until)
        finally:
            response.close()

    def _answer(self, response: object, url: str, until: float) -> Fetched | str:
        import httpx

        assert isinstance(response, httpx.Response)
        status, sent = response.status_code, response.headers
        if status in _REDIRECTS and "location" in sent:
            return sent["location"]
        if status == 304:
            return Fetched(url=url, data=b"", unchanged=True)
        if status != 200:
            again = status == 429 or status >= 500
            remedy = "try again later" if again else "check the address"
            kind = AddressUnreachableError if again else AddressError
            raise kind(url, f"the server answered {status}", remedy, status)
        data = self._body(response.iter_raw(), sent.get("content-encoding", ""), url, until)
        return Fetched(
            url=url,
            data=data,
            media_type=sent.get("content-type", "").casefold(),
            etag=sent.get("etag", ""),
            last_modified=sent.get("last-modified", ""),
        )

    def _body(self, raw: Iterator[bytes], encoding: str, url: str, until: float) -> bytes:
        packed = encoding.strip().casefold()
        if packed not in ("", "identity", "gzip", "deflate"):
            raise AddressError(url, f"packed as {packed}, which was not asked for", "leave it out")
        unpacker = Unpacker() if packed in ("gzip", "deflate") else None
        data = bytearray()
        for piece in raw:
            self._left(url, until)
            room = self.most_bytes + 1 - len(data)
            data += unpacker.unpack(piece, room) if unpacker else piece
            if len(data) > self.most_bytes:
                limit = self.most_bytes // 2**20
                raise AddressError(url, f"larger than {limit} MiB", "leave it out")
        if unpacker and not unpacker.is_whole:
            raise AddressUnreachableError(url, "its answer ends too early", "try again later")
        return bytes(data)

    def _left(self, url: str, until: float) -> float:
        left = until - time.monotonic()
        if left <= 0:
            raise self._late(url)
        return left

    def _late(self, url: str) -> AddressError:
        return AddressUnreachableError(url, f"slower than {self.timeout_s:g} s", "try again later")

    def _in_time(self, ask: Callable[[float], Answer], url: str, until: float) -> Answer:
        """Do not wait longer for an answer, however slowly its host is found or its bytes come.

        A lookup has no time limit, and one on the connection starts anew with every byte.
        """
        done: SimpleQueue[Answer | BaseException] = SimpleQueue()

        def work() -> None:
            try:
                done.put(ask(until))
            except BaseException as error:  # noqa: BLE001  (raised again where it is waited for)
                done.put(error)

        left = self._left(url, until)
        threading.Thread(target=work, daemon=True).start()
        try:
            answer = done.get(timeout=left)
        except Empty:
            raise self._late(url) from None
        if isinstance(answer, BaseException):
            raise answer
        return answer


def _headers(etag: str, last_modified: str) -> dict[str, str]:
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    # In which encoding a server means other letters cannot be told.
    return headers | {name: mark for name, mark in conditions.items() if mark and mark.isascii()}


def _timed(before: Callable[[str], None], url: str) -> float:
    began = time.monotonic()
    before(url)
    return time.monotonic() - began
