"""The likeliest answer in, what other stories answer as surely out, where neither is newer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from assistant.modality import asks_present
from assistant.read.accounts.several import alike, asks_several
from assistant.read.sentence.amounts import values_in
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.phrase import claim_for, short_for
from assistant.read.spans.features import agree, answer_stems
from assistant.read.spans.tallies import tells_of_others
from assistant.types import MAX_SHORT_WORDS, Account, Plan

# Another story's answer stands beside the likeliest from this share of its chance on.
AS_SURE = 0.4
# A later story's answer takes its place from this share on.
AS_SURE_LATER = 0.5
MOST = 3
_AMOUNTS = frozenset({"number", "money", "percent", "duration"})
# Several of these may hold together.
_NO_RIVALS = frozenset({"reason", "quotation", "definition"})


def rivals(
    plan: Plan, best: Candidate, chance: float, told: Iterable[tuple[Candidate, float]]
) -> list[tuple[Candidate, float]]:
    """Return other answers of other stories, nearly as likely, the likeliest first.

    Between stories of different days the newer one is believed; these are of the same day, or
    undated like the answer's own.

    Args:
        plan: what is asked for; a question for several things has no rival answers.
        best: the likeliest answer.
        chance: how likely it is, 0 to 1.
        told: the answers that their sentences tell, with their chances, the likeliest first.
    """
    if plan.answer_type in _NO_RIVALS or plan.options or asks_several(plan):
        return []
    kept, words = [best], len(short_for(plan, best).split())
    found: list[tuple[Candidate, float]] = []
    for c, other in told:
        words += len(short_for(plan, c).split())
        sure = other >= chance * AS_SURE and words <= MAX_SHORT_WORDS
        sure = sure and not tells_of_others(plan, c)
        if sure and len(kept) < MOST and all(_differ(plan, c, k) for k in kept):
            kept.append(c)
            found.append((c, other))
    return found


def later(plan: Plan, best: Candidate, told: Sequence[tuple[Candidate, float]]) -> Candidate | None:
    """Return what a later story tells as surely of how things stand; None where nothing does.

    Args:
        plan: what is asked for; only of how things stand the newest story is to be believed.
        best: the likeliest answer.
        told: the answers that their sentences tell, with their chances, the likeliest first.
    """
    present = asks_present(plan.standalone_question) and plan.window is None
    if not present or plan.answer_type in _NO_RIVALS or plan.options or asks_several(plan):
        return None
    chance, last = _all_that_tell(best, told)
    for c, _ in told:
        if last is not None and (c.hit.article.day or last) > last and _apart(plan, best, c):
            other, _ = _all_that_tell(c, told)
            if other >= chance * AS_SURE_LATER and not tells_of_others(plan, c):
                return c
    return None


def _all_that_tell(
    best: Candidate, told: Sequence[tuple[Candidate, float]]
) -> tuple[float, date | None]:
    """Return the chances of one answer taken together, and the last day on which it was told."""
    stems = answer_stems(best.text)
    same = [(c, p) for c, p in told if agree(stems, answer_stems(c.text))]
    days = [c.hit.article.day for c, _ in same if c.hit.article.day]
    return sum(p for _, p in same), max(days, default=None)


def sides(plan: Plan, answers: Iterable[Candidate]) -> tuple[Account, ...]:
    """Return the answers as accounts, each by its outlet where the outlets differ."""
    given = list(answers)
    outlets = {c.hit.article.source for c in given}
    named = len(outlets) == len(given) and all(outlets)
    return tuple(
        Account(
            short=short_for(plan, c),
            speaker=(c.hit.article.source or "") if named else "",
            claim=claim_for(plan, c),
        )
        for c in given
    )


def _differ(plan: Plan, one: Candidate, other: Candidate) -> bool:
    """Tell whether two stories of one day, or of none, give different answers."""
    a, b = one.hit.article, other.hit.article
    return a.day == b.day and (a.story or a.id) != (b.story or b.id) and _apart(plan, one, other)


def _apart(plan: Plan, one: Candidate, other: Candidate) -> bool:
    """Tell whether two answers have no word in common, or are days of which neither holds both."""
    days = [(m.earliest, m.latest) for c in (one, other) for m in c.times[:1]]
    if len(days) == 2 and plan.answer_type == "date":
        (first, last), (start, end) = days
        return bool(first and last and start and end and (last < start or end < first))
    if plan.answer_type in _AMOUNTS and (a := values_in(one.text)) and (b := values_in(other.text)):
        return not a & b  # whatever they are sums of
    if plan.answer_type not in _AMOUNTS and not alike(one.text, other.text):
        return False  # `two people` and `a guide and a diver` may be the same
    stems, others = answer_stems(one.text), answer_stems(other.text)
    return not stems & others and not agree(stems, others)
