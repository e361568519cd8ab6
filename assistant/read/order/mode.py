"""A text in, how people dealt with each other in it out: by wire, face to face, or by letter.

"When did they first meet in person?" is not answered by the day of a telephone call.
"""

from __future__ import annotations

import re

_MODES = {
    "wire": re.compile(
        r"\b(?:tele)?phon(?:e|es|ed|ing)\b|\b(?:rang|rung|hung up)\b|\brings? (?!in\b|out\b)|"
        r"\bcall(?:s|ed|er|ing)?\b(?! (?:off|for|on|upon|in|into|it|him|her|them|th\w+|an?)\b)|"
        r"\bon the line\b|\bvideo ?(?:link|call|conference)",
        re.IGNORECASE,
    ),
    "person": re.compile(
        r"\bface[ -]to[ -]face\b|\bin (?:person|the flesh)\b|\bsame (?:room|table)\b|\bmet\b|"
        r"\bmeet(?:s|ing|ings)?\b|\bsummits?\b|\bvisit\w*|\bhosted\b|\bsat down with\b|"
        r"\bhandshake\b|\bshook hands\b",
        re.IGNORECASE,
    ),
    "letter": re.compile(r"\bletters?\b|\bwr(?:ote|itten|ites?)\b|\be-?mails?\b", re.IGNORECASE),
}


def modes(text: str) -> frozenset[str]:
    """Return the ways of dealing with each other that a text names.

    >>> sorted(modes("They spoke by telephone before their summit"))
    ['person', 'wire']
    """
    return frozenset(mode for mode, words in _MODES.items() if words.search(text))


def in_another(asked: frozenset[str], told: str) -> bool:
    """Tell whether a text names only other ways of dealing with each other than the asked ones."""
    found = modes(told)
    return bool(asked and found) and not asked & found
