"""An article in, what its sentences put in place of what out: `19 from 23`, `33, not 36`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.modality import puts_right
from assistant.planted import is_planted
from assistant.read.order.notes import right_in, told_after, told_again, told_apart
from assistant.read.order.things import NUMBER, THING, kind
from assistant.read.sentence.amounts import AMOUNT, value_of
from index_store.numbers import ORDINALS, SPELLED, spell, value, write
from index_store.sentences import split
from index_store.types import Article

SMALL = 10
# What is right stands within this many sentences of what was wrong.
SENTENCES_ON = 2
_CHANGES = (
    r"\b(?:rais|lower|cut|reduc|revis|correct|chang|increas|mov|put|brought|bring|ris|rose|fell|"
    r"fall|dropp|went|up|down|number|toll|figure|count|total)\w*\b"
)
_NEW, _OLD = rf"(?P<new>{THING})", rf"(?P<old>{THING})"
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
    rf"(?P<new>{NUMBER}|{SPELLED}),?(?: [a-z ]{{2,20}},)? (?P<by>\d+|{SPELLED}|one) "
    r"(?P<more>more|fewer|less|higher|lower) than [^.;]{0,60}?"
    r"\b(?:first|initially|originally|earlier|previously|once|"
    r"(?:had been|was|were) (?:feared|believed|thought|assumed|supposed))\b",
    re.IGNORECASE,
)
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

_OURS = re.compile(
    r"\b(?:we|our|this (?:news)?paper|this article|corrections?|clarifications?|misstated|wrongly|"
    r"incorrectly|mistakenly|in error)\b",
    re.IGNORECASE,
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
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


def changes(article: Article) -> Iterator[Change]:
    """Find all that the sentences of an article put in place of something else."""
    marked, before = article.corrects is not None, ""
    for start, end in _reported(article):
        sentence = article.body[start:end]
        mended = _corrects(sentence) or puts_right(before)
        for pattern in _PATTERNS:
            for found in pattern.finditer(sentence):
                change = Change(found["old"], _new(found), article, start, end, mended)
                if change.new and (marked or _certain(change)):
                    yield change
        for old, new in told_apart(sentence) if mended else ():
            yield Change(old, new, article, start, end, mended)
        yield from _counted_wrong(article, start, end)
        if more := _ONE_MORE.search(sentence):
            old, new = _cardinals(more["first"] or more["second"])
            yield Change(old, new, article, start, end, toll=True)
        before = sentence
    yield from _put_right(article)


def _counted_wrong(article: Article, start: int, end: int) -> Iterator[Change]:
    """Read by how much a number differs from what it was first taken for."""
    for found in _FEWER.finditer(article.body[start:end]):
        new, by = value(found["new"]), value(found["by"])
        old = new - by if found["more"].lower() in {"more", "higher"} else new + by
        yield Change(write(old), found["new"], article, start, end, mended=True)


def _reported(article: Article) -> list[Span]:
    """Return the sentences of an article but those of orders to programs, which report nothing."""
    body = article.body
    return [s for s in split(body) if not is_planted(body, *s)]


def _corrects(sentence: str) -> bool:
    return bool(_CORRECTS.search(sentence))


def _put_right(article: Article) -> Iterator[Change]:
    """Read what was wrong in one sentence, and right in one soon after: `The number is 8,400`."""
    spans = _reported(article)
    for n, (start, end) in enumerate(spans):
        wrong = article.body[start:end]
        if not puts_right(wrong):
            continue
        yield from _soon_after(article, (start, end), spans[n + 1 : n + 1 + SENTENCES_ON])
        read = told_after if _own(article, wrong) else told_again
        for first, last in spans[n + 1 : n + 2]:
            for old, new in read(wrong, article.body[first:last]):
                yield Change(old, new, article, start, last, mended=True)
        said, _, right = wrong.partition("; ")
        for old, new in read(said, right) if puts_right(said) else ():
            yield Change(old, new, article, start, end, mended=True)


def _own(article: Article, sentence: str) -> bool:
    """Tell whether an outlet speaks of its own mistake, and not of what some report said."""
    note = article.corrects or ""
    whole = bool(note) and note not in article.body  # its headline says that it is a correction
    return whole or sentence.strip("[]()* ") in note or bool(_OURS.search(sentence))


def _soon_after(article: Article, said: Span, spans: Sequence[Span]) -> Iterator[Change]:
    """Read what a sentence soon after says is right, in the place of all of its kind."""
    wrong = article.body[slice(*said)]
    for _, stop in spans:
        if new := right_in(article.body[said[1] : stop], wrong):
            for old in re.finditer(THING, wrong):
                if _alike(old.group(), new):
                    yield Change(old.group(), new, article, said[0], stop, mended=True)
            return


def _new(found: re.Match[str]) -> str:
    """Return what is put in place: of the kind of the old one, and close before it."""
    parts = found.groupdict()
    if "new" in parts:
        return str(parts["new"])
    things = [m.group() for m in re.finditer(THING, parts["before"])]
    return next((t for t in reversed(things) if _alike(found["old"], t)), "")


def _cardinals(ordinal: str) -> tuple[str, str]:
    """Return the number before an ordinal and its own, in words."""
    number = ORDINALS[ordinal.lower()]
    return spell(number - 1), spell(number)


def _certain(change: Change) -> bool:
    """Tell a revised figure from two names or small numbers that only stand beside each other."""
    if change.mended:
        return True
    amount = AMOUNT.search(change.old)
    return bool(amount and value_of(amount) >= SMALL)


def _alike(old: str, new: str) -> bool:
    """Tell whether two things are of one kind: days, numbers, or names."""
    return kind(old) == kind(new)
