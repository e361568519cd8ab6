"""A scored case in, one word for how it went out: each case has exactly one outcome."""

from __future__ import annotations

from eval.score import Scored

RIGHT = "right"
ELSEWHERE = "right, other source"
CLUMSY = "right only in the text"
WRONG = "wrong"
MISSED = "abstained, yet answerable"
DECLINED = "abstained, rightly"
INVENTED = "answered, yet not answerable"

# Each with the class that colours it on the page, good ones first.
OUTCOMES = {
    RIGHT: "right", ELSEWHERE: "elsewhere", DECLINED: "declined", CLUMSY: "clumsy",
    MISSED: "missed", WRONG: "wrong", INVENTED: "invented",
}  # fmt: skip
FAILURES = (WRONG, INVENTED, MISSED, CLUMSY, ELSEWHERE)


def outcome(one: Scored) -> str:
    """Say how a case went."""
    answered = one.row["status"] == "answered"
    if not one.case.answerable:
        return INVENTED if answered else DECLINED
    if not answered:
        return MISSED
    if one.figures["strict"]:
        return ELSEWHERE if one.figures["cited_right"] == 0 else RIGHT
    return CLUMSY if one.figures["relaxed"] else WRONG


def blame(one: Scored) -> str:
    """Say how far the right article came; empty where the case names none."""
    if one.figures["hit5"] is None:
        return ""
    if one.figures["cited_right"]:
        return "right article cited"
    if one.figures["hit1"]:
        return "right article found first, not cited"
    return (
        "right article among the first five" if one.figures["hit5"] else "right article not found"
    )
