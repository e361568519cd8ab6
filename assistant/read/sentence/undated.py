"""A question in, the same without the days that it asks about out.

Whether an answer is one of those days `scoped.py` tells; "Who led Orlan in May 1986?" is answered
by who led it from 1984 to 1988, which no model reads there.
"""

from __future__ import annotations

import re

from assistant.types import Plan
from index_store.times import find_times

_LEAD = re.compile(
    r"(?:,\s*)?(?:\b(?:in|on|at|during|throughout|around|within|before|after|since|until|till|by|"
    r"as of|prior to|from|between)\s+)(?:the\s+)?"
    r"(?:(?:very\s+)?(?:early|mid|late|start|beginning|end|middle|month|year|spring|summer)[\s-]+"
    r"(?:of\s+)?(?:the\s+)?)?$",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:,|and|to|until|till|through|[-–—])\s*(?:the\s+)?", re.IGNORECASE)
# With "the" these stand alone, others before a noun: `the 1980s`, but `the 2019 game`.
_ALONE = re.compile(r"(?:early|mid|late|last|past)\b|\d+(?:st|nd|rd|th)\b|\d{3}0s\b", re.IGNORECASE)
_OF_A_NOUN = re.compile(r"['’]s?\b|-")


def undated(plan: Plan) -> str:
    """Return a question without its dates that stand behind a preposition."""
    question = plan.standalone_question
    cuts: list[tuple[int, int]] = []
    for m in find_times(question, plan.as_of or plan.asked_at):
        the = question[: m.start].lower().endswith(" the ") and not _ALONE.match(m.text)
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
