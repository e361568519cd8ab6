"""A question and its plan so far in; whether newer articles should come first out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.plan.asked import Asked
from assistant.types import AnswerType, Operator, Window

_OLD = timedelta(days=60)
_NOW = re.compile(
    r"\b(?:recent(?:ly)?|current(?:ly)?|now|latest|newest|today|tonight|yesterday|tomorrow|"
    r"this (?:week|weekend|month|year|season|morning|spring|summer|autumn|fall|winter)|"
    r"(?:last|past|next|coming) (?:week|weekend|month|night|few|\w+day)|days ago|hours ago|"
    r"upcoming|soon|just|so far|still|no longer|(?:sun|mon|tues|wednes|thurs|fri|satur)day|"
    r"announced?|according to|expected|plans?|facing|amid|poised|set to)\b", re.IGNORECASE
)  # fmt: skip
_LASTING = re.compile(
    r"\bknown as\b|\bevery (?:year|\w+day|month|four years|two years)\b|\bannually\b|\beach year\b|"
    r"\b(?:is|are|was|were) (?:\w+ )?considered\b|\bcapital (?:city )?of\b|\bmotto\b|"
    r"\bstands? for\b|\bmeans?\b.{0,3}$|\boriginally\b|\bnamed after\b|\bdates? back\b|"
    r"\bofficial language\b|\bcurrency\b|\bhow does .+ work\b|\bwhat does .+ do\?|\bof all time\b",
    re.IGNORECASE,
)
_MADE = (
    r"(?:written|wrote|invent(?:ed)?|founded|paint(?:ed)?|compos(?:ed|e)|co-founded|coined|born|"
    r"establish(?:ed)?|built|first published|abolished|colonised|colonized|assassinated)"
)
_ORIGIN = re.compile(
    rf"^\W*who (?:first |originally |was |were )*(?:{_MADE}|discovered|created|designed)\b|"
    rf"^\W*(?:when|where|(?:in )?(?:what|which) year)\b.*\b{_MADE}\b", re.IGNORECASE
)  # fmt: skip
_HISTORY = re.compile(
    r"\b(?:(?:first|second) world war|world war|cold war|revolution|ancient|medieval|middle ages|"
    r"(?:1\d|20|eighteenth|nineteenth|twentieth)(?:th)? century|empire|dynasty|soviet union|"
    r"historically|traditionally)\b", re.IGNORECASE
)  # fmt: skip
_SUPERLATIVE = re.compile(r"\b(?:most|least|largest|biggest|smallest|longest|shortest|highest|"
                          r"lowest|oldest|youngest|deadliest|fastest|tallest|deepest|farthest|"
                          r"furthest|richest|busiest|heaviest|worst|best|nearest|closest)\b",
                          re.IGNORECASE)  # fmt: skip
_STATIVE = re.compile(
    r"^\W*(?:in |at |on |of )?(?:what|which|who|where|how \w+)(?: [\w'’.-]+){0,5}? "
    r"(?:is|are|has|have|does|do|borders?|lies?|lives?|contains?|produces?|uses?|makes?)\b",
    re.IGNORECASE,
)
_PROGRESS = re.compile(r"\b(?:is|are|has|have|'s) (?:\w+ )?(?:been |being )?\w+(?:ing|ed|en)\b|"
                       r"\b(?:will|going to)\b", re.IGNORECASE)  # fmt: skip


def is_recent(asked: Asked, text: str, operator: Operator, kind: AnswerType) -> bool:
    """Say whether the question is about the present or the past days."""
    return not (_by_form(asked, text, kind) if operator == "none" else operator == "first")


def in_the_past(window: Window | None, years: tuple[int, ...], today: date) -> bool:
    """Say whether the days asked about ended long before `today`."""
    if window and (window.latest or window.earliest):
        return window.latest is not None and window.latest < today - _OLD
    return bool(years) and max(years) < today.year - 1


def _by_form(asked: Asked, text: str, kind: AnswerType) -> bool:
    """Say whether the wording is that of a question of background."""
    sentence = asked.text
    if _LASTING.search(sentence):
        return True
    if _NOW.search(text):
        return False
    if kind == "definition" or _ORIGIN.search(sentence) or _HISTORY.search(sentence):
        return True
    if re.search(r"\bin (?:what|which) (?:year|century)\b", sentence, re.IGNORECASE):
        return True
    stative = bool(_STATIVE.search(sentence)) and not _PROGRESS.search(sentence)
    return (
        stative
        and asked.kind in {"what", "which", "who", "where"}
        and bool(_SUPERLATIVE.search(sentence))
    )
