"""A Question in, steps and then an Answer out; the one place that knows the order."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from assistant.answering import NOT_COVERED, answer_from, last_of
from assistant.bounds import too_long
from assistant.changed import held, may_move_on
from assistant.idle import idle
from assistant.joint import Found, joint, untold
from assistant.modality import puts_right
from assistant.plan import plan as make_plan
from assistant.plan import worded
from assistant.plan.compound import parts
from assistant.plan.followup import KEPT_TURNS
from assistant.read.holders.tenure import holder, office_asked
from assistant.read.order.superseded import supersede
from assistant.read.passages import reorder
from assistant.read.then import STALE, event_asked, then
from assistant.rerank import diversify
from assistant.retrieve import DEFAULT, Search, retrieve
from assistant.show import day_text, many
from assistant.spelling import as_archived
from assistant.types import Answer, Draft, Hit, Plan, Question, Step, Turn, Usage, Window
from assistant.years import in_its_year

if TYPE_CHECKING:
    from index_store.embed import Embedder
    from index_store.store import Library

BUILT_IN = "extractive"  # the name of the reader without a model
# Passages on each event that is compared with another.
OF_EACH = 6
# What is searched for beside the question, and how many such passages are read besides.
CORRECTION = "Correction: an earlier report misstated"
CORRECTIONS = 2
EMPTY = "The library holds no article from before that day."
NONE_LOADED = "The library is empty; load articles first."


class Reader(Protocol):
    """Hits in, a draft out; see `assistant.read`."""

    @property
    def name(self) -> str:
        """What an answer records as its reader: `extractive` or `llm:<model>`."""
        ...

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        """Yield steps while reading, then exactly one draft."""
        ...


@runtime_checkable
class Dates(Protocol):
    """A reader that tells when something happened."""

    def when_was(self, plan: Plan, hits: Sequence[Hit]) -> Window | None:
        """Return the days of what a plan for a day means; None where nothing tells them."""
        ...


@runtime_checkable
class Completes(Protocol):
    """A reader that completes follow-ups better than rules."""

    def completed(self, question: Question) -> tuple[str, Usage]:
        """Return a follow-up as it reads on its own, "" where that is not certain, and the cost."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistant:
    """Answers questions over one library with one reader.

    Attributes:
        k: hits that are shown and read.
        wide: hits that questions over several events ("last", "how many times") read.
    """

    library: Library
    embedder: Embedder
    reader: Reader
    k: int = 8
    wide: int = 16
    search: Search = DEFAULT

    def ask(self, question: Question) -> Answer:
        """Answer a question; abstaining is an answer."""
        return last_of(self.stream(question))

    def stream(self, question: Question) -> Iterator[Step | Answer]:
        """Yield the steps as they begin, and last the answer."""
        begun = perf_counter()
        if refused := too_long(question.text):
            raise refused
        articles = self.library.counts().articles
        yield Step(name="searching", detail=many(articles, "article"))
        asked = parts(question.text) if self.reader.name == BUILT_IN else (question.text,)
        found: list[Found] = []
        for text in asked:
            turns = zip(asked, found, strict=False)
            said = (Turn(question=q, answer=f.draft.short) for q, f in turns)
            part = replace(question, text=text, history=(*question.history, *said))
            found.append((yield from self._read(part)))
        told = joint(found)
        yield Step(name="checking", detail=many(len(told.draft.claims), "quote"))
        hits = reorder(told.hits, told.draft.order)
        answer = answer_from(question, told.plan, told.draft, hits, self.reader.name)
        answer = replace(answer, text="\n\n".join(filter(None, (answer.text, untold(found)))))
        yield replace(answer, seconds=perf_counter() - begun, usage=told.draft.usage)

    def _read(self, question: Question) -> Generator[Step, None, Found]:
        """Plan, search and read one question, and return what was found."""
        question = self._of_one_talk(question) if question.history else question
        plan, spent = self._completed(question, self.plan(question))
        model = self.reader.name != BUILT_IN
        vain = idle(plan, question.text, self.library, any_language=model)
        plan, hits = (plan, []) if vain else self.searched(self._at_event(plan))
        nothing = vain or (NOT_COVERED if hits else self._why_nothing())
        draft = Draft(reason=nothing)
        early = self._state_then(plan, hits)
        if early is not None:
            yield Step(name="reading", detail=f"what was reported by {day_text(early.as_of)}")
        found = self._then(early) if early is not None else None
        if found:
            hits, draft = [*found[0], *self._corrections(plan, found[0])], found[1]
            draft = supersede(plan, quotable(hits), draft)
        elif readable := quotable(hits):
            count = len({hit.article.id for hit in readable})
            yield Step(name="reading", detail=many(count, "article"))
            for event in self.reader.read(plan, readable):
                if isinstance(event, Draft):
                    draft = event
                else:
                    yield event
        return Found(plan=plan, hits=hits, draft=replace(draft, usage=draft.usage + spent))

    def _why_nothing(self) -> str:
        """Say why not one passage was found."""
        return EMPTY if self.library.counts().articles else NONE_LOADED

    def _completed(self, question: Question, plan: Plan) -> tuple[Plan, Usage]:
        """Let the reader complete a follow-up, where it can; else the rules have done so."""
        if not plan.talk or not isinstance(self.reader, Completes):
            return plan, Usage()
        said, spent = self.reader.completed(question)
        again = self.plan(replace(question, text=said, history=())) if said else plan
        return replace(again, talk=plan.talk), spent

    def _of_one_talk(self, question: Question) -> Question:
        """Leave out the turns before the one with which the talk came to another story."""
        # A follow-up leans on no older one, and on what was asked as it was understood.
        kept = [self._understood(turn, question) for turn in question.history[-KEPT_TURNS:]]
        turns, begun = (*kept, Turn(question=question.text, answer="")), 0
        for n, turn in enumerate(turns):
            asked = replace(question, text=turn.question, history=turns[begun:n])
            if n and self._moved_on(asked):
                begun = n
        return replace(question, history=turns[begun:-1])

    def _understood(self, turn: Turn, question: Question) -> Turn:
        """Return a turn with its question as the archive writes it, and as a question."""
        asked = as_archived(turn.question, self.library, question.as_of)
        return replace(turn, question=worded(asked))

    def _moved_on(self, question: Question) -> bool:
        """Tell whether a follow-up speaks of another story than the talk, by the archive."""
        plan = self.plan(question)
        if not plan.talk or not may_move_on(question.text, plan):
            return False
        alone = self.plan(replace(question, history=()))
        return not held(question.text, plan, self.hits(plan)) and held(
            question.text, alone, self.hits(alone)
        )

    def _at_event(self, plan: Plan) -> Plan:
        """Give a question of how things stood when something happened that day as its window."""
        event = event_asked(plan)
        if event is None or not isinstance(self.reader, Dates):
            return plan
        window = self.reader.when_was(event, quotable(self.hits(event)))
        over = window is not None and window.latest is not None and window.latest < plan.today
        return replace(plan, window=window) if over else plan

    def _state_then(self, plan: Plan, hits: Sequence[Hit]) -> Plan | None:
        """Return the plan that asks how things stood on its day, for the built-in reader.

        Reports of coming and going come first where they tell who held an office. A model is asked
        once, and sees the days of all passages.
        """
        early = then(plan) if hits and self.reader.name == BUILT_IN else None
        return early if early is not None and holder(plan, hits) is None else None

    def _then(self, plan: Plan) -> tuple[list[Hit], Draft] | None:
        """Answer from what had been reported by a day; None where that does not tell it."""
        plan = replace(plan, newest=self.library.newest_day(plan.as_of))
        plan, hits = self.searched(plan)
        readable = quotable(hits)
        if not readable:
            return None
        drafts = [e for e in self.reader.read(plan, readable) if isinstance(e, Draft)]
        draft = next((d for d in drafts[-1:] if d.short and not d.reason), None)
        return (hits, draft) if draft and not _stale(plan, draft, hits) else None

    def plan(self, question: Question) -> Plan:
        """Work out what is asked for, knowing how far the archive reaches.

        Raises:
            InputError: the question is too long.
        """
        if refused := too_long(question.text):
            raise refused
        text = as_archived(question.text, self.library, question.as_of)
        made = make_plan(replace(question, text=text))
        return replace(made, newest=self.library.newest_day(made.as_of))

    def searched(self, plan: Plan, k: int | None = None) -> tuple[Plan, list[Hit]]:
        """Search for a plan, once more where its days turn out to be those of another year.

        Without k, as for reading, what tells of other events that it compares comes behind.
        """
        hits = self.hits(plan, k)
        moved = in_its_year(plan, hits)
        hits = hits if moved is plan else self.hits(moved, k)
        hits = hits if k else [*hits, *self._of_others(moved, hits)]
        return moved, hits if k else [*hits, *self._corrections(moved, hits)]

    def _of_others(self, plan: Plan, hits: Sequence[Hit]) -> list[Hit]:
        """Find what tells of the other events that a question compares."""
        seen = {hit.passage.id for hit in hits}
        found: list[Hit] = []
        for event in _compared(plan):
            more = replace(
                plan,
                standalone_question=event,
                subjects=tuple(s for s in plan.subjects if s in event),
                operator="none",
                anchor="",
                options=(),
                window=None,
                recent=False,
            )
            found += [hit for hit in self.hits(more, OF_EACH) if hit.passage.id not in seen]
            seen |= {hit.passage.id for hit in found}
        return found

    def _corrections(self, plan: Plan, hits: Sequence[Hit]) -> list[Hit]:
        """Find where articles put right what was reported on this, mostly at their end."""
        asked = f"{CORRECTION} {plan.standalone_question}"
        more = replace(plan, standalone_question=asked, operator="none", window=None, anchor="")
        seen = {hit.passage.id for hit in hits}
        found = retrieve(more, self.library, self.embedder, self.search)[: self.wide]
        right = (hit for hit in found if puts_right(hit.passage.text))
        return [hit for hit in right if hit.passage.id not in seen][:CORRECTIONS]

    def hits(self, plan: Plan, k: int | None = None) -> list[Hit]:
        """Return the best k hits for a plan, one article per story; by default what is read."""
        found = retrieve(plan, self.library, self.embedder, self.search)
        # Corrections are looked for by themselves, and take no report's place.
        found = [hit for hit in found if hit.passage.kind != "credit"]
        most = k or (max(self.wide, self.k) if _reads_wide(plan) else self.k)
        best = diversify(found, most, stories=self.search.use_stories)
        return self._with_outlets(best, plan)

    def _with_outlets(self, hits: Sequence[Hit], plan: Plan) -> list[Hit]:
        """Name with each hit the outlets whose near-copies were left out for it."""
        stories = {hit.article.story for hit in hits if hit.article.story}
        outlets = self.library.outlets(stories, plan.as_of) if stories else {}
        also = (set(outlets.get(h.article.story or "", ())) - {h.article.source} for h in hits)
        return [replace(hit, also=tuple(sorted(a))) for hit, a in zip(hits, also, strict=True)]


def _compared(plan: Plan) -> tuple[str, ...]:
    """Return the events of "Did the vote come before the summit?", "Which was first, A or B?"."""
    if plan.answer_type == "yes-no" and plan.anchor_word in {"before", "after"}:
        return (plan.anchor,) if plan.anchor else ()
    return plan.options if plan.operator in {"first", "last"} else ()


def _stale(plan: Plan, draft: Draft, hits: Sequence[Hit]) -> bool:
    """Tell whether a report is too old to say how things stood on the day of the plan."""
    days = {hit.article.id: hit.article.day for hit in hits}
    told = [day for claim in draft.claims[:1] for q in claim.quotes if (day := days.get(q[0]))]
    return bool(told) and plan.as_of is not None and plan.as_of - max(told) > STALE


def _reads_wide(plan: Plan) -> bool:
    """Tell whether many articles may tell of the event that is asked for."""
    return office_asked(plan) is not None or plan.operator != "none" or plan.answer_type == "date"


def quotable(hits: Sequence[Hit]) -> list[Hit]:
    """Leave out captions and summaries: they help to find an article, but are not its reporting."""
    return [hit for hit in hits if hit.passage.kind in ("body", "credit")]
