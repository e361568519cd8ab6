"""Yes-or-no questions: the sentence that settles it, and whether it says so or denies it.

The question is parsed into what it asserts: a predicate and the words that take part in it. Each
sentence that was found is weighed by how much of that it holds, its surroundings counting less;
the best ones are parsed, and the clause that holds the predicate says whether it is so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.modality import PLAN_ONLY, UNSETTLED, asks_present
from assistant.planted import is_planted
from assistant.read.order.ordered import NOTHING_THEN
from assistant.read.sentence.assertion import CONTENT, Assertion, read_assertion
from assistant.read.sentence.candidates import sentence_spans
from assistant.read.sentence.participants import refers
from assistant.read.sentence.predicates import akin, opposite
from assistant.read.sentence.printed import quotation, told_as
from assistant.read.sentence.syntax import Stance, Token, parse, phrase_of, stance
from assistant.read.yes_no.witness import Witness, held_in, other_subject, rarity, weigh
from assistant.types import Claim, Draft, Hit, Plan
from assistant.words import missing_names, stem_set, stems, words_of
from index_store.types import Article, TimeMention

# A sentence must hold this share of what the question asserts. Less will do for a no: a sentence
# that denies something of these people and things is about just that more often than not.
MIN_YES = 0.6
MIN_NO = 0.42
MIN_CORE = 0.75
# To deny what the question asks in other words than it asks, a sentence must itself hold this much.
MIN_SAID = 0.3
MIN_REST = 0.15
MAX_LESS = 0.35
PARSED = 20


# A title beside a name says what somebody is, whatever they will do.
_TITLES = frozenset("compound appos nmod".split())
_GONE = frozenset("leave resign step-down quit retire depart lose succeed".split())


def answer(plan: Plan, hits: Sequence[Hit]) -> Draft:
    """Answer yes or no by the sentence that settles it; abstain without one."""
    every = witnesses(plan, hits)
    found = [w for w in every if in_window(plan, w)]
    settled = [w for w in found if w.verdict in {"yes", "no"}]
    # A denial of another day may still hold; that something happened then does not.
    settled = settled or [w for w in every if w.verdict == "no"]
    if settled:
        best = _standing(plan, settled)
        short = best.verdict.capitalize()
        claims = (claim(short, best.article, best.start, best.end),)
        return Draft(short=short, claims=claims, confidence=min(1.0, best.fit))
    return unsettled(plan, every)


def unsettled(plan: Plan, every: Sequence[Witness]) -> Draft:
    """Say why a question is not settled, with the sentence nearest to it."""
    found = [w for w in every if in_window(plan, w)]
    planned = [w for w in found if w.verdict == "planned"]
    outside = [w for w in every if w.verdict == "yes" and w not in found]
    nearest = (planned or outside or found or every)[:1]
    claims = tuple(quotation(w.article, w.start, w.end) for w in nearest)
    reason = PLAN_ONLY if planned else NOTHING_THEN if outside else UNSETTLED
    return Draft(short="", claims=claims, confidence=0.0, reason=reason)


def in_window(plan: Plan, witness: Witness) -> bool:
    """Tell whether a sentence may speak of the days asked about."""
    return in_days(plan, witness.times, witness.article.day)


def in_days(plan: Plan, times: Sequence[TimeMention], told_on: date | None) -> bool:
    """Tell whether what is told may be of the days asked about: by its dates, or by its day."""
    if plan.window is None:
        return True
    first, last = plan.window.earliest, plan.window.latest
    days = [(m.earliest, m.latest) for m in times if m.kind == "date"]
    days.append((told_on, told_on))
    return any(
        a and b and (last is None or a <= last) and (first is None or b >= first) for a, b in days
    )


def _standing(plan: Plan, settled: Sequence[Witness]) -> Witness:
    """Take the best witness; where it is asked how things stand, the newest of the good ones."""
    best = settled[0]
    if not asks_present(plan.standalone_question):
        return best
    good = [w for w in settled if w.fit >= best.fit - MAX_LESS and w.article.day]
    return max(good, key=lambda w: w.article.day or date.min, default=best)


def claim(short: str, article: Article, start: int, end: int) -> Claim:
    """Return a sentence as what bears out a yes or a no."""
    return told_as(short, quotation(article, start, end))


def witnesses(plan: Plan, hits: Sequence[Hit]) -> list[Witness]:
    """Return the sentences that speak to a question, the most telling first, with verdicts."""
    read = [(hit, sentence_spans(hit)) for hit in hits]
    assertion = read_assertion(plan, rarity(read))
    if not assertion.terms:
        return []
    places = []
    for rank, (hit, spans) in enumerate(read):
        body = hit.article.body
        if missing_names(assertion.names, f"{hit.article.title}\n{body}"):
            continue
        for n, (start, end) in enumerate(spans):
            if is_planted(body, start, end):
                continue
            held = held_in(assertion, stem_set(body[start:end]))
            if held:
                places.append((-sum(t.weight for t in held), rank, n))
    found = [
        weigh(assertion, *read[rank], read[rank][1][n], rank)
        for _, rank, n in sorted(places)[:PARSED]
    ]
    exact = [replace(w, verdict=_verdict(assertion, w)) for w in found]
    return sorted(exact, key=lambda w: (-w.fit, w.rank, w.start))


def _verdict(assertion: Assertion, witness: Witness) -> str:
    """Say what a sentence makes of the question: `yes`, `no`, `planned`, or nothing."""
    doc = parse(witness.text)
    words = [t for t in doc if t.pos_ in CONTENT]
    anchors = [t for t in words if akin(phrase_of(t), assertion.predicate)]
    mine = [t for t in anchors if not other_subject(assertion, t)]
    if mine:
        main = next((t for t in mine if t.dep_ == "ROOT"), mine[0])
        if main.dep_ == "amod" and stance(main).planned:
            return ""  # "a retired judge will lead it" announces no retirement
        told = Stance() if assertion.role and main.dep_ in _TITLES else stance(main)
        return _told(assertion, witness, told, turned=False)
    if anchors and assertion.role and witness.said >= MIN_SAID:
        return "no"
    against = [t for t in words if _against(assertion, t) and not other_subject(assertion, t)]
    if against:
        return _told(assertion, witness, stance(against[0]), turned=True)
    return _denied_object(assertion, witness, words)


def _against(assertion: Assertion, token: Token) -> bool:
    if opposite(phrase_of(token), assertion.predicate):
        return True
    return assertion.role and bool(assertion.subject) and phrase_of(token) in _GONE


def _told(assertion: Assertion, witness: Witness, told: Stance, *, turned: bool) -> str:
    if (told.denied != turned) != assertion.denied:
        if assertion.denied and assertion.past and told.planned:
            return ""  # that it was planned does not say that it came about
        about = witness.named and (witness.rest >= MIN_REST or witness.core >= MIN_CORE)
        return "no" if witness.fit >= MIN_NO and about else ""
    if told.unsaid or witness.fit < MIN_YES or witness.core < MIN_CORE or not witness.named:
        return ""
    if not (assertion.days <= witness.days | witness.numbers and _together(assertion, witness)):
        return ""
    if not assertion.numbers <= witness.numbers:
        return "no" if _other_number(assertion, witness) else ""
    return "planned" if told.planned and not assertion.ahead else "yes"


def _together(assertion: Assertion, witness: Witness) -> bool:
    """Tell whether a sentence is about all of several who did something: it names or means them."""
    several = [n for n in assertion.names if words_of(n) & assertion.subject]
    if len(several) < 2:
        return True
    return not missing_names(several, witness.text) or refers(witness.text, several)


def _other_number(assertion: Assertion, witness: Witness) -> bool:
    """Tell whether a sentence gives another number of what the question counts."""
    if not assertion.unit:
        return False
    counted = [t for t in parse(witness.text) if t.like_num and akin(t.head.lemma_, assertion.unit)]
    return len(counted) == 1


def _denied_object(assertion: Assertion, witness: Witness, words: Sequence[Token]) -> str:
    """Say no where a sentence denies all that it says of what the question asks about."""
    if witness.fit < MIN_NO or witness.said < MIN_SAID or assertion.denied:
        return ""
    keys = {t.key for t in assertion.terms if not t.is_name}
    anchors = [t for t in words if t.pos_ in {"NOUN", "VERB"} and set(stems(t.text)) & keys]
    stances = [stance(t) for t in anchors]
    return "no" if stances and all(s.denied and not s.unsaid for s in stances) else ""
