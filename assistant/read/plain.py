"""A chat model's reply in any form in, plain sentences with markers like [2] out.

Models write Markdown, HTML or JSON, number their sources as they were taught to, and lead in with
a few words of their own. Addresses behind links and pictures go; what is left is checked like any
other reply.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from assistant.read.passages import seen
from assistant.words import capital

_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_TAG = re.compile(r"<\|[^|<>]*\|>|</?[A-Za-z][^<>]*>")
_FENCE = re.compile(r"^\s*```\w*\s*$", re.MULTILINE)
_NOTE = re.compile(r"^\s*\[\^\w+\]:.*$", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^()\s]*\)")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
_STRONG = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_LEAN = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)

_NUMBERS = r"\d{1,3}(?:\s*(?:[,–-]|and)\s*\d{1,3})*"
_PASSAGES = r"(?:passages?|sources?|articles?|nos?\.?|#)"
_CORNERS = re.compile(r"【(\d{1,3})[^】]*】")
_WORDED = re.compile(rf"[\[(]\s*(?:{_PASSAGES}\s*|\^)({_NUMBERS})\s*[\])]", re.IGNORECASE)
_ROUND = re.compile(rf"(?<=\s)\(({_NUMBERS})\)(?=[.!?]?(?:\s*$|\s+[A-Z]))", re.MULTILINE)
_RANGE = re.compile(r"\[(\d{1,3})\s*[-–]\s*(\d{1,3})\]")
_RAISED = re.compile(
    r"(?<=[\w.])(?<!\bm)(?<![kcm]m)([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?=[.!?]?\s*$)", re.MULTILINE
)
_LOWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# As many passages as a range may name.
_MOST = 9

_COURTESY = r"(?:sure|certainly|of course|okay|ok)[!,.]\s*"
_ANNOUNCED = re.compile(
    rf"\A\s*(?:{_COURTESY})?(?:(?:here(?: is| are|['’]s)|this is)\b[^\n]*:|"
    r"(?:the )?(?:short |final )?answer:?)\s*\n+",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    rf"\A\s*(?:{_COURTESY})?(?:(?:based on|according to|from) (?:the |these |your )?(?:[a-z]+ )?"
    r"(?:passages?|articles?|sources|texts?)(?: (?:provided|given|above))?,\s+)?",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Write a reply as it was asked for: sentences, each with its markers, nothing that is hidden.

    >>> plain("Based on the passages, they spoke on **1 July 2025**【8】.")
    'They spoke on 1 July 2025 [8].'
    """
    text = _from_json(_FENCE.sub("", seen(_ESCAPES.sub("", text))).strip())
    for mark in (_TAG, _NOTE, _IMAGE, _HEADING):
        text = mark.sub("", text)
    text = _with_markers(_LINK.sub(r"\1", text))
    text = _LEAN.sub(r"\1", _STRONG.sub(r"\2", text))
    text = _ANNOUNCED.sub("", text)
    lead = _LEAD_IN.match(text)
    return capital(text[lead.end() :].strip()) if lead and lead[0].strip() else text.strip()


def _with_markers(text: str) -> str:
    text = _CORNERS.sub(r" [\1]", text)
    text = _ROUND.sub(r"[\1]", _WORDED.sub(r"[\1]", text))
    text = _RAISED.sub(lambda m: f" [{m[1].translate(_LOWER)}]", text)
    return _RANGE.sub(_all_of, text)


def _all_of(match: re.Match[str]) -> str:
    """Write every number of a range: `[8-9]` as `[8, 9]`."""
    first, last = int(match[1]), int(match[2])
    if not first <= last <= first + _MOST:
        return f"[{first}]"
    return f"[{', '.join(map(str, range(first, last + 1)))}]"


def _from_json(text: str) -> str:
    """Take the answer and its numbers out of an object; any other text stays as it is."""
    if not text.startswith("{"):
        return text
    try:
        told = json.loads(text)
    except ValueError:
        return text
    values = list(told.values())
    answer = next((v for v in (told.get("answer"), *values) if isinstance(v, str)), "")
    numbers = [n for value in values for n in _integers(value)]
    return f"{answer} [{', '.join(map(str, numbers))}]" if numbers else answer


def _integers(value: Any) -> Iterator[int]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, int) and not isinstance(one, bool):
            yield one
