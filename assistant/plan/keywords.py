"""Words as typed into a search box in, the type and the noun of what they look for out.

"death toll ferry kesh latest" and "new director desmond museum" have no question word. What they
look for is named by a noun: first by one that names a detail ("toll", "date", "price"), wherever
it stands, then by the first that names a person, a body or a place. Made a question of, they go
the way of all others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from assistant.plan.words import AUX, PREPOSITIONS, PRONOUNS, Word, plural, singular
from assistant.types import AnswerType
from index_store.titles import FIRMS, HOUSE, SPOKEN, STATE

FEWEST = 2
_DETAILS: dict[AnswerType, str] = {
    "date": "date day deadline birthday",
    "percent": "percent percentage proportion turnout",
    "money": "price cost amount sum salary fee fine bail ransom fare bonus compensation settlement "
    "severance payout reward budget valuation penalty payment payoff loan debt",
    "number": "number toll tally deaths count total score margin figure casualty attendance age "
    "height width depth weight altitude speed signature evacuee visitor arrest population",
    "duration": "duration length sentence",
    "reason": "reason cause motive",
    "place": "birthplace venue location whereabouts",
    "quotation": "quote reply response comment",
    "title": "title",
    "any": "outcome result verdict profession job purpose ministry",
}
_HOLDERS: dict[AnswerType, str] = {
    "person": "boss ceo head leader pm commander captain coach manager rector bishop judge mp "
    "prosecutor mediator envoy winner champion successor predecessor replacement nominee candidate "
    "owner founder author singer actor actress suspect victim whistleblower hacker scorer editor "
    "referee king queen " + " ".join(STATE | HOUSE | FIRMS | SPOKEN),
    "organisation": "firm company contractor supplier buyer airline bidder",
    "place": "town city country village",
}
_PAIRS: dict[str, AnswerType] = {
    "death toll": "number", "share price": "money", "prize money": "money",
    "vote share": "percent", "share of": "percent", "stake of": "percent", "pay rise": "percent",
    "pay increase": "percent", "jobless rate": "percent", "unemployment rate": "percent",
    "vote result": "number", "ballot result": "number", "vote count": "number",
    "votes for": "number", "votes against": "number", "trial start": "date", "start of": "date",
    "seat of": "place", "number killed": "number", "crowd size": "number", "years as": "duration",
    "closing year": "date", "opening year": "date", "pay offer": "money",
}  # fmt: skip
_DETAIL_OF = {noun: kind for kind, nouns in _DETAILS.items() for noun in nouns.split()}
_HOLDER_OF = {noun: kind for kind, nouns in _HOLDERS.items() for noun in nouns.split()}
_COUNTED = frozenset("dead killed injured wounded missing arrested evacuated votes".split())
_TURNS = frozenset("last latest first previous next".split())
_EVENTS = frozenset("call talk meeting summit visit trip conversation phone speech".split())
_VOTES = frozenset("vote votes ballot referendum poll election".split())

_OPENING: dict[str, AnswerType] = {"year": "date", "month": "date"}
# What has these is a sentence of its own.
_CLAUSE = (AUX | PRONOUNS) - {"may", "us", "one"}
_ORDERS = frozenset("explain describe find tell compare check thanks".split())
_NEWS = frozenset("news latest update updates summary overview story".split())

_ASKED_WITH: dict[AnswerType, str] = {
    **dict.fromkeys(_DETAILS, "What"), **dict.fromkeys(_HOLDERS, "What"), "person": "Who",
}  # fmt: skip
del _ASKED_WITH["quotation"], _ASKED_WITH["any"]  # "What is the reply" asks for no one's words
_QUALIFIERS = frozenset(
    "current official latest final total exact new old first last original initial overall updated "
    "confirmed full present".split()
)
_PAST = re.compile(r"\b(?:last|first|previous|before|original(?:ly)?|in \d{4})\b", re.IGNORECASE)
_LATEST = re.compile(r"\b(?:latest|most recent)\b", re.IGNORECASE)
# Two names side by side behind what only two can do.
_NAME = r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*"
_TWO = re.compile(
    rf"\b((?:call|talk|meeting|summit|conversation)s?) ({_NAME})(?:,| and|, and) ({_NAME})$"
)
_ARTICLE = re.compile(r"^\W*(?:the|an?)\s+", re.IGNORECASE)

Found = tuple[AnswerType, str]


def looked_for(words: Sequence[Word]) -> Found:
    """Return the type and the singular noun of what is looked for; `any` and `` if not told."""
    plain = [word for word in words if not word.sign]
    if len(plain) > FEWEST and _opens([word.lower for word in plain]):
        noun = singular(plain[0].lower)
        return _OPENING.get(noun) or _DETAIL_OF[noun], noun
    if len(plain) < FEWEST or _says_otherwise([word.lower for word in plain]):
        return "any", ""
    common = [w for i, w in enumerate(plain) if not i or not w.capital or w.text.isupper()]
    return (
        _pair(plain)
        or _named(common, _DETAIL_OF)
        or _counted(plain)
        or _turn(plain)
        or _named(common, _HOLDER_OF)
        or ("any", "")
    )


def as_question(text: str, kind: AnswerType, noun: str) -> str:
    """Make a question of words that look for this type; where none is told they stay as they are.

    >>> as_question("captain calla star", "person", "captain")
    'Who is the captain calla star?'
    >>> as_question("last call Macron, Putin", "date", "")
    'When was the last call between Macron and Putin?'
    """
    begun = text.split(maxsplit=1)[0].lower() if text.strip() else ""
    if kind not in _ASKED_WITH or begun in _COUNTED:
        return text
    past = _PAST.search(text) or (kind == "date" and not noun and _LATEST.search(text))
    many = plural(noun or "") or begun == "dates"
    be = ("were" if many else "was") if past else "are" if many else "is"
    rest = _ARTICLE.sub("", text).strip(" ?.!")
    first = singular(rest.split(maxsplit=1)[0].lower())
    if first in _QUALIFIERS or first in _DETAIL_OF | _HOLDER_OF | _OPENING:
        rest = rest[0].lower() + rest[1:]
    if kind == "date":
        rest = _TWO.sub(r"\g<1> between \g<2> and \g<3>", rest)
    if kind == "person":  # "new director Desmond Museum"
        rest = re.sub(rf"(?i:\b({noun}))\s+(?=[A-Z])", r"\1 of ", rest, count=1)
    word = "When" if kind == "date" and not noun else _ASKED_WITH[kind]
    return f"{word} {be} the {rest}?"


def _says_otherwise(lower: Sequence[str]) -> bool:
    """Tell sentences, orders and questions for all the news from words that look for one thing."""
    news = any(a in _NEWS and b in PREPOSITIONS for a, b in pairwise(lower))
    return news or lower[0] in PREPOSITIONS | _ORDERS or bool(_CLAUSE & set(lower))


def _opens(lower: Sequence[str]) -> bool:
    """Tell whether a noun comes first of which all that follows says which: "date they met"."""
    noun = singular(lower[0])
    follows = lower[1] not in AUX | PREPOSITIONS and bool(_CLAUSE & set(lower[1:]))
    return follows and (noun in _OPENING or _DETAIL_OF.get(noun) in {"date", "reason", "place"})


def _pair(words: Sequence[Word]) -> Found | None:
    for first, second in pairwise(words):
        pair = f"{first.lower} {second.lower}"
        if pair in _PAIRS:
            return _PAIRS[pair], ""
    return None


def _named(words: Sequence[Word], kinds: Mapping[str, AnswerType]) -> Found | None:
    """Find the first such noun, or of several in a row ("airline boss") the last."""
    found = None
    for word in words:
        kind = kinds.get(word.lower) or kinds.get(singular(word.lower))
        if kind is None and found is not None:
            break
        if kind is not None:
            found = kind, singular(word.lower)
    return found


def _turn(words: Sequence[Word]) -> Found | None:
    """Read "last call macron putin": when it was."""
    after = {singular(word.lower) for word in words[1:3]}
    return ("date", "") if words[0].lower in _TURNS and _EVENTS & after else None


def _counted(words: Sequence[Word]) -> Found | None:
    """Read "injured in the ammonia leak", "coup attempt dead" and the result of a vote."""
    lower = {word.lower for word in words}
    counts = _COUNTED & {words[0].lower, words[-1].lower}
    return ("number", "") if counts or ("result" in lower and _VOTES & lower) else None
