"""A draft in, the answer as it is shown out: checked, cited, or with the reason for none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.read.order.ordered import NOTHING_THEN
from assistant.show import day_text
from assistant.types import Answer, Draft, Hit, Plan, Question, Side, Step
from assistant.verify import Verified, cite, shorten, verify
from assistant.words import missing_names

# What stands between the reason for no answer and the nearest evidence.
NEAREST = "\n\nNearest: "
NOT_COVERED = "The articles in this library do not cover it."
UNBORNE = "The articles do not state it: what was read in them did not stand up to the checks."


def answer_from(
    question: Question, plan: Plan, draft: Draft, hits: Sequence[Hit], reader: str
) -> Answer:
    """Check a draft against its articles and return what stands of it, in 0 seconds.

    Args:
        question: as it was asked.
        plan: what it asks for.
        draft: what was read.
        hits: what was found, in the order to show it in.
        reader: who read, where the draft does not say.
    """
    articles = {hit.article.id: hit.article for hit in hits}
    checked = verify(draft, articles)
    answered = bool(draft.short and checked.citations and not draft.reason)
    reason = None if answered else draft.reason or (UNBORNE if checked.dropped else NOT_COVERED)
    if not answered:
        near = draft if reason == NOTHING_THEN else _quotes_of(draft)
        checked = _nearest(reason or "", verify(near, articles), plan, hits)
    return Answer(
        question=question,
        plan=plan,
        status="answered" if answered else "abstained",
        reason=reason,
        short=shorten(draft.short) if answered else "",
        text=checked.text,
        citations=checked.citations,
        events=checked.events if answered else (),
        hits=tuple(hits),
        newest_article=plan.newest,
        reader=draft.reader or reader,
        seconds=0.0,
        notes=(*draft.dropped, *checked.dropped),
        sides=_sides(draft, checked) if answered else (),
        confidence=draft.confidence if answered else 0.0,
    )


def last_of(stream: Iterable[Step | Answer]) -> Answer:
    """Go through all steps and return the answer that they end with."""
    for event in stream:
        if isinstance(event, Answer):
            return event
    raise AssertionError("the stream ends with an answer")


def _quotes_of(draft: Draft) -> Draft:
    """Leave out what is no answer before the quotes."""
    bare = (replace(c, text=c.quoted, aside="") if c.quoted else c for c in draft.claims)
    return replace(draft, claims=tuple(bare))


def _sides(draft: Draft, checked: Verified) -> tuple[Side, ...]:
    """Return the accounts that differ, those whose claims stood; fewer than two are no sides."""
    markers = {(c.article_id, c.start, c.end): c.marker for c in checked.citations}
    sides = []
    for account in draft.accounts:
        cited = tuple(markers[q] for q in account.claim.quotes if q in markers)
        text = f"{account.short} ({account.speaker})" if account.speaker else account.short
        if cited:
            sides.append(Side(text=text, markers=cited))
    return tuple(sides) if len(sides) > 1 else ()


def _nearest(reason: str, checked: Verified, plan: Plan, hits: Sequence[Hit]) -> Verified:
    """Give the reason for abstaining, with the hit that names most of what was asked about."""
    if checked.citations:
        return replace(checked, text=f"{reason}{NEAREST}{checked.text}")
    if not hits:
        return replace(checked, text=reason)
    first = min(
        hits,
        key=lambda h: len(missing_names(plan.subjects, f"{h.article.title}\n{h.passage.text}")),
    )
    span = (first.article.id, first.passage.start, first.passage.end)
    nearest = cite({first.article.id: first.article}, span, 1)
    told = f"“{nearest.title}”, {nearest.source or 'outlet unknown'}, {day_text(nearest.published)}"
    return replace(checked, text=f"{reason}{NEAREST}{told} [1]", citations=(nearest,))
