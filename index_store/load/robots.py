"""The text of a robots.txt in, whether an address may be visited out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

NAME = "dateline"
_MOST_CHARACTERS = 500 * 1024
_LONGEST_DELAY_S = 30.0
_FIELD = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#\n]*)")


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host lets us visit.

    Attributes:
        rules: (allowed, path pattern) in the order written.
        delay_s: seconds it asks for between two requests; 0 when it does not say.
    """

    rules: tuple[tuple[bool, str], ...] = ()
    delay_s: float = 0.0

    def allows(self, url: str) -> bool:
        """Say whether an address may be visited: the longest rule that fits it decides.

        Source: RFC 9309, section 2.2.2.
        """
        parts = urlsplit(url)
        path = _plain((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        fitting = [(len(rule), allowed) for allowed, rule in self.rules if _fits(rule, path)]
        return max(fitting, default=(0, True))[1]


def parse(text: str) -> Robots:
    """Read the groups that name us, or, where none does, those for everybody."""
    groups = _groups(text[:_MOST_CHARACTERS])
    ours = [lines for names, lines in groups if NAME in names]
    chosen = ours or [lines for names, lines in groups if "*" in names]
    rules: list[tuple[bool, str]] = []
    delay = 0.0
    for name, value in (line for lines in chosen for line in lines):
        if name in ("allow", "disallow") and value:
            rules.append((name == "allow", _plain(value)))
        elif name == "crawl-delay" and re.fullmatch(r"\d{1,4}(?:\.\d+)?", value):
            delay = min(float(value), _LONGEST_DELAY_S)
    return Robots(tuple(rules), delay)


def _groups(text: str) -> list[tuple[set[str], list[tuple[str, str]]]]:
    """Part the lines into groups: names of visitors, and what stands below them."""
    groups: list[tuple[set[str], list[tuple[str, str]]]] = []
    for line in text.lstrip("\ufeff").splitlines():
        found = _FIELD.match(line)
        if not found:
            continue
        name, value = found[1].casefold(), found[2].strip()
        if name == "user-agent":
            if not groups or groups[-1][1]:
                groups.append((set(), []))
            groups[-1][0].add(value.partition("/")[0].strip().casefold())
        elif groups and name in ("allow", "disallow", "crawl-delay"):
            groups[-1][1].append((name, value))
    return groups


def _fits(rule: str, path: str) -> bool:
    """Match a pattern with `*` and a closing `$`; linear, whatever the pattern."""
    ended = rule.endswith("$")
    pieces = rule.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    if len(pieces) == 1:
        return not ended or at == len(path)
    at = _skip(pieces[1:-1], path, at)
    last = pieces[-1]
    if at < 0:
        return False
    return path.endswith(last) and len(path) - len(last) >= at if ended else last in path[at:]


def _skip(pieces: Sequence[str], path: str, at: int) -> int:
    """Find the pieces one behind the other; -1 when one is not there."""
    for piece in pieces:
        found = path.find(piece, at)
        if found < 0:
            return -1
        at = found + len(piece)
    return at


def _plain(path: str) -> str:
    """Give one spelling to the escapes of a path."""
    return quote(unquote(path), safe="/?&=*$:@!'()+,;~-._")
