"""A question who somebody or what something is in, how the articles describe them out.

News says so in passing, beside the name: `Judge Tereza Malik`, `Lorcan Vane, the head of finance`,
`the operator Ostransit`. What the newest article calls them comes first, in its fullest form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.modality import NOT_SAID
from assistant.people import PERSON_NOUNS, one_of
from assistant.read.sentence.descriptions import PEOPLE, descriptions, doings, short_name
from assistant.read.sentence.printed import quotation, told_as
from assistant.read.sentence.tellings import Telling, tellings
from assistant.types import Draft, Hit, Plan

CONFIDENCE = 0.7
MOST = 3  # sentences that are quoted
LONGEST_NAME = 7  # words
_ASKED = re.compile(
    r"^\W*(?:(?:and|so|but) )?(?P<wh>who|what)(?: exactly)?(?:['’]s| is| are| was| were) "
    r"(?:the )?(?P<name>[^?]+?)(?: again| exactly|, (?:the|an?|who|which) [^?]*)?\W*$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-Z0-9][\w.-]*(?:['’](?!s\b)\w+)?|&)"
    r"(?: (?:[A-Z0-9][\w.-]*(?:['’](?!s\b)\w+)?|&|and|of|the|in|for|de|la|van|von|bin|al))*"
)
# Whose colleague somebody is says less than what they are.
_LESS = frozenset("colleague counterpart man woman friend".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a sentence says that somebody is.

    Attributes:
        noun: what they are in one word, lower case; it tells descriptions apart.
    """

    text: str
    noun: str
    telling: Telling

    @property
    def told_on(self) -> date:
        """The day of the article; the first of days for an undated one."""
        return self.telling.hit.article.day or date.min


def asked_of(plan: Plan) -> tuple[str, bool] | None:
    """Return the name that a question asks to have explained, and whether it is a person's."""
    found = _ASKED.match(plan.standalone_question)
    if not found:
        return None
    name = found["name"].strip()
    ends = {known.split()[-1] for known in plan.names if known}
    known = all(part.split()[-1] in ends for part in name.split(" and "))
    if (
        not known
        or not _NAME.fullmatch(name)
        or len(name.split()) > LONGEST_NAME
        or one_of(name.lower()) in PERSON_NOUNS
    ):
        return None
    return name, found["wh"].lower() == "who"


def described(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer who or what a name is, or that nothing says so; None where that must be read."""
    asked = asked_of(plan)
    if asked is None:
        return None
    name, person = asked
    told = [t for t in tellings(hits) if short_name(name) in t.text and not t.text.endswith("?")]
    if not told:
        return None
    found = [
        Description(text=text, noun=noun, telling=t)
        for t in told
        for text, noun in descriptions(name, t.text)
    ]
    if person:
        found = [d for d in found if d.noun in PEOPLE]
    found = [d for d in found if d.noun not in _LESS] or found
    if person and not found:
        found = [
            Description(text=text, noun=text, telling=t)
            for t in told
            for text in doings(name, t.text)
        ]
    if found:
        return _draft(_by_noun(found))
    if name.isupper():  # what its letters stand for may be read
        return None
    nearest = quotation(told[0].hit.article, told[0].start, told[0].end)
    return Draft(short="", claims=(nearest,), confidence=0.0, reason=NOT_SAID)


def _by_noun(found: Sequence[Description]) -> list[Description]:
    """Return the fullest description by each noun, the newest noun first; then the newest of all.

    What the newest article calls them tells best what they are, or have been.
    """
    by_noun: dict[str, list[Description]] = {}
    for d in sorted(found, key=lambda d: d.told_on, reverse=True):
        by_noun.setdefault(d.noun, []).append(d)
    fullest = [max(same, key=lambda d: len(d.text.split())) for same in by_noun.values()]
    newest = next(iter(by_noun.values()))[0]
    return [fullest[0], *([] if newest in fullest else [newest]), *fullest[1:]][:MOST]


def _draft(found: Sequence[Description]) -> Draft:
    claims = []
    for d in found:
        quote = quotation(d.telling.hit.article, d.telling.start, d.telling.end)
        claims.append(told_as(d.text, quote))
    return Draft(
        short=found[0].text,
        claims=tuple(claims),
        confidence=CONFIDENCE,
        order=tuple(dict.fromkeys(d.telling.hit.passage.id for d in found)),
    )
