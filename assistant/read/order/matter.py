"""A request and the passages found for it in, which of their dates belong to the matter out.

A matter is somebody or something ("Ida Brandt", "gas"), dealings of a kind ("Lind Kerr calls"), or
what goes on for a while and has stages ("Brandt trial": charge, plea, verdict).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.read.order.bounds import since_clause, since_what
from assistant.read.order.occasions import Occasion
from assistant.read.order.stages import stages_of, words_in
from assistant.read.sentence.about import LEAD, namesake, other_of_series
from assistant.read.sentence.relevance import KINDS
from assistant.read.sentence.tellings import Telling
from assistant.read.sentence.typed import entities
from assistant.types import Hit, Plan
from assistant.words import STOP, WORD, find_words, fold, missing_names, name_in, words_of
from index_store.months import MONTHS, WEEKDAY_NAMES
from index_store.sentences import split
from index_store.types import Event

_FRAME = re.compile(
    r"\b(?:dispute|row|affair|crisis|saga|situation|conflict|feud|quarrel|disaster|tragedy|"
    r"catastrophe|calamity|scandal)s?\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(MONTHS) | frozenset(WEEKDAY_NAMES) | frozenset(
    "year years month months week weeks day days last first latest news event events happen "
    "happened happens timeline chronology history story all every list dates date".split()
)  # fmt: skip
_HEADED = re.compile(r"\b(?:of|in|at|on|between|with|over|for|about|against|by)\b", re.IGNORECASE)
_APART = re.compile(
    r"\b(?:before|after|following|than|until|since) (?P<what>[^,;.]{3,60}?) "
    r"(?:of|on|in|from)(?: the)? $",
    re.IGNORECASE,
)
_SEPARATELY = re.compile(r"\b(?:separately|one after the other)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"-(?=\d)")
_GOES_ON = re.compile(r"\W*(?:It|They|This|That|These|Both)\b")
_GROUP_FIRST = re.compile(r"\W*(?:The (?:two|pair)|They|Both)\b")
# `Called it "a leash"` is no telephone call.
_GIVES_NAME = re.compile(r"\bcall(?:s|ed|ing)? (?:it|him|her|them|this|that|the|an?)\b[^.;]*[\"“]")
_NAMED = re.compile(r"\b(?P<name>(?!The\b|A\b)[A-Z][\w-]+(?:['’]s)?) (?P<kind>[a-z]+)\b")
_SPEAKS = "(?:said|says|told|asked|added|promised|announced)"
_SIDE_CLAUSE = re.compile(r"\W*(?:which|who|that|whose|where|when)\b", re.IGNORECASE)
# What is told of a matter that a sentence does not name is news: older things are of others.
NEWS = timedelta(days=366)
# How surely a sentence has a word for whoever is asked about, rather than none; see `takes_part`.
STOOD_FOR = 0.7


def without_frame(request: str) -> str:
    """Leave out what only says that there was trouble: `gas` of `gas dispute`.

    >>> without_frame("the gas dispute"), without_frame("the dispute")
    ('the gas', 'the dispute')
    >>> without_frame("the Calla Star disaster")
    'the Calla Star'
    """
    rest = " ".join(_FRAME.sub(" ", request).split())
    return rest if _content(rest) or any(c.isupper() for c in rest) else request


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a timeline is asked of.

    Attributes:
        names: who and what must take part.
        words: the other words of the request, by their kind of event or stem.
        head: the word among them that says what is asked for: `inquiry` of `ferry inquiry`.
        stages: words that tell of it without naming it.
        speaks: whether the names are of those who say things, for whom a report has a word.
    """

    names: tuple[str, ...]
    words: frozenset[str]
    head: str
    stages: frozenset[str]
    speaks: bool

    @property
    def dealings(self) -> bool:
        """Whether it is something done at one time, alone or with others: calls, visits."""
        return bool(self.names) and self.head in KINDS and not self.stages

    def holds(self, o: Occasion) -> bool:
        """Tell whether a date in a sentence is one of this matter."""
        t = o.telling
        if not o.stated or _other(self.names, t) or not self._own(o):
            return False
        if not self.words:
            return self._on_names(o)
        if self.dealings:
            return o.alike and not _GIVES_NAME.search(t.text) and self._both(o)
        if o.bound or not self.words - {self.head} <= words_in(_around(t)):
            return False
        return self._told(o) or self._staged(o)

    def _own(self, o: Occasion) -> bool:
        """Tell whether a date is that of what the sentence tells, not of what it counts from.

        `Days after the vote of May 3` dates the vote, `the longest than the one in 2011` another.
        """
        if any(o.signs[4:5]) and not self.dealings:
            return False
        apart = _APART.search(o.before)
        what = since_clause(o.before) or since_what(o.before) or (apart["what"] if apart else "")
        if not what:
            return not o.bound or self.dealings
        if self.words:
            return self.head in words_in(what)
        return not missing_names(self.names, what)

    def _both(self, o: Occasion) -> bool:
        """Tell whether all asked for deal with each other; "the two" are those an article opens on.

        `The two men last spoke on May 28, when Moss joined the line`, under a headline with both.
        """
        t = o.telling
        if not missing_names(self.names, t.text):
            return o.joined
        headed = not missing_names(self.names, t.hit.article.title)
        if o.joined and len(self.names) == 1:
            return o.part >= STOOD_FOR or (headed and not self.speaks)
        if o.joined:
            return headed or o.part >= STOOD_FOR or self._open(t)
        return headed and not o.theirs and o.part >= 0 and bool(_GROUP_FIRST.match(t.text))

    def _open(self, t: Telling) -> bool:
        """Tell whether no others are the first people that an article names."""
        early = _early(t)
        (found,) = entities([early])
        people = [early[a:b] for a, b, label in found if label == "PERSON"]
        first = list(dict.fromkeys(fold(who).split()[-1] for who in people))[: len(self.names)]
        known = words_of(" ".join(people))
        asked = [name for name in self.names if name_in(name, known)]
        return not missing_names(asked, " ".join(first))

    def _on_names(self, o: Occasion) -> bool:
        clause = aside(o)
        if clause and missing_names(self.names, clause):
            return False
        if o.part >= STOOD_FOR:
            return True
        return o.part > 0 and not self.speaks and _named_early(self.names, o.telling)

    def _told(self, o: Occasion) -> bool:
        """Tell whether a sentence has the word for the matter, or goes on about it."""
        t = o.telling
        last = t.before.partition("\n")[2].rstrip()
        near = f"{last[split(last)[-1][0] :]} {t.text}" if last and _GOES_ON.match(t.text) else ""
        if self.head not in words_in(near or t.text) or self._of_another(t.text):
            return False
        if not self.names or not missing_names(self.names, t.text):
            return True
        return _is_news(o) and (o.part > 0 or _named_early(self.names, t))

    def _of_another(self, text: str) -> bool:
        """Tell whether a text names another one of the kind only: `the Rova tunnel`."""
        if not self.names:
            return False
        before = [m for m in _NAMED.finditer(text) if self.head in words_in(m["kind"])]
        known = words_of(" ".join(self.names))
        others = [m for m in before if not name_in(m["name"], known)]
        return bool(others) and others == before

    def _staged(self, o: Occasion) -> bool:
        """Tell whether a sentence tells a stage of the matter that its article deals with."""
        t = o.telling
        if not self.stages & words_in(t.text) or not _is_news(o):
            return False
        if self.speaks and o.part < STOOD_FOR:
            return False
        article = t.hit.article
        whole = words_in(f"{article.title}\n{article.body}")
        early = words_in(_early(t))
        dealt = bool((self.stages | {self.head}) & early) and _named_early(self.names, t)
        return self.head in whole and dealt


def matter_of(plan: Plan, hits: Sequence[Hit]) -> Matter:
    """Read what a timeline is asked of."""
    names = tuple(part for name in plan.names for part in _as_told(name, hits))
    rest = plan.standalone_question
    named = words_of(" ".join(names))
    for word in " ".join(plan.names).split():
        if words_of(word) <= named:
            rest = rest.replace(word, " , ", 1)
    head, _, more = _HEADED.sub("|", rest, count=1).partition("|")
    first, other = _content(head), _content(more)
    words = first + other
    stages = {w: stages_of(w) for w in words}
    kind = next((w for w in reversed(words) if stages[w] or _kind(w) in KINDS), "")
    chosen = kind or (first or other or [""])[-1]
    return Matter(
        names=names,
        words=frozenset(_kind(w) for w in words),
        head=_kind(chosen) if chosen else "",
        stages=stages.get(chosen, frozenset()),
        speaks=any(_speaks(name, hits) for name in names),
    )


def _kind(word: str) -> str:
    return next(iter(words_in(word)), "")


def _content(text: str) -> list[str]:
    words = [w for w in WORD.findall(fold(text)) if w not in STOP | _EMPTY and not w.isdigit()]
    return [w for w in words if _kind(w)]


def _as_told(name: str, hits: Sequence[Hit]) -> list[str]:
    """Return a name as articles have it, else those of its words that they write as names.

    `Lind Kerr` without a comma is two, `Kestrel-9 Launch` one and a plain word.
    """
    texts = [f"{hit.article.title}\n{hit.article.body}" for hit in hits]
    for form in (name, _NUMBERED.sub(" ", name)):
        if any(form in text for text in texts):
            return [form]
    words = name.split()
    if len(words) < 2:
        return words
    plain = [w for w in words if any(find_words(text, w.lower()) >= 0 for text in texts)]
    return [part for w in words if w not in plain for part in _as_told(w, hits)] or [name]


def _speaks(name: str, hits: Sequence[Hit]) -> bool:
    said = re.compile(rf"\b{re.escape(name.split()[-1])},? {_SPEAKS}\b")
    return any(said.search(hit.article.body) for hit in hits)


def _other(names: Sequence[str], t: Telling) -> bool:
    """Tell whether a sentence is about others of the names asked for."""
    if len(names) > 1 and _SEPARATELY.search(t.text):
        return True
    if any(w.isdigit() and not {*first} <= words_of(t.context) for *first, w in map(_split, names)):
        return True
    near = t.text if not missing_names(names, t.text) else t.context
    return any(other_of_series(name, t.text) or namesake(name, near) for name in names)


def aside(o: Occasion) -> str:
    """Return the side clause that a date stands in: `who was arrested in February`; else ""."""
    clause = next((e.text for e in o.telling.events if _days(e) == _days(o)), "")
    return clause if _SIDE_CLAUSE.match(clause) else ""


def _days(dated: Occasion | Event) -> tuple[date, date]:
    return dated.earliest, dated.latest


def _is_news(o: Occasion) -> bool:
    return o.mention.precision != "year" and o.told_on - o.earliest <= NEWS


def _split(name: str) -> list[str]:
    return WORD.findall(fold(name))


def _early(t: Telling) -> str:
    return f"{t.hit.article.title}\n{t.hit.article.body[:LEAD]}"


def _around(t: Telling) -> str:
    return f"{_early(t)}\n{t.context}"


def _named_early(names: Sequence[str], t: Telling) -> bool:
    return not missing_names(names, _early(t))
