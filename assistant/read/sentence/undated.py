"""A question in, the same without the days that it asks about out.

Whether an answer is one of those days `scoped.py` tells; "Who led Orlan in May 1986?" is answered
by who led it from 1984 to 1988, which no model reads there.
"""

from __future__ import annotations

import re

from assistant.types import Plan
from index_store.times import find_times

_PART = (
    r"(?:very\s+)?(?:early|mid|late|start|beginning|end|middle|month|year|week(?:end)?|days?|eve|"
    r"first half|second half|spring|summer|autumn|fall|winter|morning|afternoon|evening|night)"
)
_LEAD = re.compile(
    r"(?:,\s*)?\b(?:in|on|at|over|around|about|during|throughout|within|before|after|since|until|"
    r"till|by|as of|(?:as (?:things|matters) (?:stood|were)|(?:as )?(?:seen|viewed)|as (?:reported|"
    r"published|announced|known)) (?:on|in|by|at|from)|as (?:things|matters) (?:stood|were)|"
    rf"prior to|from|between)\s+(?:the\s+)?(?:{_PART}[\s-]+(?:of\s+)?(?:the\s+)?)*$",
    re.IGNORECASE,
)
_AT_WHICH = r"when|while|during|at the time (?:of|that|when)|on the day(?: that)?"
_WHEN = re.compile(
    rf",? \b(?:{_AT_WHICH}) (?:the |an? )?[\w’'-]+ .*?(?=\?|, (?:who|what|which|how|where)\b|$)",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"^(?:when|while) [^,?]+, (?=(?:who|what|which|how|where|in which|at which)\b)", re.IGNORECASE
)
_JOIN = re.compile(r"\s*(?:,|and|to|until|till|through|[-–—])\s*(?:the\s+)?", re.IGNORECASE)
# With "the" before it this belongs to a noun: `the 2019 game`, but `the spring of 2019`.
_BARE = re.compile(r"\d{4}|[A-Z][a-z]+\.?(?: \d{4})?")
_OF_A_NOUN = re.compile(r"['’]s?\b|-")


def undated(plan: Plan) -> str:
    """Return a question without its dates that stand behind a preposition."""
    question = plan.standalone_question
    cuts: list[tuple[int, int]] = []
    for m in find_times(question, plan.as_of or plan.asked_at):
        the = question[: m.start].lower().endswith(" the ") and _BARE.fullmatch(m.text)
        if m.kind != "date" or the or _OF_A_NOUN.match(question, m.end):
            continue
        lead = _LEAD.search(question[: m.start])
        if cuts and _JOIN.fullmatch(question[cuts[-1][1] : m.start]):
            cuts[-1] = (cuts[-1][0], m.end)
        elif lead:
            cuts.append((lead.start(), m.end))
    for start, end in reversed(cuts):
        question = f"{question[:start]} {question[end:]}"
    return re.sub(r"\s+([?,.])", r"\1", " ".join(question.split())).strip(" ,")


def when_clause(question: str) -> str:
    """Return what a question names as the time: `the dam broke` of `when the dam broke`."""
    found = _FIRST.search(question) or _WHEN.search(question)
    if found is None:
        return ""
    return re.sub(rf"^,? ?(?:{_AT_WHICH}) ", "", found.group(), flags=re.IGNORECASE).strip(" ,?")


def without_when(question: str) -> str:
    """Return a question without the clause that says when: `Who led it when the dam broke?`."""
    return _WHEN.sub("", _FIRST.sub("", question))
