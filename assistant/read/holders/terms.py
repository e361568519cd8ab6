"""Signs of coming and going in, who held an office from when to when out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.read.holders.signs import Sign
from assistant.types import Window

# Who is first said to hold an office held it for so long before, who was last said to, after.
BEFORE, AFTER = timedelta(days=250), timedelta(days=366)
_ORDER = ("left", "former", "begins", "holds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One person's time in an office.

    Attributes:
        start: the day they took it, or what is known to be earliest.
        end: the day they left it, or what is known to be latest.
        left: whether a report says that they left it.
        signs: the reports of it, in order of time.
    """

    start: date
    end: date
    left: bool
    signs: tuple[Sign, ...]

    @property
    def who(self) -> str:
        """What tells the holder from the others of the office."""
        return self.signs[0].who


@dataclass(slots=True)
class _Open:
    """A term while the reports are gone through; None where a day is not known."""

    signs: list[Sign]
    start: date | None = None
    end: date | None = None

    @property
    def who(self) -> str:
        return self.signs[0].who

    @property
    def known(self) -> tuple[date, date]:
        return self.start or self.signs[0].day, self.end or self.signs[-1].day


def terms(signs: Iterable[Sign]) -> list[Term]:
    """Put the signs of one office in order, each holder until the next.

    Who is said to have left it without having been said to hold it did so before.
    """
    found: list[_Open] = []
    gone: set[str] = set()
    for s in sorted(signs, key=lambda s: (s.day, s.told_on, _ORDER.index(s.kind))):
        current = found[-1] if found else None
        mine = current is not None and current.who == s.who
        if s.holds:
            if current is not None and mine and current.end is None:
                current.signs.append(s)
            elif s.kind == "begins" or s.who not in gone:  # some keep a title after leaving
                found.append(_Open([s], s.day if s.kind == "begins" else None))
        elif current is not None and mine:
            current.signs.append(s)
            current.end = current.end or s.day
        elif s.kind == "left" and not any(o.who == s.who for o in found):
            before = current is not None and current.end is None
            found.insert(len(found) - before, _Open([s], None, s.day))
        if not s.holds:
            gone.add(s.who)
    found = _without_noise(found)
    return [_closed(found, n) for n in range(len(found))]


def _without_noise(found: Sequence[_Open]) -> list[_Open]:
    """Take one holder's time together that another is only called the holder in between."""
    kept: list[_Open] = []
    for n, one in enumerate(found):
        last = kept[-1] if kept else None
        around = 0 < n < len(found) - 1 and found[n - 1].who == found[n + 1].who
        if around and one.start is None and one.end is None and found[n - 1].end is None:
            continue
        if last and last.who == one.who and last.end is None:
            last.signs += one.signs
            last.end = one.end
        else:
            kept.append(one)
    return kept


def _closed(found: Sequence[_Open], n: int) -> Term:
    """Bound a term by what is known of itself and of those before and after it."""
    one = found[n]
    first, last = one.known
    start = one.start
    if start is None:
        start = found[n - 1].known[1] if n else _shifted(first, -BEFORE)
    end = one.end
    if end is None:
        later = found[n + 1] if n + 1 < len(found) else None
        end = later.known[0] if later else _shifted(last, AFTER)
    left = one.end is not None
    return Term(start=min(start, first), end=end, left=left, signs=tuple(one.signs))


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def held_in(known: Sequence[Term], window: Window, operator: str) -> list[Term]:
    """Return who held an office in a window, in order of time.

    Before a day that is who held it last, after a day who held it first. Who held it for the
    greater part of a window held it alone.
    """
    if operator == "before" or window.earliest is None:
        day = window.latest or date.max
        return [t for t in known if t.start < day][-1:]
    if window.latest is None:
        return [t for t in known if t.end > window.earliest][:1]
    parts = [(t, _days(t, window)) for t in known]
    total = (window.latest - window.earliest).days + 1
    most = [t for t, days in parts if days * 5 >= total * 3]
    return most or [t for t, days in parts if days > 0]


def _days(term: Term, window: Window) -> int:
    """Count the days of a window that lie in a term."""
    first = max(term.start, window.earliest or date.min)
    last = min(term.end, window.latest or date.max)
    return (last - first).days + 1 if first <= last else 0


def told_by(term: Term, window: Window) -> Sign:
    """Return the report that tells best of a term in a window: the last before its end."""
    day = window.latest or window.earliest or date.max
    before = [s for s in term.signs if s.day <= day]
    return before[-1] if before else term.signs[0]


def named_in_full(who: str, signs: Sequence[Sign]) -> str:
    """Return the fullest name that the reports have for a holder."""
    return max((s.name for s in signs if s.who == who), key=len)
