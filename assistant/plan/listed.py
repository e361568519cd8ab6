"""A request for all the calls or meetings of two in, the question on which days they were out.

"List the calls between Ida and Bo" and "which meetings have they had" ask for what is told by its
day; put as that question, they are read like any other of days.
"""

from __future__ import annotations

import re

_SPEAK = "calls|talks|conversations|discussions|phone calls|exchanges"
_MEET = "meetings|summits|encounters|get-togethers|talks in person"
_NOUN = rf"(?:phone |telephone |video )?(?P<noun>{_SPEAK}|{_MEET})"
_TAIL = (
    r"(?P<tail>(?:,? (?:in|since|before|after|during|until|between|this|last|over|so far|up to)\b"
    r"[^?]*?)?)[\s?.!]*$"
)
_BETWEEN = re.compile(
    r"^\W*(?:(?:please )?(?:list|name|show|give|tell)(?: me| us)?(?: a list of)? |"
    r"(?:what|which|when) (?:are|were|have been) |(?:the )?(?:list|dates|timeline) of )?"
    rf"(?:all |every one of )?(?:of )?(?:the |their )?(?:dates of (?:the )?)?{_NOUN} "
    rf"(?:between|of) (?P<who>[^?,]+? and [^?,]+?){_TAIL}",
    re.IGNORECASE,
)
_HAD = re.compile(
    rf"^\W*(?:what|which) {_NOUN} (?P<aux>did|have|had) (?P<who>[^?,]+?) (?:have|had|hold|held)"
    rf"{_TAIL}",
    re.IGNORECASE,
)


def listed(text: str) -> str:
    """Ask for the days of calls and meetings that are to be listed; other texts stay as they are.

    >>> listed("List all the calls between Ida Lind and Bo in May.")
    'On which days did Ida Lind and Bo speak in May?'
    >>> listed("which meetings have Lind and Bo had?")
    'On which days have Lind and Bo met?'
    """
    match = _BETWEEN.match(text) or _HAD.match(text)
    if not match or len(match["who"].split()) > 12:
        return text
    aux = (match.groupdict().get("aux") or "did").lower()
    speaks = re.fullmatch(_SPEAK, match["noun"], re.IGNORECASE)
    base, participle = ("speak", "spoken") if speaks else ("meet", "met")
    verb = base if aux == "did" else participle
    return f"On which days {aux} {match['who']} {verb}{match['tail'].rstrip()}?"
