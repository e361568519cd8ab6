"""A question for what letters stand for in, the name that the articles spell out for them out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.read.sentence.candidates import sentence_spans
from assistant.read.sentence.fuller import spelled_out
from assistant.read.sentence.printed import quotation, told_as
from assistant.types import Draft, Hit, Plan

_ASKED = re.compile(
    r"\b([A-Z][A-Z.]{1,7})(?:['’]s)?\W+(?:(?:an? )?(?:abbreviation|acronym|short)\b|stands?\b)|"
    r"\b(?:abbreviation|acronym|letters|initials|full (?:name|form) of)\s+"
    r"[\"“]?([A-Z][A-Z.]{1,7})\b"
)
_STANDS_FOR = re.compile(r"\b(?:stands? for|short for|full (?:name|form) of)\b", re.IGNORECASE)
CONFIDENCE = 0.9


def expansion(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Tell the name that an article gives letters; None where that is not asked, or not told.

    The sentence that has both name and letters is quoted, else that with the name.
    """
    asked = _ASKED.search(plan.standalone_question)
    if not asked or not _STANDS_FOR.search(plan.standalone_question):
        return None
    letters = asked[1] or asked[2]
    for hit in hits:
        name = spelled_out(hit.article.body, letters)
        told = [span for span in sentence_spans(hit) if name and name in _line(hit, span)]
        both = [span for span in told if letters in _line(hit, span)]
        if told:
            quote = quotation(hit.article, *(both or told)[0])
            claim = told_as(name, quote)
            order = (hit.passage.id,)
            return Draft(short=name, claims=(claim,), confidence=CONFIDENCE, order=order)
    return None


def _line(hit: Hit, span: tuple[int, int]) -> str:
    return " ".join(hit.article.body[slice(*span)].split())
