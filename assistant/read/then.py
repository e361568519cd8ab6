"""A question about how things stood on a day in, the same asked on that day out.

"What was the alert level in mid-December?" is answered by what had been reported by then: the
newest report of the level, of whatever day, and none that is younger.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from assistant.modality import asks_ahead
from assistant.read.sentence.syntax import parse
from assistant.read.sentence.undated import undated, when_clause, without_when
from assistant.types import Plan

# Of a longer time there is no one state.
LONGEST = timedelta(days=100)
# What was reported longer before says little of that day: two of ten such answers were right, and
# two of three that were newer.
STALE = timedelta(days=250)
_NO_STATE = frozenset({"yes-no", "reason", "quotation", "duration"})
_STATES = frozenset(
    "own have lead head run live work play belong employ coach command manage chair "
    "cost sell charge pay stand remain serve represent govern rule control operate keep know "
    "expect plan want intend wear offer use need count act handle guard edit train teach reside "
    "steer look deal sit rank consist contain carry intend allow".split()
)
_PRESENT = {"was": "is", "were": "are", "did": "does", "had": "has", "would": "will"}
_AS_REPORTED = re.compile(r"\b(?:report|count|confirm|know[ns]?\b|toll|stood)", re.IGNORECASE)
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
    question = without_when(undated(plan))
    if plan.answer_type in _NO_STATE or question == plan.standalone_question:
        return None
    question = _as_present(question)
    if plan.answer_type == "date" and not asks_ahead(question):
        return None  # what had been set for a day to come has a date, what holds has none
    return replace(
        plan,
        standalone_question=question,
        window=None,
        as_of=day,
        operator="none",
        recent=True,
        open_year=False,
    )


def event_asked(plan: Plan) -> Plan | None:
    """Return the question for the day of the event by which another says when; None for others.

    `The dam broke` of "Who ran Orlan Rail when the dam broke?", where no day is named.
    """
    question = plan.standalone_question
    event = when_clause(question)
    if not event or plan.window or plan.anchor or plan.operator not in {"none", "last"}:
        return None
    if plan.answer_type in _NO_STATE or not asks_state(without_when(question)):
        return None
    if plan.answer_type == "number" and not _AS_REPORTED.search(question):
        return None  # how many were aboard when it sank is known better later
    return replace(
        plan,
        standalone_question=f"When was it that {event}?",
        subjects=tuple(s for s in plan.subjects if s in event) or plan.subjects,
        answer_type="date",
        operator="none",
        recent=False,
    )


def _day(plan: Plan) -> date | None:
    """Return the day whose state is asked for: that of "as of", or the last of a short window."""
    window = plan.window
    if window is None:
        named = undated(plan) != plan.standalone_question  # and not set beside the question
        return plan.as_of if named and plan.as_of and plan.as_of < plan.asked_at else None
    if window.latest is None or window.earliest is None:
        return None
    if window.latest - window.earliest > LONGEST or window.latest >= plan.today:
        return None
    question = without_when(undated(plan))
    ahead = plan.answer_type == "date" and asks_ahead(_as_present(question))
    return window.latest if ahead or asks_state(question) else None


def _as_present(question: str) -> str:
    """Put a question's auxiliaries into the present: what was due then is due on that day."""
    question = re.sub(r"\bthen ", "", question, flags=re.IGNORECASE)
    return _AUX.sub(lambda m: _PRESENT[m.group().lower()], question)


def asks_state(question: str) -> bool:
    """Tell whether a question asks how things stood, not what happened."""
    root = next((t for t in parse(question) if t.dep_ == "ROOT"), None)
    if root is None:
        return False
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in root.children):
        return root.lemma_ in _PASSIVE_STATES
    return root.lemma_ == "be" or root.lemma_ in _STATES
