"""Tokens before a day in, whether a verb in the present sets it ahead out."""

from __future__ import annotations

from index_store.times.mishaps import is_mishap
from index_store.times.tokens import Tokens
from index_store.verbs import PARTICIPLES, PAST_FORMS

_REACH = 25
_BE = frozenset("am is are".split())
_SHORT_BE = frozenset("s re m".split())
_SUBJECTS = frozenset("he she it we they i you there who that what".split())
# What stands before the day of something else: `than on Monday`, `a report from Monday`.
_NOT_BEFORE = frozenset(
    "a an the of from since by after before than about for as between following s his her its "
    "their our my and or".split()
)
# Behind these the verb before has no say: `is asking why on Monday the dam broke`.
_BARS = frozenset(
    "that who whom whose which why how what when where whether because while as than since after "
    "before following over about amid despite if though although said says has have had was were "
    "been did ago".split()
)
# These show or tell what has been: `Here are the results`, `This is the square on Monday`.
_POINTS = frozenset("here this these those".split())
# What is known or done by now: `is accused of`, `is pictured in Oslo on Friday`.
_KNOWN = frozenset(
    "accused alleged arrested believed blamed charged convicted credited depicted detained feared "
    "found hospitalised hospitalized hurt injured investigated jailed killed known photographed "
    "pictured quoted remembered reported said seen shown suspected thought treated understood "
    "wanted wounded".split()
)
# Who does this now does it because of the day.
_DEALS = frozenset(
    "appealing blaming examining hunting investigating mourning probing questioning recovering "
    "reeling reporting searching treating".split()
)
_STATES = frozenset("dead missing alive poll survey interview statement".split())
_EVENTS = frozenset(
    "meeting hearing opening briefing wedding screening sitting building landing gathering "
    "training morning evening during ruling filing voting reading king sailing crossing racing "
    "rescheduling viewing closing spring".split()
)
# What is done on a day that was set; a picture's caption has other verbs (`waves`, `stands`).
_SINGULAR = frozenset(
    "appears becomes celebrates chooses flies gives hears holds marks speaks swears takes "
    "tours weds".split()
)
_PLURAL = frozenset("clash go reopen vote".split())
# These only before the word: `walk out`, `take on`, `falls on`.
_WITH = {"walk": "out", "take": "on", "falls": "on", "strike": "on", "turn": "out"}
_DETERMINERS = frozenset("a an the this his her its their s public first second third".split())


def set_ahead(t: Tokens, first: int, last: int) -> bool:
    """Say whether `is meeting her` or `is closed` right before a day sets it ahead.

    `Saturday is the last day` opens a sentence.
    """
    if t.word(last) in {"'", "’"} and t.word(last + 1) == "s":
        return False
    if first == 0 or t.stops(first - 1):
        return t.word(last) in {"is", "marks"}
    j = first - 1
    if t.word(j) == "on":
        j -= 1
    elif t.word(j) in _NOT_BEFORE or t.ordinal(j)[0]:
        return False
    if t.word(j) == "," and _told_behind(t, first):
        return False
    return _governed(t, j)


def _governed(t: Tokens, j: int) -> bool:
    """Say whether a verb in the present, with nothing between that parts it from the day."""
    for k in range(j, max(-1, j - _REACH), -1):
        if _is_be(t, k) or _plain(t, k):
            return t.word(k - 1) not in _POINTS
        if _bars(t, k):
            return False
    return False


def _told_behind(t: Tokens, first: int) -> bool:
    """Say whether the day has a verb of its own: `who is running again, on Monday sacked her`."""
    for k in range(first + 1, first + _REACH):
        if t.stops(k):
            return False
        if _past(t.word(k)) or t.word(k) in {"was", "were", "had", "has"}:
            return True
    return False


def _past(word: str) -> bool:
    return word in PAST_FORMS or word in PARTICIPLES or (word.endswith("ed") and len(word) > 4)


def _is_be(t: Tokens, k: int) -> bool:
    word = t.word(k)
    short = word in _SHORT_BE and t.word(k - 1) in {"'", "’"} and t.word(k - 2) in _SUBJECTS
    return word in _BE or short


def _plain(t: Tokens, k: int) -> bool:
    """Say whether a verb such as `takes office` or `voters go` stands there."""
    word, before = t.word(k), t.word(k - 1)
    if not (before.isalpha() or before == ",") or before in _DETERMINERS or before in _NOT_BEFORE:
        return False
    if word in _SINGULAR or word == "turns":
        return word != "turns" or t.word(k + 1).isdecimal()
    many = before.endswith("s") or before in {"they", "we"}
    if word in _WITH:
        return t.word(k + 1) == _WITH[word] and (many or word == "falls" or t.capital(k - 1))
    return word in _PLURAL and many and not t.capital(k)


def _bars(t: Tokens, k: int) -> bool:
    """Say whether a word between verb and day parts the two, or is the day's own verb."""
    word = t.word(k)
    mishap = is_mishap(word) and t.word(k - 1) != "to"  # not `the favourite to win`
    if t.stops(k) or word in _BARS or word in _STATES or mishap:
        return True
    beside = _is_be(t, k - 1) or _is_be(t, k - 2)
    if word.endswith("ing") and len(word) > 4:
        return word in _DEALS if beside else not _noun(t, k)
    if _past(word):
        return word in _KNOWN or not (beside or t.word(k - 1) == "being")
    return False


def _noun(t: Tokens, k: int) -> bool:
    return t.word(k) in _EVENTS or t.word(k - 1) in _DETERMINERS
