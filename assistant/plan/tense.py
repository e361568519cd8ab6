"""A question and the place of a date in it in, whether that date is over or still to come out."""

from __future__ import annotations

import re

from assistant.plan.words import GERUND_NOUNS, past
from index_store.times.mishaps import MISHAPS
from index_store.verbs import PARTICIPLES

_FAR = 400  # characters; no question's verb is further from its date
_PAST = re.compile(r"\b(?:did|was|were|had|has|have)\b", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|next|coming|upcoming|due|expected|planned|scheduled|to be|going to)\b",
    re.IGNORECASE,
)
_PLANNED = frozenset({"expected", "planned", "scheduled"})
_WORDS = re.compile(r"[a-z]+")
# "are closed on", "is being buried": what is so on a day, and nothing that is over.
_STATE = re.compile(
    r"\b(?:is|are|being) (?:(?:not|still|also|all|\w+ly) )?([a-z]+)"
    r"(?: (?:on|in|at|until|till|from))?(?: the)? $", re.IGNORECASE
)  # fmt: skip
_SUBJECT = (
    r"(?:(?:the|all|his|her|its|their) )?(?:(?!(?:who|whom|what|which|that|where|when|how|the|an?|"
    r"his|her|its|their)\b)[\w’'.-]+ ){1,4}?"
)
_ASKED_STATE = re.compile(
    rf"^\W*(?:is|are) {_SUBJECT}([a-z]+)(?: (?:on|in|at|until|till|from))?(?: the)? $",
    re.IGNORECASE,
)
_BEING = re.compile(r"\bbeing ([a-z]+)")
_DATES_ONLY = re.compile(r"(?:\s*(?:,|and|or|to)\s+\w+)?\W*$")
_DATE_BEFORE = re.compile(r"\b\w+day(?:,| and| or| to) $")
_DOING = re.compile(r"(?:\b(?:is|are|am)|['’](?:s|re))(?: [\w’'.-]+){0,5}? ([a-z]+ing)\b")
_NOT_DOING = frozenset(
    "during missing following including according regarding concerning something nothing anything "
    "everything ongoing pending willing king spring morning evening".split()
)
_BE = re.compile(r"^\W*(?:is|are|what(?:['’]s| is) (?:on|the weather|the forecast))\b", re.I)
_DO = re.compile(r"^\W*(?:(?:who|what|which|where|when)\b.*? )?(?:do|does|don['’]t|doesn['’]t) ",
                 re.IGNORECASE)  # fmt: skip
_ACTS = re.compile(
    r"^\W*(?:who|what) (?!is |was |has |does |says |claims |thinks |knows |blames |leads |owns |"
    r"runs |causes |explains |makes )[a-z]+s ", re.IGNORECASE
)  # fmt: skip
_TELL = re.compile(
    r"\b(?:say|know|think|mean|claim|report|show|tell|believe|see|explain|regret|blame|"
    r"deny|condemn|recall)\b"
)
# What stands behind these is told of, or gone by: "of the fire on Friday", "since Friday".
_WORD = r"(?!(?:is|are|do|does) )[\w’'.-]+ "
_THING = rf"(?:the|an?|his|her|its|their|this|that) (?:{_WORD})"
# What nobody sets a day for: "investigating the fire on Friday"; but not "Who wins on Saturday?".
_NO_DAY_SET = (MISHAPS | {"resignation"}) - {"fall", "win"}
_SUDDEN = rf"(?:{'|'.join(sorted(_NO_DAY_SET, key=len, reverse=True))})"
_TOLD_OF = re.compile(
    rf"\b(?:after|over|about|of|following|since|behind|causes?) (?:{_WORD})*$"
    rf"|\b(?:for|from) {_THING}+$", re.IGNORECASE
)  # fmt: skip
_AT_ONCE = re.compile(rf"\b{_SUDDEN}e?s? (?:(?:on|in|at|near) (?:{_WORD})*)?$", re.IGNORECASE)
_GONE = re.compile(
    rf"\bthe (?:[\w’'-]+ ){{0,2}}?{_SUDDEN}e?s? (?:(?:on|in|at|near) (?:{_WORD})*)?$", re.IGNORECASE
)
_OUTCOME = re.compile(
    rf"\b(?:results?|outcome|winners?|causes?|toll|survivors|victims) of (?:{_WORD})*$",
    re.IGNORECASE,
)
_OWNS = frozenset({"'", "’", "-"})
_IN_A_THING = re.compile(rf"\b(?:in|into|by|with|against|to) {_THING}+$", re.IGNORECASE)


def direction(text: str, start: int, end: int) -> int:
    """Judge by the question's verbs whether a date at `start` to `end` is over (-1) or ahead (1).

    That is 0 where the verbs leave it open, or where they tell of both.
    """
    cut = max(0, start - _FAR)
    text, start, end = text[cut : end + _FAR], start - cut, end - cut
    if _GONE.search(text[:start]):
        return -1
    if _FUTURE.search(text):
        told_of = text[end : end + 1] in _OWNS or _TOLD_OF.search(text[:start])
        return int(foretold(text) and not told_of)
    if _OUTCOME.search(text[:start]):
        return -1
    if _present(text, start, end):
        return 1
    return -int(_told(text))


def foretold(text: str) -> bool:
    """Tell a question about nothing but what is still to come."""
    return bool(_FUTURE.search(text)) and not _told(text, _PLANNED)


def _told(text: str, but: frozenset[str] = frozenset()) -> bool:
    """Say whether a question has a verb in the past, other than the words of `but`."""
    return bool(_PAST.search(text)) or any(_done(w) for w in _WORDS.findall(text) if w not in but)


def _done(word: str) -> bool:
    return past(word) or word in PARTICIPLES


def _present(text: str, start: int, end: int) -> bool:
    """Tell "is speaking on Friday" and "are closed on Friday" from "the toll of Friday's crash"."""
    before, after = _DATE_BEFORE.sub("", text[:start]), text[end:]
    if after[:1] in _OWNS or _TOLD_OF.search(before) or _AT_ONCE.search(before):
        return False
    state = _STATE.search(before)
    if state is None and _DATES_ONLY.match(after):
        state = _ASKED_STATE.match(before)
    now = frozenset(m[1] for m in (state, *_BEING.finditer(text)) if m and _done(m[1]))
    if _told(text, now):
        return False
    doing = _DOING.search(text)
    if now or (doing and _does(doing)) or _ACTS.match(text):
        return True
    if _DO.match(text):
        return not _TELL.search(text)
    return bool(_BE.match(text)) and not _IN_A_THING.search(before)


def _does(match: re.Match[str]) -> bool:
    """Tell "is meeting" from "is the meeting"."""
    directly = match[0].count(" ") == 1 and match[0][0] not in "'’"
    return match[1] not in _NOT_DOING and (directly or match[1] not in GERUND_NOUNS)
