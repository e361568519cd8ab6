"""A text in, whether it denies or only announces out; cheap signs, where a parse is not at hand."""

from __future__ import annotations

import re
from collections.abc import Sequence

PLAN_ONLY = "The articles only announce it; none says that it has happened."
UNSETTLED = "The articles found deal with this, but they do not say whether it is so."
NOT_SAID = "The articles found deal with this, but they do not answer the question."
CONTRADICTED = "The premise of the question is not what the articles say."

_VERDICT = re.compile(r"^(?:yes|no)\b(?:[:,.;–—]+\s*|$)", re.IGNORECASE)
_DENIAL = re.compile(
    r"\b(?:not|never|no longer|no|none|nobody|nor|neither|denie[sd]|deny|denying|refus\w+|"
    r"reject\w+|declin\w+|rul(?:ed|es) out|without|false|untrue|wrong|cancel\w+|called off|"
    r"postponed|fail\w+ to)\b|n[’']t\b",
    re.IGNORECASE,
)
_UNDOING = re.compile(
    r"\b(?:call(?:ed|s|ing)? off|cancel\w*|scrap(?:ped|s)?|scrub(?:bed|s)?|refus\w+|reject\w*|"
    r"declin\w+|boycott\w*|rul(?:e|es|ed|ing) out|den(?:y|ied|ies|ying))\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:will|would|(?-i:may)|might|could|plans? to|planned|planning|expected to|"
    r"due (?:to|on|in)|scheduled|set to|considering|if|hopes? to|intends? to|is to|are to|"
    r"aims? to|proposed|(?:is|are)\b[^?.]{0,60}?\b(?:meant|supposed) to)\b",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\b(?:we (?:wrote|said|reported|gave|stated|described|named)|misstated|wrongly|incorrectly|"
    r"in error|mistakenly|(?:article|report|story|headline|caption|(?:this|our) (?:news)?paper) "
    r"(?:said|gave|stated|named)|(?:this|our) (?:news)?paper (?:wrote|reported|described))\b|"
    r"\bcorrection\b.*\b(?:article|report|story|headline|caption|edition)\b.*\b(?:said|gave|"
    r"stated|named|put|described)\b",
    re.IGNORECASE | re.DOTALL,
)
_DONE = re.compile(r"\b(?:was|were|had|has|have|did|said|told|\w{3,}ed)\b")
_PAST = re.compile(r"\b(?:did|was|were|had)\b|^\W*since when\b", re.IGNORECASE)
_DATE_OF_LAST = re.compile(
    r"\b(?:date|day) of (?:(?:the )?[\w.-]+['’]s?|the|his|her|their|its) (?:very )?"
    r"(?:last|latest|most recent|first|previous)\b|"
    r"^\W*(?:the )?(?:last|latest|most recent|previous) (?:[\w’'-]+ ){0,3}?"
    r"(?:call|conversation|meeting|talks|visit|trip|summit|face-to-face|encounter|contact)s?\b"
    r"(?!.*\b(?:is|are|will|next|due|planned)\b)",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|does|do|now|currently|still|known|at the moment)\b", re.IGNORECASE
)

_LATELY = re.compile(
    r"\b(?:recent(?:ly)?|lately|just|(?:days|hours) ago|today|yesterday|tonight|"
    r"(?:this|last|past) (?:week|weekend|month|night)|"
    r"(?:sun|mon|tues|wednes|thurs|fri|satur)day)\b",
    re.IGNORECASE,
)
_UNDER_WAY = re.compile(
    r"\b(?:is|are|has|have|['’]s) (?:\w+ )?(?:been |being )?"
    r"\w+(?:ing|ed|en|wn|nt|de|ld|ght|me)\b|"
    r"\b(?:will|going to|now|amid|poised|facing|set to)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\bwill\b|\bgoing to\b|\bupcoming\b|"
    r"\b(?:is|are)\b[^?]{0,90}?\b(?:expected|due|scheduled|set|planned|slated|supposed|meant|likely|"
    r"considered|looked at|to be)\b|"
    r"\bdo(?:es)?\b[^?]{0,90}\b(?:begin|start|open|reopen|end|resume|expire|take effect|take place|"
    r"come (?:out|into force)|go on sale|intend|plan|want|hope|aim|need to|have to|have until)\b|"
    r"^\W*(?:by|until) (?:when|(?:what|which) (?:day|date))\b|\bh(?:as|ave) (?:until|to) |"
    r"\bwhen (?:is|are) (?:the|his|her|their|its|[\w.-]+['’]s?) (?:very )?next\b|"
    r"\bwhat(?:['’]s| is) the (?:\w+ ){0,2}?(?:target|deadline|timetable|schedule|due date)\b",
    re.IGNORECASE,
)


def without_verdict(text: str) -> str:
    """Take a leading yes or no off."""
    return _VERDICT.sub("", text)


def denies(text: str) -> bool:
    """Tell whether a text says that something is not so."""
    return bool(_DENIAL.search(text))


def announces(text: str) -> bool:
    """Tell whether a text speaks of what is planned, expected or possible."""
    return bool(_PLAN.search(text))


def undoes(text: str) -> bool:
    """Tell whether a text speaks of calling off, refusing or rejecting, which is a deed itself."""
    return bool(_UNDOING.search(text))


def only_announces(text: str) -> bool:
    """Tell whether a text speaks of nothing that has happened, only of what is planned."""
    return announces(text) and not _DONE.search(text)


def asks_past(question: str) -> bool:
    """Tell whether a question is about something that has happened."""
    past = _PAST.search(question) or _DATE_OF_LAST.search(question)
    return bool(past) and not announces(question)


def asks_ahead(question: str) -> bool:
    """Tell whether a question is about something that is still to come on the day it is asked."""
    return bool(_AHEAD.search(question)) and not _PAST.search(question)


def asks_present(question: str) -> bool:
    """Tell whether a question is about how things stand, so that the newest telling counts."""
    return bool(_PRESENT.search(question)) and not _PAST.search(question)


def asks_lately(question: str) -> bool:
    """Tell whether a question says that it is about the last days or weeks."""
    return bool(_LATELY.search(question))


def asks_under_way(question: str) -> bool:
    """Tell whether a question is about what has come about or is under way as it is asked."""
    return bool(_UNDER_WAY.search(question))


def puts_right(text: str) -> bool:
    """Tell whether a text says that something was reported wrongly."""
    return bool(_WRONG.search(text))


def nowhere(names: Sequence[str]) -> str:
    """Say that names of the question are in no article that was found."""
    return f"The articles do not cover it: none that was found mentions {', '.join(names)}."
