"""A question in, whether it asks who came before or after a person out."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.types import Plan

_TAKES_OVER = re.compile(
    r"\bwho(?:['’]s| is| was)? (?:now )?(?:tak\w+ (?:over|charge|the helm)|took (?:over|charge|the "
    r"helm)|succe\w+|replac\w+|follow\w+|leads?|led|heads?|headed|runs?|ran|bec\w+|in charge|"
    r"the )", re.IGNORECASE
)  # fmt: skip
_LEAVING = re.compile(
    r" (?:had )?(?:left|leaves|quit|quits|resigned|retired|died|stepped (?:down|aside|back)|"
    r"stood down|(?:was|were) (?:sacked|dismissed|fired|removed|ousted|killed|voted out))\b.*$"
)
# "Who was mayor before Ida Rook took over?"
_HELD = re.compile(
    r"\bwho(?: had)? (?:was|were|been|held|had|ran|run|led|headed|chaired|managed|coached|"
    r"commanded|looked after|took care of)\b", re.IGNORECASE
)  # fmt: skip
_COMING = re.compile(
    r" (?:had )?(?:took (?:over|office|charge|up the (?:post|job))|takes over|came in|"
    r"got the (?:job|post)|(?:was|were) (?:appointed|named|elected|sworn in|chosen)|"
    r"became (?!ill\b))\b.*$"
)


def follows_person(plan: Plan) -> bool:
    """Tell whether a question asks who came before or after a person, not an event."""
    words = without_leaving(plan).anchor.split()
    named = bool(words) and all(word[0].isupper() for word in words)
    return named and plan.answer_type == "person" and plan.operator in {"before", "after"}


def without_leaving(plan: Plan) -> Plan:
    """Count from the person where somebody came after another left: `after Ida Rook resigned`.

    Or was there before they came: `before Ida Rook took over`.
    """
    question = plan.standalone_question
    if plan.answer_type == "person" and plan.operator == "before" and _HELD.search(question):
        plan = replace(plan, anchor=_COMING.sub("", plan.anchor))
    if plan.answer_type != "person" or not _TAKES_OVER.search(question):
        return plan
    return replace(plan, anchor=_LEAVING.sub("", plan.anchor))
