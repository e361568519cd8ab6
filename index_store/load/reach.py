"""A web address in, the one numeric address that may be connected to for it out."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from urllib.parse import SplitResult, urljoin, urlsplit

from index_store.errors import AddressError, AddressUnreachableError

# All that is given out to the public; old and local ways to carry an IPv4 address lie outside.
# Source: https://www.iana.org/assignments/ipv6-address-space
_PUBLIC = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def split(url: str) -> SplitResult:
    """Take an address apart.

    Raises:
        AddressError: it is none, or not http(s).
    """
    try:
        url.encode()
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise AddressError(url, "not a web address", "check it") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AddressError(url, "not an http(s) address", "only those are fetched")
    return parts


def join(url: str, location: str) -> str:
    """Give the address that a redirect leads to.

    Raises:
        AddressError: it leads to none.
    """
    try:
        return urljoin(url, location)
    except ValueError as error:
        reason = f"it leads to {location}, which is no web address"
        raise AddressError(url, reason, "leave it out") from error


def resolve(url: str, allow: Sequence[str] = ()) -> tuple[SplitResult, Address]:
    """Resolve an address's host and choose the one numeric address to connect to.

    Args:
        url: where.
        allow: hosts, addresses or networks that may be reached although they are not public.

    Raises:
        AddressError: not http(s), no such host, or one that may not be reached.
    """
    parts = split(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = f"no such host ({host})"
        raise AddressUnreachableError(url, reason, "check the address and the network") from error
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in answers]
    for address in addresses:
        if not _may_reach(host, address, allow):
            reason = f"{host} is on a private network ({address})"
            raise AddressError(url, reason, "allow it by name if you trust it")
    return parts, addresses[0]


def _may_reach(host: str, address: Address, allow: Sequence[str]) -> bool:
    real = _behind(address)
    if real.is_global and not real.is_multicast and (real.version == 4 or real in _PUBLIC):
        return True
    return any(_allows(rule, host, real) for rule in allow)


def _behind(address: Address) -> Address:
    """Give the IPv4 address that an IPv6 one carries (mapped, 6to4, Teredo, NAT64), or itself."""
    if address.version == 4:
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


def _allows(rule: str, host: str, address: Address) -> bool:
    if rule.casefold() == host.casefold():
        return True
    try:
        return address in ipaddress.ip_network(rule, strict=False)
    except ValueError:
        return False
