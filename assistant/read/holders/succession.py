"""A question for who came after or before somebody in, or for who is it now, the answer out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from assistant.modality import NOT_SAID
from assistant.people import PERSON_NOUNS, one_of
from assistant.read.holders.handovers import NEW, Handover, handovers, masked, same
from assistant.read.holders.tenure import gone
from assistant.read.sentence.printed import quotation, told_as
from assistant.read.sentence.relevance import kinds
from assistant.read.sentence.tellings import Telling, tellings
from assistant.types import Draft, Hit, Operator, Plan
from assistant.words import missing_names
from index_store.sentences import split

CONFIDENCE = 0.75
_CLAUSE = re.compile(r"\b(?:after|before)\b.*$", re.IGNORECASE)
_NEWCOMERS = (
    re.compile(rf"\bnew (?P<role>[a-z][^,;.]{{2,60}}?),? (?:is|will be) (?:called )?{NEW}"),
    re.compile(rf"\bnew (?P<role>[a-z][\w -]{{2,40}}?),? {NEW}"),
    re.compile(rf"{NEW}, the new (?P<role>[a-z][^,;.]{{2,60}})"),
)
_OBJECT = re.compile(r"^\W*(?:and )?whom? (?:did|does|will) ", re.IGNORECASE)
_REPLACED: tuple[tuple[re.Pattern[str], Operator], ...] = (
    (
        re.compile(
            r"^\W*(?:and )?who (?:has |had |will |is to )?(?:succe\w+|replac\w+|follow(?:s|ed)?|"
            r"t(?:ook|akes?|aken) over from) ",
            re.IGNORECASE,
        ),
        "after",
    ),
    (re.compile(r"^\W*(?:and )?who (?:has |had )?preced\w+ ", re.IGNORECASE), "before"),
    (_OBJECT, "before"),
)
_UNTITLED = re.compile(
    r"^(?:the )?(?:[a-z][\w-]* ){0,3}(?=[A-ZÀ-Þ])"
)  # the protocol chief Ada Lind
_REPLACES = re.compile(r" (?:succeed|replace|take over from)\b")
# "Who is the head", "Who leads": an office as it is held now, and no record.
_OFFICE = re.compile(
    r"^\W*(?:and )?who(?:['’]s| is| (?!was |did |does |has |had )\w+s)\b", re.IGNORECASE
)
_RECORD = re.compile(r"\b(?:first|only|last|youngest|oldest|ever|longest)\b", re.IGNORECASE)


def asked(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer "Who replaced Ada Lind?" and "Whom did Bo Kerr succeed?"; None for other questions."""
    question = plan.standalone_question
    for opening, operator in _REPLACED:
        if not (found := opening.match(question)):
            continue
        rest = _UNTITLED.sub("", question[found.end() :])
        who = next((n for n in plan.names if rest.startswith(n)), "")
        after = rest[len(who) :]
        if who and (not _OBJECT.match(question) or _REPLACES.match(after)):
            return neighbour(replace(plan, operator=operator, anchor=who), hits, newcomers=False)
    return None


def neighbour(plan: Plan, hits: Sequence[Hit], *, newcomers: bool = True) -> Draft | None:
    """Answer who came right after or before the person that the question counts from."""
    after = plan.operator == "after"
    told, question = _about(plan, hits), plan.standalone_question
    for h in handovers(told):
        if h.may_be_in(question) and same(h.old if after else h.new, plan.anchor):
            return _draft(h, h.new if after else h.old)
    return _newcomer(plan, told) if after and newcomers else None


def _newcomer(plan: Plan, told: Sequence[Telling]) -> Draft | None:
    """Find who is called new in the office that is asked about, in the newest telling."""
    asked = kinds(_CLAUSE.sub("", plan.standalone_question)) - kinds(" ".join(plan.names))
    for t in sorted(told, key=lambda t: t.hit.article.day or date.min, reverse=True):
        text, names = masked(t)
        for pattern in _NEWCOMERS:
            for match in pattern.finditer(text):
                who = names[int(match["new"])]
                if asked & kinds(match["role"]) and not same(who, plan.anchor):
                    return _draft(Handover(new=who, old=plan.anchor, telling=t), who)
    return None


def now(plan: Plan, hits: Sequence[Hit], draft: Draft) -> Draft:
    """Put whoever took over since in the place of a person who held an office."""
    question = plan.standalone_question
    answered = draft.short and not draft.reason
    if not answered or plan.answer_type != "person" or plan.operator not in {"none", "last"}:
        return draft
    if plan.window or not _OFFICE.match(question) or _RECORD.search(question):
        return draft
    days = {hit.article.id: hit.article.day or date.min for hit in hits}
    told_on = max(
        (days.get(q[0], date.min) for c in draft.claims[:1] for q in c.quotes), default=None
    )
    known = [h for h in handovers(_about(plan, hits)) if h.may_be_in(question)]
    seen: list[str] = [draft.short]
    while told_on is not None:
        later = [h for h in known if h.told_on >= told_on and same(h.old, seen[-1])]
        fresh = [h for h in later if not any(same(h.new, name) for name in seen)]
        if not fresh:
            return _unless_gone(plan, hits, draft)
        draft = replace(_draft(fresh[0], fresh[0].new), confidence=draft.confidence)
        seen.append(fresh[0].new)
    return draft


def _unless_gone(plan: Plan, hits: Sequence[Hit], draft: Draft) -> Draft:
    """Take back who, as was reported last, has left the office that they are asked for."""
    left = gone(plan, hits, draft.short)
    if left is None:
        return draft
    told = quotation(left.hit.article, *left.where)
    return replace(draft, short="", claims=(told,), confidence=0.0, reason=NOT_SAID, accounts=())


def _about(plan: Plan, hits: Sequence[Hit]) -> list[Telling]:
    """Return the sentences of the articles that speak of all names of the question.

    An article that names in full the person counted from need not name the office's place.
    """
    names = [n for n in plan.names if not plan.anchor or not same(n, plan.anchor)]
    texts = {h.article.id: f"{h.article.title}\n{h.article.body}" for h in hits}
    person = [plan.anchor] if " " in plan.anchor or _only_one(plan.anchor, texts.values()) else []
    kept = {
        article_id
        for article_id, text in texts.items()
        if not missing_names(names, text) or (person and not missing_names(person, text))
    }
    return [t for t in tellings(hits) if t.hit.article.id in kept]


def _only_one(surname: str, texts: Iterable[str]) -> bool:
    """Tell whether the articles name but one person with a surname in full."""
    full = re.compile(rf"\b([A-Z][a-zà-ÿ]+) {re.escape(surname)}\b") if surname else None
    given = {m[1] for text in texts for m in (full.finditer(text) if full else ())}
    return len({name for name in given if one_of(name.lower()) not in PERSON_NOUNS}) == 1


def _draft(h: Handover, who: str) -> Draft:
    t = h.telling
    article = t.hit.article
    claim = quotation(article, t.start, t.end)
    quotes = claim.quotes
    if who not in t.text:
        quotes = (*quotes, *_names_it(article.body, who, t.start, article.id))
    return Draft(
        short=who,
        claims=(replace(told_as(who, claim), quotes=quotes),),
        confidence=CONFIDENCE,
        order=(t.hit.passage.id,),
    )


def _names_it(body: str, who: str, before: int, article_id: str) -> list[tuple[str, int, int]]:
    """Return the sentence before a place that names somebody last."""
    named_in = [(a, b) for a, b in split(body[:before]) if who in body[a:b]]
    return [(article_id, *named_in[-1])] if named_in else []
