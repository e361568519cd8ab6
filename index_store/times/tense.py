"""Tokens around a time expression in, whether the sentence looks back (-1) or ahead (1) out."""

from __future__ import annotations

from index_store.months import WEEKDAYS
from index_store.times.mishaps import of_a_mishap
from index_store.times.tokens import Tokens
from index_store.verbs import PARTICIPLES, PAST_FORMS

_AHEAD = frozenset(
    "will shall ll due scheduled slated expected planned upcoming ahead going may might could "
    "should must can would plan plans planning hopes wants intends aims set ready deadline expires "
    "opens begins starts meets hosts arrives faces votes heads kicks airs premieres departs "
    "plays visits travels returns resumes "
    "postponed rescheduled starting beginning effective forecast forthcoming vows promises".split()
)
# These do where no object stands behind them: `leaves on Friday`, not `leaves nine homeless`.
_AHEAD_ALONE = frozenset(
    "leaves ends closes launches goes comes runs signs joins retires lapses concludes finishes "
    "reopens sails sits".split()
)
# Without "Lent", and what is "meant to open in June" may lie ahead.
_BACK = (PAST_FORMS - {"lent", "meant"}).union(
    "says was were had did died hit cut beat shown been ago since after wake didn wasn weren "
    "hadn".split()
)
_BE = frozenset("be been being was were is are get gets got".split())
_NOT_PAST = frozenset("need needed indeed speed feed seed exceed proceed succeed bed red hundred "
                      "united sacred naked wicked aged based".split())  # fmt: skip
_HOLDS = frozenset("lasted was were did stayed remained continued ran held waited took".split())
_INTENT = frozenset(
    "wants want hopes hope intends intend aims aim expects expect prepares preparing "
    "threaten threatens ready due needs program plan plans".split()
)
_PROMISE = frozenset("agreed ordered vowed promised pledged decided invited had have has".split())
_FIXED_FOR_A_DAY = frozenset(
    "meet hold travel visit begin start host resume return attend appear vote sign open launch "
    "arrive leave speak talk gather convene report testify stand face reconvene run".split()
)
_BARE = frozenset(
    "begin start open meet play visit travel head kick face return resume gather convene".split()
)
_NO_VERB_AFTER = frozenset("as to the a an s his her its their did t not in of on and".split())
# What is put off to a day lies ahead, though its verb is past: "has been put back to April 9".
_PUT_OFF = frozenset(
    "postponed delayed rescheduled moved pushed put brought extended shifted adjourned "
    "deferred slipped slips".split()
)
# What is held so until a day, or fixed for one, may have been so for weeks.
_KEPT = frozenset("remanded suspended banned barred bailed".split())
_FIXED = frozenset("listed called agreed fixed arranged booked announced".split())
_LOOKS_BACK = frozenset({"was", "were", "had"})
# Planned things: `planned talks` say nothing of when something was done.
_PLANNED = frozenset("planned scheduled expected forecast".split())
_LINKS = frozenset(
    "to for on in at by from until till before after as this next that and or".split()
)
_DAY_SET = frozenset("date deadline target".split())
_DAY_OF = frozenset("new opening launch start starting closing target final".split())
# What is published `for June` tells how June was.
_FIGURES = frozenset("accounts data earnings figures results sales statistics".split())
_PART_OF = frozenset(
    "afternoon ahead because beginning close date day days deadline end evening hours instead "
    "middle morning night out start target week weekend".split()
)
# Their past is no other word than what `will` or `to` stands before.
_UNCHANGED = frozenset("hit cut beat".split())
_BEFORE_BASE = frozenset("to will ll would could can may might must should not t".split())
_OWNED = frozenset("the his her its their our my s".split())
_PLUPERFECT = frozenset({"had"})
_LIMIT_WORDS = frozenset("until till by".split())
_LEFT, _RIGHT, _CLOSE = 40, 14, 4
_NEAR = 2
_SAY = frozenset("said says told announced reported added confirmed stated".split())


def direction(t: Tokens, first: int, last: int) -> int:
    """Judge by the nearest verb of the clause, first to the left, then to the right.

    Returns:
        -1, 0 or 1, twice that when the verb stands close by and is not one of saying.
    """
    if of_a_mishap(t, first, last):
        return -_NEAR
    if t.word(first - 1) == "for" and t.word(first - 2) in _FIGURES:
        return -1
    left = _scan_left(t, first)
    if left:
        return 0 if left > 0 and _of_a_noun(t, first) else left
    return _scan_right(t, last)


def _of_a_noun(t: Tokens, first: int) -> bool:
    """Say whether a date only says which one is meant: `will appeal against the ruling of June 3`.

    The verb then tells nothing of its year.
    """
    noun = t.word(first - 2)
    named = t.word(first - 1) == "of" and noun.isalpha() and noun not in _PART_OF
    return named and t.word(first) not in WEEKDAYS


def _scan_left(t: Tokens, first: int) -> int:
    j, low = first - 1, max(0, first - _LEFT)
    while t.word(j) in {"the", "of", "end"} and j > low:
        j -= 1
    if (settled := _by_limit(t, j, low)) is not None:
        return settled
    limit = t.word(j) if t.word(j) in _LIMIT_WORDS else ""
    stays = limit in {"until", "till"}
    while j >= low and not t.stops(j) and not _was_to_be(t, j):
        found = _cue(t, j)
        if stays and found and (t.word(j) not in _HOLDS or t.word(j + 1) in _KEPT):
            return 1
        if found:
            return found * (_NEAR if j >= first - _CLOSE and t.word(j) not in _SAY else 1)
        if limit and _infinitive(t, j):
            return 1
        j -= 1
    return int(stays and not _was_to_be(t, j))


def _by_limit(t: Tokens, j: int, low: int) -> int | None:
    """Judge by the word right before a date, where it is "to", "from", "for", "by" or "until"."""
    if t.word(j) in {"to", "from", "for"}:
        return _put_off(t, j, low)
    return 1 if t.word(j) in _LIMIT_WORDS and _modal_before(t, j, low) else None


def _modal_before(t: Tokens, limit: int, low: int) -> bool:
    """Say whether what is limited is still to come: `will be paid on claims made by May 3`."""
    for j in range(limit - 1, low - 1, -1):
        if t.stops(j):
            return False
        if t.word(j) in {"will", "shall", "must"} and not t.capital(j):
            return True
    return False


def _put_off(t: Tokens, link: int, low: int) -> int | None:
    """Judge the "to", "from" or "for" before a date that belongs to a verb of setting it.

    What "was moved to June 3", or from it, may be over by now, so that either year will do; so it
    is with what was called for a date, while what is called for a weekday lies ahead.

    Returns:
        None for any other verb.
    """
    word, weekday = t.word(link), t.word(link + 1) in WEEKDAYS
    if word == "from" and weekday:
        return None
    for j in range(link - 1, max(low, link - 12) - 1, -1):
        if t.stops(j):
            return None
        if t.word(j) in (_FIXED if word == "for" else _PUT_OFF):
            either = word == "from" or (word == "for" and not weekday)
            return 0 if either or _told_back(t, j, _LOOKS_BACK) else 2
    return None


def _told_back(t: Tokens, j: int, auxiliaries: frozenset[str]) -> bool:
    """Say whether one of the auxiliaries stands close before a word."""
    return any(t.word(k) in auxiliaries for k in range(max(0, j - 3), j))


def _infinitive(t: Tokens, j: int) -> bool:
    verb = t.word(j + 1)
    return t.word(j) == "to" and verb.isalpha() and verb not in _NO_VERB_AFTER | {"an", "this"}


def _scan_right(t: Tokens, last: int) -> int:
    for j in range(last, min(len(t.words), last + _RIGHT)):
        if t.stops(j):
            return 0
        found = _cue(t, j)
        if found:
            return found
    return 0


def _was_to_be(t: Tokens, j: int) -> bool:
    """Say whether a verb tells what a day had been set for, which may lie ahead or be over."""
    past = t.word(j) in {"was", "were"}
    if t.word(j) == "to" and t.word(j - 1) in {"was", "were"}:
        return True
    return past and t.word(j - 1) in _DAY_SET and t.word(j + 1) not in _DAY_OF


def _beside_a_noun(t: Tokens, j: int) -> bool:
    after = t.word(j + 1)
    bare = t.word(j - 1) not in _BE | {"had", "has", "have"}
    return bare and after.isalpha() and after not in _LINKS and not t.capital(j + 1)


def _cue(t: Tokens, j: int) -> int:
    word = t.word(j)
    perfect = t.word(j - 2) == "to" and t.word(j - 1) == "have"  # `to have met`
    if perfect or word == "date":
        return int(not perfect and t.word(j - 1) in _DAY_OF)
    if word in _AHEAD or (word in _AHEAD_ALONE and t.word(j + 1) in _LINKS):
        return _plan(t, j)
    if word in _BARE:
        return int(t.word(j - 1) not in _NO_VERB_AFTER and j > 0)
    if word in {"to", "next"}:
        return int(_leads_on(t, j) if word == "to" else _next_is(t, j))
    if word == "won" and t.word(j + 2) == "t" and t.joined(j + 2):
        return 1
    return -int(_looks_back(t, j))


def _looks_back(t: Tokens, j: int) -> bool:
    word = t.word(j)
    if word in {"has", "have"} and t.word(j - 1) != "to":  # not `has a June 1 deadline`
        return _perfect(t.word(j + 1), t.word(j + 2))
    if t.word(j - 1) == "ever" and not _told_back(t, j, _BE | {"has", "have", "had"}):
        return False  # `the first rocket ever launched here`
    if word == "after" and _modal_before(t, j, max(0, j - _RIGHT)):
        return False  # `will celebrate after the rush in December`
    if word in _UNCHANGED and t.word(j - 1) in _BEFORE_BASE:
        return False
    return _past(word) and not _passive(t, j)


def _plan(t: Tokens, j: int) -> int:
    """Judge a word of planning: what had been planned is over."""
    word = t.word(j)
    if _told_back(t, j, _PLUPERFECT):
        return -1
    if word in _PLANNED and _beside_a_noun(t, j):
        return 0
    name = word in {"may", "can", "will"} and t.capital(j)
    return int(not name and (word != "set" or t.word(j + 1) in {"to", "for"}))


def _past(word: str) -> bool:
    return word in _BACK or (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST)


def _perfect(first: str, second: str) -> bool:
    """Say whether the words behind "has" tell what was done: `taken`, `soon taken`."""
    noun = first in {"a", "an", "the"}  # `has a drawn match to replay`
    done = first in PARTICIPLES or (second in PARTICIPLES and not noun)
    return done or _past(first) or _past(second)


def _leads_on(t: Tokens, j: int) -> bool:
    """Say whether this `to` begins what is still to be done: `agreed to meet on Monday`."""
    before, verb = t.word(j - 1), t.word(j + 1)
    if before in _BE or before in _INTENT:
        return verb.isalpha()
    return before in _PROMISE and verb in _FIXED_FOR_A_DAY


def _next_is(t: Tokens, j: int) -> bool:
    """Say whether it is told what comes next: `The next vote is in June`."""
    beside = range(j + 2, j + 6)
    return t.word(j - 1) in _OWNED and any(t.word(k) in {"is", "are"} for k in beside)


def _passive(t: Tokens, j: int) -> bool:
    """Say whether a form of `be` just before carries the tense instead (`will be published`)."""
    if t.word(j) in _BE:
        return False
    return t.word(j - 1) in _BE or t.word(j - 2) in _BE
