"""An event that a sentence only puts on a day, told apart by whether that day still holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.read.order.occasions import Occasion
from assistant.read.sentence.syntax import Token, parse
from assistant.words import missing_names

_GIVEN_UP = re.compile(
    r"\b(?:instead of|rather than|originally|had been (?:due|planned|set|scheduled|expected)|"
    r"no longer|not|postponed from|moved from|delayed from)(?: (?:for|on|in|at|by|from|the|to))* $",
    re.IGNORECASE,
)
# The same of a whole clause: `had been due to carry its first guests on December 15`.
_ONCE_PLANNED = re.compile(
    r"\b(?:(?:was|were) (?:originally |initially |at first |first )?to have|"
    r"(?:had|should have)(?: (?:originally|initially|first))? been "
    r"(?:due|planned|set|scheduled|expected|promised|meant|supposed|announced|hoped)|"
    r"should have|originally|initially|at first|(?:original|initial|first|earlier|old) "
    r"(?:date|deadline|target|schedule|timetable|plan)s?)\b[^,;:]*$",
    re.IGNORECASE,
)
# ... and of one whose day may hold still: `The trial, which was to open on April 10, ...`.
_ONCE = re.compile(
    r"\b(?:was|were) (?:to (?!have\b)|(?:due|planned|set|scheduled|expected|meant|supposed)\b)"
    r"[^,;:]*$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"\b(?:original(?:ly)?|initial(?:ly)?|at first|first (?:schedule|timetable|planned|announced|"
    r"set|date|deadline|target|plan))\b",
    re.IGNORECASE,
)
_SET = re.compile(
    r"\b(?:schedul\w+|timetable|planned|announced|due|supposed|meant|expected|target|deadline|"
    r"set for|to have|date (?:for|set|given))\b",
    re.IGNORECASE,
)
_ONCE_SET = re.compile(
    r"\b(?:(?:was|were)\b.* (?:supposed|meant|due|to have|expected|scheduled)|should\b.* have|"
    r"had been (?:due|planned|expected|scheduled|set))\b",
    re.IGNORECASE,
)

_ORDINALS = frozenset("first second third last next only".split())


def given_up(o: Occasion) -> bool:
    """Tell whether the words before a date say that the day had been set, and holds no more."""
    before = o.telling.text[: max(0, o.mention.start - o.telling.start)]
    return bool(_GIVEN_UP.search(before) or _ONCE_PLANNED.search(before))


def _once_set(o: Occasion) -> bool:
    before = o.telling.text[: max(0, o.mention.start - o.telling.start)]
    return o.certainty != "happened" and bool(_ONCE.search(before))


def ahead(o: Occasion) -> bool:
    """Tell whether a sentence puts an event on a day to come, and does not give that day up."""
    return o.stated and o.latest > o.told_on and o.certainty != "denied" and not given_up(o)


def asks_original(question: str) -> bool:
    """Tell whether a question is about a day that had been set, whatever became of it."""
    original = _ORIGINAL.search(question) and _SET.search(question)
    return bool(original or _ONCE_SET.search(question)) or _was_to(question)


def _was_to(question: str) -> bool:
    """Tell whether somebody or something was to do what is asked: `When was the trial to open?`.

    The first to do it has done it.
    """
    doc = parse(question)
    root = next(t for t in doc if t.dep_ == "ROOT")
    said = [c for c in root.children if c.dep_ in {"attr", "acomp"} and c.tag_[0] != "W"]
    if root.lower_ not in {"was", "were"} or said:
        return False
    to_do = [t.head for t in doc if t.lower_ == "to" and t.dep_ == "aux"]
    return any(
        t.head == root
        or (t.dep_ == "relcl" and t.head.dep_ == "nsubj" and not _singled_out(t.head))
        for t in to_do
    )


def _singled_out(noun: Token) -> bool:
    return any(c.tag_ == "JJS" or c.lower_ in _ORDINALS for c in noun.children)


def _whole(o: Occasion) -> str:
    article = o.telling.hit.article
    return f"{article.title}\n{article.body}"


def original(names: Sequence[str], events: Sequence[Occasion], reach: float) -> list[Occasion]:
    """Return the events that were put on a day, those whose day was given up before others.

    Where there are any, only those of the asked kind from articles that have the names asked for.

    Args:
        names: those of the question.
        events: what was read.
        reach: how much less well than the best one they may fit.
    """
    stated = [o for o in events if o.stated]
    rows = [o for o in stated if given_up(o)] or [o for o in stated if _once_set(o)]
    rows = rows or [o for o in stated if o.latest > o.told_on]
    about = [o for o in rows if not missing_names(names, _whole(o))]
    rows = [o for o in about if o.alike] or about or rows
    best = max((o.fit for o in rows), default=0.0)
    return [o for o in rows if o.fit >= best - reach]
