"""A question and a possible answer in, whether its form alone rules it out."""

from __future__ import annotations

import re

from assistant.people import PERSON_NOUNS, one_of
from assistant.read.said.speech import says
from assistant.read.sentence.alternatives import option_in
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.typed import AMOUNT, MONEY
from assistant.read.spans.difference import asks_difference, is_difference
from assistant.types import Plan

_NAME_ASKED = re.compile(
    r"\bnames? of\b|\b(?:is|are|was|were) (?:\S+ ){0,6}(?:called|named)\W*$", re.IGNORECASE
)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:(?:the|his|her|its|their) )?\d+(?:st|nd|rd|th)\b.*", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:1[5-9]|20)\d\d(?:[-–]\d{2,4})?\b")
# No sum of money is so much of these, and no year.
_MATTER = re.compile(
    r"\bhow much (?:(?!do|did|is|was|will|would|has|have|had|can|could|the)\w+ ){0,2}?"
    r"(?:gas|oil|crude|diesel|petrol|water|rain|rainfall|snow|land|food|"
    r"grain|wheat|rice|electricity|power|energy|fuel|coal|waste|debris|sewage|cocaine|heroin|"
    r"carbon|milk|fish|meat|timber|sand|space|time)\b",
    re.IGNORECASE,
)
_SAY = re.compile(r"\b(?:say|said|tell|told)\b", re.IGNORECASE)
_HOW_OFTEN = re.compile(r"\bhow (?:often|frequently)\b", re.IGNORECASE)
_FREQUENCY = re.compile(
    r"\b(?:times|once|twice|thrice|every|each|daily|weekly|monthly|quarterly|yearly|annual\w*|"
    r"rounds?|per|an? (?:hour|day|week|month|year)|hourly|always|never|rarely|often|regularly)\b",
    re.IGNORECASE,
)
_HOW_MANY_DAYS = re.compile(r"\bhow many (minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
_SHORT_TIME = re.compile(r"\b(?:seconds?|minutes?|hours?)\b", re.IGNORECASE)
_LONG_TIME = re.compile(r"\b(?:weeks?|months?|years?|decades?)\b", re.IGNORECASE)
# `The last three of them` counts no whole.
_LAST_SO_MANY = re.compile(r"\b(last|past|first|next|previous|top) $", re.IGNORECASE)
# The ministers of a country need not be in it.
WHERE = re.compile(r"\W*(?:and |so )?where\b", re.IGNORECASE)
_OF_WHOM = re.compile(r"\b(\w+) of (?:the )?$")
_ASKING = re.compile(r"\?\s*$")


def barred(plan: Plan, c: Candidate) -> bool:
    """Tell whether a candidate can be no answer: of what nobody tells, or in no form of an answer.

    An article that asks a thing tells nothing of it; `the 15th` and `Rovers in 2019` count nothing;
    `a boy` is nobody's name.
    """
    question = plan.standalone_question
    asks = plan.answer_type != "quotation" and bool(_ASKING.search(c.sentence_text))
    unlike = plan.options and not option_in(plan.options, c.text)
    asks = asks or (plan.answer_type == "quotation" and _unsaid(question, c))
    if asks or unlike or _other_measure(question, c):
        return True
    if plan.answer_type == "number" and _HOW_MANY.search(question):
        return bool(_ORDINAL.fullmatch(c.text)) or not AMOUNT.search(_without_years(c))
    if plan.answer_type == "number" and _MATTER.search(question):
        return bool(MONEY.search(c.text)) or not AMOUNT.search(_YEARS.sub("", c.text))
    if WHERE.match(question):
        before = c.hit.article.body[c.sentence[0] : c.start]
        whose = _OF_WHOM.search(before)
        return whose is not None and one_of(whose[1].lower()) in PERSON_NOUNS
    named = plan.answer_type == "person" and _NAME_ASKED.search(question)
    return bool(named) and not any(word[0].isupper() for word in c.text.split())


def _unsaid(question: str, c: Candidate) -> bool:
    """Tell whether nobody says anything in a sentence, where it is asked what somebody said."""
    return bool(_SAY.search(question)) and not says(c.sentence_text)


def _other_measure(question: str, c: Candidate) -> bool:
    """Tell whether a number is not of what is counted: hours for days, a price for its fall."""
    if _HOW_OFTEN.search(question):
        return not _FREQUENCY.search(c.text)
    if asked := _HOW_MANY_DAYS.search(question):
        small = asked[1].lower() in {"minute", "hour"}
        return bool((_LONG_TIME if small else _SHORT_TIME).search(c.text))
    before = c.hit.article.body[c.sentence[0] : c.start]
    if asks_difference(question):
        return not is_difference(c)
    found = _LAST_SO_MANY.search(before) if _HOW_MANY.search(question) else None
    return found is not None and found[1].lower() not in question.lower()


def _without_years(c: Candidate) -> str:
    """Return the text of a candidate without the dates in it; digits alone may be any number."""
    return c.text if c.text.isdigit() else _YEARS.sub("", c.text)
