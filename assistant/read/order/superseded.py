"""An answer in, the one that a later report puts in its place out: `19 from 23`, `33, not 36`.

A report that corrects or revises a figure, day or name mostly gives the old one beside the new. Its
sentence need not fit the question at all, so the old one is looked for in it instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.read.order.changes import Change, changes
from assistant.read.order.plans import asks_original
from assistant.read.order.things import gives, put
from assistant.read.sentence.printed import mid_line, quotation, told_as
from assistant.read.sentence.relevance import kinds
from assistant.types import Claim, Draft, Hit, Plan
from assistant.words import missing_names, stem_set
from index_store.types import Article

# A chain of revisions is followed this far.
MOST = 4
RIGHT_SINCE = "Put right since, "
WRONG_BEFORE = "Reported wrongly before, "
BEFORE = "Reported before, "
_CLAUSES = frozenset({"reason", "quotation", "how", "definition"})
_FIXED = frozenset({"first", "before", "between", "count", "list"})
_OTHER = {"Yes": "No", "No": "Yes"}


@dataclass(frozen=True, slots=True)
class _Right:
    """What an answer becomes, with the sentence that says so.

    Attributes:
        mended: the answer had been wrong all along.
    """

    short: str
    claim: Claim
    mended: bool


def supersede(plan: Plan, hits: Sequence[Hit], draft: Draft) -> Draft:
    """Put what a later report gives instead in place of an answer, with that report's sentence.

    What was revised is not put in place of what a question wants as it stood once: of a day that
    it names, of the first report, of a day once planned. What was wrong never was so, on whatever
    day. A clause or somebody's words stand as they were told; what is right is added.
    """
    if not draft.short or draft.reason or asks_original(plan.standalone_question):
        return draft
    articles = {hit.article.id: hit.article for hit in hits}
    cited = articles.get(draft.claims[0].quotes[0][0]) if draft.claims else None
    if cited is None:
        return draft
    made = _made(plan, articles.values(), cited, draft)
    if plan.answer_type == "yes-no":
        return _turned(plan, cited, draft, made)
    if plan.answer_type in _CLAUSES:
        return _with_right(cited, draft, made)
    return _replaced(plan, cited, draft, made)


def _replaced(plan: Plan, cited: Article, draft: Draft, made: Sequence[Change]) -> Draft:
    """Put what is told since in the place of an answer, or of one of two accounts."""
    given = [account.short for account in draft.accounts] or [draft.short]
    told = (_followed(short, cited.day or date.min, made) for short in given)
    right = next((t for t in told if t), None)
    if right is None:
        return draft
    if draft.accounts and plan.all_sides:  # both are asked for; what became of them is added
        since = replace(right.claim, text=f"{RIGHT_SINCE}{mid_line(right.claim.text)}")
        return replace(draft, claims=(*draft.claims, since))
    old = _marked(draft.claims[0], mended=right.mended)
    return replace(draft, short=right.short, claims=(right.claim, old), accounts=())


def _made(plan: Plan, articles: Iterable[Article], cited: Article, draft: Draft) -> list[Change]:
    """Return the changes that may bear on an answer."""
    about = [a for a in articles if _same_matter(plan, a, cited)]
    fixed = plan.operator in _FIXED or plan.window is not None
    found = [c for a in about for c in changes(a) if c.mended or not fixed]
    died = "die" in kinds(plan.standalone_question)
    told = f"{plan.standalone_question} {draft.claims[0].text}"
    return [c for c in found if (died or not c.toll) and _of_it(c, cited, told)]


def _followed(short: str, day: date, made: Sequence[Change]) -> _Right | None:
    """Follow an answer told on a day through what was put in its place since; None for nothing."""
    right = None
    for _ in range(MOST):
        later = [c for c in made if (c.article.day or date.min) >= day and gives(short, c.old)]
        later = [c for c in later if not gives(short, c.new) and c.new not in short]
        if not later:
            break
        change = max(later, key=lambda c: c.article.day or date.min)
        short, day = put(short, change.old, change.new), change.article.day or day
        right = _Right(short, _claim(short, change), change.mended)
    return right


def _turned(plan: Plan, cited: Article, draft: Draft, made: Sequence[Change]) -> Draft:
    """Turn round a yes or no that rests on what was wrong: `No: He was 43, not 34`."""
    asked, quoted = plan.standalone_question, _quoted(cited, draft.claims[0])
    made = made if draft.short in _OTHER else ()
    wrong = "old" if draft.short == "Yes" else "new"
    for change in made:
        named = [n for n in ("old", "new") if _stands(asked, getattr(change, n))]
        if change.mended and named == [wrong] and _stands(quoted, change.old):
            short = _OTHER[draft.short]
            return replace(draft, short=short, claims=(_claim(short, change),), accounts=())
    return draft


def _with_right(cited: Article, draft: Draft, made: Sequence[Change]) -> Draft:
    """Add to a clause what is right, where it tells what an article said wrongly."""
    quoted = _quoted(cited, draft.claims[0])
    for change in made:
        linked = change.mended and change.article.correction_of == cited.id
        if linked and _stands(quoted, change.old):
            claim = _claim(change.new, change)
            since = replace(claim, text=f"{RIGHT_SINCE}{mid_line(claim.text)}")
            return replace(draft, claims=(*draft.claims, since))
    return draft


def _same_matter(plan: Plan, article: Article, cited: Article) -> bool:
    """Tell whether an article is on what was asked: by its names, or as its outlet corrects it."""
    own = article.corrects is not None and article.source == cited.source
    if own or cited.id in (article.id, article.correction_of):
        return True
    return not missing_names(plan.names, f"{article.title}\n{article.body}")


def _of_it(change: Change, cited: Article, told: str) -> bool:
    """Tell whether a change is of what is asked: a note at the foot of an article may be of all."""
    article = change.article
    note = article.corrects or ""
    foot = note != article.title and note in article.body
    if not (note and foot and change.mended) or cited.id in (article.id, article.correction_of):
        return True
    words = stem_set(note) - stem_set(f"{change.old} {change.new}")
    return bool(words & stem_set(told))


def _stands(text: str, thing: str) -> bool:
    return bool(re.search(rf"(?<![\w.,]){re.escape(thing)}(?![\w]|[.,]\d)", text))


def _quoted(cited: Article, claim: Claim) -> str:
    return " ".join(cited.body[a:b] for key, a, b in claim.quotes if key == cited.id)


def _marked(claim: Claim, *, mended: bool) -> Claim:
    """Mark what was told as withdrawn, so that it does not stand as a second account."""
    return replace(claim, text=f"{WRONG_BEFORE if mended else BEFORE}{mid_line(claim.text)}")


def _claim(short: str, change: Change) -> Claim:
    quote = quotation(change.article, change.start, change.end)
    return told_as(short, quote)
