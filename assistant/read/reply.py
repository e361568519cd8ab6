"""A chat model's reply in, its short answer and its claims with the sentences they rest on out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.planted import orders_programs, paragraph_of
from assistant.types import Claim, Hit
from assistant.words import stems
from index_store.sentences import split

NOT_STATED = "NOT IN THE ARTICLES"
# An answer of fewer words is shown with the sentence that it comes from.
_BARE = 5
# As many other words may stand between its words in the source.
_BETWEEN = 2
_MARKER = re.compile(r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
_LABEL = re.compile(r"^(?:[-*•]\s+|(?:short )?answer:\s*)", re.IGNORECASE)

Fault = Callable[[Claim], str]
Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a model said, taken apart.

    Attributes:
        short: the direct answer without markers; empty when it declined.
    """

    short: str
    claims: tuple[Claim, ...]


def read_reply(text: str, hits: Sequence[Hit]) -> Reply:
    """Take a reply apart: its first sentence is the direct answer, the rest says it in full."""
    if not text.strip() or NOT_STATED.lower() in text.lower():
        return Reply(short="", claims=())
    lines = [_LABEL.sub("", line.strip()) for line in text.splitlines() if line.strip()]
    first, rest = lines[0], "\n".join(lines[1:])
    claims = tuple(c for c in claims_of(rest, hits) if c.quotes) or claims_of(text, hits)
    line = unmarked(first)
    start, end = next(iter(split(line)), (0, len(line)))
    return Reply(short=line[start:end], claims=claims)


def claims_of(text: str, hits: Sequence[Hit]) -> tuple[Claim, ...]:
    """Cut a reply into claims; each points at the sentences of its passages that fit it best.

    A sentence without a valid marker becomes a claim without quotes, for which `with_right_source`
    looks.
    """
    inside = _markers_inside(text)
    claims = []
    for start, end in split(inside):
        sentence = _LABEL.sub("", inside[start:end].strip())
        numbers = [int(n) for group in _MARKER.findall(sentence) for n in group.split(",")]
        plain = unmarked(sentence)
        chosen = [hits[n - 1] for n in dict.fromkeys(numbers) if 1 <= n <= len(hits)]
        quotes = tuple(best_sentences(plain, hit)[1] for hit in chosen)
        if plain.strip(" ."):
            claims.append(Claim(text=plain, quotes=quotes))
    return tuple(claims)


def unmarked(text: str) -> str:
    """Take the markers out of a text."""
    return re.sub(r"\s+([.,;!?])", r"\1", " ".join(_MARKER.sub(" ", text).split()))


def _markers_inside(text: str) -> str:
    """Move markers that follow a full stop in front of it, so that they stay in their sentence."""
    return re.sub(r"([.!?])((?:\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\])+)", r" \2\1", text)


def best_sentences(text: str, hit: Hit) -> tuple[int, Span]:
    """Find the one or two neighbouring sentences of a hit that share most words with a claim.

    Returns:
        How many words they share, and the span in the article's body.
    """
    wanted = set(stems(text))
    told = [s for s in split(hit.passage.text) if not _planted(hit.passage.text, s)]
    spans = told or split(hit.passage.text)
    runs = spans + [(a[0], b[1]) for a, b in pairwise(spans)]

    def fit(run: tuple[int, int]) -> tuple[int, int]:
        own = set(stems(hit.passage.text[run[0] : run[1]]))
        return len(wanted & own), run[0] - run[1]

    start, end = max(runs, key=fit)
    at = hit.passage.start
    return fit((start, end))[0], (hit.article.id, at + start, at + end)


def _planted(text: str, span: tuple[int, int]) -> bool:
    return orders_programs(paragraph_of(text, *span))


def with_right_source(claim: Claim, hits: Sequence[Hit], fault: Fault) -> Claim:
    """Return the claim on a passage that bears it out, where one does; else as it is.

    The passages are tried alone, those that share most words first, then each beside those cited.
    """
    if not fault(claim):
        return claim
    found = sorted((best_sentences(claim.text, hit) for hit in hits), key=lambda f: -f[0])
    alone = [replace(claim, quotes=(span,)) for _, span in found]
    beside = [replace(claim, quotes=(*claim.quotes, span)) for _, span in found if claim.quotes]
    return next((option for option in (*alone, *beside) if not fault(option)), claim)


def scattered(claim: Claim, evidence: str) -> str:
    """Say that the words of an answer of a few words do not stand together in what it rests on.

    In a sentence of its own each word binds the others; a few words may be found anywhere. Numbers
    are left to the other checks, since a date may be written in many ways.
    """
    wanted = {stem for stem in stems(claim.text) if not stem.isdigit()}
    if len(claim.text.split()) >= _BARE or not wanted:
        return ""
    found = [stem for stem in stems(evidence) if not stem.isdigit()]
    near = len(wanted) + _BETWEEN
    together = any(wanted <= set(found[i : i + near]) for i in range(len(found)))
    return "" if together else f"the source does not say “{claim.text.rstrip('.')}”"


def in_its_sentence(claim: Claim, quote: str) -> Claim:
    """Show an answer of a few words with the sentence that it comes from."""
    if len(claim.text.split()) >= _BARE:
        return claim
    return replace(claim, text=f"{claim.text.rstrip('.')}: “{' '.join(quote.split())}”")
