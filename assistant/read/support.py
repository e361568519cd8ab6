"""A possible answer in, how far its sentence bears out what the question takes for granted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.modality import (
    CONTRADICTED,
    NOT_SAID,
    PLAN_ONLY,
    announces,
    asks_present,
    only_announces,
)
from assistant.read.order.plans import asks_original
from assistant.read.sentence.assertion import CONTENT, Assertion, read_assertion
from assistant.read.sentence.candidates import Candidate, sentence_spans
from assistant.read.sentence.predicates import akin, opposite
from assistant.read.sentence.syntax import Token, parse, phrase_of, span_of, stance
from assistant.read.spans.features import answer_stems
from assistant.read.yes_no.polar import in_window, witnesses
from assistant.read.yes_no.witness import Witness, other_subject, rarity, weigh
from assistant.types import Claim, Hit, Plan

UNFOUNDED = "No article found says that this happened; the premise of the question may be wrong."
NOT_KNOWN = "The articles do not say it: by them it is not known."
OTHER_DAY = "The articles found deal with this, but they do not say it of that day."

_UNKNOWN = re.compile(
    r"\b(?:not (?:yet )?(?:been )?(?:known|clear|disclosed|released|made public|identified)|"
    r"unknown|unclear|declined to (?:say|comment|give|name)|(?:did|would|could) not (?:say|tell|"
    r"comment|disclose)|gave no (?:reason|details))\b"
)
_DID = re.compile(r"\b(?:did|does|do)\b")
_IN_PASSING = frozenset({"appos", "compound", "poss"})
_VERBS = frozenset({"VERB", "AUX"})
_LOOSE = frozenset({"ROOT", "relcl", "acl", "advcl", "parataxis"})
# A sentence that denies what the question takes for granted must hold this much of it.
MIN_CORE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What speaks against an answer, with the sentence that shows it.

    Attributes:
        opposite: that sentence tells the opposite: quashed, where it is asked why it was upheld.
    """

    reason: str
    witness: Witness
    opposite: bool = False

    @property
    def doubt(self) -> float:
        """What the answer's probability is multiplied by."""
        return {PLAN_ONLY: 0.5, NOT_KNOWN: 0.0}.get(self.reason, 0.3)

    def open_to_doubt(self, c: Candidate) -> bool:
        """Whether it falls where the verdict model finds an answer told."""
        w = self.witness
        own = (w.article.id, w.start) == (c.hit.article.id, c.sentence[0])
        return self.reason != NOT_KNOWN and not (self.opposite and own)

    def came_to_pass(self, answer: Claim, hits: Sequence[Hit]) -> bool:
        """Tell whether an answer of a later report tells as done what this calls announced."""
        announced = self.witness.article.day
        if self.reason != PLAN_ONLY or announced is None:
            return False
        articles = {hit.article.id: hit.article for hit in hits}
        return any(
            (day := articles[key].day) is not None
            and day > announced
            and not announces(articles[key].body[start:end])
            for key, start, end in answer.quotes
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Weighs possible answers against one question.

    Attributes:
        told: sentences that speak to the question, with what they make of it.
    """

    plan: Plan
    assertion: Assertion
    told: tuple[Witness, ...]

    @classmethod
    def of(cls, plan: Plan, hits: Sequence[Hit]) -> Judge:
        """Read a question against the hits; its words weigh by how rare they are there."""
        counts = rarity([(hit, sentence_spans(hit)) for hit in hits])
        assertion = read_assertion(plan, counts)
        told = witnesses(plan, hits) if assertion.past else []
        return cls(plan=plan, assertion=assertion, told=tuple(told))

    def premise(self) -> Objection | None:
        """Object to what the question takes for granted: denied, nowhere told, or only planned."""
        if not self.assertion.past or not self.told:
            return None
        if asks_original(self.plan.standalone_question):
            return None  # what a day had been set for need not have come about
        best = {verdict: self._best(verdict) for verdict in ("yes", "no", "planned")}
        yes, no, planned = best["yes"], best["no"], best["planned"]
        if self.assertion.given:
            if no and no.core >= MIN_CORE and (yes is None or yes.fit < no.fit):
                turned = self.assertion.predicate
                against = any(opposite(phrase_of(t), turned) for t in parse(no.text))
                return Objection(reason=CONTRADICTED, witness=no, opposite=against)
            if self.assertion.verbal and not self._mentioned():
                return Objection(reason=UNFOUNDED, witness=self.told[0])
        if planned and yes is None and not self.assertion.ahead and not self._in_passing(planned):
            return Objection(reason=PLAN_ONLY, witness=planned)
        return None

    def object_to(self, c: Candidate) -> Objection | None:
        """Object to one answer: its own clause is only planned, denied, or about another day."""
        witness = self._weigh(c)
        told = self.plan.answer_type == "quotation" or _UNKNOWN.search(
            self.plan.standalone_question
        )
        if not told and _UNKNOWN.search(c.text):
            return Objection(reason=NOT_KNOWN, witness=witness)
        # Who will be president is not who is.
        now = self.assertion.role and asks_present(self.plan.standalone_question)
        ahead = self.assertion.ahead or asks_original(self.plan.standalone_question)
        settled = (self.assertion.past or now) and not ahead
        if settled and self._only_planned(c):
            return Objection(reason=PLAN_ONLY, witness=witness)
        if self._lacking(c, witness):
            return Objection(reason=OTHER_DAY, witness=witness)
        anchors = self._anchors(witness)
        if not self.assertion.given or not anchors:
            return None
        denied = stance(anchors[0]).denied != self.assertion.denied
        if denied or all(other_subject(self.assertion, t) for t in anchors):
            return Objection(reason=CONTRADICTED, witness=witness)
        return None

    def _only_planned(self, c: Candidate) -> bool:
        """Tell whether what is asked of an answer is but planned, by the word that says it.

        Where that hangs neither on the answer nor the answer on it, by the answer's own clause.
        `Osten, who opened the bridge, will leave` says of Osten that he has opened it.
        """
        node = _root_of(c)
        if node is None or _told_in_passing(node):
            return False
        deeds = {t.i: t for t in self._words_telling(node.doc)}
        above = _hangs_on(node, through_reasons=self.plan.answer_type == "reason")
        if above is not None and above.i in deeds:
            return stance(above).planned
        below = [t for t in deeds.values() if _tells_of(t, node)]
        return all(stance(t).planned for t in below or [node])

    def rival(self, best: Candidate, other: Candidate) -> bool:
        """Tell whether a less likely answer is worth telling beside the best one.

        It is not where it repeats a part of that, is told of somebody else, or of the same kind of
        event on the wrong side of it: whoever died before is not the last to die.
        """
        if answer_stems(other.text) <= answer_stems(best.text):
            return False
        objection = self.object_to(other)
        if objection is not None and objection.reason == CONTRADICTED:
            return False
        mine, theirs = _day_of(best), _day_of(other)
        alike = all(self._telling(c.sentence_text) for c in (best, other))
        if mine is None or theirs is None or not alike:
            return True
        before = theirs < mine if self.plan.operator == "last" else theirs > mine
        return not (before and self.plan.operator in {"last", "first"})

    def why_not(self, nearest: Candidate) -> str:
        """Say why a question is not answered, whose likeliest answer is not likely enough."""
        if self._best("yes"):  # it did happen; what is asked about it is not told
            return NOT_SAID
        past = self.assertion.past and not self.assertion.ahead
        announced = only_announces(nearest.sentence_text) and self._weigh(nearest).core >= MIN_CORE
        if past and (self._best("planned") or announced):
            return PLAN_ONLY
        unfounded = self.assertion.given and self.told and not self._told_of_them()
        return UNFOUNDED if unfounded else NOT_SAID

    def _weigh(self, c: Candidate) -> Witness:
        return weigh(self.assertion, c.hit, sentence_spans(c.hit), c.sentence, c.rank)

    def _best(self, verdict: str) -> Witness | None:
        return next((w for w in self.told if w.verdict == verdict), None)

    def _anchors(self, witness: Witness) -> list[Token]:
        return self._telling(witness.text)

    def _in_passing(self, witness: Witness) -> bool:
        """Tell whether what is asserted only says who somebody is: a retired judge."""
        anchors = self._anchors(witness)
        heads = [t.head for t in anchors if t.dep_ == "amod"]
        return bool(anchors) and len(heads) == len(anchors) and all(map(_told_in_passing, heads))

    def _telling(self, text: str) -> list[Token]:
        """Return the words of a text that say what the question asserts."""
        return self._words_telling(parse(text))

    def _words_telling(self, doc: Iterable[Token]) -> list[Token]:
        words = [t for t in doc if t.pos_ in CONTENT]
        return [t for t in words if akin(phrase_of(t), self.assertion.predicate)]

    def _mentioned(self) -> bool:
        """Tell whether a sentence or headline about those asked about says what it asserts."""
        named = [w for w in self.told if w.named]
        titles = {w.article.title for w in named}
        return any(map(self._anchors, named)) or any(map(self._telling, titles))

    def _told_of_them(self) -> bool:
        """Tell whether a sentence says what the question asserts, and of nobody else."""
        anchors = (t for w in self.told if w.named for t in self._anchors(w))
        # Of a noun it need not be said whose it is: "she accepted the resignation".
        done = _DID.search(self.plan.standalone_question)
        told = (t for t in anchors if t.pos_ == "VERB" or not done)
        return any(not other_subject(self.assertion, t) for t in told)

    def _lacking(self, c: Candidate, witness: Witness) -> bool:
        """Tell whether a day of the month in the question is not told close by."""
        body = c.hit.article.body
        near = body[max(0, witness.start - 300) : witness.end]
        days = [m.earliest for m in c.hit.passage.times if m.earliest and m.start < witness.end]
        told = {str(n) for day in days for n in (day.day, day.year)}
        here = witness.days | witness.numbers | told | set(near.split())
        asked = {day for day in self.assertion.days if len(day) < 3}
        window = self.plan.window
        stretch = window is not None and window.earliest != window.latest
        # What came between two days need name neither.
        return not (asked <= here or (stretch and in_window(self.plan, witness)))


def _day_of(c: Candidate) -> date | None:
    """Return the day that a candidate's sentence names first; None where it names none."""
    start, end = c.sentence
    named = (m for m in c.hit.passage.times if m.kind == "date" and start <= m.start < end)
    return next((m.earliest for m in named if m.earliest), None)


def _root_of(c: Candidate) -> Token | None:
    """Return the word of its sentence that the others of a candidate hang on."""
    span = span_of(c.sentence_text, c.text)
    return span.root if span is not None else None


def _hangs_on(node: Token, *, through_reasons: bool) -> Token | None:
    """Return the verb of a word's clause; that of a clause which gives a reason has the deed.

    Who is to do what somebody asks for is part of the asking: `asked Brandt to lead`.
    """
    if node.pos_ in _VERBS:
        return node.head if through_reasons and node.dep_ == "advcl" else None
    while node.dep_ not in _LOOSE:
        head = node.head
        bidden = node.dep_ == "nsubj" and head.dep_ == "ccomp" and _infinitive(head)
        node = head
        if node.pos_ in _VERBS:
            return node.head if bidden else node
    return None


def _infinitive(verb: Token) -> bool:
    return any(t.lower_ == "to" and t.dep_ == "aux" for t in verb.children)


def _tells_of(deed: Token, node: Token) -> bool:
    """Tell whether a word says what a noun does or undergoes in a clause that hangs on it."""
    verb = deed
    while verb.pos_ not in _VERBS and verb.dep_ != "ROOT":
        verb = verb.head
    of = verb.head.head if verb.head.dep_ == "appos" else verb.head
    return verb.dep_ in {"relcl", "acl"} and node in {verb.head, of}


def _told_in_passing(node: Token) -> bool:
    """Tell whether a word only says what a thing is, whatever is planned or denied of that.

    So "a 4 million crown contract" in what they will discuss, or "head of Lantin prison" behind
    the name of who will take over.
    """
    while node.pos_ not in _VERBS and node.dep_ != "ROOT":
        if node.dep_ in _IN_PASSING:
            return True
        node = node.head
    return False
