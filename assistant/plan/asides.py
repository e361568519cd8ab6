"""A question with what is said around it in; out the question alone, and if it wants all sides.

"How many came? need the police number and the organisers' own" asks how many came, and for each
account of it; "Who resigned? Need it for a caption" asks who resigned.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 400  # characters of a question that is looked through

_SIDES = (
    r"(?:sides?|camps?|part(?:y|ies)|governments?|countr(?:y|ies)|compan(?:y|ies)|outlets?|papers?|"
    r"agenc(?:y|ies)|ministr(?:y|ies)|sources?|capitals?|of them)"
)
_ALL = rf"(?:(?:the )?(?:two|both|opposing|rival) {_SIDES}|each {_SIDES}|each|both)"
_GIVE = (
    r"(?:say|said|claim|claimed|give|gave|report|reported|put|cite|cited|tell|told|state|stated)"
)
_FIGURE = r"(?:figure|number|count|toll|estimate|amount|total|sum|tally|share|percentage)"
_AMOUNT = (
    rf"(?:{_FIGURE}|length|size|cost|price|turnout|duration|loss(?:es)?|damage|casualt(?:y|ies)|"
    r"scale|distance|speed|age|height|share|attendance)"
)
# "What figure did each give for the missing": what is asked for stands behind.
_EACH_GIVES = re.compile(
    rf"\bwhat {_FIGURE}s? (?:did|does|do|have|has) {_ALL}(?: each)? {_GIVE}\w* "
    r"(?:for|of|on|as) (?P<what>[^?]+)",
    re.IGNORECASE,
)
_DIFFERENT = re.compile(
    rf"\bwhat (?:are|were) the (?:two |both )?(?:different|conflicting|competing|rival|differing|"
    rf"two) (?:{_FIGURE}|account|version|claim)s (?:for|of|on|about) (?P<what>[^?]+)",
    re.IGNORECASE,
)
_ABOUT_AMOUNT = re.compile(
    rf"\bwhat (?:do|does|did) {_ALL}(?: each)? {_GIVE} (?:about|on|of|for|was|is) "
    rf"(?P<what>the (?:\w+ ){{0,2}}?{_AMOUNT}\b[^?]*)",
    re.IGNORECASE,
)
# "The two disagreed about how many were aboard. What did each say?"
_DISAGREED = re.compile(
    r"\b(?:disagree\w*|differ\w*|argued?|at odds|(?:could|did|do|can)(?: not|n['’]t) agree)\b"
    r"[^.?]*?\b(?:about|on|over) (?P<what>how (?:many|much|long)\b(?! (?:he|she|it|they)\b)[^.?]*)"
    r"[.?]\s*"
    r"(?:what|which)\b[^?]*\b(?:each|both|they|two|figures?|numbers?)\b[^?]*\?",
    re.IGNORECASE,
)
# "turnout on the picket line: what do the two camps each claim?"
_FIRST = re.compile(
    rf"(?P<what>[^?:–—]*\b{_AMOUNT}\b[^?:–—]*?)\s*[:–—-]\s*"
    rf"what (?:do|does|did|have|has) {_ALL}(?: each)? {_GIVE}\w*\W*",
    re.IGNORECASE,
)
_WHO_SAYS = re.compile(
    r"(?:[\s,;:.–—-]+(?:(?:and )?who (?:says|said|claims) what|"
    r"according to (?:each|both|either)\b[^?]*|"
    rf"(?:as )?(?:told|given|claimed|reported) by (?:each|both) {_SIDES})|"
    r"[?,;:.–—-]\s*I(?:['’]ve| have)? (?:seen|saw|read|got|found|heard) (?:two|both|different|"
    r"conflicting|several)\b[^?]*)(?=\W*$|\?)",
    re.IGNORECASE,
)
_WANTS_BOTH = re.compile(
    r"^(?:(?:i )?(?:need|want)|give(?: me)?|both|please give)\b[^?]*(?:\band\b|\bversus\b|\bvs\b|"
    r"\bboth\b|\beach\b)|^(?:both|each) (?:sides?|accounts?|figures?|versions?)\b",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(r"(?<=\?)\s*(?P<aside>[A-Za-z][^?]+)$")
# What is not about the matter; all else may narrow a question down, or ask again.
_ASIDE = re.compile(
    r"(?:need|needs|want|quotes?|exact|please|pls|i|we|my|our|just|asap|thanks?|thx|looking|"
    r"checking|urgent|both|each|give(?: me| us)?|for (?:an?|the|my|our))\b(?! mean\b)|"
    r".*\bI (?:think|guess)\b",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"[\s,;–—-]+(?:please|pls|plz|thanks|thank you|thx)\W*$", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:straight answer|quick (?:one|question)|question|short answer|for a caption)"
    r"(?:[ ,]+please)?\s*[:–—-]\s*",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^(?:who|what|which|where|when|why|how|whose)\b", re.IGNORECASE)


class Asked(NamedTuple):
    """A question without asides.

    Attributes:
        text: what is asked.
        all_sides: whether the account of each side is wanted.
    """

    text: str
    all_sides: bool


def without_asides(text: str) -> Asked:
    """Cut off what is said beside a question; a question for all accounts becomes the plain one.

    >>> without_asides("How many came? need the regulator's number and the firm's own")
    Asked(text='How many came?', all_sides=True)
    >>> without_asides("turnout at the gates: what do the two camps each claim?")
    Asked(text='What was the turnout at the gates?', all_sides=True)
    """
    if len(text) > LONGEST:
        return Asked(text, False)
    kept, all_sides = _BEFORE.sub("", text), False
    aside = _AFTERWARDS.search(kept)
    if aside and len(kept[: aside.start()].split()) > 1 and _ASIDE.match(aside["aside"]):
        all_sides = bool(_WANTS_BOTH.search(aside["aside"]) or _WHO_SAYS.search(f"? {aside[0]}"))
        kept = kept[: aside.start()]
    if cut := _WHO_SAYS.search(kept):
        kept, all_sides = f"{kept[: cut.start()].rstrip()}?", True
    kept = _PLEASE.sub("", kept)
    if found := _DISAGREED.search(kept):
        about = kept[: found.start()].strip(" ,:")
        return Asked(f"{_plain(found['what'], figure=False)[:-1]} ({about})?", True)
    for pattern in (_EACH_GIVES, _DIFFERENT, _ABOUT_AMOUNT, _FIRST):
        if found := pattern.search(kept):
            return Asked(_plain(found["what"], figure=pattern in (_EACH_GIVES, _DIFFERENT)), True)
    return Asked(kept or text, all_sides)


def _plain(what: str, *, figure: bool) -> str:
    """Ask for what several give: `the number of missing`, `the length of the call`."""
    what = what.strip(" ,.")
    if _ASKS.match(what):
        return f"{what[0].upper()}{what[1:]}?"
    if figure:
        return f"What was the number of {what}?"
    return f"What was {what}?" if what.lower().startswith("the ") else f"What was the {what}?"
