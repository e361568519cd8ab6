"""A word for what goes on for a while in, the words that its stages are told in out."""

from __future__ import annotations

import re

from assistant.read.sentence.relevance import kinds

# What goes on for a while, and the words that its stages are told in; each line is one matter.
_STAGES = tuple(
    tuple(frozenset(part.split()) for part in line.split(":"))
    for line in """
trial case prosecution proceedings:trial court jury charged indicted arraigned pleaded testified \
verdict guilty convicted acquitted cleared sentenced sentencing appeal hearing jailed fined
inquiry inquest investigation probe:inquiry inquest investigation hearings evidence testified \
witness findings recommended recommendations interim report judge
strike walkout stoppage dispute:strike walkout ballot picket union mediator arbitration
election race vote referendum campaign runoff:election vote ballot poll runoff turnout candidate \
debate conceded elected majority certified
merger takeover acquisition bid:merger takeover bid shareholders regulator approved acquisition
theft robbery heist burglary raid:theft stolen thieves arrested recovered suspects
fire blaze inferno:blaze flames inferno arson extinguished
""".strip().splitlines()
)  # fmt: skip
_BLAZE = re.compile(r"\b[Ff]ires?\b")


def stages_of(word: str) -> frozenset[str]:
    """Return the words for the stages of a matter; none where a word stands for no such thing."""
    kind = words_in(word)
    found = (stages for names, stages in _STAGES if kind & words_in(" ".join(names)))
    return words_in(" ".join(next(found, ())))


def words_in(text: str) -> frozenset[str]:
    """Return the words of a text by kind of event or stem; a fire is no dismissal."""
    return kinds(_BLAZE.sub("blaze", text))
