"""A question for who holds an office in, whose sentence gives them another one out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.read.holders.called import NAME
from assistant.read.holders.tenure import office_asked
from assistant.read.holders.wording import HEAD, ROLE, title_of
from assistant.read.sentence.candidates import Candidate
from assistant.types import Hit, Plan
from assistant.words import fold

_LEADS = r"(?:run|runs|ran|running|lead|leads|led|leading|heads|headed|in charge)"
_TITLED = re.compile(rf"\b(?i:{ROLE})s? [A-Z]")
_TITLE_BEFORE = re.compile(rf"\b(?i:{ROLE})s?,? $")
_INQUIRY = r"\b(?:inquir(?:y|ies)|enquiry|investigation|probe|review|tribunal)\b"
_ASKED = re.compile(
    rf"^\W*(?:and )?who\b.*\b(?:{ROLE}|chair\w*|leads?|led|leading|heads?|headed|heading|runs?|ran)"
    rf"\b.*{_INQUIRY}|^\W*(?:and )?who\b.*{_INQUIRY}.*\b(?:chair\w*|led|headed|{ROLE})\b",
    re.IGNORECASE,
)
_FIRM = r"(?i:company|firm|group|bank|club|maker|manufacturer|operator|airline|insurer|builder)"
_OF_FIRMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_FIRM}(?:['’]s)? (?i:{ROLE}),? (?P<name>{NAME})",
        rf"\b(?P<name>{NAME}), (?:the |a )?{_FIRM}(?:['’]s)? (?i:{ROLE})\b",
        rf"\b(?P<name>{NAME}), (?:the |a )?(?i:{ROLE}) of the {_FIRM}\b",
    )
)


def by_another_title(plan: Plan) -> Callable[[Candidate], bool]:
    """Return what tells of an answer that its sentence calls it by another office than is asked."""
    asked = office_asked(plan)
    if asked is None:
        return lambda c: False
    told_as = [title_of(asked[0]), *([_LEADS] if asked[0] == HEAD else [])]
    own = re.compile(rf"\b(?:{'|'.join(told_as)})\b")

    def other(c: Candidate) -> bool:
        sentence = c.sentence_text
        if own.search(sentence):
            return False
        before = sentence[: c.start - c.sentence[0]]
        return bool(_TITLED.search(c.text) or _TITLE_BEFORE.search(before))

    return other


def leads_a_firm(plan: Plan, hits: Sequence[Hit]) -> Callable[[Candidate], bool]:
    """Return what tells of an answer that it is the chairman of a company, not of an inquiry.

    Unless its own sentence speaks of the inquiry.
    """
    if not _ASKED.match(plan.standalone_question):
        return lambda c: False
    texts = {hit.article.id: hit.article.body for hit in hits}.values()
    found = (m["name"] for text in texts for form in _OF_FIRMS for m in form.finditer(text))
    theirs = frozenset(fold(name).split()[-1] for name in found)

    def elsewhere(c: Candidate) -> bool:
        named = theirs & set(fold(c.text).split())
        return bool(named) and not re.search(_INQUIRY, c.sentence_text, re.IGNORECASE)

    return elsewhere
