"""Addresses in, their bytes out, as a good visitor asks: robots.txt, pauses, nothing twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from index_store.errors import AddressError, AddressUnreachableError
from index_store.load.fetch import Fetched, Fetcher
from index_store.load.meter import Meter
from index_store.load.robots import Robots, parse
from index_store.paths import full_path

_PAUSE_ASKED = frozenset((429, 503))


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is remembered of an address, or a file, that was read.

    Attributes:
        etag: its server's; of a file, its size and time.
        last_modified: its server's.
        said: what the feed that leads there said about it, as a hash.
        at: when it was last asked for, in seconds of the Unix epoch.
    """

    etag: str = ""
    last_modified: str = ""
    said: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How to behave.

    Attributes:
        delay_s: least seconds between two requests to one host; a robots.txt may ask for more.
        obey: heed robots.txt for every address; otherwise only for those that a feed or a sitemap
            leads to, since the others were named by a person.
        recheck_s: an article about which its feed says nothing new is asked for again after this.
    """

    delay_s: float = 1.0
    obey: bool = False
    recheck_s: float = 24 * 3600.0


class Visitor:
    """One run's visits.

    Attributes:
        visits: what to remember of this run, by address or file, once its articles are stored.
        unchanged: how many addresses and files are as they were when last read.
        meter: how much of the files has been read.
    """

    def __init__(
        self,
        fetcher: Fetcher | None = None,
        manners: Manners | None = None,
        known: Mapping[str, Visit] | None = None,
        now: float = 0.0,
    ) -> None:
        """Take what is remembered of earlier runs, None to remember nothing, and the time."""
        self._fetcher = fetcher or Fetcher()
        self._manners = manners or Manners()
        self._known = known
        self._now = now
        self._robots: dict[str, Robots | AddressError] = {}
        self._last: dict[str, float] = {}
        self._tired: set[str] = set()
        self.visits: dict[str, Visit] = {}
        self.unchanged = 0
        self.meter = Meter()
        self.clock: Callable[[], float] = time.monotonic
        self.sleep: Callable[[float], None] = time.sleep

    def fetch(self, url: str, *, linked: bool = False, said: str = "") -> Fetched:
        """Fetch an address.

        Args:
            url: where.
            linked: a feed or sitemap led there, and nobody named it.
            said: what it said about the article.

        Raises:
            AddressError: refused, not found, not to be visited, too large, too slow.
        """
        seen = (self._known or {}).get(url, Visit())
        if said and seen.said == said and self._now - seen.at < self._manners.recheck_s:
            self.unchanged += 1
            return Fetched(url=url, data=b"", unchanged=True)
        before = partial(self._arrive, obey=linked or self._manners.obey)
        try:
            got = self._fetcher.fetch(
                url, etag=seen.etag, last_modified=seen.last_modified, before=before
            )
        except AddressError as error:
            if error.status in _PAUSE_ASKED:
                self._tired.add(_host(error.place))
            raise
        if got.unchanged:
            self.unchanged += 1
            self.visits[url] = replace(seen, said=said, at=self._now)
        else:
            self.visits[url] = Visit(
                etag=got.etag, last_modified=got.last_modified, said=said, at=self._now
            )
        return got

    @property
    def returns(self) -> bool:
        """Whether later runs will ask again for what could not be read in this one."""
        return self._known is not None

    def is_known(self, path: Path) -> bool:
        """Say whether a file is as it was when it was last read; note it for the next time."""
        if self._known is None:
            return False
        try:
            state = path.stat()
        except OSError:  # reading it says why
            return False
        name, mark = _file_name(path), f"{state.st_size}-{state.st_mtime_ns}"
        self.visits[name] = Visit(etag=mark, at=self._now)
        same = name in self._known and self._known[name].etag == mark
        self.unchanged += same
        return same

    def forget(self, place: str) -> None:
        """Do not remember a place: something behind it could not be read, so it is to be again."""
        self.visits.pop(place, None)
        self.visits.pop(_file_name(Path(place)), None)

    def _arrive(self, url: str, *, obey: bool) -> None:
        """Heed the host's robots.txt, then wait for our turn there."""
        host = _host(url)
        if host in self._tired:
            raise AddressUnreachableError(
                url, "its server asked for a pause", "try again later", 429
            )
        robots = self._robots_of(host, url) if obey else Robots()
        if not robots.allows(url):
            raise AddressError(url, "its robots.txt asks not to visit it", "leave it out")
        self._wait(host, max(self._manners.delay_s, robots.delay_s))

    def _robots_of(self, host: str, url: str) -> Robots:
        if host not in self._robots:
            self._robots[host] = self._read_robots(host)
        found = self._robots[host]
        if isinstance(found, AddressError):
            reason = f"its robots.txt: {found.reason}" if found.status else found.reason
            raise type(found)(url, reason, found.remedy, found.status)
        return found

    def _read_robots(self, host: str) -> Robots | AddressError:
        """Read a robots.txt; none means that all is allowed, a faulty server that nothing is.

        Source: RFC 9309, section 2.3.1.
        """
        address = f"{host}/robots.txt"
        try:
            self._wait(host, self._manners.delay_s)
            return parse(self._fetcher.fetch(address).data.decode("utf-8", "replace"))
        except AddressError as error:
            if 400 <= error.status < 500 and error.status != 429:
                return Robots()
            if error.status in _PAUSE_ASKED:
                self._tired.add(host)
            return error

    def _wait(self, host: str, delay_s: float) -> None:
        now = self.clock()
        pause = self._last.get(host, now - delay_s) + delay_s - now
        if pause > 0:
            self.sleep(pause)
        self._last[host] = max(now, now + pause)


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _file_name(path: Path) -> str:
    """Give a file's full name so that it can be stored; those that are not UTF-8 stay apart."""
    return full_path(path).encode("utf-8", "backslashreplace").decode()
