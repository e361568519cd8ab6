"""By how much: a number in its sentence in, whether it tells a difference and no level out."""

from __future__ import annotations

import re

from assistant.read.sentence.candidates import Candidate

_COMPARATIVE = (
    r"(?:more|less|fewer|higher|lower|longer|shorter|later|earlier|cheaper|dearer|bigger|smaller|"
    r"faster|slower)"
)
# In a question the others say of what it is asked: `How many people over 65 live there?`
_MORE = rf"(?:{_COMPARATIVE}|below|above|ahead|behind|up|down|clear|short|over|under)"
_BY_HOW_MUCH = re.compile(
    rf"\bby how much\b|\bby what (?:margin|majority|percentage|amount)\b|"
    r"\bby how many (?:votes|points|seats|goals|runs|lengths|percent|\w*seconds|minutes|"
    rf"met(?:er|re)s)\b|"
    rf"\bhow (?:much|many)(?: \w+)?? {_COMPARATIVE}\b(?! (?:will|must|can|may|do|does)\b)",
    re.IGNORECASE,
)
_ABOUT = (
    r"(?:(?:about|some|around|nearly|almost|only|just|(?:more|less) than|over|an?|the|at least) )*"
)
# What stands before a difference: `by`, `a lead of`, `rose`; behind it: `percent`, `votes ahead`.
_DIFFERS = re.compile(
    rf"\b(?:by|(?:rise|fall|cut|drop|increase|lead|margin|majority|gain|loss|reduction|jump|gap|"
    rf"difference|delay|decline|growth) of|add(?:s|ed|ing)?|extra|additional|another|"
    rf"rose|fell|grew|climbed|dropped|gained|lost|slipped|jumped|shed) {_ABOUT}$",
    re.IGNORECASE,
)
_LEVEL = re.compile(rf"(?<!close )\b(?:to|at) {_ABOUT}$", re.IGNORECASE)
_SHARE = re.compile(
    r" of (?:the |all |\w+['’]s )?(?:valid )?(?:votes?|ballots?|poll)\b", re.IGNORECASE
)
_COMPARED = re.compile(
    rf"(?:percent|per cent|%|points?|times|half|twice|double|third|quarter)|"
    rf"\b{_MORE}\b|\d ?[-–] ?\d|\bto\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"^[ -](?:[\w-]+ ){{0,2}}?(?:{_MORE}|lead|margin|majority)\b", re.IGNORECASE)


def asks_difference(question: str) -> bool:
    """Tell whether it is asked by how much something differs or changed."""
    return bool(_BY_HOW_MUCH.search(question))


def is_difference(c: Candidate) -> bool:
    """Tell whether a number says so: `by 2 crowns`, `two lower`, no `to 36 crowns`."""
    before = c.hit.article.body[c.sentence[0] : c.start]
    behind = c.hit.article.body[c.end : c.sentence[1]]
    if _LEVEL.search(before) or _SHARE.match(behind):
        return False
    return bool(_DIFFERS.search(before) or _COMPARED.search(c.text) or _BEHIND.search(behind))
