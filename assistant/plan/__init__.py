"""A Question in, a Plan out: what is asked, about whom, and about which days; rules, no model."""

from __future__ import annotations

from assistant.plan.answers import answer_noun, answer_type
from assistant.plan.asides import without_asides
from assistant.plan.asked import find_asked
from assistant.plan.between import between_events
from assistant.plan.clause import find_clause
from assistant.plan.conversation import told_in
from assistant.plan.followup import standalone
from assistant.plan.fronted import fronted
from assistant.plan.keywords import Found, as_question, looked_for
from assistant.plan.listed import listed
from assistant.plan.names import subjects_of
from assistant.plan.operators import find_operator, wants_all
from assistant.plan.options import options_of, order_of
from assistant.plan.recency import in_the_past, is_recent
from assistant.plan.window import find_days
from assistant.types import Plan, Question

__all__ = ["plan", "worded"]

LONGEST_TALK = 800  # characters


def plan(question: Question) -> Plan:
    """Read a question; a follow-up is completed from the earlier turns first."""
    alone = without_asides(question.text)
    text = standalone(alone.text, question.history, question.as_of or question.asked_at)
    last = question.history[-1] if question.history and text != alone.text else None
    today = question.as_of or question.asked_at
    text, typed = _worded(text)
    asked = find_asked(text)
    clause = find_clause(asked)
    days = find_days(text, today, clause)
    events = between_events(asked.text) if clause is None else ""
    operator = find_operator(asked, clause, days.between or bool(events))
    if operator == "after" and not days.clause_dated and (days.main_dated or "recently" in text):
        operator = "none"  # "Who resigned this week after ...": the clause only tells why
    options = options_of(text)
    if options and operator == "none":
        operator = order_of(text)
    several = wants_all(asked) and not options
    kind = answer_type(asked, several) if typed[0] == "any" else typed[0]
    recent = operator == "last" or (
        not in_the_past(days.window, days.years, today) and is_recent(asked, text, operator, kind)
    )
    as_of = min((d for d in (question.as_of, days.as_of) if d), default=None)
    return Plan(
        subjects=subjects_of(text),
        answer_type=kind,
        operator=operator,
        window=days.window,
        as_of=as_of,
        standalone_question=text,
        asked_at=question.asked_at,
        recent=recent,
        anchor=clause.text if clause and not days.clause_dated else events,
        anchor_word=clause.word if clause else "between" if events else "",
        answer_noun=answer_noun(asked) if typed[0] == "any" else typed[1],
        wants_all=several,
        options=options,
        talk=f"{last.question} {told_in(last.answer)}"[:LONGEST_TALK] if last else "",
        open_year=days.open_year and (days.window or days.as_of) is not None,
        all_sides=alone.all_sides,
    )


def worded(text: str) -> str:
    """Make a question of words that were typed as for a search; all else stays as it is.

    >>> worded("last call Macron, Putin")
    'When was the last call between Macron and Putin?'
    """
    return _worded(text)[0]


def _worded(text: str) -> tuple[str, Found]:
    """Return what is asked, and the type and noun of what is looked for where words told it."""
    text = listed(fronted(text))
    asked = find_asked(text)
    typed: Found = ("any", "") if asked.kind or asked.start else looked_for(asked.words)
    return (as_question(text, *typed) if typed[0] != "any" else text), typed
