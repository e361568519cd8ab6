"""A sentence in, the dates behind `since`, `until` and the like out, which bound what it tells."""

from __future__ import annotations

import re

from assistant.modality import puts_right
from assistant.read.sentence.syntax import parse
from assistant.read.sentence.tellings import Telling
from index_store.types import Certainty, Event, TimeMention

# "since 2007", "since a victory at Hale in 2007".
_SINCE = re.compile(
    r"\bsince (?:(?P<what>(?:an?|the|its|his|her|their|[A-Z][\w-]+['’]s) "
    r"(?:(?!\b(?:that|which|who|when|and)\b)[^,;]){1,60}) (?:in|on|of|from) )?(?:the )?$",
    re.IGNORECASE,
)
_SINCE_CLAUSE = re.compile(
    r"\bsince (?P<what>(?:(?!\bsince\b)[^,;]){3,80}) (?:in|on|of|from)(?: the)? $", re.IGNORECASE
)
_HAD = re.compile(r"\bhad (?!(?:to|no|an?|the|its?|his|her|their)\b|\d)\w+", re.IGNORECASE)
_FIRST_EVER = re.compile(
    r"\bhad never before\b|"
    r"\bhad(?: never| not|n[’']t) [^,;.]{2,40} (?:before|previously)(?=[,;.]|$)",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:not|no|never|none|nobody|first|last|highest|lowest|worst|best|biggest|largest|longest|"
    r"closest|deadliest|again)\b|n[’']t\b", re.IGNORECASE
)  # fmt: skip
_NOT_YET = re.compile(
    r"\b(?:not|no|never|none|nobody|try\w*|seek\w*|hop(?:e|es|ing)|aim\w*|bid\w*|chance|could|would|"
    r"want\w*)\b|n[’']t\b",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:has|have|had)(?: \w+ly)? (?:been|led|run|held|worked|lived|stood)\b")
_SINCE_WHAT = re.compile(r"(?:(?!\b(?:that|which|who|when)\b)[^,;])*$")
_UNTIL = re.compile(r"\b(?:until|till|before|by|through)(?: at least)?(?: the)? $", re.IGNORECASE)

_THE_ONE = re.compile(r"\bthe ones? (?:at|in|of|on|from) [^,;.]{2,40} (?:in|on|of) $")
_CORRECTION = re.compile(r"\W*(?:correction|clarification|corrected)\b", re.IGNORECASE)
_REPORT = re.compile(
    r"\b(?:report|article|story|item|column|edition|issue)s?\b[^,;.]{0,40}? (?:on|of|from) $",
    re.IGNORECASE,
)

_SEASON = frozenset({"winter", "summer", "spring", "autumn", "fall"})
# A date, how certain what it bounds is, and whether that is the last of its kind before another.
Bound = tuple[TimeMention, Certainty, bool]


def bounds_of(telling: Telling) -> list[Bound]:
    """Read the dates that bound what a sentence tells.

    `No call since May 3` and `the first since May 3` tell of one on May 3, the last of its kind
    before; `back in service since May 3` of what began then; `shut until May 3` and `not before
    May 3` of a plan.
    """
    found: list[Bound] = []
    text = telling.text
    for m in telling.times:
        if m.kind != "date" or m.earliest is None or m.latest is None:
            continue
        before = text[: m.start - telling.start]
        again = bool(_AGAIN.search(_last_clause(before)))
        if _SINCE.search(before) and (again or _LASTS.search(_last_clause(before))):
            found.append((m, "happened", again))
        elif _UNTIL.search(before):
            found.append((m, "planned", False))
    return found


def never_before(text: str) -> bool:
    """Tell whether something happened for the first time: `The two had never met before`."""
    return bool(_FIRST_EVER.search(text))


def had_been(text: str) -> bool:
    """Tell whether a sentence tells what had been before its news: `They had last met in May`."""
    return bool(_HAD.search(text))


def since_clause(before: str) -> str:
    """Return what a date behind `since` dates: `she took office` of `since she took office in`.

    Empty where what follows `since` is no clause: a bare date, or an event as a noun.
    """
    clause = _SINCE_CLAUSE.search(before)
    return clause["what"] if clause and not since_what(before) else ""


def since_what(before: str) -> str:
    """Return the event that a `since` counts from: `a victory at Hale`; empty for a bare date."""
    since = _SINCE.search(before)
    return (since["what"] or "") if since else ""


def none_since(before: str) -> bool:
    """Tell whether, by the words before a date, nothing of the kind came since."""
    return bool(_NOT_YET.search(bounded(before)))


def bounded(before: str) -> str:
    """Return the clause before a `since`: `win their first title` of what they try to do."""
    since = _SINCE.search(before)
    clause = _last_clause(before[: since.start()] if since else before)
    return re.split(r"\b(?:and|but)\b", clause)[-1]


def _last_clause(text: str) -> str:
    found = _SINCE_WHAT.search(text)
    return found.group() if found else ""


def of_another_one(before: str) -> bool:
    """Tell whether a date is that of another one of the kind: `after the one at Hale in May`."""
    return bool(_THE_ONE.search(before))


def dates_a_report(telling: Telling, event: Event) -> bool:
    """Tell whether a date is that of a report which is put right: `A report on May 3 said`."""
    text = telling.text
    if not (puts_right(text) or _CORRECTION.match(text)):
        return False
    return any(
        _REPORT.search(text[: m.start - telling.start])
        for m in telling.times
        if (m.earliest, m.latest) == (event.earliest, event.latest)
    )


def last_before(text: str) -> bool:
    """Tell whether a sentence tells of the last one before its report: `They last met in May`."""
    return any(
        t.lower_ == "last" and t.dep_ == "advmod" and t.head.tag_ in {"VBD", "VBN"}
        for t in parse(text)
    )


def vague(telling: Telling, event: Event) -> bool:
    """Tell whether a date is but a season's name, as in `winter garden`."""
    if event.precision != "season":
        return False
    return any(m.text in _SEASON and m.value == event.value for m in telling.times)
