"""A web address in, its bytes out, with every server taken for hostile."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TypeVar
from urllib.parse import SplitResult, urljoin, urlsplit

from index_store.errors import AddressError, AddressUnreachableError

_AGENT = "dateline/0.1 (+news archive loader)"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Answer = TypeVar("Answer")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


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
        timeout_s: for the whole of one address, redirects included.
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
                    if before:
                        until += _timed(before, here)
                    answer = self._get(client, here, headers, until)
                    if isinstance(answer, Fetched):
                        return answer
                    here = urljoin(here, answer)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, zlib.error) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise AddressUnreachableError(
                url, f"cannot be fetched ({reason})", "check the address"
            ) from error
        raise AddressError(url, f"more than {self.most_redirects} redirects", "leave it out")

    def resolve(self, url: str) -> tuple[SplitResult, _Address]:
        """Resolve an address's host and choose the one numeric address to connect to.

        Raises:
            AddressError: not http(s), no such host, or one that may not be reached.
        """
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise AddressError(url, "not a web address", "check it") from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise AddressError(url, "not an http(s) address", "only those are fetched")
        try:
            answers = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            reason = f"no such host ({parts.hostname})"
            raise AddressUnreachableError(
                url, reason, "check the address and the network"
            ) from error
        addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in answers]
        for address in addresses:
            if not self._may_reach(parts.hostname, address):
                reason = f"{parts.hostname} is on a private network ({address})"
                raise AddressError(url, reason, "allow it by name if you trust it")
        return parts, addresses[0]

    def _may_reach(self, host: str, address: _Address) -> bool:
        real = _behind(address)
        if real.is_global and not real.is_multicast:
            return True
        return any(_allows(rule, host, real) for rule in self.allow_private)

    def _get(
        self, client: object, url: str, headers: dict[str, str], until: float
    ) -> Fetched | str:
        """Send one request to the address that was checked; give the answer or where it points."""
        import httpx

        parts, address = self.resolve(url)
        shown = f"[{address}]" if address.version == 6 else str(address)
        host = parts.hostname or ""
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
        response = _in_time(
            lambda: client.send(request, stream=True),
            self._left(url, until),
            AddressUnreachableError(url, f"slower than {self.timeout_s:g} s", "try again later"),
        )
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
        unpack = zlib.decompressobj(47) if packed in ("gzip", "deflate") else None
        data = bytearray()
        for piece in raw:
            self._left(url, until)
            room = self.most_bytes + 1 - len(data)
            data += unpack.decompress(piece, room) if unpack else piece
            if len(data) > self.most_bytes:
                limit = self.most_bytes // 2**20
                raise AddressError(url, f"larger than {limit} MiB", "leave it out")
        return bytes(data)

    def _left(self, url: str, until: float) -> float:
        left = until - time.monotonic()
        if left <= 0:
            raise AddressUnreachableError(
                url, f"slower than {self.timeout_s:g} s", "try again later"
            )
        return left


def _headers(etag: str, last_modified: str) -> dict[str, str]:
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def _in_time(ask: Callable[[], Answer], seconds: float, late: AddressError) -> Answer:
    """Do not wait longer for an answer to begin, however slowly its headers come.

    A time limit on the connection alone starts anew with every byte.
    """
    done: SimpleQueue[Answer | BaseException] = SimpleQueue()

    def work() -> None:
        try:
            done.put(ask())
        except BaseException as error:  # noqa: BLE001  (raised again where it is waited for)
            done.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        answer = done.get(timeout=seconds)
    except Empty:
        raise late from None
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _timed(before: Callable[[str], None], url: str) -> float:
    began = time.monotonic()
    before(url)
    return time.monotonic() - began


def _behind(address: _Address) -> _Address:
    """Give the IPv4 address that an IPv6 one carries (mapped, 6to4, Teredo, NAT64), or itself."""
    if address.version == 4:
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


def _allows(rule: str, host: str, address: _Address) -> bool:
    if rule.casefold() == host.casefold():
        return True
    try:
        return address in ipaddress.ip_network(rule, strict=False)
    except ValueError:
        return False
