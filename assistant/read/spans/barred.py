"""A question and a possible answer in, whether its form alone rules it out."""

from __future__ import annotations

import re

from assistant.modality import asks_present
from assistant.people import PERSON_NOUNS, one_of
from assistant.read.said.speech import says
from assistant.read.sentence.alternatives import option_in
from assistant.read.sentence.candidates import Candidate
from assistant.read.sentence.typed import AMOUNT, MONEY
from assistant.read.spans.counted import in_name, is_money
from assistant.read.spans.difference import asks_difference, is_difference
from assistant.read.spans.fates import of_another_fate
from assistant.types import Plan
from index_store.sentences import split
from index_store.titles import SHORT, TITLES, any_of, capitals

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
_SO_MANY = re.compile(r"(?:the )?(last|past|first|next|previous|top) ", re.IGNORECASE)
# "How much per share": 14.20 euros a share, and not what the whole costs.
_PER_ASKED = re.compile(  # Per Lind is somebody
    r"\bper (?!cent\b|capita\b|se\b|day|week|month|year|hour|annum|minute|second)\w+"
)
_PER = re.compile(r"\W*(?:\w+ ){0,2}?(?:an?|per|each|every|apiece)\b", re.IGNORECASE)
_PER_BEFORE = re.compile(r"\b(?:each|every|per)\b", re.IGNORECASE)
_CLOCK = re.compile(r"(?:about |around |at )?\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?")
_TITLES = capitals(TITLES | SHORT)
_TITLED = rf"\b(?:{any_of(_TITLES)})\.? (?:[A-Z][\w’'-]+ )?"
_WILL = re.compile(r"\W*(?:will|is to|is due to|takes? over|is expected to)\b")
_PEOPLE = PERSON_NOUNS | {"individual", "accused", "dead"}
_PRONOUN = re.compile(r"(?:he|she|they|it|we|i) ", re.IGNORECASE)
_NAMED = frozenset({"person", "organisation", "place"})
_LONG = frozenset({"quotation", "reason", "how", "definition"})  # may be several sentences
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
    if _untold(plan, c) or _other_measure(question, c) or _other_kind(plan, c):
        return True
    if plan.answer_type == "number" and _HOW_MANY.search(question):
        if MONEY.search(c.text) or is_money(c) or of_another_fate(question, c):
            return True
        return bool(_ORDINAL.fullmatch(c.text)) or not AMOUNT.search(_without_years(c))
    if plan.answer_type == "number" and _MATTER.search(question):
        return bool(MONEY.search(c.text)) or not AMOUNT.search(_YEARS.sub("", c.text))
    if WHERE.match(question):
        before = c.hit.article.body[c.sentence[0] : c.start]
        whose = _OF_WHOM.search(before)
        return whose is not None and one_of(whose[1].lower()) in PERSON_NOUNS
    of_people = plan.answer_type == "list" and one_of(plan.answer_noun) in _PEOPLE
    named = (plan.answer_type == "person" or of_people) and _NAME_ASKED.search(question)
    words = c.text.partition(",")[0].split()
    return bool(named) and not (words and words[-1][0].isupper())


def _untold(plan: Plan, c: Candidate) -> bool:
    """Tell whether a sentence only asks, or where words are asked for quotes nobody."""
    if plan.answer_type == "quotation":
        return _unsaid(plan.standalone_question, c)
    return bool(_ASKING.search(c.sentence_text))


def _other_kind(plan: Plan, c: Candidate) -> bool:
    """Tell whether a candidate is none of the options, or more than a name where one is wanted."""
    if plan.options and not option_in(plan.options, c.text):
        return True
    if plan.answer_type in _NAMED and _PRONOUN.match(c.text):
        return True
    if plan.answer_type not in _LONG and len(split(c.text)) > 1:
        return True
    if plan.answer_type == "duration" and _CLOCK.fullmatch(c.text):
        return True
    return _not_yet(plan, c) or (plan.answer_type == "organisation" and _is_person(c))


def _not_yet(plan: Plan, c: Candidate) -> bool:
    """Tell whether somebody is only to be, from a day that is to come, what is asked who is it."""
    if plan.answer_type != "person" or not asks_present(plan.standalone_question):
        return False
    if not _WILL.match(c.hit.article.body, c.end, c.sentence[1]):
        return False
    times = [
        m for m in c.hit.passage.times if m.kind == "date" and c.end <= m.start < c.sentence[1]
    ]
    days = [m.earliest for m in times if m.earliest]
    return bool(days) and min(days) > plan.today


def _is_person(c: Candidate) -> bool:
    """Tell whether the article calls a name somebody's: `Mayor Tomas Elderin`."""
    words = c.text.split()
    if len(words) > 2 or not all(word[0].isupper() for word in words):
        return False
    if words[0] in _TITLES:  # General Motors
        return False
    return bool(re.search(rf"{_TITLED}{re.escape(words[-1])}\b", c.hit.article.body))


def _unsaid(question: str, c: Candidate) -> bool:
    """Tell whether nobody says anything in a sentence, where it is asked what somebody said."""
    return bool(_SAY.search(question)) and not says(c.sentence_text)


def _other_measure(question: str, c: Candidate) -> bool:
    """Tell whether a number is not of what is counted: hours for days, a price for its fall."""
    if _HOW_OFTEN.search(question):
        return not _FREQUENCY.search(c.text)
    if (asked := _HOW_MANY_DAYS.search(question)) and _other_time(asked[1].lower(), c.text):
        return True
    before = c.hit.article.body[c.sentence[0] : c.start]
    if asks_difference(question):
        return not is_difference(c)
    if _PER_ASKED.search(question) and AMOUNT.search(c.text):
        return not _per_each(c, before)
    if not _HOW_MANY.search(question):
        return False
    found = _LAST_SO_MANY.search(before) or _SO_MANY.match(c.text)
    return in_name(c) or (found is not None and found[1].lower() not in question.lower())


def _other_time(unit: str, text: str) -> bool:
    """Tell whether a length of time is of quite other units: hours where days are asked for."""
    return bool((_LONG_TIME if unit in {"minute", "hour"} else _SHORT_TIME).search(text))


def _per_each(c: Candidate, before: str) -> bool:
    """Tell whether an amount is told of each of several."""
    after = c.hit.article.body[c.end : c.sentence[1]]
    return bool(_PER.match(after) or _PER.search(c.text) or _PER_BEFORE.search(before))


def _without_years(c: Candidate) -> str:
    """Return the text of a candidate without the dates in it; digits alone may be any number."""
    return c.text if c.text.isdigit() else _YEARS.sub("", c.text)
