"""A question that names people by their office in, the same with their names out.

`The Velmaran president` is whoever the articles call president of Velmara, if that is one person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.planted import orders_programs, paragraph_of
from assistant.read.phrase import quotation
from assistant.types import Draft, Hit, Plan
from assistant.words import fold, same_name
from index_store.sentences import split

_WORD = r"[A-ZÀ-Þ][\w’'-]*\w"
_NAME = rf"{_WORD}(?: (?:de |van |von |bin |al )?{_WORD})*"
_OFFICE = (
    r"(?:vice[- ]president|president|(?:prime|foreign|defen[cs]e|finance|interior|health|energy|"
    r"justice|labou?r|transport|education|environment|agriculture|culture) minister|chancellor|"
    r"premier|king|queen|mayor|governor|secretary[- ]general|ambassador)"
)
_TITLE = rf"(?i:{_OFFICE})"
# How news says who holds an office: name and place are groups, and the office between them.
_HOLDERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<office>{_TITLE}) (?P<name>{_NAME}) of (?P<place>{_NAME})",
        rf"\b(?P<place>{_WORD}) (?P<office>{_TITLE}),? (?P<name>{_NAME})",
        rf"\b(?P<place>{_NAME})['’]s? (?P<office>{_TITLE}),? (?P<name>{_NAME})",
        rf"\b(?P<name>{_NAME}), (?:the )?(?P<office>{_TITLE}) of (?P<place>{_NAME})",
        rf"\b(?P<name>{_NAME}), (?:the )?(?P<place>{_WORD}) (?P<office>{_TITLE})",
        rf"\b(?P<office>{_TITLE}) of (?P<place>{_NAME}), (?P<name>{_NAME})",
        rf"\b(?P<name>{_NAME}) (?:is|was elected|took the oath as|was sworn in as|became)"
        rf" (?:the )?(?P<office>{_TITLE}) of (?P<place>{_NAME})",
    )
)
# How a question asks for them, with places joined: `the French and Russian presidents`.
_ASKED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:the )?(?P<place>{_WORD})(?: and (?:the )?(?P<other>{_WORD}))? "
        rf"(?P<office>{_TITLE})s?\b(?! {_WORD})",
        rf"\b(?:the )?(?P<place>{_NAME})['’]s? (?P<office>{_TITLE})\b(?!,? {_WORD})",
        rf"\b(?:the )?(?P<office>{_TITLE})s? of (?P<place>{_WORD})(?: and (?P<other>{_WORD}))?",
    )
)
_IRREGULAR = (
    "french france|british britain|dutch netherlands|spanish spain|swiss switzerland|danish "
    "denmark|polish poland|turkish turkey|greek greece|finnish finland|swedish sweden|irish "
    "ireland|scottish scotland|welsh wales|german germany|american america|norwegian norway|"
    "czech czechia|belgian belgium|thai thailand|filipino philippines"
)
_ROOT = {word: pair.split()[0] for pair in _IRREGULAR.split("|") for word in pair.split()}
# Here the office is what is asked about, not a way to name somebody.
_ASKS_WHO = re.compile(
    r"^\W*(?:who|which \w+)(?:['’]s| is| was| are| were| became| becomes| will be| has been)\b",
    re.IGNORECASE,
)
_INCUMBENT = re.compile(r"^\W*who(?:['’]s| is) (?:the )?(?:current |present )?", re.IGNORECASE)
# How sure it is that whom the newest article calls the holder of an office holds it.
CONFIDENCE = 0.75
_FORMER = re.compile(r"\b(?:former|ex-?|late|future|next|acting|deputy)[ -]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office, and where."""

    name: str
    office: str
    place: str


def holders(texts: Sequence[str]) -> list[Holder]:
    """Find who is called the holder of an office of a place; former ones are left out."""
    found: dict[Holder, None] = {}
    for text in texts:
        for pattern in _HOLDERS:
            for match in pattern.finditer(text):
                if not _FORMER.search(text, max(0, match.start() - 12), match.start()):
                    name = re.sub(r"['’]s$", "", match["name"])
                    found[Holder(name, match["office"].lower(), match["place"])] = None
    return list(found)


def incumbent(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer "Who is the president of Orlan?" with whom the newest article calls that."""
    question = plan.standalone_question
    opening = _INCUMBENT.match(question)
    asked = [m for p in _ASKED if opening and (m := p.match(question, opening.end()))]
    if not asked or plan.operator not in {"none", "last"} or plan.window:
        return None
    office, place = asked[0]["office"].lower(), asked[0]["place"]
    newest = sorted(_articles(hits), key=lambda h: h.article.day or date.min, reverse=True)
    for hit in newest:
        for start, end in split(hit.article.body):
            if orders_programs(paragraph_of(hit.article.body, start, end)):
                continue
            names = [
                h.name
                for h in holders([hit.article.body[start:end]])
                if h.office == office and _same_place(h.place, place)
            ]
            if names:
                claim = quotation(hit.article, start, end)
                told = replace(claim, text=f"{names[0]}: {claim.text}")
                return Draft(short=names[0], claims=(told,), confidence=CONFIDENCE)
    return None


def with_names(plan: Plan, hits: Sequence[Hit]) -> Plan:
    """Put the names of those who hold the offices that a question speaks of into it."""
    question = plan.standalone_question
    asked = [m for pattern in _ASKED for m in pattern.finditer(question)]
    if not asked or _ASKS_WHO.match(question):
        return plan
    known = holders([f"{h.article.title}\n{h.article.body}" for h in _articles(hits)])
    subjects = list(plan.subjects)
    for match in asked:
        places = [p for p in (match["place"], match.groupdict().get("other")) if p]
        names = [_only(known, match["office"].lower(), place) for place in places]
        if all(names) and match.group() in question:
            question = question.replace(match.group(), " and ".join(names), 1)
            kept = [s for s in subjects if not any(_same_place(s, p) for p in places)]
            subjects = [*kept, *names]
    return replace(plan, standalone_question=question, subjects=tuple(subjects))


def _articles(hits: Sequence[Hit]) -> list[Hit]:
    return list({hit.article.id: hit for hit in hits}.values())


def _only(known: Sequence[Holder], office: str, place: str) -> str:
    """Return the fullest name of the one who holds an office; empty where several do, or none."""
    names = [h.name for h in known if h.office == office and _same_place(h.place, place)]
    last = {fold(name).split()[-1] for name in names}
    return max(names, key=len) if len(last) == 1 else ""


def _same_place(one: str, other: str) -> bool:
    a, b = (_ROOT.get(fold(p), fold(p)) for p in (one, other))
    return a == b or same_name(a, b)
