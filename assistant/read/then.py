"""A question about how things stood on a day in, the same asked on that day out.

"What was the alert level in mid-December?" is answered by what had been reported by then: the
newest report of the level, of whatever day, and none that is younger.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from assistant.read.sentence.syntax import parse
from assistant.read.sentence.undated import undated, without_when
from assistant.types import Plan

# Of a longer time there is no one state.
LONGEST = timedelta(days=100)
_NO_STATE = frozenset({"yes-no", "reason", "quotation"})
_STATES = frozenset(
    "own hold have lead head run live work play belong employ coach command manage chair "
    "cost sell charge pay stand remain serve represent govern rule control operate keep know "
    "expect plan want intend wear offer use need count act handle guard edit train teach reside "
    "steer look deal sit rank consist contain carry intend allow".split()
)
_PRESENT = {"was": "is", "were": "are", "did": "does", "had": "has", "would": "will"}
_AUX = re.compile(r"\b(?:was|were|did|had|would)\b", re.IGNORECASE)
_PASSIVE_STATES = frozenset(
    "expect plan schedule suppose set put base call name know employ hold keep allow count own "
    "lead head run ban detain due estimate intend mean".split()
)


def then(plan: Plan) -> Plan | None:
    """Return the question as it was on the last of the days asked about; None where it is none."""
    day = _day(plan)
    if day is None or plan.operator not in {"none", "between", "last"} or plan.anchor:
        return None
    question = undated(plan)
    if plan.answer_type in _NO_STATE or question == plan.standalone_question:
        return None
    return replace(
        plan,
        standalone_question=_as_present(without_when(question)),
        window=None,
        as_of=day,
        operator="none",
        recent=True,
        open_year=False,
    )


def _day(plan: Plan) -> date | None:
    """Return the day whose state is asked for: that of "as of", or the last of a short window."""
    window = plan.window
    if window is None:
        told = plan.as_of is not None and plan.as_of < plan.asked_at
        return plan.as_of if told else None
    if window.latest is None or window.earliest is None:
        return None
    short = window.latest - window.earliest <= LONGEST and window.latest < plan.today
    return window.latest if short and asks_state(without_when(undated(plan))) else None


def _as_present(question: str) -> str:
    """Put a question's first auxiliary into the present: what was due then is due on that day."""
    return _AUX.sub(lambda m: _PRESENT[m.group().lower()], question, count=1)


def asks_state(question: str) -> bool:
    """Tell whether a question asks how things stood, not what happened."""
    root = next((t for t in parse(question) if t.dep_ == "ROOT"), None)
    if root is None:
        return False
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in root.children):
        return root.lemma_ in _PASSIVE_STATES
    return root.lemma_ == "be" or root.lemma_ in _STATES
