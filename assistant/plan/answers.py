"""The asked part of a question in; the type of its answer, and the noun asked for, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.people import PERSON_NOUNS
from assistant.plan.asked import Asked
from assistant.plan.words import ADVERBS, AUX, DETERMINERS, PRONOUNS, plural, singular
from assistant.types import AnswerType

_BY_KIND: dict[str, AnswerType] = {
    "whose": "person", "where": "place", "when": "date", "why": "reason",
    "how": "how", "how many": "number", "how long": "duration", "how often": "number",
    "how frequently": "number", "how soon": "duration", "how late": "duration",
    "yes-no": "yes-no", "how quickly": "duration",
}  # fmt: skip
_NOUNS: dict[AnswerType, str] = {
    "organisation": "company firm retailer airline carmaker automaker bank agency group team club "
    "organisation organization institution party network platform store chain newspaper outlet "
    "broadcaster university school college league union government ministry department court army "
    "militia charity brand manufacturer startup start-up band studio church carrier operator body "
    "publisher business corporation association committee council regulator developer supplier "
    "restaurant supermarket hospital insurer utility federation lender alliance "
    "coalition ngo authority app orchestra contractor shipbuilder brewer consortium",
    "place": "country state city town village region province island county continent nation "
    "capital river lake mountain street neighbourhood neighborhood district airport port stadium "
    "venue location place site area territory park museum hotel room suburb harbour sea beach "
    "peninsula planet desert valley volcano square road highway border territory borough "
    "destination bridge prison arena resort municipality ocean coast canton station",
    "date": "year month day date weekday century decade deadline birthday week evening",
    "time": "time hour",  # of the day
    "percent": "percentage percent proportion share rate odd turnout",
    "money": "price cost amount sum salary fee fine budget bill bonus ransom fare reward bail wage "
    "payout valuation debt deficit revenue profit turnover loss donation penalty compensation "
    "payoff severance loan",
    "number": "number age population score temperature magnitude height length depth speed "
    "weight distance total count margin altitude capacity frequency",
    "title": "film movie book novel song album play show series programme program game musical "
    "opera painting podcast poem documentary title sitcom single track ballet magazine memoir",
    "quotation": "phrase quote slogan motto words wording word nickname message",
    "reason": "reason cause motive purpose aim goal excuse explanation justification motivation",
    "duration": "duration sentence term",
}
_TYPE_OF: dict[str, AnswerType] = dict.fromkeys(PERSON_NOUNS, "person")
_TYPE_OF |= {noun: kind for kind, nouns in _NOUNS.items() for noun in nouns.split()}
_MONEY_VERBS = frozenset(
    "cost worth pay paid fined fine raise raised spend spent owe owed earn earned sell sold price "
    "priced charge charged donate donated fetch fetched lend invest invested money bail settle "
    "tax lose save award awarded give bid contribute".split()
)
_NAME_OF = re.compile(r"\W*what(?:['’]s| is| was) the name of the (\w+)", re.IGNORECASE)
# "What's the most recent call between the two?", "What's the earliest it could reopen?"
_LATEST_EVENT = re.compile(
    r"\W*what(?:['’]s| is| was) (?:the|their|his|her) (?:very )?(?:last|latest|most recent|first|"
    r"next) (?:\w+ )?(?:call|meeting|talks?|conversation|visit|trip|summit|contact)\b(?! about)",
    re.IGNORECASE,
)
_EARLIEST = re.compile(
    r"\W*what(?:['’]s| is| was) the (?:earliest|soonest|latest)(?: date| day)?(?: that)? [^?]*\b"
    r"(?:can|could|will|would|may|might)\b",
    re.IGNORECASE,
)
_IN_PERCENT = re.compile(r"\bin per ?cent(?:age)?(?: terms)?\b", re.IGNORECASE)
_HOW_MANY_AGO = re.compile(r"\bhow many (?:days|weeks|months|years) ago\b")
# "How big a fine": a sum of money.
_HOW_BIG_A = re.compile(
    r"\W*how (?:big|large|high|heavy|steep|small|low|long) an? (?:(?!of\b)\w+ ){0,2}?(\w+)(?= "
    r"(?:did|does|do|was|is|has|have|had|will|would|can|could|of|for|from|to)\b|\W*$)",
    re.IGNORECASE,
)
# "What is the target for reopening the line?": a day.
_AIMS = frozenset("target timetable schedule timeline".split())
_TO_START = re.compile(
    r"\b(?:for|of) (?:the )?(?:start|open|launch|complet|finish|begin|resum|reopen|deliver|return|"
    r"arriv|introduc|handover|switch)\w*",
    re.IGNORECASE,
)
_EXACTLY = frozenset("exactly precisely".split())
_ENDS_NOUN = frozenset(
    "of for from in at on by to stand stands reach now currently so after before as that which who "
    "? , .".split()
)
_BE = frozenset("is are was were be".split())
_REACHES = frozenset("stand reach amount rise fall come".split())
# "Which opposition figure" is somebody, "which official figure" is a number.
_FIGURES = frozenset(
    "public political leading opposition religious senior key historical literary party military "
    "media sports cult prominent well-known".split()
)
# "Which EU member" is a country.
_WITH_MEMBERS = frozenset(
    "house senate cabinet board crew council parliament staff team band family jury committee "
    "assembly congress cast gang".split()
)
_UNIT_TYPES: dict[str, AnswerType] = {
    **dict.fromkeys("second minute hour day night week month year decade".split(), "duration"),
    "percent": "percent", **dict.fromkeys("dollar euro pound yen rouble".split(), "money"),
}  # fmt: skip
_CHANGES = frozenset("rise risen rose fall fallen fell grow grown grew increase increased".split())
_SAY = frozenset(
    "say said call called tell told describe described promise promised claim warn reply "
    "write declare vow pledge argue insist ask answer shout think demand".split()
)
_LED = frozenset(
    "caused prompted triggered sparked led made drove motivated forced causes "
    "explains explained".split()
)


def answer_noun(asked: Asked) -> str:
    """Give the head noun asked for, in the singular; empty when none is named."""
    if asked.kind in {"what", "which", "how many", "how much", "whose", "order"} and asked.noun:
        return singular(asked.noun[-1])
    return ""


def answer_type(asked: Asked, wants_all: bool) -> AnswerType:
    """Say what kind of thing would answer."""
    lower = [w.lower for w in asked.words]
    if (named := _NAME_OF.match(asked.text)) and singular(named[1].lower()) in PERSON_NOUNS:
        return "person"
    if asked.kind in {"what", "which"}:
        kind = _noun_type(asked, wants_all) if asked.noun else _what(asked, lower)
        return _day_of(asked) or kind
    if asked.kind == "order":
        kind = _noun_type(asked, wants_all) if asked.noun else "list"
        return kind if kind == "date" or not wants_all else "list"
    if asked.kind == "who":
        return _who(asked, lower)
    if asked.kind.startswith("how "):
        return _in_unit(asked.text) or _how(asked, lower)
    return _BY_KIND.get(asked.kind, "any")


def _in_unit(text: str) -> AnswerType | None:
    """Read "how big a fine" as a sum of money, "how much more, in percent" as a share."""
    if _IN_PERCENT.search(text):
        return "percent"
    big = _HOW_BIG_A.match(text)
    return _TYPE_OF.get(singular(big[1].lower())) if big else None


def _how(asked: Asked, lower: list[str]) -> AnswerType:
    if asked.kind == "how much":
        return _how_much(asked, lower)
    if (asked.kind == "how long" and "ago" in lower) or _HOW_MANY_AGO.search(" ".join(lower)):
        return "date"
    if asked.kind == "how long" and _measures_thing(asked):
        return "number"
    if asked.kind == "how many" and asked.noun:
        return _UNIT_TYPES.get(singular(asked.noun[-1]), "number")
    return _BY_KIND.get(asked.kind, "number")


def _what(asked: Asked, lower: list[str]) -> AnswerType:
    rest = lower[asked.after :] or [""]
    if rest[0] in _EXACTLY:
        rest = rest[1:] or [""]
    rest = _of_whose(asked, rest)
    if found := _noun_after(rest):
        return found
    if rest[0] in _LED or rest[:2] in (["was", "behind"], ["is", "behind"]):
        return "reason"
    if rest[0] in {"does", "do", "did"} and ("mean" in rest or rest[-3:-1] == ["stand", "for"]):
        return "definition"
    if rest[0] in _BE:
        return "definition" if _defines(asked) else "quotation" if "said" in rest else "any"
    if rest[0] in AUX and {"cost", "pay", "earn", "charge", "paid"} & set(rest):
        return "money"
    return "quotation" if rest[0] in AUX and _SAY & set(rest) else "any"


def _of_whose(asked: Asked, rest: list[str]) -> list[str]:
    """Read "is the mayor's latest tally" as "is their latest tally"."""
    words = asked.words[asked.after :]
    ends = next((n for n, w in enumerate(words[1:], 1) if w.lower in _ENDS_NOUN), len(words))
    whose = max((n for n, w in enumerate(words[:ends]) if n and w.possessive), default=0)
    return [rest[0], "their", *rest[whose + 1 :]] if whose and rest[0] in _BE else rest


def _day_of(asked: Asked) -> AnswerType | None:
    """Read "what's the most recent call", "what's the earliest it could reopen": a day."""
    dated = _LATEST_EVENT.match(asked.text) or _EARLIEST.match(asked.text)
    return "date" if dated else None


def _noun_after(rest: list[str]) -> AnswerType | None:
    """Read "what is the toll of ...", "what does the count stand at": a noun that is an amount."""
    if rest[0] not in AUX or rest[1:2] not in (["the"], ["its"], ["their"], ["his"], ["her"]):
        return None
    phrase = list(takewhile(lambda word: word not in _ENDS_NOUN, rest[2:]))
    if rest[0] not in _BE and not _REACHES & set(rest):
        return None
    kind = _TYPE_OF.get(singular(phrase[-1])) if phrase and len(phrase) < 6 else None
    if phrase and singular(phrase[-1]) in {"toll", "casualty", "tally"}:
        return "number"
    return kind if kind in {"number", "money", "percent"} else None


def _noun_type(asked: Asked, wants_all: bool) -> AnswerType:
    head = singular(asked.noun[-1])
    if head in {"toll", "casualty", "tally"} or (head == "figure" and not _somebody(asked.noun)):
        return "number"
    if head in _AIMS and _TO_START.search(asked.text):
        return "date"
    found = _TYPE_OF.get(head)
    if found == "time" and [w.lower for w in asked.words[asked.after :]][:1] == ["of"]:
        return "date"  # "at what time of year"
    if found is None and len(asked.noun) > 1 and head in {"name"}:
        found = _TYPE_OF.get(singular(asked.noun[-2]))
    if found is None and len(head) > 5 and head.endswith(("ist", "ian", "man", "woman", "-old")):
        found = "person"
    if head == "member" and len(asked.noun) > 1 and asked.noun[-2] in _WITH_MEMBERS:
        found = "person"
    if wants_all and found is None:
        return "list"
    return found or "any"


def _somebody(noun: Sequence[str]) -> bool:
    """Tell a figure of public life from one that is counted."""
    return len(noun) > 1 and noun[-2].lower() in _FIGURES


def _who(asked: Asked, lower: list[str]) -> AnswerType:
    rest = asked.words[asked.after :]
    names = [w for w in rest[1:] if not w.sign]
    if rest and rest[0].lower in {"is", "are", "was", "were"} and names:
        plain = [w for w in names if w.lower not in {"the", "de", "of", "al", "van", "von"}]
        titled = names[0].lower == "the" and len(plain) > 1
        if all(w.capital for w in plain) and plain and not titled:
            return "definition"
    return "list" if lower[asked.wh : asked.wh + 2] == ["who", "all"] else "person"


def _how_much(asked: Asked, lower: list[str]) -> AnswerType:
    noun = asked.noun[-1:] or ("",)
    if noun[0] in {"longer", "later", "earlier", "sooner", "time"}:
        return "duration"
    if lower[asked.wh + 2 : asked.wh + 3] == ["of"]:
        return "percent"
    if noun[0] in {"money", "cash"} or _MONEY_VERBS & set(lower):
        return "money"
    counted = noun[0] or _CHANGES & set(lower) or (asked.wh and lower[asked.wh - 1] == "by")
    return "number" if counted else "money"


def _measures_thing(asked: Asked) -> bool:
    """Tell "how long is the tunnel" from "how long did the call last"."""
    things = {"bridge", "tunnel", "river", "wall", "road", "route", "track", "pipeline", "fence",
              "boat", "ship", "snake", "cable", "line", "runway", "queue", "report", "book",
              "letter"}  # fmt: skip
    rest = [w.lower for w in asked.words[asked.after :]]
    return rest[:1] != [] and rest[0] in {"is", "was", "are", "were"} and bool(things & set(rest))


def _defines(asked: Asked) -> bool:
    """Tell "what is mpox" and "what is a carbon tax" from "what is the toll of the flood"."""
    rest = [w for w in asked.words[asked.after + 1 :] if not w.sign]
    if not rest or len(rest) > 6 or rest[0].lower in PRONOUNS or rest[-1].lower in ADVERBS:
        return False
    if rest[0].lower in {"a", "an"}:
        return True
    body = rest[1:] if rest[0].lower == "the" else rest
    if not body or body[0].lower in DETERMINERS:
        return False
    known = all(w.capital for w in body)
    return known or (len(body) <= 2 and rest[0].lower != "the" and not plural(body[0].lower + "x"))
