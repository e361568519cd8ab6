"""A SOURCES.toml in, the folders, feeds and lists of addresses to keep up with out.

    delay = "1s"             # least time between two requests to one host
    timeout = "20s"          # for one address
    limit_mb = 32            # of one address, unpacked
    stale_after = "7d"       # a source older than this is shown as stale
    allow = []               # hosts or networks of an intranet that may be reached

    [[source]]
    name = "Hale Echo"
    feed = "https://echo.example/feed"      # or a sitemap
    outlet = "Hale Echo"                    # for articles that name none

    [[source]]
    name = "Picks"
    urls = ["https://echo.example/storm"]   # or "picks.txt", an address a line

    [[source]]
    name = "Archive"
    folder = "archive/2025"                 # paths are relative to this file

What stands above the sources holds for all of them; each may set its own.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from index_store.errors import InputError
from index_store.load.fetch import Fetcher
from index_store.load.visit import Manners

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place to keep up with.

    Attributes:
        place: as written, for people.
        paths: what to read.
        outlet: of articles that name none.
        stale_s: see `Freshness`.
    """

    name: str
    place: str
    paths: tuple[str, ...]
    outlet: str | None
    fetcher: Fetcher
    manners: Manners
    stale_s: float


def seconds(text: object) -> float:
    """Read a length of time such as `90s`, `15m`, `2h` or `7d`.

    Raises:
        ValueError: it is none.
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd])", str(text).strip().casefold())
    if not found:
        raise ValueError(f"{text!r} is not a length of time such as 90s, 15m, 2h or 7d")
    return float(found[1]) * _UNITS[found[2]]


_Time = Annotated[float, BeforeValidator(seconds)]


class _Common(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    delay: _Time = 1.0
    timeout: _Time = 20.0
    limit_mb: int = Field(32, ge=1, le=1024)
    stale_after: _Time = 7 * 86_400.0
    allow: tuple[str, ...] = ()


class _Entry(_Common):
    name: str = Field(min_length=1)
    folder: str | None = None
    feed: str | None = None
    urls: str | tuple[str, ...] | None = None
    outlet: str | None = None


def read_sources(path: Path, allow: tuple[str, ...] = ()) -> list[Source]:
    """Read a file of sources; `allow` are hosts and networks that each may load from.

    Raises:
        InputError: it cannot be read, or something in it is not as it must be; the message says
            what and where.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", "Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not TOML ({error})", "Mend it.") from error
    entries = values.pop("source", [])
    if not isinstance(entries, list) or not entries:
        raise InputError(f"{path}: no sources in it", "Begin each with [[source]] and a name.")
    _checked(_Common, values, str(path))
    sources = [
        _source(_checked(_Entry, {**values, **entry}, f"{path}, source {n}"), path, allow)
        for n, entry in enumerate(entries, 1)
    ]
    names = [source.name for source in sources]
    double = next((name for name in names if names.count(name) > 1), None)
    if double:
        raise InputError(f"{path}: two sources called {double}", "Give each a name of its own.")
    return sources


def _checked(kind: type[Any], values: dict[str, Any], place: str) -> Any:
    try:
        return kind(**values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][:1])
        reason = str(first["msg"]).removeprefix("Value error, ")
        raise InputError(f"{place}: {where}: {reason}", "See docs/loading.md, Sync.") from None


def _source(entry: _Entry, path: Path, allow: tuple[str, ...]) -> Source:
    given = {"folder": entry.folder, "feed": entry.feed, "urls": entry.urls}
    stated = [(kind, value) for kind, value in given.items() if value]
    if len(stated) != 1:
        raise InputError(
            f"{path}: source {entry.name} has {len(stated)} of folder, feed and urls",
            "Give it one.",
        )
    kind, value = stated[0]
    return Source(
        name=entry.name,
        place=value if isinstance(value, str) else f"{len(value)} addresses",
        paths=_paths(kind, value, entry.name, path),
        outlet=entry.outlet,
        fetcher=Fetcher(
            allow_private=(*allow, *entry.allow),
            timeout_s=entry.timeout,
            most_bytes=entry.limit_mb * 2**20,
        ),
        manners=Manners(delay_s=entry.delay, obey=True),
        stale_s=entry.stale_after,
    )


def _paths(kind: str, value: str | tuple[str, ...], name: str, path: Path) -> tuple[str, ...]:
    if kind == "folder":
        return (str(path.parent / str(value)),)
    if kind == "urls" and isinstance(value, str):
        value = _listed(path.parent / value)
    urls = (value,) if isinstance(value, str) else tuple(value)
    wrong = next((u for u in urls if not u.casefold().startswith(("http://", "https://"))), None)
    if wrong:
        raise InputError(
            f"{path}: source {name}: {wrong} is not a web address", "Begin it with https://."
        )
    return urls


def _listed(path: Path) -> tuple[str, ...]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})", "Check the path.") from error
    stripped = (line.strip() for line in lines)
    return tuple(line for line in stripped if line and not line.startswith("#"))
