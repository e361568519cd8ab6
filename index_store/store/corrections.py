"""Stored articles that correct others in, which ones they correct out."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from index_store.days import NEVER, Bounds
from index_store.store.records import read_article
from index_store.store.tables import LISTED, set_meta, transaction
from index_store.times import find_times
from index_store.types import Article

if TYPE_CHECKING:
    from index_store.lexical import Lexical

_SEEN = "corrections"
_DAYS_BACK = 120
_LOOKED_AT = 60
_OPENING = 700
_HEAD = 60
# Of the correction's words, how many the article that it corrects has: enough when the note names
# its day, and when nothing but the words speaks.
_SHARED_ON_DAY = 0.25
_SHARED = 0.6
_SAME_TITLE = 0.6
_AHEAD = 0.1
_LABEL = re.compile(
    r"^(?:(?:UPDATE|WRAPUP|RPT) ?\d*[- ]+)?(?:corrected|corrections?|clarifications?|refile)\b"
    r"(?: and clarifications?)?\s*[-:–—]*\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]{4,}|\d+")
_COMMON = frozenset(
    "about above after again also among article because been before being between both clarified "
    "could corrected correction corrections corrects does during earlier edition error figure "
    "figures first from have headline here incorrect incorrectly into item known last later made "
    "misstated more most name number only other over paragraph previous published regret report "
    "said same second should show since some story such than that their them then there these "
    "they third this those through time under very version were what when where which while will "
    "with would wrong wrongly wrote your".split()
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    article: Article
    same_title: bool
    same_story: bool
    on_day: bool
    headed: bool  # a word of its headline is in the correction
    shared: float

    @property
    def is_certain(self) -> bool:
        on_day = self.on_day and self.headed and self.shared >= _SHARED_ON_DAY
        return self.same_story or self.same_title or on_day


def link_corrections(tables: sqlite3.Connection, words: Lexical) -> None:
    """Find what each correction without a link corrects; nothing when no article came since."""
    newest = str(tables.execute("SELECT max(key) FROM articles").fetchone()[0] or 0)
    seen = tables.execute("SELECT value FROM meta WHERE name = ?", (_SEEN,)).fetchone()
    if seen and seen[0] == newest:
        return
    found = [
        (article.id, target)
        for article in _unlinked(tables)
        if (target := _corrected(tables, words, article))
    ]
    with transaction(tables):
        tables.executemany("INSERT OR REPLACE INTO corrections VALUES (?, ?)", found)
        set_meta(tables, {_SEEN: newest})


def forget_links(tables: sqlite3.Connection) -> None:
    """Delete the links from and to articles that are gone."""
    tables.execute(
        "DELETE FROM corrections WHERE article NOT IN (SELECT id FROM articles) "
        "OR corrected NOT IN (SELECT id FROM articles)"
    )


def _unlinked(tables: sqlite3.Connection) -> list[Article]:
    return _articles(
        tables,
        "json_extract(rest, '$.corrects') IS NOT NULL "
        "AND id NOT IN (SELECT article FROM corrections)",
    )


def _corrected(tables: sqlite3.Connection, words: Lexical, correction: Article) -> str | None:
    """Name the article that a correction is about; None when none stands out.

    A note at the foot of an article corrects that article itself.
    """
    noted = correction.corrects or ""
    opens = correction.body.lstrip("([* ").startswith(noted[:_HEAD])
    if not (_LABEL.match(correction.title) or noted == correction.title or opens):
        return None
    candidates = _candidates(tables, words, correction)
    certain = [c for c in candidates if c.is_certain]
    if certain:
        return max(certain, key=_strength).article.id
    if correction.title == correction.corrects or _LABEL.match(correction.title):
        ordered = sorted((c for c in candidates if c.headed), key=lambda c: -c.shared)
        best = ordered[0].shared if ordered else 0.0
        second = ordered[1].shared if len(ordered) > 1 else 0.0
        if best >= _SHARED and best - second >= _AHEAD:
            return ordered[0].article.id
    return None


def _strength(candidate: _Candidate) -> tuple[bool, bool, bool, float, date]:
    return (
        candidate.on_day, candidate.same_title, candidate.same_story, candidate.shared,
        candidate.article.day or date.min,
    )  # fmt: skip


def _candidates(
    tables: sqlite3.Connection, words: Lexical, correction: Article
) -> list[_Candidate]:
    """Give the outlet's articles of the months before that share most words with a correction."""
    title = _LABEL.sub("", correction.title)
    wanted = _content(f"{title} {correction.corrects} {correction.body[:_OPENING]}")
    day = correction.day
    since = day - timedelta(days=_DAYS_BACK) if day else None
    terms = [(word, 1.0) for word in sorted(wanted)] + [(title, 2.0)]
    hits = words.query(terms, _LOOKED_AT, Bounds(until=day, since=since, undated=day is None))
    names = {passage_id.rpartition(":")[0] for passage_id, _ in hits}
    names |= _kin(tables, correction)
    found = _articles(tables, f"name IN {LISTED}", json.dumps(sorted(names)))
    days = _stated_days(correction)
    return [
        _Candidate(
            article=article,
            same_title=_alike(_content(title), _content(_LABEL.sub("", article.title))),
            same_story=bool(article.story) and article.story == correction.story,
            on_day=article.day in days,
            headed=not wanted.isdisjoint(_content(article.title)),
            shared=_share(wanted, _content(f"{article.title} {article.body}")),
        )
        for article in found
        if _may_be(article, correction)
    ]


def _may_be(article: Article, correction: Article) -> bool:
    """Leave out itself, later ones, other corrections, and other outlets' that are no copies."""
    if article.id == correction.id or article.corrects:
        return False
    if correction.day and article.day and article.day > correction.day:
        return False
    copies = article.story is not None and article.story == correction.story
    return copies or article.source == correction.source


def _stated_days(correction: Article) -> set[date]:
    """Give the days before its own that a correction's note names: `our report of April 24`."""
    note = f"{correction.corrects}\n{correction.body[:_OPENING]}"
    return {
        mention.earliest
        for mention in find_times(note, correction.day)
        if mention.precision == "day" and mention.earliest and mention.kind == "date"
        if correction.day is None or mention.earliest < correction.day
    }


def _kin(tables: sqlite3.Connection, correction: Article) -> set[str]:
    rows = tables.execute(
        "SELECT name FROM articles WHERE story IS NOT NULL AND story = ?", (correction.story,)
    )
    return {row[0] for row in rows}


def _articles(tables: sqlite3.Connection, condition: str, *values: object) -> list[Article]:
    rows = tables.execute(
        "SELECT name, title, body, rest, story, NULL FROM articles "
        f"WHERE \"end\" = {NEVER} AND state IN ('done', 'moved') AND {condition} ORDER BY key",
        values,
    )
    return [read_article(row) for row in rows]


def _content(text: str) -> frozenset[str]:
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(word for word in words if word not in _COMMON)


def _alike(one: Iterable[str], other: Iterable[str]) -> bool:
    """Say whether two titles have most of their words in common."""
    first, second = set(one), set(other)
    return len(first & second) >= max(2.0, _SAME_TITLE * len(first | second))


def _share(wanted: frozenset[str], words: frozenset[str]) -> float:
    return len(wanted & words) / len(wanted) if wanted else 0.0
