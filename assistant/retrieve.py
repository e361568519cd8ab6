"""A Plan in, hits out: dense and lexical search, fused, with time taken into account."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.types import Hit, Plan, Window
from assistant.words import STOP, cover, missing_names, stem_set
from index_store.types import Article, Passage

if TYPE_CHECKING:
    from index_store.embed import Embedder
    from index_store.store import Library

RRF_K = 60
RECENCY_WEIGHT = 1.0
RECENCY_HALF_LIFE_DAYS = 30
WINDOW_WEIGHT = 0.3
NAMES_WEIGHT = 0.5
TALK_WEIGHT = 0.6
# hit@1 and passage_hit@5 are better with it on the gold set, on RealTimeQA and on `fresh/`; 1.0 is
# no better.
WORDS_WEIGHT = 0.25
SUBJECT_BOOST = 2.0
KIND_WEIGHT = {"caption": 0.6, "summary": 0.6, "quote-out": 0.7}

Ranking = list[tuple[str, float]]

# Words that say what kind of question it is, not what it is about.
_STOP = STOP | frozenset(
    "long ago last latest first recent recently currently now still times time date day year yet "
    "ever say said says tell told".split()
)
_STEMS = stem_set(" ".join(_STOP))
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which rankings are fused and what time adds; the switches exist for ablations.

    Attributes:
        depth: how many passages each ranking brings.
    """

    depth: int = 100
    use_dense: bool = True
    use_lexical: bool = True
    use_time: bool = True
    use_stories: bool = True


DEFAULT = Search()


def query_terms(plan: Plan) -> list[tuple[str, float]]:
    """Return the words to look up with their weights; words of the subjects weigh more."""
    subject_words = {w.lower() for s in plan.subjects for w in _WORD.findall(s)}
    terms: dict[str, float] = {}
    for word in _WORD.findall(plan.standalone_question):
        lower = word.lower().removesuffix("'s").removesuffix("’s")
        if lower in _STOP:
            continue
        boost = SUBJECT_BOOST if lower in subject_words and word[0].isupper() else 1.0
        terms[lower] = max(boost, terms.get(lower, 0.0))
    return list(terms.items())


def fuse(rankings: Sequence[Ranking]) -> dict[str, float]:
    """Fuse rankings by reciprocal rank: score = sum over rankings of 1 / (60 + rank).

    Source: Cormack, Clarke and Buettcher, SIGIR 2009, https://doi.org/10.1145/1571941.1572114
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, (passage_id, _) in enumerate(ranking, 1):
            scores[passage_id] = scores.get(passage_id, 0.0) + 1.0 / (RRF_K + rank)
    return scores


def retrieve(
    plan: Plan, library: Library, embedder: Embedder, search: Search = DEFAULT
) -> list[Hit]:
    """Find passages for a plan, best first; nothing published after `plan.as_of` is in it.

    The fused score is scaled so that first place in every ranking is 1, then multiplied by
    `1 + 0.5 ** (age / 30 days)` for questions about the present, by 1.3 where the passage
    or its publication lies in the window asked about, by up to 1.5 where its article has the names
    of the question, by up to 1.5 where the passage has its other words, rare ones counting more,
    by up to 1.6 where its article has the words of the turn that a follow-up goes on from, and by
    less than 1 for captions and summaries.
    """
    rankings: list[Ranking] = []
    if search.use_dense:
        vector = embedder.embed_query(plan.standalone_question)
        rankings.append(library.dense(vector, search.depth, plan.as_of))
    if search.use_lexical and (terms := query_terms(plan)):
        rankings.append(library.lexical(terms, search.depth, plan.as_of))
    fused = fuse(rankings)
    passages = library.passages_by_id(list(fused))
    articles = library.articles_by_id(sorted({p.article_id for p in passages}))
    best = (RRF_K + 1) / max(1, len(rankings))
    talk = stem_set(plan.talk)
    told = {a.id: _cover(talk, a) for a in articles.values()} if talk else {}
    rarity = _rarity(plan, passages)
    hits = []
    for passage in passages:
        article = articles.get(passage.article_id)
        if article is None or article.body[passage.start : passage.end] != passage.text:
            continue  # removed or replaced by somebody between the two readings
        score = fused[passage.id] * best * KIND_WEIGHT.get(passage.kind, 1.0)
        score *= names_factor(plan.names, article)
        score *= 1 + WORDS_WEIGHT * _share(rarity, passage)
        score *= 1 + TALK_WEIGHT * told.get(article.id, 0.0)
        if search.use_time:
            score *= time_factor(plan, passage, article)
        hits.append(Hit(passage=passage, article=article, score=score))
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))


def time_factor(plan: Plan, passage: Passage, article: Article) -> float:
    """Return how much time speaks for a passage, 1 or more; age counts from `plan.today`."""
    factor = 1.0
    day = article.day
    if plan.recent and day:
        age = max(0, (plan.today - day).days)
        factor *= 1 + RECENCY_WEIGHT * 0.5 ** (age / RECENCY_HALF_LIFE_DAYS)
    if plan.window and _touches(plan.window, passage, day):
        factor *= 1 + WINDOW_WEIGHT
    return factor


def names_factor(names: Sequence[str], article: Article) -> float:
    """Return how much the names of a question speak for an article, 1 to 1.5 where it has all.

    Ranks fused say little of how rare a word is: a name that one article has is found by one of
    two rankings, and new articles that lack it come before.
    """
    if not names:
        return 1.0
    missing = missing_names(names, f"{article.title}\n{article.body}")
    return 1 + NAMES_WEIGHT * (1 - len(missing) / len(names))


def _rarity(plan: Plan, passages: Sequence[Passage]) -> dict[str, float]:
    """Weigh the question's words, names apart, by how few of the passages found have them."""
    asked = stem_set(plan.standalone_question) - stem_set(" ".join(plan.names)) - _STEMS
    seen = Counter(word for p in passages for word in asked & stem_set(p.text))
    return {
        word: math.log((len(passages) + 1) / (seen[word] + 0.5)) for word in asked if seen[word]
    }


def _share(rarity: Mapping[str, float], passage: Passage) -> float:
    """Return the share, 0 to 1, of the question's words that a passage has."""
    whole = sum(rarity.values())
    held = stem_set(passage.text)
    return sum(w for word, w in rarity.items() if word in held) / whole if whole > 0 else 0.0


def _cover(talk: frozenset[str], article: Article) -> float:
    return cover(talk, stem_set(f"{article.title}\n{article.body}"))


def _touches(window: Window, passage: Passage, day: date | None) -> bool:
    first = window.earliest or date.min
    last = window.latest or date.max
    if day and first <= day <= last:
        return True
    return any(
        m.earliest is not None and m.latest is not None and m.earliest <= last and m.latest >= first
        for m in passage.times
        if m.kind == "date"
    )
