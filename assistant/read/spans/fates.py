"""A question of how many and a number in, whether the number counts people of another fate out.

Of "How many were aboard when it sank?" the number of the dead is no answer.
"""

from __future__ import annotations

import re

from assistant.fates import DEAD, HELD, HURT, MISSING, SAVED
from assistant.read.sentence.candidates import Candidate


def _any(words: str) -> str:
    return words.replace(" ", "|")


_FATES = {
    "dead": rf"{_any(DEAD)}|bod(?:y|ies)|drown\w*|lost their lives",
    "hurt": rf"{_any(HURT)}|(?:in|to) hospital|hospitali[sz]ed",
    "missing": _any(MISSING),
    "saved": rf"{_any(SAVED)}|rescuers?|pulled out alive",
    "held": rf"{_any(HELD)}|detainees?|in custody|jailed",
    "aboard": r"aboard|on board|(?:on|in) the (?:ferry|ship|boat|vessel|bus|coach|train|tram|plane|"
    r"jet|flight|aircraft|helicopter|cabin|car|lift)|"
    r"in(?:side)? the (?:building|factory|plant|works|mine|house|hotel|club|hall|tower|theatre)",
}
_PATTERNS = {fate: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for fate, words in _FATES.items()}
_ANY = "|".join(_FATES.values())
_LINK = (
    r"were|was|are|is|had|have|has|been|being|be|known|confirmed|feared|believed|thought|reported|"
    r"said|now|to|also|still|who|others|more|of them|not \w+|taken"
)
_WORD = r"(?: (?!and\b|or\b|but\b)\w+)?"
_BEHIND = re.compile(rf"{_WORD}(?:,? (?:{_LINK})\b,?)*{_WORD},? ?(?:{_ANY})\b", re.IGNORECASE)
_ABOUT = r"of|at|least|most|about|some|around|more|than|nearly|almost|up|to|the|all|another|only"
_AHEAD = re.compile(
    rf"\b(?:{_ANY}) (?:(?:{_ABOUT}) )*$|"
    rf"\b(?:number|toll|count)\b[^,;.]*\b(?:{_ANY})\b[^,;.]* (?:rose|rises|risen|climbed|grew|"
    rf"stands|stood|reached|is|was|put) (?:(?:{_ABOUT}) )*$",
    re.IGNORECASE,
)
_REACH = 90  # characters


def of_another_fate(question: str, c: Candidate) -> bool:
    """Tell whether a number counts, say, the dead where the question asks for the rescued."""
    asked = _in(question)
    told = _told(c) if asked else set()
    return bool(told) and not told & asked


def _told(c: Candidate) -> set[str]:
    """Return what is said of those whom a number counts."""
    body, (first, last) = c.hit.article.body, c.sentence
    rest = body[c.end : min(last, c.end + _REACH)]
    behind = _BEHIND.match(rest)
    ahead = _AHEAD.search(body[max(first, c.start - _REACH) : c.start])
    told = _in(c.text) | {f for found in (behind, ahead) if found for f in _in(found.group())}
    # Of those aboard the rest may tell what became of them.
    return told | _in(rest) if told == {"aboard"} else told


def _in(text: str) -> set[str]:
    return {fate for fate, pattern in _PATTERNS.items() if pattern.search(text)}
