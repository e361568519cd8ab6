"""Events and a question for a day in, which of them come into question at all out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.modality import asks_ahead, asks_past, undoes
from assistant.read.order.bounds import had_been, last_before
from assistant.read.order.merging import touches
from assistant.read.order.occasions import EXCHANGED, Occasion
from assistant.read.order.timed import Reading
from assistant.read.sentence.about import may_stand_for
from assistant.read.sentence.assertion import as_statement, read_assertion
from assistant.read.sentence.predicates import opposite
from assistant.read.sentence.relevance import KINDS, kinds
from assistant.read.sentence.syntax import phrase_of, stance, verb_of
from assistant.types import Plan

# How much better what came before must fit than what would be the first.
CLEARLY = 2.0
# What is to come fits no more than this less well, or it is of another matter.
SAME_MATTER = 10.0
ORDERS = frozenset({"last", "first", "before", "after", "between"})
_CALLINGS_OFF = frozenset("cancel call-off scrap postpone put-off put-back abandon delay".split())
_AGAIN = re.compile(
    r"^(?!\W*since when\b).*\b(?:again|resum\w+|restart\w*|reopen\w*|restor\w+)\b", re.IGNORECASE
)
_NEXT = re.compile(
    r"\bthe next ((?:[a-z]+ ){0,2}?[a-z]+)(?= (?:in|of|for|to|at|on|with|between)\b|\W*$)"
)


def possible(plan: Plan, reading: Reading) -> NDArray[np.bool_]:
    """Tell which events come into question at all, (n,): dated by a text, and in the days asked.

    Where events of several people are put in order, a day on which only some of them did something
    is none. Where the question is about what is to come, a day that is over is none, as long as
    the articles tell of one that is not in this matter, and not that it has come to pass.
    """
    past = asks_past(plan.standalone_question)
    today = plan.as_of or plan.asked_at
    together = plan.operator in ORDERS and len(plan.names) > 1
    root = next(t for t in as_statement(plan.standalone_question) if t.dep_ == "ROOT")
    asked = {read_assertion(plan, {}).predicate, phrase_of(root)}
    again = _AGAIN.search(plan.standalone_question)  # `for the first time since May`: not in May

    def may(o: Occasion) -> bool:
        dated = o.stated or o.dated_at is not None  # no date is guessed
        dated = dated and (o.joined or not together or _may_be_theirs(plan, o))
        dated = dated and not (o.bound and again) and not _undone(asked, o)
        dated = dated and not (past and _called_off(plan, o))
        return dated and (not past or o.earliest <= today) and touches(plan.window, o)

    found = np.array([may(o) and not outdone(plan, o, reading) for o in reading.events], bool)
    if plan.anchor_word == "before" or not asks_ahead(plan.standalone_question):
        return found
    wanted = _next_what(plan)
    if wanted:
        found &= np.array([bool(wanted & kinds(o.telling.context)) for o in reading.events], bool)
    newest = min(today, plan.newest or today)
    fits = np.array([o.fit for o in reading.events])
    best = float(fits.max(initial=0.0, where=found))
    least = 0.0 if wanted else max(0.0, best - SAME_MATTER)
    coming = found & (fits > least)
    coming &= np.array([o.latest >= newest for o in reading.events], bool)
    stands = bool(wanted) or (coming.any() and not _came_true(reading.events, newest))
    return np.asarray(coming if stands else found)


def _undone(asked: AbstractSet[str], o: Occasion) -> bool:
    """Tell whether the verb that a date stands with says the opposite: `stopped on May 3`."""
    verb = verb_of(o.telling.text, o.mention.text) if o.stated and o.mention.text else None
    if verb is None:
        return False
    above = [verb, verb.head] if verb.dep_ == "xcomp" else [verb]  # `stopped pumping on May 3`
    turned = [v for v in above if any(opposite(phrase_of(v), word) for word in asked)]
    return any(not stance(v).denied for v in turned)


def _called_off(plan: Plan, o: Occasion) -> bool:
    """Tell whether a date is that of a calling-off: `On Friday they called off the meeting`."""
    if undoes(plan.standalone_question) or not (o.stated and o.mention.text):
        return False
    verb = verb_of(o.telling.text, o.mention.text)
    if verb is None or phrase_of(verb) not in _CALLINGS_OFF or stance(verb).denied:
        return False
    undone = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    own = kinds(" ".join(t.text for c in undone for t in c.subtree))
    return bool(own & kinds(plan.standalone_question) & KINDS)


def outdone(plan: Plan, o: Occasion, reading: Reading) -> bool:
    """Tell whether what surely is of the asked kind came after the last, or before the first.

    It came after what only had been before a report's news: `the last time they had met`, and on a
    later day than that of a report that says when they `last met`.
    """
    if plan.operator not in {"last", "first"}:
        return False
    sure = (other for other in reading.events if other.stated and _certain(other))
    if plan.operator == "first":
        least = o.fit + CLEARLY if not o.bound else float("-inf")
        return any(other.latest < o.earliest and other.fit >= least for other in sure)
    text = o.telling.text
    if (o.bound or had_been(text)) and any(
        other.earliest > o.latest and other.told_on >= o.told_on for other in sure
    ):
        return True
    return last_before(text) and any(
        _certain(other) and other.earliest > o.told_on for other in reading.events
    )


def _certain(o: Occasion) -> bool:
    """Tell whether something surely is of the asked kind, by its own words or its report's day."""
    dated = o.stated or o.dated_at is not None
    return o.joined and o.alike and dated and o.certainty == "happened"


def _may_be_theirs(plan: Plan, o: Occasion) -> bool:
    """Tell whether those asked about may have taken part in what surely is of the asked kind."""
    sure = o.alike and o.stated and o.certainty == "happened" and o.part > EXCHANGED
    return (
        sure
        and not o.theirs
        and may_stand_for(plan.names, plan.standalone_question, o.telling.text)
    )


def _next_what(plan: Plan) -> frozenset[str]:
    """Return the words for what is the next of its kind: `election` of "the next election"."""
    asked = _NEXT.search(plan.standalone_question)
    return kinds(asked[1]) - kinds(" ".join(plan.names)) if asked else frozenset()


def _came_true(events: Sequence[Occasion], today: date) -> bool:
    """Tell whether what is best told of as planned has happened, on its day, which is over."""
    planned = [o for o in events if o.joined and o.stated and o.certainty == "planned"]
    best = max(planned, key=lambda o: o.fit, default=None)
    return best is not None and any(
        o.joined and o.certainty == "happened" and o.earliest == best.earliest == o.latest < today
        for o in events
    )
