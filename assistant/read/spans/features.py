"""Candidates in, what speaks for and against each out: named features for the model of choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from assistant.modality import (
    announces,
    asks_lately,
    asks_past,
    asks_present,
    asks_under_way,
    denies,
)
from assistant.read.sentence.candidates import Candidate, context_of
from assistant.read.sentence.causes import SURE
from assistant.read.sentence.kinds import country_meant, goes_with
from assistant.read.sentence.participants import involvement
from assistant.read.sentence.predicates import share_akin
from assistant.read.sentence.typed import Name, agreement
from assistant.read.spans.counted import counts
from assistant.types import Plan
from assistant.words import STOP, WORD, cover, fold, name_in, stem_set, words_of

OWN_FEATURES = (
    "margin",  # span score less null score
    "lead",  # margin less the best margin of all candidates
    "rank",  # log of the hit's place, from 1
    "retrieval",  # the hit's score relative to the first hit's
    "type",  # agreement with the type asked for, -1 to 1
    "kind",  # a country where one is asked for, votes where votes are, and so on, -1 to 1
    "involved",  # how surely the sentence is about all names of the question
    "subjects_sentence",  # share of the question's subjects named in the sentence
    "words_sentence",  # share of the question's content words in the sentence
    "words_passage",  # ... in the passage or the headline
    "support",  # log of the sum over stories of exp(best lead / 2), same answer or a fuller form
    "backers",  # log of 1 + other stories counted there
    "backing",  # the best lead among these others, the worst of all without one
    "headline",  # share of the answer's words in the headline
    "headline_fit",  # share of the question's content words there
    "headline_tells",  # the product of the two
    "recent",  # 0.5 ** (age of the article / 14 days), 0 for background questions
    "stale_lately",  # log2(1 + that age / 14 days) where the last days or weeks are asked about
    "stale_now",  # ... where it asks what has come about or is under way
    "newer",  # share of the other articles read that are older
    "newer_now",  # the same where the question is about how things stand, else 0
    "planned",  # the sentence only announces, and the question is about the past
    "denied",  # the sentence denies something, and the question does not
    "window",  # the sentence or the publication day lies in the window asked about
    "echo",  # share of the answer's words that the question already has
    "body",  # 1 for reporting, 0 for captions and summaries
    "length",  # log of the answer's length in words
)
FEATURES = (
    *OWN_FEATURES,
    "verdict",  # log odds, by the verdict model, that its sentence answers so
    "verdict_lead",  # the same less the best of all candidates
    "scope",  # log of how far it is an answer of the days asked about
)
HALF_LIFE = 14  # days
NEAR = timedelta(days=31)
LONGEST_FULLER_FORM = 6  # stems
# A sentence with this share of a question's words gives reasons for what is asked.
OF_THE_MATTER = 0.25
_SCALES = stem_set("hundred thousand million billion trillion dozen half percent cent")
Matrix = NDArray[np.float64]


def answer_stems(text: str) -> frozenset[str]:
    """Return the stems by which answers are compared; the text itself where it has none."""
    return stem_set(text) or frozenset({text.casefold().strip()})


def agree(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether one answer is the other in a fuller form: `Putin`, `Vladimir Putin`.

    Different numbers never agree, and long phrases only when they are the same.
    """
    if a == b:
        return True
    if not (a < b or b < a) or max(len(a), len(b)) > LONGEST_FULLER_FORM:
        return False
    return not any(word in _SCALES or any(c.isdigit() for c in word) for word in a ^ b)


def feature_rows(
    plan: Plan, candidates: Sequence[Candidate], names: Sequence[Sequence[Name]]
) -> Matrix:
    """Compute the features, float64 (n, len(OWN_FEATURES)), in the order of the candidates.

    Args:
        plan: what is asked for.
        candidates: as `with_names` returns them.
        names: the names in each candidate's sentence, likewise.
    """
    if not candidates:
        return np.zeros((0, len(OWN_FEATURES)))
    top = max(c.margin for c in candidates)
    best_hit = max(c.hit.score for c in candidates) or 1.0
    support = _support(candidates)
    asked = stem_set(plan.standalone_question)
    question = plan.standalone_question
    now, past, denial = asks_present(question), asks_past(question), denies(question)
    newer = _newer(candidates)
    lately, developing = asks_lately(question) or _ends_near(plan), asks_under_way(question)
    rows = []
    for n, (c, near) in enumerate(zip(candidates, names, strict=True)):
        rows.append(
            [
                c.margin,
                c.margin - top,
                float(np.log(c.rank + 1)),
                c.hit.score / best_hit,
                _type(plan, c, near, asked),
                _kind(plan, c),
                involvement(plan, c),
                *_cover(plan, c, asked),
                *support[n],
                *_headline(asked, c),
                *_ages(plan, c, lately, developing),
                newer[c.hit.article.id],
                newer[c.hit.article.id] * now,
                float(past and announces(c.sentence_text)),
                float(not denial and denies(c.sentence_text)),
                _in_window(plan, c),
                _echo(asked, c),
                1.0 if c.hit.passage.kind == "body" else 0.0,
                float(np.log(len(c.text.split()) or 1)),
            ]
        )
    return np.array(rows)


def _type(plan: Plan, c: Candidate, near: Sequence[Name], asked: frozenset[str]) -> float:
    """Say how well a candidate is of the wanted type; a reason only of what is asked about.

    A country may be told by its people: `the Slovenian prime minister`. What a plain reason is of
    may stand in the sentence before.
    """
    if country_meant(plan.answer_noun, c.text):
        return 1.0
    fit = agreement(plan.answer_type, c, near)
    if plan.answer_type != "reason" or fit <= 0:
        return fit
    told = c.sentence_text
    if fit >= SURE:
        told = f"{context_of(c.hit, *c.sentence).before} {told}"
    return fit * min(1.0, share_akin(asked, told) / OF_THE_MATTER)


def _kind(plan: Plan, c: Candidate) -> float:
    if plan.answer_type == "number":
        return counts(plan.answer_noun, c)
    return goes_with(plan.answer_noun, c.text)


def _support(candidates: Sequence[Candidate]) -> list[tuple[float, float, float]]:
    """For each candidate: what all stories that agree with it weigh, how many, and the best."""
    margins = np.array([c.margin for c in candidates])
    leads = margins - margins.max()
    holders: dict[frozenset[str], list[int]] = defaultdict(list)
    for n, c in enumerate(candidates):
        holders[answer_stems(c.text)].append(n)
    result = []
    for n, c in enumerate(candidates):
        best: dict[str, float] = {}
        mine = answer_stems(c.text)
        for other in (n for key, ns in holders.items() if agree(mine, key) for n in ns):
            story = _story(candidates[other])
            best[story] = max(float(leads[other]), best.get(story, -np.inf))
        total = float(np.log(sum(np.exp(lead / 2) for lead in best.values())))
        others = [lead for story, lead in best.items() if story != _story(c)]
        least = float(leads.min())
        result.append((total, float(np.log1p(len(others))), max(others, default=least)))
    return result


def _headline(asked: frozenset[str], c: Candidate) -> tuple[float, float, float]:
    title = c.hit.article.title
    there = words_of(title)
    own = [w for w in WORD.findall(fold(c.text)) if w not in STOP]
    named = sum(w in there for w in own) / len(own) if own else 0.0
    fit = cover(asked, stem_set(title))
    return named, fit, named * fit


def _story(c: Candidate) -> str:
    return c.hit.article.story or c.hit.article.id


def _cover(plan: Plan, c: Candidate, asked: frozenset[str]) -> tuple[float, float, float]:
    sentence = c.sentence_text
    wide = f"{c.hit.article.title}\n{c.hit.passage.text}"
    words = words_of(sentence)
    near = sum(name_in(s, words) for s in plan.subjects)
    return (
        near / (len(plan.subjects) or 1),
        cover(asked, stem_set(sentence)),
        cover(asked, stem_set(wide)),
    )


def _ages(plan: Plan, c: Candidate, lately: bool, developing: bool) -> tuple[float, float, float]:
    """Return how recent an article is and, by how the question is put, how stale."""
    day = c.hit.article.day
    if not plan.recent or day is None:
        return 0.0, 0.0, 0.0
    age = max(0, (plan.today - day).days) / HALF_LIFE
    stale = float(np.log2(1 + age))
    return float(0.5**age), stale * lately, stale * developing


def _ends_near(plan: Plan) -> bool:
    """Tell whether the days asked about are some weeks at most, and not long gone."""
    window = plan.window
    if window is None or window.earliest is None or window.latest is None:
        return False
    return window.latest >= plan.today - NEAR and window.earliest >= plan.today - 2 * NEAR


def _newer(candidates: Sequence[Candidate]) -> dict[str, float]:
    """For each article: the share of the others that are older; undated ones have 0."""
    days = {c.hit.article.id: c.hit.article.day for c in candidates}
    dated = [day for day in days.values() if day is not None]
    others = max(1, len(dated) - 1)
    return {
        article_id: sum(other < day for other in dated) / others if day is not None else 0.0
        for article_id, day in days.items()
    }


def _in_window(plan: Plan, c: Candidate) -> float:
    if plan.window is None:
        return 0.0
    first, last = plan.window.earliest, plan.window.latest
    days = [(c.hit.article.day, c.hit.article.day)]
    days += [(m.earliest, m.latest) for m in c.hit.passage.times if _within(m.start, c.sentence)]
    return float(
        any(
            a is not None
            and b is not None
            and (last is None or a <= last)
            and (first is None or b >= first)
            for a, b in days
        )
    )


def _within(place: int, span: tuple[int, int]) -> bool:
    return span[0] <= place < span[1]


def _echo(asked: frozenset[str], c: Candidate) -> float:
    own = stem_set(c.text)
    return len(own & asked) / len(own) if own else 0.0
