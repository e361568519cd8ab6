"""Who holds an office on the day asked about, by what reports say of coming and going.

A holder is whom the newest report says to hold the office or to have taken it, and neither that
report nor a newer one says to have left it. Reports must be of the place or firm that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.places import countries_in
from assistant.planted import orders_programs, paragraph_of
from assistant.read.holders.offices import MINISTER, held_elsewhere
from assistant.read.sentence.phrase import quotation
from assistant.types import Draft, Hit, Plan
from assistant.words import fold, missing_names
from index_store.sentences import split

CONFIDENCE = 0.7
_WORD = r"[A-ZÀ-Þ][\w’-]*\w"
_NAME = rf"(?P<name>{_WORD}(?: (?:de |van |von |bin |al )?{_WORD}){{0,3}})"
# Other words for an office, as questions put it.
_SAME = (
    (r"\b(?:chief exec|CEO|(?:top )?boss)(?!\w)", "chief executive"),
    (r"\b(?:CFO|finance boss|chief financial officer)\b", "finance chief"),
    (r"\bPM\b", "prime minister"),
    (r"\bspoke(?:sman|swoman|sperson)\b", "spokesman"),
)
_OFFICE = (
    rf"(?P<office>{MINISTER}|president|chancellor|premier|mayor|governor|chief executive|"
    r"finance chief|chair(?:man|woman)?|spokesman|head coach|coach)"
)
_HEAD = "chief executive"  # who runs a firm
_RUNS = r"(?:in charge of|running|leading|heading|(?:the )?head of|leads?|heads?|runs?)"
_RUNS_FIRM = r"(?:runs|is running|will run|has run|leads|is leading|will lead|heads)"
_PLACE = rf"(?P<place>{_WORD}(?: {_WORD})*)"
_NOW = re.compile(
    r",?\s*\b(?:right now|now|currently|at the moment|today|at present)\b|"
    r"\b(?:current|present)\b ?",
    re.IGNORECASE,
)
_WHO = r"^\W*(?:and )?who(?:['’]s| is)? "
_QUESTIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_WHO}(?:the )?(?-i:{_PLACE})['’]s? {_OFFICE}\W*$",
        rf"{_WHO}(?:in charge as )?(?:the )?{_OFFICE} (?:of|at|for) (?:the )?(?-i:{_PLACE})\W*$",
        rf"^\W*(?:what is )?(?:the )?name of (?:the )?(?-i:{_PLACE})['’]s? {_OFFICE}\W*$",
        rf"{_WHO}{_RUNS} (?:the )?(?-i:{_PLACE})['’]s? (?P<ministry>\w+) ministry\W*$",
        rf"{_WHO}{_RUNS} (?-i:{_PLACE})\W*$",
        rf"{_WHO}{_RUNS} the (?P<ministry>\w+) ministry of (?:the )?(?-i:{_PLACE})\W*$",
    )
)
_LEFT = (
    r"(?:resign(?:s|ed)|step(?:s|ped) (?:down|aside)|quits?|retire[sd]|stood down|le(?:ft|aves)|"
    r"(?:was|were|has been) (?:sacked|dismissed|fired|ousted|removed)|handed in (?:his|her))"
)
_TAKES = (
    r"(?:became|becomes|has become|(?:was|is|has been) (?:named|appointed|made|elected|sworn in)"
    r"(?: as)?|t(?:ook|akes|aken) over as|took the oath as|(?:is|acts as|serves as))"
)
_ASIDE = r"(?:, [^,.;]{2,60},)?"
# What stands between somebody's name and the office, in words: whose it is, and for how long.
_OF = (
    r"(?:(?:[A-Z][\w’-]*(?:['’]s)?|(?:country|company|firm|group|club|city|ministry|bank|union|party|"
    r"agency|team|town|state|province)['’]s|first|permanent) ){0,3}?"
)


@dataclass(frozen=True, slots=True)
class _Sign:
    """That somebody holds an office, or left it, by one sentence."""

    name: str
    holds: bool
    hit: Hit
    where: tuple[int, int]

    @property
    def day(self) -> date:
        return self.hit.article.day or date.min

    @property
    def last(self) -> str:
        return fold(self.name.split()[-1])


def holder(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer "Who is in charge of Orlan's health ministry?"; None where no report tells."""
    asked = _asked(plan)
    if asked is None:
        return None
    office, place = asked
    articles = list({hit.article.id: hit for hit in hits}.values())
    about = [h for h in articles if not missing_names([place], f"{h.article.title}\n{_body(h)}")]
    elsewhere = held_elsewhere(hits, office, place)
    signs = [s for hit in about for s in _signs(hit, office) if _of_the_place(s, place)]
    signs = [s for s in signs if s.last not in elsewhere]
    gone = {s.last: s.day for s in sorted(signs, key=lambda s: s.day) if not s.holds}
    held = [s for s in signs if s.holds and gone.get(s.last, date.min) < s.day]
    if not held:
        return None
    newest = max(held, key=lambda s: s.day)
    if len({s.last for s in held if s.day == newest.day}) > 1:
        return None
    full = max((s.name for s in signs if s.last == newest.last), key=len)
    claim = quotation(newest.hit.article, *newest.where)
    told = replace(claim, text=f"{full}: {claim.text}")
    return Draft(short=full, claims=(told,), confidence=CONFIDENCE)


def _of_the_place(sign: _Sign, place: str) -> bool:
    """Tell whether an office is that of a place, also where its article has other countries."""
    body, own = _body(sign.hit), countries_in(place)
    if not countries_in(f"{sign.hit.article.title}\n{body}") - own:
        return True
    sentence = body[slice(*sign.where)]
    return not missing_names([place], sentence) and not countries_in(sentence) - own


def _asked(plan: Plan) -> tuple[str, str] | None:
    """Return the office and the place that a question about the present asks for."""
    if plan.operator not in {"none", "last"} or plan.window:
        return None
    question = _NOW.sub(" ", plan.standalone_question)
    for pattern, usual in _SAME:
        question = re.sub(pattern, usual, question)
    for form in _QUESTIONS:
        if found := form.match(" ".join(question.replace(" ?", "?").split())):
            parts = found.groupdict()
            ministry = parts.get("ministry")
            office = parts.get("office") or (f"{ministry} minister" if ministry else _HEAD)
            return office.lower(), found["place"]
    return None


def _signs(hit: Hit, office: str) -> Iterator[_Sign]:
    """Find in an article who is said to hold an office, and who to have left it."""
    if "spokesman" in office:
        title = r"(?i:spoke(?:sman|swoman|sperson))"
    else:
        title = rf"(?i:{re.escape(office)}(?: officer)?)"
    held = rf"{_OF}(?:new |interim |acting )?{title}"
    holds: tuple[str, ...] = (
        rf"(?<![Ff]ormer )(?<![Nn]ext )(?<!ex-)(?<!future )\b{title},? {_NAME}",
        rf"\b{_NAME}, (?:the |its |a |who (?:is|has been) )?(?!former|ex-|next){held}\b",
        rf"\b{_NAME}{_ASIDE} {_TAKES} (?:the |its |a )?{held}\b",
        rf"\b(?:named|appointed|hired|picked|chose|elected) {_NAME}{_ASIDE} as {held}",
        rf"\b{_NAME}, who (?:became|took over as|succeeded) [^.;]{{0,60}}?{title}\b",
    )
    if office == _HEAD:
        holds = (*holds, rf"\b{_NAME}{_ASIDE} {_RUNS_FIRM} the (?:company|firm|group|bank|club)\b")
    left = (
        rf"\b{_NAME}(?:, [^.;]{{2,60}},)? (?:who )?{_LEFT}[^.;]{{0,40}} as {held}",
        rf"\b{_NAME}, who {_LEFT}[^.;]{{0,40}} as {held}",
        rf"\b{_NAME}, (?:the )?{held}[^.;]{{0,40}}, {_LEFT}\b",
        rf"\b(?:[Ff]ormer|ex-) ?{title},? {_NAME}",
        rf"\b{_NAME}, (?:the |a )?(?:former|ex-?) ?{held}",
        rf"\b(?:succeed(?:s|ed|ing)|replac(?:es|ed|ing)|took over [^.;]{{0,30}}from) {_NAME}",
        rf"\bcost {_NAME} (?:his|her|their) (?:job|post) as {held}",
    )
    body = _body(hit)
    for start, end in split(body):
        if orders_programs(paragraph_of(body, start, end)):
            continue
        sentence = body[start:end]
        for rows, here in ((holds, True), (left, False)):
            for pattern in rows:
                for found in re.finditer(pattern, sentence):
                    name = re.sub(r"['’]s?$", "", found["name"])
                    yield _Sign(name, here, hit, (start, end))


def _body(hit: Hit) -> str:
    return hit.article.body
