"""Who holds an office now, or held it on the days asked about, by what reports say.

A holder is whom the newest report says to hold the office or to have taken it, and neither that
report nor a newer one says to have left it. Reports must be of the place or firm that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.modality import NOT_SAID
from assistant.places import countries_in, region
from assistant.read.holders.offices import held_elsewhere
from assistant.read.holders.signs import Sign, signs_of
from assistant.read.holders.terms import Term, held_in, named_in_full, terms, told_by
from assistant.read.holders.wording import HEAD, HEADS, OFFICE
from assistant.read.sentence.phrase import joined
from assistant.read.sentence.printed import quotation, told_as
from assistant.read.sentence.undated import undated, without_when
from assistant.types import Claim, Draft, Hit, Plan, Window
from assistant.words import STOP, fold, missing_names
from index_store.titles import RULERS, SPOKEN, any_of

CONFIDENCE = 0.7
MOST = 4  # holders that are told of one stretch of time
STALE = timedelta(days=3 * 366)  # who was last said to hold an office then may have left it since
LONGEST = 6  # words for what an office is of
# Other words for an office, as questions put it.
_SAME = (
    (r"\b(?:chief exec|CEO|(?:top )?boss|chief executive officer)(?!\w)", "chief executive"),
    (r"\b(?:CFO|finance boss|chief financial officer)\b", "finance chief"),
    (r"\bPM\b", "prime minister"),
    (rf"\b(?:{any_of(SPOKEN)})\b", "spokesman"),
    (r"\bhead coach\b", "coach"),
    (r"\bhead of state\b", "president"),
)
_BY_VERB = (
    (
        r"(?:in charge of|at the (?:helm|head) of|look(?:ing|s|ed) after|running|leading|heading|"
        r"steering|leads?|led|heads?|headed|runs?|ran)",
        HEAD,
    ),
    (r"(?:coach(?:es|ed|ing)|manag(?:es|ed|ing))", "coach"),
    (r"(?:command(?:s|ed|ing)|in command of)", "commander"),
    (r"chair(?:s|ed|ing)", "chairman"),
)
_OF_PEOPLE = frozenset({"person", "any", "definition"})
_NOW = re.compile(
    r",?\s*\b(?:right now|now|currently|at the moment|today|these days|nowadays|at present|"
    r"at (?:that|the) time|then)\b|\b(?:current|present|sitting|acting)\b ?",
    re.IGNORECASE,
)
_WHO = (
    r"^\W*(?:and )?(?:who(?: (?:is |was )?serv(?:ed|ing|es) as| (?:is |was )?act(?:ed|ing|s) as|"
    r" held the post of|['’]s| is| was| were| had been)?|(?:what (?:is|was) )?(?:the )?name of) "
    r"(?:in charge as )?(?:the )?"
)
_ORG = r"(?P<org>[^?,;]+?)"
_QUESTIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?i:{_WHO})(?i:{OFFICE}) (?:of|at|for|in) (?:the )?{_ORG}\W*$",
        rf"(?i:{_WHO}){_ORG}['’]s? (?i:{OFFICE})\W*$",
        rf"(?i:{_WHO})(?P<org>[A-Z][\w.&-]*(?: [A-Z][\w.&-]*)*) (?i:{OFFICE})\W*$",
    )
)
_VERBS = tuple(
    (
        re.compile(rf"^\W*(?:[Aa]nd )?[Ww]ho(?:['’]s| is| was)? (?i:{verb}) (?:the )?{_ORG}\W*$"),
        office,
    )
    for verb, office in _BY_VERB
)
_MINISTRY = re.compile(r"(?P<ministry>\w+) ministry\b(?: of (?:the )?)?")
# Whoever leads these holds no office.
_UNDERTAKINGS = frozenset(
    "inquiry investigation probe talks negotiations mission operation search rescue expedition "
    "campaign study trial review delegation raid protest protests march strike revolt coup effort "
    "project charge race polls attack mutiny".split()
)
_OF_FIRMS = (
    "chief executive|shares|board|shareholders|chairman|profits?|employees|Metals|Group|Inc|Corp|"
    "Industries|Holdings|Ltd|plc|Bank|Airlines"
)
_FIRMS = (
    "company|firm|maker|manufacturer|operator|airline|bank|club|insurer|retailer|builder|utility"
)
# Nobody is this of a country.
_FIRM_ALONE = re.compile(r"\b(?:chief exec\w*|CEO|managing director)\b", re.IGNORECASE)
_AMERICA = frozenset({"US", "U.S.", "USA"})
_CLAUSE = re.compile(r"\b(?:between|who|that|which|when|as|by|after|before|during|to)\b")


def holder(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Answer "Who is in charge of Orlan's health ministry?"; None where no report tells."""
    asked = office_asked(plan)
    if asked is None:
        return None
    of_firm = _FIRM_ALONE.search(plan.standalone_question) or _is_firm(asked[1], hits)
    of_country = asked[0] == HEAD and not asked[2] and not of_firm
    offices = (asked[0], *(RULERS if of_country else ()))
    found = (_in_office(plan, hits, (office, *asked[1:])) for office in offices)
    return next((draft for draft in found if draft), None)


def _is_firm(name: str, hits: Sequence[Hit]) -> bool:
    """Tell whether reports speak of something as of a firm: `Torvane's board`, `the bank Orlan`."""
    form = re.compile(
        rf"\b{re.escape(name)}(?:['’]s?)? (?:{_OF_FIRMS})\b|\b(?:{_FIRMS}),? {re.escape(name)}\b|"
        rf"\b[Ss]hares (?:of|in) {re.escape(name)}\b"
    )
    return bool(name) and any(form.search(_text(hit)) for hit in hits)


def _in_office(plan: Plan, hits: Sequence[Hit], asked: tuple[str, str, str]) -> Draft | None:
    signs = reports_of(hits, *asked)
    if plan.window:
        return _held_then(plan, signs)
    return _held_now([s for s in signs if s.day <= plan.today], plan.today)


def knows(plan: Plan, hits: Sequence[Hit]) -> bool:
    """Tell whether reports say who has held the office asked about, now or earlier."""
    asked = office_asked(plan)
    return asked is not None and not plan.window and bool(reports_of(hits, *asked))


def gone(plan: Plan, hits: Sequence[Hit], name: str) -> Sign | None:
    """Return the newest report of who has the office asked about now, if it is that they left."""
    asked = office_asked(plan)
    if asked is None or plan.window:
        return None
    known = terms(s for s in reports_of(hits, *asked) if s.day <= plan.today)
    if not known or not known[-1].left or known[-1].who.split()[-1] != fold(name.split()[-1]):
        return None
    last = max(known[-1].signs, key=lambda s: s.told_on)
    return None if last.holds else last


def _held_now(signs: Sequence[Sign], today: date) -> Draft | None:
    """Tell who holds an office by the newest report that says so; None where two are said to."""
    known = terms(signs)
    if not known or known[-1].left:
        return None
    last = [s for s in known[-1].signs if s.holds][-1]
    others = [s for t in known[:-1] if not t.left and t.who != last.who for s in t.signs]
    old = last.told_on > date.min and today - last.told_on > STALE
    if old or any(s.holds and s.told_on >= last.told_on for s in others):
        return None
    full = named_in_full(last.who, signs)
    return Draft(short=full, claims=(_claim(full, last),), confidence=CONFIDENCE)


def _held_then(plan: Plan, signs: Sequence[Sign]) -> Draft | None:
    """Tell who held an office in the window asked about, several in order of time."""
    if plan.window is None:
        return None
    known = terms(s for s in signs if s.day > date.min)
    found = held_in(known, plan.window, plan.operator)
    if not found and known and (left := _beyond(known, plan.window)):
        nearest = quotation(left.hit.article, *left.where)
        return Draft(short="", claims=(nearest,), confidence=0.0, reason=NOT_SAID)
    if not found or len(found) > MOST:
        return None
    claims = []
    for term in found:
        full = named_in_full(term.who, signs)
        claims.append(_claim(full, told_by(term, plan.window)))
    names = [named_in_full(term.who, signs) for term in found]
    return Draft(short=joined(names), claims=tuple(claims), confidence=CONFIDENCE)


def _beyond(known: Sequence[Term], window: Window) -> Sign | None:
    """Return the last report where a window lies after the last known holder had left."""
    gone = known[-1].left and window.earliest is not None and known[-1].end < window.earliest
    return known[-1].signs[-1] if gone else None


def _claim(name: str, sign: Sign) -> Claim:
    return told_as(name, quotation(sign.hit.article, *sign.where))


def reports_of(hits: Sequence[Hit], office: str, place: str, body: str) -> list[Sign]:
    """Return what reports say of an office of a place.

    A report that does not name the place is of it where it names in full a holder of its office.
    """
    articles = list({hit.article.id: hit for hit in hits}.values())
    whose = [name for name in (place, body) if name]
    about = [h for h in articles if not missing_names(whose, _text(h))]
    signs = [s for h in about for s in signs_of(h, office, whose) if _of_the_place(s, place)]
    names = {s.name for s in signs if " " in s.name}
    more = [h for h in articles if h not in about and any(n in _text(h) for n in names)]
    own = countries_in(place)
    more = [h for h in more if not countries_in(_text(h)) - own]
    signs += [s for h in more for s in signs_of(h, office, whose)]
    elsewhere = held_elsewhere(hits, office, place)
    return _surest(_told_apart([s for s in signs if s.who not in elsewhere]), place)


def _surest(signs: Sequence[Sign], place: str) -> list[Sign]:
    """Leave out who is only called by the title, where of others it is said whose it is.

    In a report on Orlan "President Lind" may be that of another country.
    """
    sure = {s.who for s in signs if not s.bare or (place and not missing_names([place], s.near))}
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
    timed = plan.window is None and plan.operator not in {"none", "last"}
    if timed or plan.anchor or plan.options or plan.answer_type not in _OF_PEOPLE:
        return None
    question = without_when(undated(plan)) if plan.window else undated(plan)
    question = _NOW.sub(" ", question)
    for pattern, usual in _SAME:
        question = re.sub(pattern, usual, question, flags=re.IGNORECASE)
    question = " ".join(question.replace(" ?", "?").split())
    for form, office in _VERBS:
        if found := form.match(question):
            return _of_org(office, found["org"])
    matched = (found for form in _QUESTIONS if (found := form.match(question)))
    offices = (_of_org(m["office"].lower(), m["org"]) for m in matched)
    return next((asked for asked in offices if asked), None)


def _of_org(office: str, org: str) -> tuple[str, str, str] | None:
    """Split what an office is of into its name and the rest: `Arvenia`, `central bank`."""
    if found := _MINISTRY.search(org):
        office, org = f"{found['ministry'].lower()} minister", _MINISTRY.sub("", org)
    office = HEAD if office in HEADS else office
    words = re.sub(r"['’]s?(?= |$)", "", org).split()
    names = [w for w in words if w[0].isupper() or w == "&"]
    rest = [w for w in words if w not in names and w.lower() not in STOP]
    place = " ".join(names)
    # Whose president one is goes without saying in American reports.
    if _UNDERTAKINGS & {w.lower() for w in rest}:
        return None
    if _CLAUSE.search(org) or len(words) > LONGEST or place in _AMERICA or region(place):
        return None
    return office, place, " ".join(rest)
