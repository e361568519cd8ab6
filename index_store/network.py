"""The proxies and certificates of this machine in; what of them cannot be used, as our error, out.

Also a client for endpoints, which waits for a whole reply no longer than it was told to.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from index_store.addresses import shown
from index_store.errors import SettingsError

# A reply that keeps coming may take so many times the limit of a silence: a model on a slow
# machine writes a word a second, and is through with its answer by then.
WHOLE = 10


@contextmanager
def set_up() -> Iterator[None]:
    """Tell what is wrong with the surroundings in which a client is made.

    Raises:
        SettingsError: a proxy or the certificates cannot be used.
    """
    try:
        yield
    except OSError as error:
        raise SettingsError(
            "the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read "
            f"({error.strerror or error})",
            "Set it right or unset it.",
        ) from error
    except ImportError as error:
        raise SettingsError(
            f"the proxy in {_proxies()} needs a package that is not installed",
            "Install it (pip install 'httpx[socks]'), or unset the proxy.",
        ) from error
    except (ValueError, httpx.InvalidURL) as error:
        raise SettingsError(
            f"the proxy in {_proxies()} cannot be used",
            "An address such as http://proxy.example:3128 is meant; set it right or unset it.",
        ) from error


def proxy_for(address: str) -> str:
    """Return the proxy that an address is asked through, as it can be shown; empty for none."""
    parts, found = urlsplit(address), getproxies()
    proxy = found.get(parts.scheme) or found.get("all") or ""
    return shown(proxy) if parts.hostname and not proxy_bypass(parts.hostname) else ""


def _proxies() -> str:
    found = getproxies()
    schemes = [scheme for scheme in ("http", "https", "all") if found.get(scheme)]
    return ", ".join(f"{scheme.upper()}_PROXY={shown(found[scheme])}" for scheme in schemes)


@dataclass(slots=True)
class Bounded(httpx.SyncByteStream):
    """The blocks of a reply, until it takes too long; waiting for the next is what counts.

    Attributes:
        alive: tells whether a block carries anything; comments that keep a line open do not.
    """

    blocks: Any
    timeout_s: float
    alive: Callable[[bytes], bool]
    clock: Callable[[], float] = time.monotonic

    def __iter__(self) -> Iterator[bytes]:
        """Yield the blocks.

        Raises:
            httpx.ReadTimeout: nothing came for `timeout_s`, or no end in `WHOLE` times that.
        """
        blocks = iter(self.blocks)
        waited = silent = 0.0
        while True:
            begun = self.clock()
            block = next(blocks, None)
            if block is None:
                return
            took = self.clock() - begun
            waited, silent = waited + took, silent + took
            if silent > self.timeout_s:
                raise httpx.ReadTimeout(f"nothing more came for {self.timeout_s:g} s")
            if waited > WHOLE * self.timeout_s:
                raise httpx.ReadTimeout(f"no end within {WHOLE * self.timeout_s:g} s")
            if self.alive(block):
                silent = 0.0
            yield block

    def close(self) -> None:
        """Let go of the connection."""
        self.blocks.close()


class PatientClient(httpx.Client):
    """A client whose replies end, or are left, in time; httpx alone bounds each wait only."""

    def __init__(self, timeout_s: float) -> None:
        with set_up():
            super().__init__(timeout=timeout_s, follow_redirects=True)
        self._patience_s = timeout_s

    def send(self, request: httpx.Request, *, stream: bool = False, **more: Any) -> httpx.Response:
        """Send a request; a streamed reply must go on in time, any other one be whole."""
        reply = super().send(request, stream=True, **more)
        packed = "content-encoding" in reply.headers

        def alive(block: bytes) -> bool:
            return stream and (packed or b"data:" in block)

        reply.stream = Bounded(reply.stream, self._patience_s, alive)
        if not stream:
            try:
                reply.read()
            finally:
                reply.close()
        return reply
