"""A report in, what it says of who holds an office, took it or left it out, each with its day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.planted import is_planted
from assistant.read.holders.wording import HEAD, NAME_WORD, Kind, Told, patterns, spoken_of
from assistant.read.sentence.participants import CALENDAR
from assistant.read.sentence.typed import entities
from assistant.types import Hit
from assistant.words import STOP, WORD, fold, missing_names, words_of
from index_store.sentences import split
from index_store.times import find_times
from index_store.titles import CLERGY, CROWNS, SINGLE, TITLES, any_of, capitals
from index_store.types import TimeMention

NEAR = 30  # characters
_AHEAD = re.compile(r"\b(?:will|would|is to|becomes|takes|leaves|quits?)\b")
_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he)(?= (?:was|has been|is|became|took|will|resigned|left|had) )")
_CAPITALS = re.compile(rf"\b{NAME_WORD}(?: {NAME_WORD})+\b(?=[ ,.])")
_YEAR = timedelta(days=365)
# A name of one of these kinds is nobody's.
_NOBODY = frozenset("DATE TIME CARDINAL ORDINAL NORP GPE LOC".split())
_TITLES = capitals(TITLES - CROWNS - CLERGY) | {"Officer"}
_OF_ORG = re.compile(r",? (?:of|at|for) (?:the )?(?P<org>[^,.;]{3,50})")
_FIRM = re.compile(
    r"\b(?:company|firm|group|bank|club|team|union|party|agency|city|town|country)\b"
)
_BODY = (
    r"(?:court|union|parliament|ministry|party|agency|commission|club|team|committee|laboratory|"
    r"association)"
)
_OF_BODY = re.compile(rf",? (?:of|at|for) (?:the |its |an? )?(?:\w+ )?(?P<body>{_BODY})\b")
# Before an office: a body that it is of, as in `the court's president`.
_OTHER_S = re.compile(rf"\b(?P<body>{_BODY})['’]s $")
# Whoever is called so may be anybody's, unless it is said whose.
_WEAK = re.compile(r"\b(?:head|director|leader|boss)\b", re.IGNORECASE)
# Before "director" or "head" these make it another post.
_PART = re.compile(
    r"\b(?:finance|financial|deputy|technical|sporting|sports|marketing|operations|creative|news|"
    r"artistic|medical|assistant|communications|commercial|legal|research|policy|music|regional|"
    r"campaign|opposition|union|rebel|production|personnel|engineering|security|safety|plant)\s$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince (?:the )?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till) (?:the )?$", re.IGNORECASE)
# "chief executive since May", but not "chief executive Ada Lind has been ill since May"
_FOR_SO_LONG = re.compile(
    r"[,)]? ?(?:(?:of|at|for|in) [^,.;]{3,50})?,? ?since (?:the )?", re.IGNORECASE
)
# "a judge" is what somebody is, and no post that is spoken of.
_ANY_OFFICE = re.compile(
    rf"(?<!\ba )(?<!\ban )\b(?:{any_of((*SINGLE, 'minister', 'coach', 'envoy'))})s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sign:
    """That somebody took an office, holds it, or left it, by one sentence.

    Attributes:
        day: when they took or left it, by the days that the sentence names, else the article's
            day; of one who holds it, the article's day; the first of days where none is known.
        where: the sentence, offsets into the body of the hit's article.
        who: tells the holders of one office apart: the folded last name, unless two share it.
        near: the words around, of which the office's place is said.
        bare: a title before a name is all that says it.
        fresh: they are called new in it, so that others were in it before.
    """

    name: str
    kind: Kind
    hit: Hit
    where: tuple[int, int]
    day: date
    who: str
    near: str = ""
    bare: bool = False
    fresh: bool = False

    @property
    def holds(self) -> bool:
        """Whether they hold the office after that day."""
        return self.kind in {"begins", "holds"}

    @property
    def told_on(self) -> date:
        """The day of the article; the first of days for an undated one."""
        return self.hit.article.day or date.min


def signs_of(hit: Hit, office: str, whose: Sequence[str] = ()) -> Iterator[Sign]:
    """Find in an article who is said to hold an office, to have taken it, and to have left it.

    Where one is called new in it, others keep the title only for what they were.

    Args:
        hit: the article.
        office: lower case, or HEAD for whoever runs a firm or the like.
        whose: the names of what it is an office of; what is said to be that of another is left out.
    """
    found = list(_told_of(hit, office, whose))
    fresh = {s.who for s in found if s.fresh}
    for s in found:
        past = fresh and s.who not in fresh and s.kind == "holds"
        yield replace(s, kind="former") if past else s


def _told_of(hit: Hit, office: str, whose: Sequence[str]) -> Iterator[Sign]:
    title, body, person = hit.article.title, hit.article.body, ""
    own, untied = patterns(office)
    named = re.compile(rf"\b(?:{spoken_of(office)})\b")
    again = re.compile(rf"\b[Tt]he (?:new {re.escape(office.split()[-1])}|ministry)\b")
    headline = spoken = bool(named.search(title))
    sentences = split(body)
    texts = [(title, sentences[0])] if sentences else []
    texts += [(body[a:b], (a, b)) for a, b in sentences]
    for text, where in texts:
        if is_planted(body, *where):
            continue
        sentence = _SHE.sub(person, text, count=1) if person and text is not title else text
        any_office = bool(_ANY_OFFICE.search(sentence))
        other = any_office and not again.search(sentence)
        spoken = bool(named.search(sentence)) or (spoken and not other)
        about = spoken or (headline and not any_office)
        for told, pattern in (*own, *(untied if about else ())):
            if told != "left" and text is title:
                continue  # headlines say "is" of what will be
            for found in pattern.finditer(sentence):
                weak = told != "takes-over" and office == HEAD and _is_weak(found, whose)
                if not weak and not _of_another(found, whose):
                    yield from _signs(told, found, hit, where)
        person = _first_named(sentence) or person


def _first_named(sentence: str) -> str:
    """Return the first name of several words, without titles; empty where there is none."""
    for found in _CAPITALS.finditer(sentence):
        words = _untitled(found.group().split())
        if len(words) > 1 and words[-1] not in _TITLES:
            return " ".join(words)
    return ""


def _untitled(words: Sequence[str]) -> Sequence[str]:
    """Leave out what only begins a sentence, as in `On Friday Ada Lind`, and titles."""
    while words and (words[0] in CALENDAR or words[0].lower() in STOP):
        words = words[1:]
    titles = [n for n, word in enumerate(words[:-1]) if word in _TITLES]
    return words[titles[-1] + 1 :] if titles else words


def _is_weak(found: re.Match[str], whose: Sequence[str]) -> bool:
    """Tell whether a head or director is that of a part, or it is not said of what."""
    untied = _WEAK.search(found.group()) and not _tied(found, whose)
    return bool(untied or _PART.search(found.string, 0, found.start()))


def _tied(found: re.Match[str], whose: Sequence[str]) -> bool:
    """Tell whether what stands around an office says that it is of what is asked for, or `its`."""
    text = found.string[max(0, found.start() - NEAR) : found.end() + NEAR]
    return not whose or not missing_names(whose[:1], text) or bool(_FIRM.search(text))


def _of_another(found: re.Match[str], whose: Sequence[str]) -> bool:
    """Tell whether a sentence says of an office that it is that of something else."""
    sentence = found.string
    led = found.groupdict().get("org")
    if led and whose and not _FIRM.match(led.removeprefix("the ")):
        named = words_of(" ".join(whose))  # `Port Ellery`, but not `the Port Ellery branch of ...`
        return any(w not in named for w in WORD.findall(fold(led)) if w not in STOP)
    org = _OF_ORG.match(sentence, found.end()) or _OF_ORG.match(sentence, found.end("name"))
    if org and re.search(r"[A-Z]", org["org"]) and whose and missing_names(whose, org["org"]):
        return True
    other = _OTHER_S.search(sentence, 0, found.start()) or _OF_BODY.match(sentence, found.end())
    return other is not None and bool(missing_names([other["body"]], " ".join(whose)))


def _signs(told: Told, found: re.Match[str], hit: Hit, where: tuple[int, int]) -> Iterator[Sign]:
    """Date one match; of one who held an office from one day until another, both days."""
    sentence = found.string
    name = _person(sentence, *found.span("name"))
    if not name:
        return
    rest = sentence[found.end() :]
    near = sentence[max(0, found.start() - NEAR) : found.end()]
    near += rest[:NEAR] if rest.startswith((" of ", ", of ")) else ""
    told_on, days = hit.article.day or date.min, _days(sentence, hit)
    bare = (
        told in {"holds", "new"} and found.end("name") == found.end() and "," not in found.group()
    )
    sign = Sign(name, "holds", hit, where, told_on, fold(name.split()[-1]), near, bare)
    if told == "from-to":
        behind = [m for m in days if m.start >= found.start("name")]
        if len(behind) > 1 and behind[0].earliest and behind[1].latest:
            yield replace(sign, kind="begins", day=behind[0].earliest)
            yield replace(sign, kind="left", day=behind[1].latest)
        return
    days = [m for m in days if not _aside(m, found)]
    if _came(told) == "begins":
        days = [m for m in days if not _UNTIL.search(sentence[: m.start])]
    nearest = min(days, key=lambda m: _apart(m, found), default=None)
    if told == "new":
        yield replace(sign, fresh=not _AHEAD.search(sentence))
    elif told in {"holds", "then"}:
        yield from _held(sign, found, nearest, only_then=told == "then")
    elif told == "former" or nearest is None:
        yield replace(sign, kind="former" if told == "former" else _came(told))
    else:
        day = nearest.earliest if _came(told) == "begins" else nearest.latest
        day = _gone_by(day or told_on, told_on, found.group())
        yield replace(sign, kind=_came(told), day=day)


def _came(told: Told) -> Kind:
    return "begins" if told in {"begins", "takes-over"} else "left"


def _held(
    sign: Sign, found: re.Match[str], nearest: TimeMention | None, *, only_then: bool
) -> Iterator[Sign]:
    """Date that somebody holds an office: since a day, in a year gone by, or as of the report."""
    if nearest is None or nearest.earliest is None or nearest.latest is None:
        if not only_then:
            yield sign
    elif _since(found, nearest):
        yield replace(sign, kind="begins", day=nearest.earliest)
    elif only_then or sign.day - nearest.latest > _YEAR:
        yield replace(sign, day=nearest.latest)
    else:
        yield sign


def _since(found: re.Match[str], day: TimeMention) -> bool:
    """Tell whether a day is the one since when somebody is said to hold an office."""
    if day.start < found.end():
        return bool(_SINCE.search(found.string[: day.start]))
    return bool(_FOR_SO_LONG.fullmatch(found.string, found.end(), day.start))


def _person(sentence: str, start: int, end: int) -> str:
    """Return who is named in a stretch of a sentence, without titles; empty for what is no name."""
    words = list(re.finditer(r"\S+", re.split(r"['’]s?(?: |$)", sentence[start:end])[0]))
    words = words[len(words) - len(_untitled([w.group() for w in words])) :]
    if not words:
        return ""
    (found,) = entities([sentence])
    first = start + words[0].start()
    labels = {label: a for a, _, label in found if first <= a < end}
    if labels.keys() & _NOBODY:
        return ""
    # Right behind a title the small model may see a last name alone: `Mayor [Beatriz] Lam`.
    titled = sentence[:first].split()[-1:]
    begins = first if {*titled} & _TITLES else labels.get("PERSON", first)
    return " ".join(w.group() for w in words if start + w.start() >= begins)


def _aside(m: TimeMention, found: re.Match[str]) -> bool:
    """Tell whether a date stands between commas behind a name: `Lind, elected in May, left`."""
    start, end = found.span()
    return start <= m.start and m.end <= end and "," in found.string[m.end : end]


def _apart(m: TimeMention, found: re.Match[str]) -> int:
    return max(m.start - found.end(), found.start() - m.end, 0)


def _gone_by(day: date, told_on: date, words: str) -> date:
    """Read a day that would lie ahead as the one gone by, where nothing is announced."""
    if day <= told_on or _AHEAD.search(words):
        return day
    return max(day - _YEAR, date.min) if day - _YEAR <= told_on else told_on


def _days(sentence: str, hit: Hit) -> list[TimeMention]:
    found = find_times(sentence, hit.article.day)
    return [m for m in found if m.kind == "date" and m.earliest and m.latest]
