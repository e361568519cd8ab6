"""Two or more events in, which of them came first or last out: "Which came first, A or B?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.modality import UNSETTLED
from assistant.read.order.occasions import Occasion
from assistant.read.order.timed import Reading, as_event, dated_candidate
from assistant.read.sentence.alternatives import apart, option_in
from assistant.read.sentence.phrase import claim_for
from assistant.read.sentence.syntax import parse
from assistant.types import Claim, Draft, Plan
from assistant.words import cover, stem_set

CONFIDENCE = 0.6
# Of the words for the other event that what is quoted must have.
OF_BOTH = 0.5
# Returns the events that a question for a day may mean, the likeliest first.
DaysOf = Callable[[Plan], Sequence[Occasion]]
_WHICH_CAME = re.compile(
    r"^\W*which (?:of (?:these|those|the two|them) )?(?:came|was|happened|took place|occurred) "
    r"(?:first|last|earlier|later)\b",
    re.IGNORECASE,
)
# "Had there been a woman mayor before Ida Lind?" is about any, not about one event.
_ANY_AT_ALL = re.compile(r"^\W*(?:had|has|have|was|is|are|were) there\b", re.IGNORECASE)
_SIDES = frozenset({"before", "after"})


def first_of(plan: Plan, reading: Reading, days_of: DaysOf) -> Draft | None:
    """Tell which alternative comes first or last; None where one of them has no day of its own."""
    if len(plan.options) < 2 or plan.operator not in {"first", "last"}:
        return None
    if _WHICH_CAME.search(plan.standalone_question):  # the alternatives are the events
        asked = [days_of(_when(plan, asking(option)))[:1] for option in plan.options]
        days = [found[0] if found else None for found in asked]
    else:
        own = apart(plan.options)
        days = [_best(reading, own, n) for n in range(len(own))]
    found = [(option, o) for option, o in zip(plan.options, days, strict=True) if o is not None]
    found.sort(key=lambda one: one[1].earliest)
    after_each_other = all(_side(a, b) == "before" for (_, a), (_, b) in pairwise(found))
    if len(found) < len(plan.options) or not after_each_other:
        return None
    chosen = found[0 if plan.operator == "first" else -1][0]
    return _draft(plan, option_in(plan.options, chosen), found)


def on_which_side(plan: Plan, days_of: DaysOf) -> Draft | None:
    """Answer whether one event came before, or after, another; None where a day is not known.

    Of something that happened more than once, once on that side is enough.
    """
    question, word = plan.standalone_question, plan.anchor_word
    at = question.find(plan.anchor)
    main = question[:at].rstrip()
    if not plan.anchor or at < 0 or word not in _SIDES or not main.lower().endswith(word):
        return None
    main = main[: -len(word)].rstrip(" ,")
    if _ANY_AT_ALL.match(main):
        return None
    others = days_of(_when(plan, asking(plan.anchor)))
    ones = days_of(_when(plan, f"When {main[:1].lower()}{main[1:]}?")) if others else ()
    if not others or not ones:
        return None
    other = others[0]
    sides = [(_side(one, other), one) for one in ones]
    so = next((one for side, one in sides if side == word), None)
    one = so or ones[0]
    if not _side(one, other):
        return None
    told = sorted([("", one), ("", other)], key=lambda pair: pair[1].earliest)
    return _draft(plan, "Yes" if so else "No", told)


def told_of_both(plan: Plan, draft: Draft) -> Draft:
    """Keep a yes or no about two events, unless what it quotes is not about the other one."""
    if not draft.short or plan.anchor_word not in _SIDES or not plan.anchor:
        return draft
    told = stem_set(" ".join(claim.text for claim in draft.claims))
    if cover(stem_set(plan.anchor), told) >= OF_BOTH:
        return draft
    return replace(draft, short="", reason=UNSETTLED)


def _side(one: Occasion, other: Occasion) -> str:
    """Say on which side of another event one lies; empty where their days overlap."""
    if one.latest < other.earliest:
        return "before"
    return "after" if other.latest < one.earliest else ""


def asking(event: str) -> str:
    """Ask for the day of an event that is told as a noun, or as a clause.

    >>> asking("the ferry sank"), asking("the mayor was elected"), asking("the vote")
    ('When did the ferry sink?', 'When was the mayor elected?', 'When was the vote?')
    """
    for word in parse(event):
        if word.tag_ in {"VBD", "VBZ", "VBP"} and word.i:
            before, after = event[: word.idx].strip(), event[word.idx + len(word) :].strip()
            aux, verb = (word.text, "") if word.lemma_ in {"be", "have"} else ("did", word.lemma_)
            return " ".join(f"When {aux} {before} {verb} {after}".split()) + "?"
    return f"When was {event}?"


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
    return [part for part in re.split(r"[;,]| and ", text) if part.strip()]


def _draft(plan: Plan, short: str, told: Sequence[tuple[str, Occasion]]) -> Draft:
    dated = replace(plan, answer_type="date")
    claims: list[Claim] = []
    for name, o in told:
        claim = claim_for(dated, dated_candidate(o))
        aside = "; ".join(part for part in (name, claim.aside) if part)
        claims.append(replace(claim, aside=aside))
    return Draft(
        short=short,
        claims=tuple(claims),
        confidence=CONFIDENCE,
        events=tuple(as_event(o) for _, o in told),
        order=tuple(dict.fromkeys(o.telling.hit.passage.id for _, o in told)),
    )
