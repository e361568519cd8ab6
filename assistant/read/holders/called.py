"""Texts in, whom they call the holder of an office of a place out: patterns of how news says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index_store.titles import SINGLE, any_of

CAPITAL = r"[A-ZÀ-Þ][\w’'-]*\w"
NAME = rf"{CAPITAL}(?: (?:de |van |von |bin |al )?{CAPITAL})*"
MINISTER = (
    r"(?:prime|foreign|defen[cs]e|finance|interior|health|energy|justice|labou?r|transport|"
    r"education|environment|agriculture|culture) minister"
)
OFFICE = (
    rf"(?:vice[- ]president|{MINISTER}|{any_of((*SINGLE, 'king', 'queen'))}|"
    r"secretary[- ]general|(?:head )?coach)"
)
TITLE = rf"(?i:{OFFICE})"
_SEVERAL = rf"{NAME} of (?:the )?{NAME}(?:, {NAME} of (?:the )?{NAME})*,?"
# How news says who holds an office: name and place are groups, and the office between them.
_HOLDERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<office>{TITLE}) (?P<name>{NAME}) of (?P<place>{NAME})",
        rf"\b(?P<place>{CAPITAL}) (?P<office>{TITLE}),? (?P<name>{NAME})",
        rf"\b(?P<place>{NAME})['’]s? (?P<office>{TITLE}),? (?P<name>{NAME})",
        rf"\b(?P<name>{NAME}), (?:the )?(?P<office>{TITLE}) of (?P<place>{NAME})",
        rf"\b(?P<name>{NAME}), (?:the )?(?P<place>{CAPITAL}) (?P<office>{TITLE})\b",
        rf"\b(?P<office>{TITLE}) of (?P<place>{NAME}), (?P<name>{NAME})",
        rf"\b(?P<name>{NAME})(?:, [^,.;]{{2,60}},)? (?:is|was elected|took the oath as|"
        rf"was sworn in as|became) (?:the )?(?:new )?(?P<office>{TITLE}) of (?P<place>{NAME})",
        # `Energy ministers Ada Lind of Orlan and Ivo Marsh of Torvane`
        rf"\b(?P<office>{TITLE})s,? (?P<name>{NAME}) of (?:the )?(?P<place>{NAME})",
        rf"\b(?P<office>{TITLE})s,? {_SEVERAL} and (?P<name>{NAME}) of (?:the )?(?P<place>{NAME})",
        # `the energy ministers of Orlan and Torvane, Ada Lind and Ivo Marsh`
        rf"\b(?P<office>{TITLE})s of (?P<place>{NAME}) and {NAME}, (?P<name>{NAME}) and",
        rf"\b(?P<office>{TITLE})s of {NAME} and (?P<place>{NAME}), {NAME} and (?P<name>{NAME})",
    )
)
FORMER = re.compile(r"\b(?:former|ex-?|late|future|next|acting|deputy)[ -]*$", re.IGNORECASE)


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
                before = text[max(0, match.start() - 12) : match.start("office")]
                if not FORMER.search(before):
                    name = re.sub(r"['’]s$", "", match["name"])
                    found[Holder(name, match["office"].lower(), match["place"])] = None
    return list(found)
