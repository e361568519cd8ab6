"""A question for a reason and hits in, what stands behind the event where a passage breaks off out.

News gives a reason in the sentence after: "Tor resigned on Monday. In a letter he gave reasons of
health." Where a passage ends between the two, neither half tells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.read.sentence.assertion import read_assertion
from assistant.read.sentence.candidates import sentence_spans
from assistant.read.sentence.predicates import akin
from assistant.read.sentence.syntax import parse, phrase_of
from assistant.types import Hit, Plan
from assistant.words import missing_names

LONGEST = 600  # characters


def read_on(plan: Plan, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the last sentence of each hit that tells the event, with the rest of its paragraph."""
    if plan.answer_type != "reason":
        return
    predicate = read_assertion(plan, {}).predicate
    for hit in hits:
        body, end = hit.article.body, hit.passage.end
        stop = body.find("\n\n", end)
        stop = len(body) if stop < 0 else stop
        spans = sentence_spans(hit)
        if not spans or not body[end:stop].strip() or "\n\n" in body[spans[-1][1] : end]:
            continue
        start, last = spans[-1]
        told = body[start:last]
        if stop - start > LONGEST or missing_names(plan.names, told):
            continue
        if any(akin(phrase_of(t), predicate) for t in parse(told)):
            passage = replace(hit.passage, text=body[start:stop], start=start, end=stop)
            yield replace(hit, passage=passage)
