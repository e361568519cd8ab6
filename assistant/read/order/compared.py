"""Two or more events in, which of them came first or last out: "Which came first, A or B?"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.read.order.occasions import Occasion
from assistant.read.order.timed import Reading, as_event, dated_candidate
from assistant.read.sentence.alternatives import apart, option_in
from assistant.read.sentence.phrase import claim_for
from assistant.types import Claim, Draft, Plan
from assistant.words import stem_set

CONFIDENCE = 0.6
# Returns the event that a question for a day means; None where none is likely enough.
DayOf = Callable[[Plan], Occasion | None]
_SIDES = frozenset({"before", "after"})


def first_of(plan: Plan, reading: Reading) -> Draft | None:
    """Tell which alternative comes first or last; None where one of them has no day of its own."""
    if len(plan.options) < 2 or plan.operator not in {"first", "last"}:
        return None
    own = apart(plan.options)
    days = [_best(reading, own, n) for n in range(len(own))]
    found = [(option, o) for option, o in zip(plan.options, days, strict=True) if o is not None]
    found.sort(key=lambda one: one[1].earliest)
    after_each_other = all(a.latest < b.earliest for (_, a), (_, b) in pairwise(found))
    if len(found) < len(own) or not after_each_other:
        return None
    chosen = found[0 if plan.operator == "first" else -1][0]
    told = [(f"{option}, ", o) for option, o in found]
    return _draft(plan, option_in(plan.options, chosen), told)


def on_which_side(plan: Plan, day_of: DayOf) -> Draft | None:
    """Answer whether one event came before, or after, another; None where a day is not known."""
    question, word = plan.standalone_question, plan.anchor_word
    at = question.find(plan.anchor)
    main = question[:at].rstrip()
    if not plan.anchor or at < 0 or word not in _SIDES or not main.lower().endswith(word):
        return None
    main = main[: -len(word)].rstrip(" ,")
    one = day_of(_when(plan, f"When {main[:1].lower()}{main[1:]}?"))
    other = day_of(_when(plan, f"When was {plan.anchor}?")) if one else None
    if (
        one is None
        or other is None
        or not (one.latest < other.earliest or other.latest < one.earliest)
    ):
        return None
    so = (one.latest < other.earliest) == (word == "before")
    told = sorted([("", one), ("", other)], key=lambda pair: pair[1].earliest)
    return _draft(plan, "Yes" if so else "No", told)


def _when(plan: Plan, question: str) -> Plan:
    """Ask for the day of one of the two events."""
    return replace(
        plan,
        answer_type="date",
        operator="none",
        anchor="",
        anchor_word="",
        window=None,
        subjects=tuple(s for s in plan.subjects if s in question),
        standalone_question=question,
    )


def _best(reading: Reading, own: Sequence[frozenset[str]], n: int) -> Occasion | None:
    """Return the best fitting dated event of the asked kind of one alternative."""
    kept = [
        o
        for o in reading.events
        if o.certainty == "happened" and o.stated and o.alike and not o.bound
        if _whose(own, o) == n
    ]
    return max(kept, key=lambda o: o.fit, default=None)


def _whose(own: Sequence[frozenset[str]], o: Occasion) -> int:
    """Return which alternative a date stands with: the one named last before it; -1 for none."""
    text = o.telling.text
    before = text[: max(0, o.mention.start - o.telling.start)]
    for words in (*reversed(_clauses(before)), text):
        named = [n for n, stems in enumerate(own) if stems and stems <= stem_set(words)]
        if named:
            return named[0] if len(named) == 1 else -1
    return -1


def _clauses(text: str) -> list[str]:
    return [
        part for part in text.replace(";", ",").replace(" and ", ",").split(",") if part.strip()
    ]


def _draft(plan: Plan, short: str, told: Sequence[tuple[str, Occasion]]) -> Draft:
    dated = replace(plan, answer_type="date")
    claims: list[Claim] = []
    for lead, o in told:
        claim = claim_for(dated, dated_candidate(o))
        claims.append(replace(claim, text=f"{lead}{claim.text}"))
    return Draft(
        short=short,
        claims=tuple(claims),
        confidence=CONFIDENCE,
        events=tuple(as_event(o) for _, o in told),
        order=tuple(dict.fromkeys(o.telling.hit.passage.id for _, o in told)),
    )
