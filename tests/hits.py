"""A text as a hit, one article with one passage; and a stretch of it as a possible answer."""

from __future__ import annotations

from datetime import date

from assistant.read.sentence.candidates import Candidate, around, sentence_spans
from assistant.types import Hit
from index_store.times import find_times
from index_store.types import Article, Passage


def hit_of(body: str, day: date, title: str = "Bridge opens in Orlan", key: str = "a1") -> Hit:
    """Return the hit of an article that is all one passage, its times found."""
    article = Article(id=key, title=title, body=body, published=day)
    times = tuple(find_times(body, day))
    passage = Passage(
        id=f"{key}:000", article_id=key, text=body, start=0, end=len(body), kind="body", times=times
    )
    return Hit(passage=passage, article=article, score=1.0)


def candidate_of(hit: Hit, text: str) -> Candidate:
    """Return the last place where a hit's article has a text, as a candidate in its sentence."""
    start = hit.article.body.rindex(text)
    end = start + len(text)
    return Candidate(
        hit=hit,
        rank=0,
        start=start,
        end=end,
        text=text,
        margin=1.0,
        sentence=around(sentence_spans(hit), start, end),
        times=tuple(m for m in hit.passage.times if m.start < end and m.end > start),
    )
