"""The reader that asks a chat model: its reply is a draft, and only what stands of it goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.llm import YES_SAID, ChatModel, counted, visible
from assistant.modality import nowhere, without_verdict
from assistant.read.beside import settle, with_day
from assistant.read.completing import completed
from assistant.read.extractive import ExtractiveReader
from assistant.read.fit import misfit
from assistant.read.passages import (
    in_context,
    numbered,
    one_line,
    reorder,
    seen,
    within_budget,
)
from assistant.read.plain import plain
from assistant.read.reply import (
    Reply,
    in_its_sentence,
    read_reply,
    scattered,
    unmarked,
    with_right_source,
)
from assistant.read.sentence.participants import missing_everywhere
from assistant.types import Claim, DatedEvent, Draft, Hit, Plan, Question, Step, Usage
from index_store.errors import EndpointError
from index_store.times import describe
from prompts import messages, render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index_store.types import Article

DECLINED = "The model found no answer in the articles."
DOUBTED = "The articles that were found do not clearly state the answer that the model gave."
UNBORNE = "The articles do not bear out what the model answered: {fault}."
# Characters of a reply that are told back to the model.
LONGEST = 1000

_LOG = logging.getLogger(__name__)
FaultOf = Callable[[Claim, "Mapping[str, Article]"], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmReader:
    """Lets a chat model answer from the passages, and keeps of its reply what stands.

    A claim that its source does not bear out is put on a passage that does; where the direct
    answer still falls, the model is asked once more with the reason. The built-in reader puts the
    passages in order, and its answer is given where it stands better (`beside.py`).

    Attributes:
        own: the built-in reader; without it the model answers alone.
        fault_of: says what is wrong with a claim, given the articles; empty when nothing is.
        check_threshold: an answer is dropped when the model's own yes/no check of it against the
            cited passages gives yes a lower probability; 0 switches the check off.
        context_tokens: budget for the passages, counted by `count_tokens`.
        always_ask: ask the model even where its answer could not stand, to learn what it says; it
            then answers alone.
    """

    model: ChatModel
    count_tokens: Callable[[str], int]
    fault_of: FaultOf
    own: ExtractiveReader | None = None
    check_threshold: float = 0.5
    context_tokens: int = 6000
    always_ask: bool = False

    @property
    def name(self) -> str:
        """`llm:` and the model's name."""
        return f"llm:{self.model.name}"

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        """Yield the reply as it grows, as unchecked `drafting` steps, then one draft.

        Raises:
            EndpointError: the model cannot be reached, or says nothing.
        """
        model = counted(self.model)
        with _other_reader():
            for event in replace(self, model=model)._read(plan, hits):
                yield replace(event, usage=model.usage) if isinstance(event, Draft) else event

    def _read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        absent = missing_everywhere(plan, hits)
        if absent and not self.always_ask:
            yield _none(nowhere(absent))
            return
        own = self._own_draft(plan, hits)
        hits = reorder(hits, own.order if own else ())
        chosen = within_budget(hits, self.count_tokens, self.context_tokens)
        system, user = messages(
            "answer",
            today=f"{plan.today.day} {plan.today:%B %Y}",
            passages=numbered(chosen),
            question=one_line(plan.standalone_question),
        )
        said = yield from self._ask(system, user)
        if absent:
            yield replace(_none(nowhere(absent)), unchecked=said)
            return
        stood, fault = self._standing(plan, said, chosen)
        fell = (f"{stood.short} ({fault})",) if fault else ()
        if fault:
            again = f"{user} {_repair(said, fault)}"
            second = yield from self._ask(system, again)
            stood, fault = self._standing(plan, second, chosen)
        draft = self._draft(plan, stood, fault, chosen)
        draft = replace(draft, unchecked=said, dropped=(*fell, *draft.dropped))
        if own is None or self.always_ask:
            yield draft
            return

        def opinion(other: Draft) -> float | None:
            quotes = tuple(quote for claim in other.claims for quote in claim.quotes)
            return self._opinion(plan, other.short, quotes, hits) if quotes else None

        if plan.answer_type == "date":
            draft = with_day(draft, own)
        yield settle(draft, own, opinion, self.check_threshold, declined=not stood.short)

    def completed(self, question: Question) -> tuple[str, Usage]:
        """Complete a follow-up; empty where the talk does not bear out what the model says."""
        model = counted(self.model)
        with _other_reader():
            return completed(model, question), model.usage

    def _own_draft(self, plan: Plan, hits: Sequence[Hit]) -> Draft | None:
        if self.own is None:
            return None
        drafts = (d for d in self.own.read(plan, hits) if isinstance(d, Draft))
        return replace(next(drafts), reader=self.own.name)

    def _ask(self, system: str, user: str) -> Generator[Step, None, str]:
        said = ""
        for piece in self.model.stream(system, user):
            said += piece
            yield Step(name="drafting", detail=seen(visible(said)))
        if not (shown := visible(said).strip()):
            # Nothing said is not "there is no answer", which would be right so often by luck.
            raise EndpointError(
                f"{self.model.name} sent an empty reply", "Ask again, or use another model."
            )
        return shown

    def _standing(self, plan: Plan, said: str, hits: Sequence[Hit]) -> tuple[Reply, str]:
        """Put the claims on sources that bear them out, and say why the direct answer falls."""
        asked = plan.standalone_question
        reply = read_reply(said, hits, asked)
        articles = {hit.article.id: hit.article for hit in hits}

        def fault(claim: Claim) -> str:
            return self._fault(claim, articles)

        claims = tuple(with_right_source(c, hits, fault, asked) for c in reply.claims)
        kept = [c for c in claims if not fault(c)]
        if not reply.short or not claims:
            return replace(reply, claims=claims), ""
        if not kept:
            return replace(reply, claims=claims), fault(claims[0])
        quotes = tuple(dict.fromkeys(q for c in kept for q in c.quotes))
        direct = Claim(text=without_verdict(reply.short), quotes=quotes)
        return replace(reply, claims=claims), fault(direct) if direct.text else ""

    def _fault(self, claim: Claim, articles: Mapping[str, Article]) -> str:
        return self.fault_of(claim, articles) or scattered(claim, _text(claim.quotes, articles))

    def _draft(self, plan: Plan, reply: Reply, fault: str, hits: Sequence[Hit]) -> Draft:
        articles = {hit.article.id: hit.article for hit in hits}
        faults = [self._fault(c, articles) for c in reply.claims]
        dropped = tuple(f"{c.text} ({f})" for c, f in zip(reply.claims, faults, strict=True) if f)
        if fault:
            return replace(_none(UNBORNE.format(fault=fault)), dropped=dropped)
        kept = [c for c, f in zip(reply.claims, faults, strict=True) if not f]
        if not kept or not reply.short:
            return replace(_none(DECLINED), claims=tuple(kept), dropped=dropped)
        quotes = tuple(dict.fromkeys(quote for claim in kept for quote in claim.quotes))
        chance = self._opinion(plan, reply.short, quotes, hits)
        confidence = YES_SAID if chance is None else chance
        doubted = DOUBTED if chance is not None and chance < self.check_threshold else ""
        reason = misfit(plan, reply.short, quotes, hits, chance=chance or 0.0) or doubted
        shown = [in_its_sentence(c, _text(c.quotes[:1], articles)) for c in kept]
        if reason:
            shown = [Claim(text=f"“{_text(quotes[:1], articles)}”", quotes=quotes[:1])]
        return Draft(
            short=reply.short,
            claims=tuple(shown),
            confidence=confidence,
            reason=reason,
            events=_events(quotes, hits),
            dropped=dropped,
        )

    def _opinion(
        self, plan: Plan, short: str, quotes: Sequence[tuple[str, int, int]], hits: Sequence[Hit]
    ) -> float | None:
        """Ask the model whether the sentences state the answer; None where it cannot be told."""
        if self.check_threshold <= 0:
            return None
        system, user = messages(
            "check",
            passages=in_context(quotes, hits),
            question=one_line(plan.standalone_question),
            answer=one_line(short),
        )
        try:
            return self.model.probability_yes(system, user)
        except EndpointError as error:
            # The draft is there, and what its quotes bear out stands without the model's opinion.
            _LOG.warning("dateline: the answer could not be checked by the model; %s", error)
            return None


@contextmanager
def _other_reader() -> Iterator[None]:
    """Name the reader that needs no endpoint in what went wrong with one."""
    try:
        yield
    except EndpointError as error:
        remedy = f"{error.remedy.rstrip('.')}, or use --reader extractive."
        raise type(error)(error.problem, remedy) from error


def _repair(said: str, fault: str) -> str:
    """Ask again after a reply that falls, told back as harmless as an article."""
    draft = one_line(unmarked(plain(said)))[:LONGEST]
    return render("repair", draft=draft, faults=one_line(fault)[:LONGEST])


def _none(reason: str) -> Draft:
    return Draft(reason=reason)


def _text(quotes: Sequence[tuple[str, int, int]], articles: Mapping[str, Article]) -> str:
    return " ".join(" ".join(articles[a].body[start:end].split()) for a, start, end in quotes)


def _events(quotes: Sequence[tuple[str, int, int]], hits: Sequence[Hit]) -> tuple[DatedEvent, ...]:
    """Return what the quoted sentences date, oldest first."""
    found: dict[tuple[str, int], DatedEvent] = {}
    for article_id, start, end in quotes:
        for hit in hits:
            for m in hit.passage.times if hit.article.id == article_id else ():
                if start <= m.start < end and m.kind == "date" and m.earliest:
                    found[article_id, start] = found.get((article_id, start)) or DatedEvent(
                        date=describe(m),
                        precision=m.precision,
                        text=" ".join(hit.article.body[start:end].split()),
                        article_id=article_id,
                        start=start,
                        end=end,
                    )
    return tuple(sorted(found.values(), key=lambda e: e.date))
