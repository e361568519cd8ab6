"""A question in, the days that it names out: its window, and the day it is asked as of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.plan.clause import Clause
from assistant.plan.dates import DAY, JOINED, MONTH_NAME, YEAR, dated, gone_by
from assistant.plan.ends import between
from assistant.types import Window
from assistant.words import stem_set
from index_store.types import TimeMention

# "as of", "as things stood on", "as far as was known on", "going by the reports of".
_AS_OF = re.compile(
    r"\b(?:as (?:of|at|on)|as (?:things|matters) (?:stood|were)(?: on| by| at| in)?|"
    r"(?:as )?(?:seen|viewed) (?:from|on|in|at)|as (?:reported|published|announced) (?:on|in|by)|"
    r"(?:as far as|from what|by what|on what|with what|according to what) "
    r"(?:was|had been|people|anyone|we) (?:then )?(?:known?|knew|reported) (?:on|by|up to|as of)|"
    r"(?:going|judging) by (?:the )?(?:news|reports?|articles|coverage)(?: available)?"
    r" (?:of|from|on|by|up to))\s+(?:the\s+)?",
    re.IGNORECASE,
)
_WHICH_YEAR = re.compile(r"\b(?:last|this|next|past|previous|coming)\b", re.IGNORECASE)
_RECORD = re.compile(r"\bfirst\b.{0,40}\bsince (?:\w+ )?[\w ,]{1,20}$", re.IGNORECASE)
# A day of what somebody is honoured, blamed or known for: "for what she did on January 6".
_DEED = re.compile(r"\b(?:for|over|about) what (?:s?he|they|it|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*) ")
# "the first visit of the year", but not "the first day of the year".
_OF_THE_YEAR = re.compile(
    r"\b(?:first|last|second|third|latest|most recent) (?!day|week|month|quarter|half|few|\w+day)"
    r"(?:(?!(?:day|week|month)s )[a-z-]+ )+of the (year|month|week)\b(?! [\dA-Z]| award| prize|-)"
)
_EVERY = re.compile(r"\b(?:every|each) (?:year|month|week)\b|\bannually\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Days:
    """What a question says about time.

    Attributes:
        window: the days asked about.
        as_of: the day after which nothing counts, where the question names one.
        between: two ends of a time were named.
        clause_dated: the clause of time names the date to count from; that is not so where it
            names an event and only its month or year.
        main_dated: there is a date outside that clause.
        years: the years named outright.
        open_year: there are dates, and none of them has a year.
    """

    window: Window | None
    as_of: date | None
    between: bool
    clause_dated: bool
    main_dated: bool
    years: tuple[int, ...]
    open_year: bool = False


def find_days(text: str, today: date, clause: Clause | None) -> Days:
    """Read every date of a question against `today`."""
    years = tuple(int(y) for y in YEAR.findall(_RECORD.sub("", text.rstrip(" ?!."))))
    mentions = [] if _EVERY.search(text) else [m for m in dated(text, today) if _asked(text, m)]
    if not mentions and (own := _OF_THE_YEAR.search(text)):
        mentions = dated(f"{' ' * own.start(1)}this {own[1]}", today)
    open_year = bool(mentions) and not YEAR.search(text)
    open_year = open_year and all(_open(m) for m in mentions)
    as_of, limit, mentions = _as_of(text, mentions, today)
    inside = [m for m in mentions if clause and clause.start < m.start < clause.end]
    span = between(text, today)
    window = span
    outside = [m for m in mentions if m not in inside]
    if span is None:
        window = _meet(_main(text, outside), _from_clause(clause, inside))
    counted = bool(inside) and not (clause and _dates_event(clause, inside))
    if limit is not None:
        window = _meet(window, Window(latest=limit))
    return Days(window, as_of, span is not None, counted, bool(outside), years, open_year)


def _open(mention: TimeMention) -> bool:
    """Tell a month whose year is left open: "last May" says which one."""
    return bool(MONTH_NAME.search(mention.text)) and not _WHICH_YEAR.search(mention.text)


def _asked(text: str, mention: TimeMention) -> bool:
    """Tell a time asked about from one in a name, a record ("first since 1998") or a verb."""
    before, after = text[: mention.start], text[mention.end :]
    since = max(before.rfind(","), before.rfind("?")) + 1
    deed = _DEED.search(before, since)
    if deed and re.search(r"\w \w", before[: deed.start()]):
        return False
    lasting = mention.kind == "duration" and re.search(r"\bfor (?:the )?$", before, re.IGNORECASE)
    if lasting or _RECORD.search(f"{before}{mention.text}"):
        return False
    if re.search(r"\blast (?:fall|spring|march)$", mention.text, re.IGNORECASE) and re.match(
        r"\s*(?:below|to|under|out|off|apart|on|over|into|behind)\b", after
    ):
        return False
    return not _in_a_name(text, mention)


def _in_a_name(text: str, mention: TimeMention) -> bool:
    """Tell "2024" in "the 2024 Paris Olympics" or "Euro 2024" from a year asked about."""
    if not mention.text.isdigit():
        return False
    after = re.match(r"\s+([A-Z])", text[mention.end :])
    before = re.search(r"(\b[\w’']+)\s+$", text[: mention.start])
    named = bool(before) and before is not None and before.group(1)[0].isupper()
    return bool(after) or (named and bool(before) and before is not None and before.start() > 0
                           and before.group(1).lower() not in {"in", "since", "before", "after"}
                           and not MONTH_NAME.fullmatch(before.group(1)))  # fmt: skip


def _as_of(
    text: str, mentions: list[TimeMention], today: date
) -> tuple[date | None, date | None, list[TimeMention]]:
    """Take "as of May 3" out of the dates; "as of their call on May 3" only ends the window.

    Such a day is over, whatever was still to come on it.
    """
    match = _AS_OF.search(text)
    later = [m for m in mentions if match and m.start >= match.end() - 4]
    if not match or not later:
        return None, None, mentions
    first = later[0]
    rest = [m for m in mentions if m is not first]
    latest = gone_by(first, today).latest
    return (latest, None, rest) if first.start <= match.end() else (None, latest, rest)


def _from_clause(clause: Clause | None, inside: Sequence[TimeMention]) -> Window | None:
    if clause is None or not inside:
        return None
    first = inside[0]
    if first.earliest is None or first.latest is None:
        return None
    if clause.word == "before":
        return Window(latest=first.earliest - DAY)
    if clause.word == "until":
        return Window(latest=first.latest)
    # "since May 4" has the day itself, "since the call of May 4" what comes after the call.
    one_event = first.earliest == first.latest and _names_event(clause, inside)
    since = clause.word == "since" and not one_event
    return Window(earliest=first.earliest if since else first.latest + DAY)


def _names_event(clause: Clause, inside: Sequence[TimeMention]) -> bool:
    rest = clause.text
    for mention in inside:
        rest = rest.replace(mention.text, "", 1)
    return bool(stem_set(rest))


def _dates_event(clause: Clause, inside: Sequence[TimeMention]) -> bool:
    """Tell whether a clause names an event, and of its time only the month or the year."""
    return inside[0].earliest != inside[0].latest and _names_event(clause, inside)


def _main(text: str, mentions: Sequence[TimeMention]) -> Window | None:
    window: Window | None = None
    end = 0
    for mention in mentions:
        bound = _one(text, mention)
        joined = window is not None and JOINED.match(text[end : mention.start])
        if joined and window and window.earliest and mention.earliest and mention.latest:
            latest = max(window.latest or mention.latest, mention.latest)
            window = Window(earliest=min(window.earliest, mention.earliest), latest=latest)
        else:
            window = _meet(window, bound)
        end = mention.end
    return window


def _one(text: str, mention: TimeMention) -> Window:
    before = text[: mention.start].rstrip().lower()
    if re.search(
        r"\b(?:by|no later than|up to|until|till)(?: the)?(?: (?:end|start) of)?$", before
    ):
        return Window(latest=mention.latest)
    return Window(earliest=mention.earliest, latest=mention.latest)


def _meet(one: Window | None, other: Window | None) -> Window | None:
    """Return the days in both; `one` where they have none in common."""
    if one is None or other is None:
        return one or other
    earliest = max((d for d in (one.earliest, other.earliest) if d), default=None)
    latest = min((d for d in (one.latest, other.latest) if d), default=None)
    if earliest and latest and earliest > latest:
        return one
    return Window(earliest=earliest, latest=latest)
