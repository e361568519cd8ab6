"""A question and a possible answer in, whether its form alone rules it out."""

from __future__ import annotations

import re

from assistant.read.sentence.alternatives import option_in
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.typed import AMOUNT
from assistant.types import Plan

_NAME_ASKED = re.compile(
    r"\bnames? of\b|\b(?:is|are|was|were) (?:\S+ ){0,6}(?:called|named)\W*$", re.IGNORECASE
)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:(?:the|his|her|its|their) )?\d+(?:st|nd|rd|th)\b.*", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:1[5-9]|20)\d\d(?:[-–]\d{2,4})?\b")
_ASKING = re.compile(r"\?\s*$")


def barred(plan: Plan, c: Candidate) -> bool:
    """Tell whether a candidate can be no answer: of what nobody tells, or in no form of an answer.

    An article that asks a thing tells nothing of it; `the 15th` and `Rovers in 2019` count nothing;
    `a boy` is nobody's name.
    """
    question = plan.standalone_question
    if plan.options and not option_in(plan.options, c.text):
        return True
    if plan.answer_type != "quotation" and _ASKING.search(c.sentence_text):
        return True
    if plan.answer_type == "number" and _HOW_MANY.search(question):
        return bool(_ORDINAL.fullmatch(c.text)) or not AMOUNT.search(_without_years(c))
    named = plan.answer_type == "person" and _NAME_ASKED.search(question)
    return bool(named) and not any(word[0].isupper() for word in c.text.split())


def _without_years(c: Candidate) -> str:
    """Return the text of a candidate without the dates in it; digits alone may be any number."""
    return c.text if c.text.isdigit() else _YEARS.sub("", c.text)
