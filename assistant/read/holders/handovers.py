"""Sentences in, who took over an office from whom out.

Names are masked and what stands between them is matched: `‹0›, who took over as head from ‹1›`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.read.holders.leaving import left_in
from assistant.read.holders.meant import meant_by, subject_of
from assistant.read.holders.wording import ROLE
from assistant.read.sentence.about import namesake
from assistant.read.sentence.tellings import Telling
from assistant.read.sentence.typed import Name, entities
from assistant.words import name_in, words_of
from index_store.events.names import name_spans
from index_store.sentences import split
from index_store.titles import RULERS, any_of

NEW, OLD = r"‹(?P<new>\d+)›", r"‹(?P<old>\d+)›"
_FEW, _SOME = r"[^‹›;.]{0,40}?", r"[^;:]{0,70}?"
_ONE = r"(?:(?! and ‹)[^;.]){0,70}?"  # of one, not of another beside them
_OVER = r"(?:tak(?:es?|en|ing)|took) over"
_NAMED = r"\b(?:names?|named|appoints?|appointed|picks?|picked|chose|chooses|hired|elected|made)"
_FOR_THEM = (
    r"\b(?:in (?:his|her) (?:place|stead)|to (?:succeed|replace|follow) (?:him|her)|"
    r"as (?:his|her) (?:successor|replacement))\b"
)
_IS = r"(?:is|was|will be|ha[sd] been|is to be|would be)"
# replaced in June by, not: followed onto the stage by
_NO_S = r"(?!['’]s )"  # Torvane's founder, Ada Lind, handed over
_NO_BY = r"(?!(?:[\w-]+ ){0,3}?by\b)"
_GONE_BY = r"(?:(?:succeeded|replaced) (?:[\w-]+ ){0,3}?|followed (?:(?:(?:in|on|last) )?\w+ )?)by"
_MADE = rf"(?: (?:{_IS}|becomes?|became)(?: (?:named|appointed|chosen|elected|picked)(?: as)?)?)?"
# "Mayor Ada Lind lost the runoff to Bo Kerr": whom voters put out had the office till then.
_ELECTED = (
    rf"(?<!former )(?<!Former )(?<!ex-)\b(?P<role>(?i:{any_of((*RULERS, 'mayor', 'governor'))}))"
)
_LOST_TO = (
    r"(?:has )?lost (?:the |an? |last |[A-Z][a-z]+['’]s )?(?:[\w-]+ ){0,2}?(?:election|vote|ballot|"
    r"run-?off|poll)s?(?: (?:of|on|in) [A-Z\d][^‹›,;.]{1,20}?| last \w+)? to (?:[a-z][\w-]* ){0,3}?"
)
# "predecessor as ambassador to Orlan, Ada Lind", but not "predecessor met Ada Lind"
_CALLED = r"(?: (?:as|in|at) [^‹›,;.]{2,50})?(?:,| is| was|)(?:(?<=[,s]) (?:[a-z]+ ){1,3}?| )"
# Who took over from whom; where one of the two is not named, it is who was named last before.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{NEW}{_FEW}\b(?:succe(?:eds?|eded|eding)|replac(?:es?|ed|ing)) {_NO_BY}{_FEW}{OLD}",
        rf"{NEW}{_NO_S}{_SOME}\b{_OVER}\b{_SOME}\bfrom {_FEW}{OLD}",
        rf"\b[Ss]?[Hh]e {_OVER}\b{_SOME}\bfrom {_FEW}{OLD}",
        rf"{OLD}{_NO_S}{_SOME}\b{_GONE_BY} {_FEW}{NEW}",
        rf"{OLD}{_NO_S}{_SOME}\bhand(?:s|ed|ing)? over\b{_SOME}\bto {_FEW}{NEW}",
        rf"{OLD}['’]s? {_FEW}\bsuccessor\b{_FEW}{NEW}",
        rf"{_ELECTED} {OLD}(?:, [^;.]{{2,50}},)? {_LOST_TO}{NEW}(?!['’])",
        rf"{OLD}, (?:the )?{_ELECTED}(?: of [^,;.]{{2,40}})?, {_LOST_TO}{NEW}(?!['’])",
        rf"\bsuccessor (?:of|to) {_FEW}{OLD}{_FEW}{NEW}",
        rf"{NEW}{_NO_S}{_SOME}\bsuccessor (?:of|to) {_FEW}{OLD}",
        rf"{NEW}['’]s? {_FEW}\bpredecessor{_CALLED}{OLD}",
        rf"{OLD}{_NO_S}{_SOME}\bpredecessor of {_FEW}{NEW}",
        rf"\b(?:[Hh]is|[Hh]er) predecessor{_CALLED}{OLD}",
        rf"{OLD}, (?:his|her) predecessor\b",
    )
)
# Here he or she is who left, not who is named last before.
_OF_THE_GONE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:[Hh]is|[Hh]er|[Tt]he) successor\b{_SOME}(?<!of )(?<!in )(?<!at ){NEW}",
        rf"{NEW}(?:, [^‹›;.]{{2,50}},|,)?{_MADE} (?:his|her) (?:[a-z]+ )?successor\b",
        rf"{NEW}{_FEW}\b(?:follows|followed|succeeds|succeeded|replaces|replaced) (?:him|her)\b",
        rf"{NEW}{_FEW}\b(?:will|is to) (?:follow|succeed|replace) (?:him|her)\b",
        rf"(?<!from ){NEW}(?:, [^‹›,;.]{{2,50}})?,? (?:will take|takes|took|is taking|has taken) "
        r"(?:over|charge)(?=[.,;]| (?:as|on|in|for|from|at|until)\b)",
        rf"\b[Ss]?[Hh]e (?:[^‹›;.]{{0,50}} and )?{_IS} {_GONE_BY} {_FEW}{NEW}",
        rf"{_NAMED} {_FEW}{NEW}{_ONE}{_FOR_THEM}",
        rf"{_NAMED} {_FOR_THEM},? {_FEW}{NEW}",
        rf"{NEW}{_FEW} {_IS} (?:named|appointed|picked|chosen|elected){_ONE}{_FOR_THEM}",
        rf"\b[Ii]n (?:his|her) (?:place|stead),? {_ONE}{_NAMED} {_FEW}{NEW}",
    )
)
_AS = re.compile(
    rf"(?:predecessor|successor|over|charge|place|stead|him|her|›) as (?:[^‹›,;.]{{0,30}} )?"
    rf"(?P<role>{ROLE})\b"
)
_ROLE = re.compile(rf"\b(?i:{ROLE})\b")
# What an office is of, as in `mayor of ‹1›`, or where something is, is nobody.
_OFFICE_OF = re.compile(rf"\b(?i:{ROLE})s? (?:of|to|for|in|at) (?:the )?$")
_ITS_OFFICE = re.compile(rf" (?:[a-z][\w-]* ){{0,2}}(?i:{ROLE}),? [A-Z]")  # Torvane chairman Lind
_LABELS = re.compile(r":| [—–-] ")  # PEOPLE — Ada Lind takes over
_TITLED = re.compile(rf"^(?i:{ROLE}) (?=\S+ \S)")
_WHERE = re.compile(r"(?<!successor )(?<!predecessor )\b(?:in|at|near|of|to) (?:the )?$")
_OWNS = re.compile(r"['’]s ")  # Ida Rook's Liberals
_IN = re.compile(r"(?:In|At|Near) (?:the )?$")
_ABBREVIATED = re.compile(r"\b([A-Z][a-z]{1,3})\.(?= ‹)")  # Dr., Gen.
_PLACES = frozenset({"GPE", "LOC", "FAC"})
# One of these may be called by another.
_HEADS = frozenset(
    "head chief boss leader director manager chair chairman chairwoman president principal".split()
)
_NEAR = 60  # characters
# Who left is looked for in this many sentences before.
_BACK = 3
# ... and who is spoken of in so many of a paragraph, and of so many paragraphs.
_LAST, _PARAGRAPHS = 5, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """One took over from another, as a sentence tells it.

    Attributes:
        role: the office, where the sentence says in which: `minister`; else empty.
    """

    new: str
    old: str
    telling: Telling
    role: str = ""

    @property
    def told_on(self) -> date:
        """The day of the article; the first of days for an undated one."""
        return self.telling.hit.article.day or date.min

    def may_be_in(self, question: str) -> bool:
        """Tell whether it may be in the office that a question speaks of."""
        asked = {found.group().lower().split()[-1] for found in _ROLE.finditer(question)}
        if not asked or not self.role or self.role in asked:
            return True
        return self.role in _HEADS and bool(asked & _HEADS)


def handovers(told: Sequence[Telling]) -> list[Handover]:
    """Find who took over from whom, the newest telling first."""
    found = [h for t in told for h in _in_sentence(t)]
    return sorted(found, key=lambda h: h.told_on, reverse=True)


def same(one: str, other: str) -> bool:
    """Tell whether two names are one person's."""
    alike = name_in(one, words_of(other)) or name_in(other, words_of(one))
    return alike and not namesake(one, other)


def _in_sentence(telling: Telling) -> list[Handover]:
    text, names = masked(telling)
    found = []
    for pattern in (*_PATTERNS, *_OF_THE_GONE):
        for match in pattern.finditer(text):
            sides = {s: int(n) for s, n in match.groupdict().items() if s != "role"}
            given = {side: names[n] for side, n in sides.items()}
            near = names[: min(sides.values())][::-1]
            if pattern in _OF_THE_GONE:
                other = _gone(telling, match.group(), given["new"])
            else:
                other = next(iter(near), "") or _last(telling)
            new, old = given.get("new", other), given.get("old", other)
            if new and old and not same(new, old) and not _OWNS.search(f"{new} {old}"):
                role = match if "role" in match.groupdict() else None
                role = role or _AS.search(text, match.start(), match.end() + _NEAR)
                office = role["role"].lower().split()[-1] if role else ""
                found.append(Handover(new=new, old=old, telling=telling, role=office))
    return found


def _gone(telling: Telling, said: str, new: str) -> str:
    """Return who left: the sentence says so, or names whom it means by `her`, or those before do.

    Who is named in the sentence itself may be the one who speaks of it, or who names another.
    """
    if who := _untitled(left_in(telling.text)):
        return who
    meant = meant_by(telling.text, said, new)
    if meant.who:
        return _untitled(meant.who)
    before = _sentences_before(telling)[: -_BACK - 1 : -1]
    left = next((who for sentence in before if (who := left_in(sentence))), "")
    return _untitled(left) or ("" if meant.unsure else _last(telling))


def _sentences_before(telling: Telling) -> list[str]:
    body = telling.hit.article.body[: telling.start]
    return [body[a:b] for a, b in split(body)]


def masked(telling: Telling) -> tuple[str, list[str]]:
    """Put `‹n›` in the place of the n-th name, but for those that are surely nobody's."""
    text = telling.text
    spans = [(m.start - telling.start, m.end - telling.start) for m in telling.times]
    (found,) = entities([text])
    names: list[str] = []
    parts: list[str] = []
    at = 0
    for start, name in name_spans(text, spans):
        place = text.find(name, max(at, start))
        if place < 0 or _is_place(text[:place], name, found):
            continue
        if _ITS_OFFICE.match(text, place + len(name)) or (
            name.isupper() and _LABELS.match(text, place + len(name))
        ):
            continue
        place += len(name) - len(_untitled(name))
        name = _untitled(name)
        parts += [text[at:place], f"‹{len(names)}›"]
        names.append(name)
        at = place + len(name)
    return _ABBREVIATED.sub(r"\1", "".join([*parts, text[at:]])), names


def _is_place(before: str, name: str, found: Sequence[Name]) -> bool:
    """Tell whether a name is what an office is of, a people's, or where something is."""
    label = next((label for a, b, label in found if a <= len(before) < b), "")
    where = label in _PLACES and _WHERE.search(before)
    people = label == "NORP" and " " not in name
    return people or bool(_OFFICE_OF.search(before) or _IN.match(before) or where)


def _last(telling: Telling) -> str:
    """Return the person whom the sentences before one speak of: the subject of the nearest.

    They are those of its paragraph; where these name nobody, those of the paragraph before.
    """
    body = telling.hit.article.body[: telling.start]
    for paragraph in body.split("\n\n")[: -_PARAGRAPHS - 1 : -1]:
        for start, end in split(paragraph)[: -_LAST - 1 : -1]:
            sentence = paragraph[start:end]
            if who := subject_of(sentence):
                return _untitled(who)
    return ""


def _untitled(name: str) -> str:
    """Leave out an office before a full name: `Prosecutor Ada Lind`."""
    return _TITLED.sub("", name)
