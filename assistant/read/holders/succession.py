"""Sentences in, who took over an office from whom out; and the answer to who came after or before.

Names are masked and what stands between them is matched: `‹0›, who took over as head from ‹1›`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.people import PERSON_NOUNS, one_of
from assistant.read.sentence.about import namesake
from assistant.read.sentence.phrase import quotation
from assistant.read.sentence.relevance import kinds
from assistant.read.sentence.tellings import Telling, tellings
from assistant.read.sentence.typed import entities
from assistant.types import Draft, Hit, Operator, Plan
from assistant.words import missing_names, name_in, words_of
from index_store.events.names import name_spans
from index_store.sentences import split

CONFIDENCE = 0.75
_CLAUSE = re.compile(r"\b(?:after|before)\b.*$", re.IGNORECASE)
_NEW, _OLD = r"‹(?P<new>\d+)›", r"‹(?P<old>\d+)›"
_FEW, _SOME = r"[^‹›;.]{0,40}?", r"[^;]{0,70}?"
_OVER = r"(?:tak(?:es?|en|ing)|took) over"
# Who took over from whom; where one of the two is not named, it is who was named last before.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NEW}{_FEW}\b(?:succe(?:eds?|eded|eding)|replac(?:es?|ed|ing)) (?!by\b){_FEW}{_OLD}",
        rf"{_NEW}{_SOME}\b{_OVER}\b{_SOME}\bfrom {_FEW}{_OLD}",
        rf"\b[Ss]?[Hh]e {_OVER}\b{_SOME}\bfrom {_FEW}{_OLD}",
        rf"{_OLD}{_SOME}\b(?:succeeded|replaced|followed) (?:\w+ )?by {_FEW}{_NEW}",
        rf"{_OLD}{_SOME}\bhand(?:s|ed|ing)? over\b{_SOME}\bto {_FEW}{_NEW}",
        rf"{_OLD}['’]s? {_FEW}\bsuccessor\b{_FEW}{_NEW}",
        rf"\bsuccessor (?:of|to) {_FEW}{_OLD}{_FEW}{_NEW}",
        rf"{_NEW}{_SOME}\bsuccessor (?:of|to) {_FEW}{_OLD}",
        rf"\b(?:[Hh]is|[Hh]er|[Tt]he) successor\b{_SOME}(?<!of )(?<!in )(?<!at ){_NEW}",
        rf"{_NEW}{_FEW}\b(?:his|her) successor\b",
        rf"{_NEW}['’]s? {_FEW}\bpredecessor\b{_FEW}{_OLD}",
        rf"{_OLD}{_SOME}\bpredecessor of {_FEW}{_NEW}",
        rf"\b(?:[Hh]is|[Hh]er) predecessor\b{_SOME}{_OLD}",
        rf"{_NEW}{_FEW}\b(?:follows|followed|succeeds|succeeded|replaces|replaced) (?:him|her)\b",
        rf"{_NEW}(?:, [^‹›,;.]{{2,50}})?,? (?:will take|takes|took|is taking|has taken) "
        r"(?:over|charge)(?=[.,;]| (?:as|on|in|for|from|at|until)\b)",
    )
)
_NEWCOMERS = (
    re.compile(rf"\bnew (?P<role>[a-z][^,;.]{{2,60}}?),? (?:is|will be) (?:called )?{_NEW}"),
    re.compile(rf"\bnew (?P<role>[a-z][\w -]{{2,40}}?),? {_NEW}"),
    re.compile(rf"{_NEW}, the new (?P<role>[a-z][^,;.]{{2,60}})"),
)
_REPLACED: tuple[tuple[re.Pattern[str], Operator], ...] = (
    (
        re.compile(
            r"^\W*(?:and )?who (?:has |had |will |is to )?(?:succe\w+|replac\w+|follow(?:s|ed)?|"
            r"t(?:ook|akes?|aken) over from) ",
            re.IGNORECASE,
        ),
        "after",
    ),
    (re.compile(r"^\W*(?:and )?whom? (?:did|does|will) ", re.IGNORECASE), "before"),
)
_REPLACES = re.compile(r" (?:succeed|replace|take over from)\b")
# "Who is the head", "Who leads": an office as it is held now, and no record.
_OFFICE = re.compile(
    r"^\W*(?:and )?who(?:['’]s| is| (?!was |did |does |has |had )\w+s)\b", re.IGNORECASE
)
_RECORD = re.compile(r"\b(?:first|only|last|youngest|oldest|ever|longest)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """One took over from another, as a sentence tells it."""

    new: str
    old: str
    telling: Telling

    @property
    def told_on(self) -> date:
        """The day of the article; the first of days for an undated one."""
        return self.telling.hit.article.day or date.min


def handovers(told: Sequence[Telling]) -> list[Handover]:
    """Find who took over from whom, the newest telling first."""
    found = [h for t in told for h in _in_sentence(t)]
    return sorted(found, key=lambda h: h.told_on, reverse=True)


def _in_sentence(telling: Telling) -> list[Handover]:
    masked, names = _masked(telling)
    found = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(masked):
            given = {side: names[int(n)] for side, n in match.groupdict().items()}
            near = next((n for n in reversed(names[: _first(match)]) if n), "") or _last(telling)
            new, old = given.get("new", near), given.get("old", near)
            if new and old and not _same(new, old):
                found.append(Handover(new=new, old=old, telling=telling))
    return found


def _first(match: re.Match[str]) -> int:
    return min(int(n) for n in match.groupdict().values())


def _masked(telling: Telling) -> tuple[str, list[str]]:
    """Put `‹n›` in the place of the n-th name."""
    text = telling.text
    spans = [(m.start - telling.start, m.end - telling.start) for m in telling.times]
    names: list[str] = []
    parts: list[str] = []
    at = 0
    for start, name in name_spans(text, spans):
        place = text.find(name, max(at, start))
        if place < 0:
            continue
        parts += [text[at:place], f"‹{len(names)}›"]
        names.append(name)
        at = place + len(name)
    return "".join([*parts, text[at:]]), names


def _last(telling: Telling) -> str:
    """Return the person who was named last before a sentence.

    Where the sentence right before it names none, its first name is taken for one.
    """
    _, _, before = telling.before.partition("\n")
    at = split(before)[-1][0] if before.strip() else 0
    (found,) = entities([before])
    people = [(a, before[a:b]) for a, b, label in found if label == "PERSON"]
    first = next((name for _, name in name_spans(before[at:], [])), "")
    if first and not any(a >= at for a, _ in people):
        return first
    return people[-1][1] if people else ""


def _same(one: str, other: str) -> bool:
    alike = name_in(one, words_of(other)) or name_in(other, words_of(one))
    return alike and not namesake(one, other)


def asked(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer "Who replaced Ada Lind?" and "Whom did Bo Kerr succeed?"; None for other questions."""
    question = plan.standalone_question
    for opening, operator in _REPLACED:
        if not (found := opening.match(question)):
            continue
        rest = question[found.end() :]
        who = next((n for n in plan.names if rest.startswith(n)), "")
        after = rest[len(who) :]
        if who and (operator == "after" or _REPLACES.match(after)):
            return neighbour(replace(plan, operator=operator, anchor=who), hits, newcomers=False)
    return None


def neighbour(plan: Plan, hits: Sequence[Hit], *, newcomers: bool = True) -> Draft | None:
    """Answer who came right after or before the person that the question counts from."""
    after = plan.operator == "after"
    told = _about(plan, hits)
    for h in handovers(told):
        if _same(h.old if after else h.new, plan.anchor):
            return _draft(h, h.new if after else h.old)
    return _newcomer(plan, told) if after and newcomers else None


def _newcomer(plan: Plan, told: Sequence[Telling]) -> Draft | None:
    """Find who is called new in the office that is asked about, in the newest telling."""
    asked = kinds(_CLAUSE.sub("", plan.standalone_question)) - kinds(" ".join(plan.names))
    for t in sorted(told, key=lambda t: t.hit.article.day or date.min, reverse=True):
        masked, names = _masked(t)
        for pattern in _NEWCOMERS:
            for match in pattern.finditer(masked):
                who = names[int(match["new"])]
                if asked & kinds(match["role"]) and not _same(who, plan.anchor):
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
    known = handovers(_about(plan, hits))
    seen: list[str] = [draft.short]
    while told_on is not None:
        later = [h for h in known if h.told_on >= told_on and _same(h.old, seen[-1])]
        fresh = [h for h in later if not any(_same(h.new, name) for name in seen)]
        if not fresh:
            return draft
        draft = replace(_draft(fresh[0], fresh[0].new), confidence=draft.confidence)
        seen.append(fresh[0].new)
    return draft


def _about(plan: Plan, hits: Sequence[Hit]) -> list[Telling]:
    """Return the sentences of the articles that speak of all names of the question.

    An article that names in full the person counted from need not name the office's place.
    """
    names = [n for n in plan.names if not plan.anchor or not _same(n, plan.anchor)]
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
        claims=(replace(claim, text=f"{who}: {claim.text}", quotes=quotes),),
        confidence=CONFIDENCE,
        order=(t.hit.passage.id,),
    )


def _names_it(body: str, who: str, before: int, article_id: str) -> list[tuple[str, int, int]]:
    """Return the sentence before a place that names somebody last."""
    named_in = [(a, b) for a, b in split(body[:before]) if who in body[a:b]]
    return [(article_id, *named_in[-1])] if named_in else []
