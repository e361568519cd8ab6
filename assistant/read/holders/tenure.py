"""Who holds an office now, or held it on the days asked about, by what reports say.

A holder is whom the newest report says to hold the office or to have taken it, and neither that
report nor a newer one says to have left it. Reports must be of the place or firm that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.places import countries_in, region
from assistant.read.holders.offices import held_elsewhere
from assistant.read.holders.signs import HEAD, OFFICE, Sign, signs_of
from assistant.read.holders.terms import held_in, named_in_full, terms, told_by
from assistant.read.sentence.phrase import joined, quotation
from assistant.read.sentence.undated import undated
from assistant.types import Claim, Draft, Hit, Plan
from assistant.words import fold, missing_names

CONFIDENCE = 0.7
MOST = 4  # holders that are told of one stretch of time
_WORD = r"[A-ZÀ-Þ][\w’-]*\w"
# Other words for an office, as questions put it.
_SAME = (
    (r"\b(?:chief exec|CEO|(?:top )?boss)(?!\w)", "chief executive"),
    (r"\b(?:CFO|finance boss|chief financial officer)\b", "finance chief"),
    (r"\bPM\b", "prime minister"),
    (r"\bspoke(?:sman|swoman|sperson)\b", "spokesman"),
)
_RUNS = (
    r"(?:in charge of|running|leading|heading|(?:the )?head of|leads?|led|heads?|headed|runs?|ran)"
)
_PLACE = rf"(?P<place>{_WORD}(?: {_WORD})*)(?:['’]s (?P<body>(?!{_WORD})[a-z]+(?: [a-z]+)?))?"
_NOW = re.compile(
    r",?\s*\b(?:right now|now|currently|at the moment|today|at present|at (?:that|the) time|then)"
    r"\b|\b(?:current|present)\b ?",
    re.IGNORECASE,
)
_WHO = r"^\W*(?:and )?who(?:['’]s| is| was| were| had been| served as| acted as)? "
_QUESTIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_WHO}(?:the )?(?-i:{_PLACE})['’]s? {OFFICE}\W*$",
        rf"{_WHO}(?:the )?(?-i:{_PLACE}) {OFFICE}\W*$",
        rf"{_WHO}(?:in charge as )?(?:the )?{OFFICE} (?:of|at|for) (?:the )?(?-i:{_PLACE})\W*$",
        rf"^\W*(?:what (?:is|was) )?(?:the )?name of (?:the )?(?-i:{_PLACE})['’]s? {OFFICE}\W*$",
        rf"{_WHO}{_RUNS} (?:the )?(?-i:{_PLACE})['’]s? (?P<ministry>\w+) ministry\W*$",
        rf"{_WHO}{_RUNS} (?-i:{_PLACE})\W*$",
        rf"{_WHO}{_RUNS} the (?P<ministry>\w+) ministry of (?:the )?(?-i:{_PLACE})\W*$",
    )
)


def holder(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer "Who is in charge of Orlan's health ministry?"; None where no report tells."""
    asked = office_asked(plan)
    if asked is None:
        return None
    signs = _signs(hits, *asked)
    if plan.window:
        return _held_then(plan, signs)
    return _held_now([s for s in signs if s.day <= plan.today], plan.today)


def knows(plan: Plan, hits: Sequence[Hit]) -> bool:
    """Tell whether reports say who has held the office asked about, now or earlier."""
    asked = office_asked(plan)
    return asked is not None and not plan.window and bool(_signs(hits, *asked))


def _held_now(signs: Sequence[Sign], today: date) -> Draft | None:
    """Tell who holds an office by the newest report that says so; None where two are said to."""
    known = terms(signs)
    if not known or known[-1].left or known[-1].end < today:
        return None
    last = [s for s in known[-1].signs if s.holds][-1]
    others = [s for t in known[:-1] if not t.left and t.who != last.who for s in t.signs]
    if any(s.holds and s.told_on >= last.told_on for s in others):
        return None
    full = named_in_full(last.who, signs)
    return Draft(short=full, claims=(_claim(full, last),), confidence=CONFIDENCE)


def _held_then(plan: Plan, signs: Sequence[Sign]) -> Draft | None:
    """Tell who held an office in the window asked about, several in order of time."""
    if plan.window is None:
        return None
    found = held_in(terms(s for s in signs if s.day > date.min), plan.window, plan.operator)
    if not found or len(found) > MOST:
        return None
    claims = []
    for term in found:
        full = named_in_full(term.who, signs)
        claims.append(_claim(full, told_by(term, plan.window)))
    names = [named_in_full(term.who, signs) for term in found]
    return Draft(short=joined(names), claims=tuple(claims), confidence=CONFIDENCE)


def _claim(name: str, sign: Sign) -> Claim:
    claim = quotation(sign.hit.article, *sign.where)
    return replace(claim, text=f"{name}: {claim.text}")


def _signs(hits: Sequence[Hit], office: str, place: str, body: str) -> list[Sign]:
    """Return what reports say of an office of a place.

    A report that does not name the place is of it where it names in full a holder of its office.
    """
    articles = list({hit.article.id: hit for hit in hits}.values())
    about = [h for h in articles if not missing_names([place, body], _text(h))]
    signs = [s for hit in about for s in signs_of(hit, office) if _of_the_place(s, place)]
    names = {s.name for s in signs if " " in s.name}
    more = [h for h in articles if h not in about and any(n in _text(h) for n in names)]
    own = countries_in(place)
    more = [h for h in more if not countries_in(_text(h)) - own]
    signs += [s for hit in more for s in signs_of(hit, office)]
    elsewhere = held_elsewhere(hits, office, place)
    return _surest(_told_apart([s for s in signs if s.who not in elsewhere]), place)


def _surest(signs: Sequence[Sign], place: str) -> list[Sign]:
    """Leave out who is only called by the title, where of others it is said whose it is.

    In a report on Orlan "President Lind" may be that of another country.
    """
    sure = {s.who for s in signs if not s.bare or not missing_names([place], s.near)}
    return [s for s in signs if s.who in sure] if sure else list(signs)


def _told_apart(signs: Sequence[Sign]) -> list[Sign]:
    """Tell those who share a last name apart by their full names."""
    full: dict[str, set[str]] = {}
    for s in signs:
        if " " in s.name:
            full.setdefault(s.who, set()).add(fold(s.name.split()[0]))
    shared = {who for who, first in full.items() if len(first) > 1}
    kept = [s for s in signs if s.who not in shared or " " in s.name]
    return [replace(s, who=fold(s.name)) if s.who in shared else s for s in kept]


def _text(hit: Hit) -> str:
    return f"{hit.article.title}\n{hit.article.body}"


def _of_the_place(sign: Sign, place: str) -> bool:
    """Tell whether an office is that of a place, also where its article has other countries."""
    own = countries_in(place)
    if not countries_in(_text(sign.hit)) - own:
        return True
    sentence = sign.hit.article.body[slice(*sign.where)]
    return not missing_names([place], sentence) and not countries_in(sentence) - own


def office_asked(plan: Plan) -> tuple[str, str, str] | None:
    """Return the office that a question asks for, its place, and what of the place it is of.

    `governor`, `Arvenia`, `central bank` of "Who was the governor of Arvenia's central bank?"; None
    for other questions.
    """
    if plan.window is None and plan.operator not in {"none", "last"}:
        return None
    if plan.anchor or plan.options:
        return None
    question = _NOW.sub(" ", undated(plan))
    for pattern, usual in _SAME:
        question = re.sub(pattern, usual, question)
    for form in _QUESTIONS:
        if found := form.match(" ".join(question.replace(" ?", "?").split())):
            parts = found.groupdict()
            ministry = parts.get("ministry")
            office = parts.get("office") or (f"{ministry} minister" if ministry else HEAD)
            place = found["place"]
            # Whose president one is goes without saying in American reports.
            known = not place.isupper() and not region(place)
            return (office.lower(), place, parts.get("body") or "") if known else None
    return None
