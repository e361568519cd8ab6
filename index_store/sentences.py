"""A text in, the spans of its sentences out; a blank line always ends one."""

from __future__ import annotations

import re

from index_store.titles import SHORT

# Words whose full stop does not end a sentence, in news English, lower case.
ABBREVIATIONS = SHORT.union(
    "st mt ft jr sr no nos vs jan feb mar apr jun jul aug sept sep oct nov dec approx dept est inc "
    "corp co ltd bros assn ave blvd u.s u.k u.n e.u d.c a.m p.m ph.d i.e e.g cf al fig vol".split()
)
# Of these, the ones that a sentence may end on: then the next word decides.
MAY_END = frozenset("u.s u.k u.n e.u d.c a.m p.m inc corp co ltd jr sr est al".split())
STARTERS = frozenset(
    "The A An He She It They We I In On At But And For This That These Those After Before When "
    "While As His Her Its Their There If Mr Ms Mrs No Not".split()
)
_BREAK = re.compile(
    r"\n[ \t]*\n\s*|(?<=[.!?…])[\"'”’»)\]]*\s+"
    r"(?=[\"'“‘«(\[]*[A-Z0-9\u00c0-\u00de$€£•*-])"
)
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")  # "j.d" of J.D. Vance
_LAST_WORD = re.compile(r"(\S+?)\.[\"'”’»)\]]*$")


def split(text: str) -> list[tuple[int, int]]:
    """Cut a text into sentences.

    Returns:
        (start, end) pairs in order, trimmed of white space, covering all that is not white space.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if "\n" not in match.group().strip(" \t") and not _ends(text, start, match):
            continue
        _append(text, start, match.end(), spans)
        start = match.end()
    _append(text, start, len(text), spans)
    return spans


def _append(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + piece.index(stripped[0])
        spans.append((first, first + len(stripped)))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    head = text[start : match.start()] + match.group().rstrip()
    found = _LAST_WORD.search(head[-40:])
    if not found:
        return True
    word = found.group(1).lstrip("\"'“‘«([").lower()
    following = re.match(r"\W*(\w+)", text[match.end() : match.end() + 30])
    starts_new = bool(following) and following is not None and following.group(1) in STARTERS
    if len(word) == 1 and word.isalpha() and word != "i":
        return False
    if word in MAY_END or _INITIALS.fullmatch(word):
        return starts_new
    return word not in ABBREVIATIONS
