"""The reader that needs no model key: spans found, chosen, dated, and quoted in their sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.modality import NOT_SAID, nowhere
from assistant.read.accounts import stories
from assistant.read.accounts.each import each_of
from assistant.read.accounts.several import besides, or_else
from assistant.read.accounts.sides import claims_of, short_of, sides_of
from assistant.read.ages import age
from assistant.read.chronicle import asks_timeline, chronicle, plain_request
from assistant.read.described import described
from assistant.read.holders import offices, succession, tenure
from assistant.read.holders.later import not_yet
from assistant.read.holders.misplaced import misplaced
from assistant.read.letters import expansion
from assistant.read.order import chronology, dating, ordering
from assistant.read.order.compared import first_of, on_which_side, told_of_both
from assistant.read.order.occasions import Occasion
from assistant.read.order.superseded import supersede
from assistant.read.order.timeline import timeline
from assistant.read.order.when import likely_events
from assistant.read.overview import asks_overview, may_overview, overview
from assistant.read.said import quoted
from assistant.read.sentence.candidates import Candidate, SpanScorer
from assistant.read.sentence.participants import missing_everywhere
from assistant.read.sentence.phrase import claim_for, joined, short_for
from assistant.read.sentence.printed import quotation
from assistant.read.sentence.relevance import Embed
from assistant.read.spans.choose import Choice
from assistant.read.spans.scored import Scored, fullest_first, same_answer, scored_by
from assistant.read.spans.tallies import newest, series
from assistant.read.spans.weighing import weigh
from assistant.read.support import Judge, Objection
from assistant.read.why import explained
from assistant.read.yes_no import polar, settled, turned
from assistant.read.yes_no.settled import Weighers
from assistant.types import LIKELY, Claim, DatedEvent, Draft, Hit, Plan, Step, Window
from assistant.verdict import Verdicts

# A second telling is quoted as well when it is at least this likely, relative to the first.
CORROBORATES = 0.3
# What the chance of its best answer adds to the place of a passage, as the best retrieval score
# adds 1; hit@1 is best from 2 to 4 on the gold set, on RealTimeQA and on the stories of `fresh/`.
READ_WEIGHT = 2.5
# An answer to a question of time that is this likely is not doubted for what its question presumes.
SURE = 0.65


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractiveReader:
    """Finds answers as spans of the articles themselves.

    Attributes:
        verdicts: what weighs sentences for and against; without it yes or no goes by rules alone.
        read_k: how many of the hits are read for a question about one event.
    """

    scorer: SpanScorer
    choice: Choice
    embed: Embed | None = None
    verdicts: Verdicts | None = None
    read_k: int = 8
    name: str = "extractive"

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        """Yield one draft; without a candidate that is likely enough, a reason instead."""
        if absent := missing_everywhere(plan, hits):
            yield Draft(reason=nowhere(absent))
            return
        if found := misplaced(plan, hits) or self._whole(plan, hits):
            yield found
            return
        if plan.answer_type == "yes-no":
            draft = on_which_side(plan, lambda asked: self._days_of(asked, hits))
            near = hits[: self.read_k]
            draft = draft or explained(plan, near, told_of_both(plan, self._yes_or_no(plan, near)))
            yield supersede(plan, hits, draft)
            return
        draft = expansion(plan, hits) or age(plan, hits) or described(plan, hits)
        draft = draft or quoted.answer(plan, hits[: self.read_k], self.scorer, self.embed)
        draft = draft or _of_office(plan, hits)
        if draft is not None:
            yield succession.now(plan, hits, supersede(plan, hits, draft))
            return
        timed = self._in_order(plan, hits)
        draft = _if_by_then(plan, hits, timed or self._read_one(plan, hits[: self.read_k]))
        if timed is not None:
            draft = self._unless_premise(plan, hits[: self.read_k], draft)
        if draft.reason and may_overview(plan.standalone_question):
            draft = overview(plan, hits) or draft
        draft = supersede(plan, hits, explained(plan, hits[: self.read_k], draft))
        yield succession.now(plan, hits, draft)

    def _whole(self, plan: Plan, hits: Sequence[Hit]) -> Draft | None:
        """Tell the story, or what happened in its order, where that is asked for."""
        question = plan.standalone_question
        if asks_timeline(question):
            alone = replace(plan, standalone_question=plain_request(question))
            return chronicle(self.timeline(alone, hits), hits)
        if not asks_overview(question):
            return None
        return overview(plan, hits) or Draft(reason=NOT_SAID)

    def _yes_or_no(self, plan: Plan, hits: Sequence[Hit]) -> Draft:
        if found := turned.answer(plan, hits):
            return found
        if self.embed is None or self.verdicts is None:
            return polar.answer(plan, hits)
        weighers = Weighers(scorer=self.scorer, embed=self.embed, verdicts=self.verdicts)
        return settled.answer(plan, hits, weighers)

    def _days_of(self, plan: Plan, hits: Sequence[Hit]) -> list[Occasion]:
        reading = chronology.reading_of(plan, hits, self.scorer, self.embed)
        return likely_events(plan, dating.judged(plan, reading, self.verdicts))

    def when_was(self, plan: Plan, hits: Sequence[Hit]) -> Window | None:
        """Return the days on which what a plan for a day most likely means happened, if any did."""
        found = self._days_of(plan, hits)
        return Window(earliest=found[0].earliest, latest=found[0].latest) if found else None

    def timeline(self, plan: Plan, hits: Sequence[Hit]) -> tuple[DatedEvent, ...]:
        """Return what is dated of the matter asked about, in order of time."""
        return timeline(plan, hits, self.scorer, self.embed)

    def _unless_premise(self, plan: Plan, hits: Sequence[Hit], draft: Draft) -> Draft:
        """Keep an answer to a question of time, unless what the question presumes fails."""
        if not draft.short or plan.operator != "none" or draft.confidence >= SURE:
            return draft
        objection = Judge.of(plan, hits).premise()
        if objection is None or any(objection.came_to_pass(c, hits) for c in draft.claims[:1]):
            return draft
        return _objected(objection, draft.order)

    def _in_order(self, plan: Plan, hits: Sequence[Hit]) -> Draft | None:
        """Answer a question of time; None when it is better read as any other."""
        if not ordering.asks(plan):
            return chronology.answer(plan, hits, self.scorer, self.embed, self.verdicts)
        plan = chronology.prepared(plan, hits)
        if known := chronology.neighbour_of(plan, hits):
            return known
        reading = chronology.reading_of(plan, hits, self.scorer, self.embed)
        if compared := first_of(plan, reading, lambda asked: self._days_of(asked, hits)):
            return compared
        ruled = chronology.ruled(plan, reading, self.scorer)
        near = ordering.to_read(hits, ruled, self.read_k)
        judge = Judge.of(plan, near)
        candidates, base, possible = weigh(plan, near, self.scorer, self.verdicts)
        rows = ordering.rows(candidates, self.choice.utility(base), ruled)
        scored = scored_by(candidates, ordering.fitted().probability(rows, possible), base)
        if not scored or ruled is None:
            return ruled
        draft = _draft(plan, judge, scored, near, ordering.fitted().threshold)
        reason = (ruled.reason or draft.reason) if draft.reason else ""
        return replace(draft, events=ruled.events, reason=reason)

    def _read_one(self, plan: Plan, hits: Sequence[Hit]) -> Draft:
        """Read a question about one event."""
        judge = Judge.of(plan, hits)
        candidates, rows, possible = weigh(plan, hits, self.scorer, self.verdicts)
        scored = scored_by(candidates, self.choice.probability(rows, possible), rows)
        if not scored:
            return Draft(reason=NOT_SAID)
        return _draft(plan, judge, scored, hits, self.choice.threshold)


def _of_office(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer who holds or held an office, by reports of coming and going."""
    known = tenure.knows(plan, hits)
    draft = tenure.holder(plan, hits) or (None if known else offices.incumbent(plan, hits))
    return draft or succession.asked(plan, hits)


def _if_by_then(plan: Plan, hits: Sequence[Hit], draft: Draft) -> Draft:
    """Take back whoever held the office asked about only later than is asked."""
    if not_yet(plan, hits, draft):
        return replace(draft, short="", claims=draft.claims[:1], reason=NOT_SAID)
    return draft


def _draft(
    plan: Plan, judge: Judge, scored: Sequence[Scored], hits: Sequence[Hit], threshold: float
) -> Draft:
    """Tell the likeliest answer, or why it is not likely enough."""
    order = _order(scored, hits)
    same = fullest_first(same_answer(scored))
    best = same[0]
    premise = judge.premise()
    objection = premise or judge.object_to(best.candidate)
    confidence = min(1.0, sum(item.probability for item in same))
    if objection and not (best.told and objection.open_to_doubt(best.candidate)):
        # What speaks against an answer that is unlikely anyway is no reason to give.
        given = premise or confidence >= threshold
        confidence *= objection.doubt
        if confidence < threshold:
            return _objected(objection, order, "" if given else judge.why_not(best.candidate))
    counts = series(plan, [s.candidate for s in scored], [s.probability for s in scored])
    confidence = max(confidence, sum(scored[n].probability for n in counts))
    same = _standing(plan, scored, same)
    best = same[0]
    claims = [claim_for(plan, best.candidate)]
    claims += _corroboration(plan, same)
    sides, chance = each_of(plan, scored)
    if sides:
        confidence = max(confidence, chance, threshold)
    sides = sides or sides_of(plan, best.candidate)
    if not sides and (rivals := _rivals(plan, scored, same)):
        sides = stories.sides(plan, [best.candidate, *(c for c, _ in rivals)])
        confidence = min(1.0, confidence + sum(chance for _, chance in rivals))
    more = [] if sides else besides(plan, best.candidate, _told_besides(scored, same))
    claims = claims_of(sides) or [*claims, *(claim_for(plan, c) for c in more)]
    if confidence < LIKELY and not sides:
        claims += or_else(plan, _rest(judge, scored, same), claims[0])
    reason = "" if confidence >= threshold else judge.why_not(best.candidate)
    return Draft(
        short=short_of(sides) or joined(short_for(plan, c) for c in (best.candidate, *more)),
        claims=tuple(claims) if not reason else tuple(claims[:1]),
        confidence=confidence,
        reason=reason,
        order=order,
        accounts=() if reason else sides,
    )


def _rivals(
    plan: Plan, scored: Sequence[Scored], same: Sequence[Scored]
) -> list[tuple[Candidate, float]]:
    """Return what other stories tell as surely as the likeliest answer, which must be told too."""
    if not same[0].told:
        return []
    told = [(item.candidate, item.probability) for item in scored if item.told]
    chance = max(item.probability for item in same)
    return stories.rivals(plan, same[0].candidate, chance, told)


def _rest(judge: Judge, scored: Sequence[Scored], same: Sequence[Scored]) -> list[Scored]:
    """Return what gives another answer than the likeliest, and one that is worth telling."""
    best = same[0].candidate
    return [s for s in scored if s not in same and judge.rival(best, s.candidate)]


def _told_besides(scored: Sequence[Scored], same: Sequence[Scored]) -> list[Candidate]:
    """Return what other sentences more likely than not tell as answers."""
    return [item.candidate for item in scored if item.told and item not in same]


def _standing(plan: Plan, scored: Sequence[Scored], same: list[Scored]) -> list[Scored]:
    """Return those that give what is newer and supersedes the likeliest answer, else the same."""
    at = newest(plan, [s.candidate for s in scored], [s.probability for s in scored])
    if not at and same[0].told:
        told = [(s.candidate, s.probability) for s in scored if s.told]
        newer = stories.later(plan, same[0].candidate, told)
        at = next((n for n, s in enumerate(scored) if s.candidate is newer), 0)
    return same_answer(scored[at:]) if at else same


def _objected(objection: Objection, order: tuple[str, ...], reason: str = "") -> Draft:
    w = objection.witness
    nearest = quotation(w.article, w.start, w.end)
    why = reason or objection.reason
    return Draft(short="", claims=(nearest,), confidence=0.0, reason=why, order=order)


def _order(scored: Sequence[Scored], hits: Sequence[Hit]) -> tuple[str, ...]:
    """Rank the passages by how they were found and by the best answer read in them.

    The first is relative to the best found, the second the answer's chance, which counts for more:
    what is not likely says little of where the answer stands.
    """
    best: dict[str, float] = {}
    for item in scored:
        passage_id = item.candidate.hit.passage.id
        best[passage_id] = max(item.probability, best.get(passage_id, 0.0))
    top_score = max(hit.score for hit in hits) or 1.0

    def worth(hit: Hit) -> float:
        return hit.score / top_score + READ_WEIGHT * best.get(hit.passage.id, 0.0)

    return tuple(hit.passage.id for hit in sorted(hits, key=worth, reverse=True))


def _corroboration(plan: Plan, same: Sequence[Scored]) -> list[Claim]:
    """Return what another story quotes for the same answer, if there is one."""
    best = same[0].candidate
    for other in same[1:]:
        c = other.candidate
        another = c.hit.article.id != best.hit.article.id
        if another and other.probability >= same[0].probability * CORROBORATES:
            claim = claim_for(plan, c)
            return [replace(claim, text=claim.quoted, aside="")]
    return []
