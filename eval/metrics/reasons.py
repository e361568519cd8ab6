"""A reason for abstaining in words in, which of the gold set's reasons it gives out."""

from __future__ import annotations

import re

from eval.cases import Case, Row

# How each reason is worded by an assistant that says what a person can act on. A text may give
# several; one that gives none is no reason.
_WORDS = {
    "not-covered": r"not cover|nothing about|no articles? (?:about|on)\b",
    "detail": r"(?:do|does|did) not (?:\w+ )?(?:say|state|tell|give|name|answer)|not this detail",
    "nothing-in-window": (
        r"(?:nothing|no articles?) (?:\w+ ){0,3}(?:from|before|after|between|in|by)\b"
    ),
    "false-premise": r"premise|not what the articles say|the articles say|, not\b",
    "conflict": r"conflict|disagree|differ|contradict",
    "plan-only": r"\bplan|announce|preview|expect|schedul|not (?:known|told) to have happened",
}


def given(reason: str) -> set[str]:
    """List the reasons that a text gives, by the names of the gold set."""
    low = reason.lower()
    return {name for name, words in _WORDS.items() if re.search(words, low)}


def reason_right(case: Case, row: Row) -> bool | None:
    """Whether it abstained for the case's `reason`; None where the case names none."""
    wanted = case.extra.get("reason")
    if case.answerable or wanted not in _WORDS:
        return None
    return row["status"] == "abstained" and wanted in given(row.get("reason") or "")
