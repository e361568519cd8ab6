"""Counts of one thing by several reports in, the count that stands on the day asked about out.

The dead, the missing, the evacuated are counted again with every report: the newest report's number
takes the place of the older ones, however well these fit the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.fates import DEAD, HELD, HURT, MISSING, SAVED
from assistant.modality import announces, asks_present
from assistant.read.sentence.candidates import Candidate, context_of
from assistant.read.sentence.participants import involvement
from assistant.read.sentence.syntax import Token, span_of
from assistant.read.sentence.typed import agreement
from assistant.types import Plan
from assistant.words import stem_set

# What is counted again and again, each with the words for it.
_COUNTED = tuple(
    stem_set(words)
    for words in (
        f"{DEAD} toll lives drowned casualties casualty bodies victims",
        f"{HURT} burned burnt scalded hospital treated casualties",
        MISSING,
        "infected infection infections cases sick sickened ill fallen hospitalised hospitalized",
        f"{HELD} charged held",
        "evacuated evacuees displaced homeless fled flee shelter shelters",
        SAVED,
        "destroyed damaged homes houses buildings",
        "aboard onboard",
    )
)
# A report's number must come into question at all: this much of the likeliest one's probability.
LEAST = 0.05
# Where the last count is asked for, the newest need hardly fit the question.
LEAST_AT_LAST = 0.01
_FINAL = re.compile(
    r"\b(?:final(?:ly)?|in the end|in total|altogether|eventual(?:ly)?|ultimate(?:ly)?|all told|"
    r"overall)\b|\bin all(?=\W*$)",
    re.IGNORECASE,
)
# A sentence that dates itself this long before the first report tells of something else.
OTHER_EVENT = timedelta(days=31)
NEXT_DAY = timedelta(days=1)
# Within which the noun that a number counts stands behind it.
NOUN_CHARACTERS = 20
_MORE = re.compile(
    r"\b(?:another|a further|an additional|including|among them|of them|of whom)\s*$",
    re.IGNORECASE,
)
# What follows a number up to the noun that it counts, and the number itself.
_COUNTED_NOUN = re.compile(r"((?: (?:confirmed |reported |new |more )?[a-z]+))(?=[ ,.;:)]|$)")
_THE_NUMBER = re.compile(
    r"\b(?:put|puts|gave|gives|estimated)\b.*\b(?:the|its|this) (?:number|figure|toll|total)\b|"
    r"\b(?:puts?|counts?|counted|spoke|speaks) (?:it|of|at|only)\b|"
    r"\b(?:corrected|revised|right|true|real|official|new|latest|final) "
    r"(?:number|figure|total|count) (?:is|was|stood|stands)\b"
)
_TAKES_PART = frozenset({"nsubj", "nsubjpass", "dobj"})
_COMPLETES = frozenset({"dobj", "xcomp", "oprd", "acomp"})
_ON_BOARD = re.compile(r"\bon board\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"^\S+")
_PART = re.compile(
    r"\bhow many of (?:\S+ )+?(?:aboard|on board|injured|missing)\b(?P<rest>.+)", re.I
)
_ADDED = re.compile(r"^\s*(?:more|others|further|additional|of them|of whom)\b")


def newest(plan: Plan, candidates: Sequence[Candidate], probability: Sequence[float]) -> int:
    """Return the place of the number that the newest report gives, 0 where nothing supersedes."""
    same = series(plan, candidates, probability)
    return max(same, key=lambda n: (_day(candidates[n]), _corrects(candidates[n]), -n), default=0)


def series(plan: Plan, candidates: Sequence[Candidate], probability: Sequence[float]) -> list[int]:
    """Return the places of all counts of what the likeliest answer counts; none for other answers.

    Each stood on its day, so together they say how likely it is that such a count is asked for.

    Args:
        plan: what is asked for.
        candidates: possible answers, the likeliest first.
        probability: that each is right, in the same order.
    """
    asked = _asked(plan.standalone_question)
    groups = [group for group in _COUNTED if group & asked]
    if not groups and asks_present(plan.standalone_question):
        groups = [stem_set(plan.answer_noun)]
    if plan.answer_type != "number" or plan.operator not in ("none", "last") or not groups:
        return []
    least = LEAST_AT_LAST if _FINAL.search(plan.standalone_question) else LEAST
    counts = [
        n
        for n, c in enumerate(candidates)
        if probability[n] >= least * probability[0] and _counts(plan, c, groups)
        if _by_then(plan, c)
    ]
    if 0 not in counts:
        return []
    first = min(_day(candidates[n]) for n in counts)
    same = [n for n in counts if not _before(candidates[n], first - OTHER_EVENT)]
    return same if 0 in same else []


def counts_others(plan: Plan, c: Candidate) -> bool:
    """Tell whether a number counts something else of the kind: the dead, where the ill are asked.

    `The count of cases rose to 61, with five deaths`: the words right behind a number say what it
    counts, and in `three people died` their verb. A toll is told by a sentence on the dead.
    """
    asked = _asked(plan.standalone_question)
    wanted = [n for n, group in enumerate(_COUNTED) if group & asked]
    if plan.answer_type != "number" or not wanted:
        return False
    if plan.answer_noun == "toll" and not any(
        _COUNTED[n] & _stems(c.sentence_text) for n in wanted
    ):
        return True
    if _PART.search(plan.standalone_question) and tells_of_others(plan, c):
        return True
    behind = _COUNTED_NOUN.match(c.hit.article.body, c.end)
    noun = stem_set(f"{_LAST_WORD.sub('', c.text)} {behind[1] if behind else ''}")
    groups = _groups(noun) or _groups(stem_set(_verb_of(c)))
    return bool(groups) and not groups & set(wanted)


def tells_of_others(plan: Plan, c: Candidate) -> bool:
    """Tell whether an answer's sentence counts only others than are asked for, wherever they stand.

    `The number of people known to have died rose to nine`, where the rescued are asked for.
    """
    wanted, told = _groups(_asked(plan.standalone_question)), _groups(_stems(c.sentence_text))
    return bool(wanted and told) and not wanted & told


def _asked(question: str) -> frozenset[str]:
    """Return the stems of a question; of "how many of those aboard survived" the last part's.

    Who is counted is told there, and before it only of whom they are a part.
    """
    rest = _PART.search(question)
    later = _stems(rest["rest"]) if rest else frozenset()
    return later if _groups(later) else _stems(question)


def _stems(text: str) -> frozenset[str]:
    """Return the stems of a text; `on board` is no board of directors."""
    return stem_set(_ON_BOARD.sub("aboard", text))


def _groups(words: frozenset[str]) -> set[int]:
    return {n for n, group in enumerate(_COUNTED) if group & words}


def _verb_of(c: Candidate) -> str:
    """Return the verb that says what became of those a number counts, with what completes it.

    Empty where none does; `lost lives` of "thirty people lost their lives", `known died` of "are
    known to have died", `feared dead`.
    """
    node = _last_number(c)
    if node is None:
        return ""
    while node.dep_ in {"nummod", "compound", "quantmod"}:
        node = node.head
    verb = node.head
    if node.dep_ not in _TAKES_PART or verb.pos_ != "VERB":
        return ""
    rest = (c.text for c in verb.children if c.dep_ in _COMPLETES and c != node)
    return " ".join([verb.text, *rest])


def _last_number(c: Candidate) -> Token | None:
    """Return the last number of a candidate in the parse of its sentence."""
    span = span_of(c.sentence_text, c.text)
    inside = [t for t in span or () if t.like_num]
    return inside[-1] if inside else None


def _counts(plan: Plan, c: Candidate, groups: Sequence[frozenset[str]]) -> bool:
    """Tell whether a candidate is a whole count of what is asked for, by a dated report."""
    body, (start, end) = c.hit.article.body, c.sentence
    told = _stems(body[start:end])
    if _THE_NUMBER.search(body, start, end):  # of what was told just before
        told |= stem_set(context_of(c.hit, start, end).before)
    return (
        c.hit.article.day is not None
        and agreement("number", c, ()) > 0
        and any(group & told for group in groups)
        and not _does_else(c, groups)
        and not _of_several(c)
        and involvement(plan, c) > 0
        and not announces(c.sentence_text)
        and not _MORE.search(body[start : c.start])
        and not _ADDED.match(body[c.end : end])
    )


def _does_else(c: Candidate, groups: Sequence[frozenset[str]]) -> bool:
    """Tell whether those a number counts do something else: `two managers were sentenced`."""
    verb = _verb_of(c)
    said = stem_set(f"{verb} {c.sentence_text[c.end - c.sentence[0] :][:NOUN_CHARACTERS]}")
    return bool(verb) and not any(group & said for group in groups)


def _of_several(c: Candidate) -> bool:
    """Tell whether a number is one of a row that together are all: `12 passengers and a guard`."""
    number = _last_number(c)
    if number is None or number.dep_ != "nummod":
        return False
    others = [t for t in number.head.conjuncts if t.i > number.head.i]
    return any(c.dep_ in {"nummod", "det"} for t in others for c in t.children)


def _by_then(plan: Plan, c: Candidate) -> bool:
    """Tell whether a report may still give the count of the days asked about."""
    last = plan.window.latest if plan.window else None
    return last is None or _day(c) <= last + NEXT_DAY


def _day(c: Candidate) -> date:
    return c.hit.article.day or date.min


def _corrects(c: Candidate) -> bool:
    return c.hit.article.corrects is not None


def _before(c: Candidate, day: date) -> bool:
    """Tell whether a candidate's sentence dates itself before a day."""
    own = [
        m.latest
        for m in c.hit.passage.times
        if m.kind == "date" and m.latest and c.sentence[0] <= m.start < c.sentence[1]
    ]
    return bool(own) and max(own) < day
