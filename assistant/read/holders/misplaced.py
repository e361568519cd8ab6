"""A question that gives somebody an office in, the sentence that gives it elsewhere out.

"What did Orlan's foreign minister Ada Lind say?" is not answered where all reports have Ada Lind as
foreign minister of another country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.modality import CONTRADICTED
from assistant.places import countries_in
from assistant.read.holders.called import Holder, holders
from assistant.read.holders.offices import of_one_place
from assistant.read.sentence.printed import quotation
from assistant.types import Draft, Hit, Plan
from assistant.words import fold
from index_store.sentences import split

_COUNTERPART = re.compile(
    r"\b(?P<place>[A-Z][\w’'-]+) counterpart,? (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+)"
)

# What stands before an office like a place: a rank in it, or a party.
_RANKS = frozenset(
    "vice deputy acting interim former first second senior junior new late then incoming outgoing "
    "assistant democratic republican conservative liberal labour green".split()
)
# How words for a people end: Orlanian, Keshi, Danish.
_OF_PEOPLE = re.compile(r"(?:an|ese|ish|i|ch|ic)$")


def misplaced(plan: Plan, hits: Sequence[Hit]) -> Draft | None:
    """Abstain where a question names somebody as the holder of an office of another place."""
    claimed = [h for h in holders([plan.standalone_question]) if fold(h.place) not in _RANKS]
    if not claimed:
        return None
    told = [(h, hit, where) for hit, where, text in _sentences(hits) for h in _held(text)]
    for name in dict.fromkeys(map(_last, claimed)):
        places = [
            h.place.removesuffix("'s").removesuffix("’s") for h in claimed if _last(h) == name
        ]
        mine = [t for t in told if _last(t[0]) == name]
        if mine and not any(of_one_place(t[0].place, place) for t in mine for place in places):
            _, hit, where = mine[0]
            nearest = quotation(hit.article, *where)
            return Draft(short="", claims=(nearest,), confidence=0.0, reason=CONTRADICTED)
    return None


def _sentences(hits: Sequence[Hit]) -> list[tuple[Hit, tuple[int, int], str]]:
    articles = {hit.article.id: hit for hit in hits}.values()
    return [(h, (a, b), h.article.body[a:b]) for h in articles for a, b in split(h.article.body)]


def _held(text: str) -> list[Holder]:
    """Return who holds an office by a sentence; a counterpart's is that which was spoken of."""
    others = [Holder(m["name"], "", m["place"]) for m in _COUNTERPART.finditer(text)]
    return [*(h for h in holders([text]) if _is_of(h.place, text)), *others]


def _is_of(place: str, text: str) -> bool:
    """Tell whether a word says of what an office is; "In Hale President Moss spoke" does not."""
    if fold(place) in _RANKS:
        return False
    word = re.escape(place)
    if re.search(rf"\b{word}['’]|\b[Oo]f (?:the )?{word}\b", text):
        return True
    return bool(countries_in(place) or _OF_PEOPLE.search(place)) and not re.search(
        rf"\b(?i:in|on|at|from|by|near) {word}\b", text
    )


def _last(holder: Holder) -> str:
    return fold(holder.name).split()[-1]
