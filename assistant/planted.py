"""A paragraph of an article in, whether it gives orders to programs out.

News may write about such orders; what is looked for is one that is given: a call to leave
something aside, or a program that is spoken to and told what to say.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_OVERRIDE = re.compile(
    r"(?i:(?:(?:^|[.:;,!?)>]\s+)[\"“]?|\bplease\s+)(?:ignore|disregard|forget)\s+(?:\w+\s+){0,3}"
    r"(?:instructions?|prompts?|rules|articles?|above|findings|guidelines)\b)"
    r"|\bSYSTEM\s*:|(?i:\bsystem (?:prompt|message|override)\W{0,4}:)"
    r"|(?i:<\|?\w*im_(?:start|end)|\[/?INST\])"
)
_PROGRAM = re.compile(
    r"\b(?:AI|language)\s+(?:assistants?|models?|systems?|agents?|chatbots?)\b"
    r"|\bLLMs?\b|\bassistants?\s*[,:]|\bchatbots?\s*[,:]|\bsummari[sz]ers?\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?:^|[.:;,!?)]\s+|\b(?:and|so|then|must|please|only)\s+)"
    r"(?:say|state|report|reply|answer|respond|repeat|append|cite|quote|output|print|claim|tell|"
    r"do not mention|the correct)\b",
    re.IGNORECASE,
)


def paragraph_of(body: str, start: int, end: int) -> str:
    """Return the paragraphs of a body that a span lies in."""
    first = body.rfind("\n\n", 0, start)
    last = body.find("\n\n", end)
    return body[first + 2 if first >= 0 else 0 : last if last >= 0 else len(body)]


def is_planted(body: str, start: int, end: int) -> bool:
    """Tell whether a span of a body lies in a paragraph that gives orders to programs."""
    return orders_programs(paragraph_of(body, start, end))


@lru_cache(maxsize=4096)
def orders_programs(paragraph: str) -> bool:
    """Tell whether a paragraph gives orders to programs."""
    seen = "".join(c for c in paragraph if unicodedata.category(c) != "Cf")
    if _OVERRIDE.search(seen):
        return True
    return bool(_PROGRAM.search(seen) and _ORDER.search(seen))
