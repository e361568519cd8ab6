"""A chat model's reply in, its short answer and its claims with the sentences they rest on out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from assistant.llm import CUT
from assistant.planted import is_planted
from assistant.read.plain import plain
from assistant.types import BARE, Claim, Hit
from assistant.words import stems
from index_store.sentences import split

NOT_STATED = "NOT IN THE ARTICLES"
# A claim may rest on as many sentences of a passage, each of which tells as many more of its words.
_SENTENCES = 3
_MORE = 2
# Characters of a quote that has what stands between its sentences.
_LONGEST = 800
# As many other words may stand between its words in the source.
_BETWEEN = 2
_MARKER = re.compile(r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
# A sentence that is told to its end; a figure may go on behind a point.
_WHOLE = re.compile(r"(?:(?<!\d)[.!?][\"”’')]*|\])$")
_DECLINED = re.compile(rf"{NOT_STATED}\b[\s.:;,–—-]*", re.IGNORECASE)
_LABEL = re.compile(r"^(?:[-*•]\s+|(?:short )?answer:\s*)", re.IGNORECASE)

Fault = Callable[[Claim], str]
Span = tuple[str, int, int]
Fit = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a model said, taken apart.

    Attributes:
        short: the direct answer without markers; empty when it declined.
        claims: what it says; of one that declined, what it says instead.
    """

    short: str
    claims: tuple[Claim, ...]


def read_reply(text: str, hits: Sequence[Hit], asked: str = "") -> Reply:
    """Take a reply apart: its first sentence is the direct answer, the rest says it in full.

    Args:
        text: the reply.
        hits: the passages as they were numbered.
        asked: the question.
    """
    lines = _lines(text)
    if not lines:
        return Reply(short="", claims=())
    text, first, rest = "\n".join(lines), lines[0], "\n".join(lines[1:])
    if _DECLINED.search(_first_sentence(first)):
        told = _DECLINED.sub(" ", text).strip()
        return Reply(short="", claims=tuple(c for c in claims_of(told, hits, asked) if c.quotes))
    whole = tuple(c for c in claims_of(text, hits, asked) if not _DECLINED.search(c.text))
    fuller = () if _MARKER.search(first) else claims_of(rest, hits, asked)
    fuller = tuple(c for c in fuller if c.quotes and not _DECLINED.search(c.text))
    return Reply(short=_first_sentence(unmarked(first)), claims=fuller or whole)


def _lines(text: str) -> list[str]:
    lines = (_LABEL.sub("", line.strip()) for line in _finished(plain(text)).splitlines())
    return [line for line in lines if line]


def _finished(text: str) -> str:
    """Leave the last sentence out of a reply that was cut off in it."""
    body = text.removesuffix(CUT).rstrip()
    if body == text or _WHOLE.search(body):
        return body
    before, _, last = body.rpartition("\n")
    start = [0, *(start for start, _ in split(last))][-1]
    return f"{before}\n{last[:start]}"


def _first_sentence(line: str) -> str:
    start, end = next(iter(split(line)), (0, len(line)))
    return line[start:end]


def claims_of(text: str, hits: Sequence[Hit], asked: str = "") -> tuple[Claim, ...]:
    """Cut a reply into claims; each points at the sentences of its passages that fit it best.

    A sentence without a valid marker becomes a claim without quotes, for which `with_right_source`
    looks. What is said twice is one claim.
    """
    claims: dict[str, Claim] = {}
    for sentence in _sentences(text):
        numbers = [int(n) for group in _MARKER.findall(sentence) for n in group.split(",")]
        told = unmarked(sentence)
        chosen = [hits[n - 1] for n in dict.fromkeys(numbers) if 1 <= n <= len(hits)]
        quotes = tuple(best_sentences(told, hit, asked)[1] for hit in chosen)
        if told.strip(" ."):
            before = claims[told].quotes if told in claims else ()
            claims[told] = Claim(text=told, quotes=tuple(dict.fromkeys((*before, *quotes))))
    return tuple(claims.values())


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        inside = _markers_inside(line)
        for start, end in split(inside):
            yield _LABEL.sub("", inside[start:end].strip())


def unmarked(text: str) -> str:
    """Take the markers out of a text."""
    return re.sub(r"\s+([.,;!?])", r"\1", " ".join(_MARKER.sub(" ", text).split()))


def _markers_inside(text: str) -> str:
    """Move markers that follow a full stop in front of it, so that they stay in their sentence."""
    return re.sub(r"([.!?])((?:\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\])+)", r" \2\1", text)


def best_sentences(text: str, hit: Hit, asked: str = "") -> tuple[Fit, Span]:
    """Find the one or two neighbouring sentences of a hit that share most words with a claim.

    The days that they mean count among their words: "on Tuesday" is 1 July 2025.

    Args:
        text: the claim.
        hit: where to look.
        asked: the question; of sentences that share as many, those with more of its words come
            first.

    Returns:
        How many words they share with the claim and with the question, and the span in the
        article's body.
    """
    wanted, question = set(stems(text)), set(stems(asked))
    told = [s for s in split(hit.passage.text) if not is_planted(hit.passage.text, *s)]
    spans = told or split(hit.passage.text)
    runs = spans + [(a[0], b[1]) for a, b in pairwise(spans)]

    at = hit.passage.start

    def fit(run: tuple[int, int]) -> Fit:
        own = set(
            stems(f"{hit.passage.text[run[0] : run[1]]} {_days((at + run[0], at + run[1]), hit)}")
        )
        return len(wanted & own), len(question & own)

    def worth(run: tuple[int, int]) -> tuple[int, bool, int, int]:
        shared, of_question = fit(run)
        return shared, run in spans, of_question, run[0] - run[1]

    start, end = max(runs, key=worth)
    return fit((start, end)), (hit.article.id, at + start, at + end)


def _days(span: tuple[int, int], hit: Hit) -> str:
    """Write the days that a span of an article means, in figures and in words."""
    within = (m for m in hit.passage.times if span[0] <= m.start < span[1] and m.kind == "date")
    days = (m.earliest for m in within if m.earliest and m.precision == "day")
    return " ".join(f"{day:%A} {day.day} {day:%B %Y %m %d}" for day in days)


def _spread(claim: Claim, hits: Sequence[Hit]) -> tuple[Span, ...]:
    """Find the sentences of the cited passages that tell a claim together.

    After the best run of each passage come those that share most of the words still wanting, at
    least `_MORE`, up to `_SENTENCES` in all.
    """
    spans: list[Span] = []
    for hit in hits:
        cited = [q for q in claim.quotes if q[0] == hit.article.id and _within(q, hit)]
        text, at = hit.passage.text, hit.passage.start
        left = set(stems(claim.text)) - _told(cited, hit)
        free = [s for s in split(text) if not is_planted(text, *s)] if cited else []
        while free and len(cited) < _SENTENCES:
            best = max(free, key=lambda s: len(left & set(stems(text[s[0] : s[1]]))))
            shared = left & set(stems(text[best[0] : best[1]]))
            if len(shared) < _MORE:
                break
            cited.append((hit.article.id, at + best[0], at + best[1]))
            left -= shared
        spans += sorted(set(cited))
    return tuple(dict.fromkeys(spans))


def _with_what_is_between(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Make one quote of those of an article, where it is not long: who "it" is stands between."""
    ends: dict[str, tuple[int, int]] = {}
    for article_id, start, end in spans:
        first, last = ends.get(article_id, (start, end))
        ends[article_id] = min(first, start), max(last, end)
    whole = ((article_id, start, end) for article_id, (start, end) in ends.items())
    return tuple(s for s in whole if s[2] - s[1] <= _LONGEST)


def _within(span: Span, hit: Hit) -> bool:
    return hit.passage.start <= span[1] and span[2] <= hit.passage.start + len(hit.passage.text)


def _told(spans: Sequence[Span], hit: Hit) -> set[str]:
    return {s for span in spans for s in stems(hit.article.body[span[1] : span[2]])}


def with_right_source(claim: Claim, hits: Sequence[Hit], fault: Fault, asked: str = "") -> Claim:
    """Return the claim on a passage that bears it out, where one does; else as it is.

    First more sentences of the passages cited are tried, then other passages alone, those that
    share most words with it and the question first, then each beside those cited, then more
    sentences of those passages.
    """
    best = (best_sentences(claim.text, hit, asked) for hit in hits)
    found = sorted(best, key=lambda found: found[0], reverse=True)
    alone = [replace(claim, quotes=(span,)) for _, span in found]
    beside = [replace(claim, quotes=(*claim.quotes, span)) for _, span in found if claim.quotes]
    wider = (option for one in alone for option in _wider(one, hits))
    options = chain((claim,), _wider(claim, hits), alone, beside, wider)
    return next((option for option in options if not fault(option)), claim)


def _wider(claim: Claim, hits: Sequence[Hit]) -> Iterator[Claim]:
    """Yield the claim on more sentences of its passages, then on all from the first to the last."""
    spread = replace(claim, quotes=_spread(claim, hits))
    yield spread
    yield replace(claim, quotes=_with_what_is_between(spread.quotes))


def scattered(claim: Claim, evidence: str) -> str:
    """Say that the words of an answer of a few words do not stand together in what it rests on.

    In a sentence of its own each word binds the others; a few words may be found anywhere. Numbers
    are left to the other checks, since a date may be written in many ways.
    """
    wanted = {stem for stem in stems(claim.text) if not stem.isdigit()}
    if len(claim.text.split()) >= BARE or not wanted:
        return ""
    found = [stem for stem in stems(evidence) if not stem.isdigit()]
    near = len(wanted) + _BETWEEN
    together = any(wanted <= set(found[i : i + near]) for i in range(len(found)))
    return "" if together else f"the source does not say “{claim.text.rstrip('.')}”"


def in_its_sentence(claim: Claim, quote: str) -> Claim:
    """Show an answer of a few words with the sentence that it comes from."""
    if len(claim.text.split()) >= BARE:
        return claim
    return replace(claim, text=f"{claim.text.rstrip('.')}: “{' '.join(quote.split())}”")
