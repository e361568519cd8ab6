"""An answer in, the one that a later report puts in its place out: `19 from 23`, `33, not 36`.

A report that corrects or revises a figure, day or name mostly gives the old one beside the new. Its
sentence need not fit the question at all, so the old one is looked for in it instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.modality import puts_right
from assistant.planted import is_planted
from assistant.read.order.plans import asks_original
from assistant.read.sentence.amounts import AMOUNT, value_of
from assistant.read.sentence.phrase import quotation
from assistant.read.sentence.relevance import kinds
from assistant.types import Claim, Draft, Hit, Plan
from assistant.words import missing_names, stem_set
from index_store.months import MONTH
from index_store.numbers import ORDINALS, SPELLED, spell, value, write
from index_store.sentences import split
from index_store.types import Article

# A chain of revisions is followed this far.
MOST = 4
SMALL = 10
# Words that a sentence must share with the next one to tell the same of another.
SHARED = 2
# What is right stands within this many sentences of what was wrong.
SENTENCES_ON = 2
_UNIT = r"(?: (?:thousand|million|billion|trillion|percent|per cent)\b)?"
_DAY = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:, \d{{4}}| \d{{4}})?"
_NUMBER = rf"[$€£]?\d+(?:,\d{{3}})*(?:\.\d+)?(?:st|nd|rd|th)?{_UNIT}"
# With a capital it begins a sentence; before another capital it is part of a name.
_SPELLED = rf"(?:{SPELLED}|(?i:{SPELLED})(?![\w-]| [A-Z])){_UNIT}"
_NAME = r"(?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)*"
_LATE_NAME = rf"(?<=[a-z,] ){_NAME}"  # not the first word of a sentence
_THING = rf"(?:{_DAY}|{_NUMBER}|\b{_SPELLED}\b|{_NAME})"
_CHANGES = (
    r"\b(?:rais|lower|cut|reduc|revis|correct|chang|increas|mov|put|brought|bring|ris|rose|fell|"
    r"fall|dropp|went|up|down|number|toll|figure|count|total)\w*\b"
)
_NEW, _OLD = rf"(?P<new>{_THING})", rf"(?P<old>{_THING})"
_BETWEEN = r"(?:[^,.;]{0,40})"
_FILL = r"(?:of |on |the |by |to |in )*"
_PATTERNS = (
    # What is right stands last before what is not.
    re.compile(rf"(?P<before>[^;]{{1,120}}?),? (?:and )?not {_FILL}{_OLD}"),
    re.compile(rf"(?P<before>[^;]{{1,120}}?),? (?:instead of|rather than) {_FILL}{_OLD}"),
    re.compile(rf"\b[Nn]ot {_FILL}{_OLD}{_BETWEEN},? but {_FILL}{_NEW}"),
    re.compile(rf"{_CHANGES}[^.;]{{0,90}}?\bfrom {_OLD} (?:\w+ )?to {_NEW}"),
    re.compile(rf"{_CHANGES}[^.;]{{0,90}}?\bto {_NEW},? (?:down |up )?from {_OLD}"),
)
# "96, one fewer than had first been believed": 97 was wrong.
_FEWER = re.compile(
    rf"(?P<new>{_NUMBER}|{SPELLED}),?(?: [a-z ]{{2,20}},)? (?P<by>\d+|{SPELLED}|one) "
    r"(?P<more>more|fewer|less|higher|lower) than [^.;]{0,60}?"
    r"\b(?:first|initially|originally|earlier|previously|once)\b",
    re.IGNORECASE,
)
_IN_FACT = re.compile(r"\W*(?:in (?:fact|reality|truth)|actually)\b", re.IGNORECASE)
_RIGHT = re.compile(rf"\b(?:is|was|are|were|stands at|should (?:be|have been)) (?:the )?{_NEW}")
_THIRD = "|".join(word for word, number in ORDINALS.items() if number > 2)
# "A third guard has died": three.
_ONE_MORE = re.compile(
    rf"\b(?:a|the) (?P<first>{_THIRD}) (?:(?!of\b)[\w’'-]+ ){{1,4}}?(?:(?:has|had) )?"
    r"(?:died|dies|been killed|was killed|succumbed)\b|"
    rf"\bdeath of (?:a|the) (?P<second>{_THIRD})\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:correct|clarif|misstat|mistake|mistaken|error|wrong|wrongly|should have)\w*\b",
    re.IGNORECASE,
)
_CLAUSES = frozenset({"reason", "quotation", "how", "definition", "yes-no"})
_FIXED = frozenset({"first", "before", "between", "count", "list"})


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Change:
    """What a sentence puts in place of what.

    Attributes:
        mended: it had been wrong all along.
        toll: one more died than that.
    """

    old: str
    new: str
    article: Article
    start: int
    end: int
    mended: bool = False
    toll: bool = False


def supersede(plan: Plan, hits: Sequence[Hit], draft: Draft) -> Draft:
    """Put what a later report gives instead in place of an answer, with that report's sentence.

    Nothing is put in place of what a question wants as it stood once: of a day that it names, of
    the first report, of a day once planned. Nor in a clause or somebody's words, which stand as
    they were said.
    """
    fixed = plan.operator in _FIXED or plan.answer_type in _CLAUSES
    if not draft.short or fixed or asks_original(plan.standalone_question):
        return draft
    articles = {hit.article.id: hit.article for hit in hits}
    cited = articles.get(draft.claims[0].quotes[0][0]) if draft.claims else None
    if cited is None:
        return draft
    about = [a for a in articles.values() if _same_matter(plan, a, cited)]
    # What was wrong never was so, on whatever day; what was revised was so until then.
    changes = [c for a in about for c in _changes(a) if c.mended or plan.window is None]
    died = "die" in kinds(plan.standalone_question)
    changes = [c for c in changes if died or not c.toll]
    given = [account.short for account in draft.accounts] or [draft.short]
    told = (_followed(short, cited.day or date.min, changes) for short in given)
    short, claim = next((t for t in told if t), ("", None))
    if claim is None:
        return draft
    if draft.accounts and plan.all_sides:  # both are asked for; what became of them is added
        right = replace(claim, text=f"Put right since, {claim.text}")
        return replace(draft, claims=(*draft.claims, right))
    return replace(draft, short=short, claims=(claim, *draft.claims[:1]), accounts=())


def _followed(short: str, day: date, changes: Sequence[_Change]) -> tuple[str, Claim] | None:
    """Follow an answer told on a day through what was put in its place since; None for nothing."""
    claim = None
    for _ in range(MOST):
        later = [c for c in changes if (c.article.day or date.min) >= day and _is(short, c.old)]
        later = [c for c in later if not _is(short, c.new) and c.new not in short]
        if not later:
            break
        change = max(later, key=lambda c: c.article.day or date.min)
        short, day = _put(short, change), change.article.day or day
        claim = _claim(short, change)
    return (short, claim) if claim else None


def _same_matter(plan: Plan, article: Article, cited: Article) -> bool:
    """Tell whether an article is on what was asked: by its names, or as its outlet corrects it."""
    own = article.corrects is not None and article.source == cited.source
    if own or cited.id in (article.id, article.correction_of):
        return True
    return not missing_names(plan.names, f"{article.title}\n{article.body}")


def _changes(article: Article) -> Iterator[_Change]:
    """Find all that the sentences of an article put in place of something else."""
    marked, before = article.corrects is not None, ""
    for start, end in _reported(article):
        sentence = article.body[start:end]
        mended = _corrects(sentence) or puts_right(before)
        for pattern in _PATTERNS:
            for found in pattern.finditer(sentence):
                change = _Change(found["old"], _new(found), article, start, end, mended)
                if change.new and (marked or _certain(change)):
                    yield change
        yield from _counted_wrong(article, start, end)
        if more := _ONE_MORE.search(sentence):
            old, new = _cardinals(more["first"] or more["second"])
            yield _Change(old, new, article, start, end, toll=True)
        before = sentence
    yield from _put_right(article)


def _counted_wrong(article: Article, start: int, end: int) -> Iterator[_Change]:
    """Read by how much a number differs from what it was first taken for."""
    for found in _FEWER.finditer(article.body[start:end]):
        new, by = value(found["new"]), value(found["by"])
        old = new - by if found["more"].lower() in {"more", "higher"} else new + by
        yield _Change(write(old), found["new"], article, start, end, mended=True)


def _reported(article: Article) -> list[Span]:
    """Return the sentences of an article but those of orders to programs, which report nothing."""
    body = article.body
    return [s for s in split(body) if not is_planted(body, *s)]


def _corrects(sentence: str) -> bool:
    return bool(_CORRECTS.search(sentence))


def _put_right(article: Article) -> Iterator[_Change]:
    """Read what was wrong in one sentence, and right in one soon after: `The number is 8,400`."""
    spans = _reported(article)
    for n, (start, end) in enumerate(spans):
        wrong = article.body[start:end]
        for stop in (b for _, b in spans[n + 1 : n + 1 + SENTENCES_ON] if puts_right(wrong)):
            if new := _right_in(article.body[end:stop], wrong):
                for old in re.finditer(_THING, wrong):
                    if _alike(old.group(), new):
                        yield _Change(old.group(), new, article, start, stop, mended=True)
                break
        if puts_right(wrong) and n + 1 < len(spans):
            yield from _told_again(article, (start, end), spans[n + 1])


def _right_in(sentence: str, wrong: str) -> str:
    """Return what a sentence says is right: `In fact she had been there for six years`."""
    if right := _RIGHT.search(sentence):
        return str(right["new"])
    if not _IN_FACT.match(sentence):
        return ""
    kinds = {_kind(m.group()) for m in re.finditer(_THING, wrong)} - {"name"}
    things = [m.group() for m in re.finditer(_THING, sentence)]
    return next((t for t in things if _kind(t) in kinds), "")


def _told_again(article: Article, wrong: Span, right: Span) -> Iterator[_Change]:
    """Read what was wrong told once more, with another name in the place of its last one."""
    before, after = article.body[slice(*wrong)], article.body[slice(*right)]
    shared = stem_set(before) & stem_set(after)
    old = [m.group() for m in re.finditer(_LATE_NAME, before)]
    new = [m.group() for m in re.finditer(_LATE_NAME, after) if m.group() not in before]
    if len(shared) >= SHARED and len(new) == 1:
        for name in (name for name in old[-1:] if name not in after):
            yield _Change(name, new[0], article, wrong[0], right[1], mended=True)


def _new(found: re.Match[str]) -> str:
    """Return what is put in place: of the kind of the old one, and close before it."""
    parts = found.groupdict()
    if "new" in parts:
        return str(parts["new"])
    things = [m.group() for m in re.finditer(_THING, parts["before"])]
    return next((t for t in reversed(things) if _alike(found["old"], t)), "")


def _cardinals(ordinal: str) -> tuple[str, str]:
    """Return the number before an ordinal and its own, in words."""
    number = ORDINALS[ordinal.lower()]
    return spell(number - 1), spell(number)


def _certain(change: _Change) -> bool:
    """Tell a revised figure from two names or small numbers that only stand beside each other."""
    if change.mended:
        return True
    amount = AMOUNT.search(change.old)
    return bool(amount and value_of(amount) >= SMALL)


def _is(short: str, thing: str) -> bool:
    """Tell whether an answer gives a thing: the same number, day or name, and no other number."""
    mine, theirs = ([value_of(m) for m in AMOUNT.finditer(t)] for t in (short, thing))
    if theirs:
        return mine[: len(theirs)] == theirs and len(mine) <= len(theirs) + 1
    return not mine and _words(thing) <= _words(short)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.lower().split()) - {"the", "a", "an"}


def _alike(old: str, new: str) -> bool:
    """Tell whether two things are of one kind: days, numbers, or names."""
    return _kind(old) == _kind(new)


def _kind(text: str) -> str:
    if re.match(_DAY, text):
        return "day"
    return "number" if re.match(rf"(?:{_NUMBER}|{_SPELLED}\b)", text) else "name"


def _put(short: str, change: _Change) -> str:
    """Put the new thing in place of the old one: `513 million crowns`."""
    return short.replace(change.old, change.new) if change.old in short else change.new


def _claim(short: str, change: _Change) -> Claim:
    quote = quotation(change.article, change.start, change.end)
    return Claim(text=f"{short}: {quote.text}", quotes=quote.quotes)
