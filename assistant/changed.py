"""A follow-up as it was completed and what was found for it in, whether the talk has moved on out.

"Why did the ferry sink?" after questions about two leaders is no question about these, and yet it
reads like one that leans on what was said. The archive tells: where no article on them has a ferry,
another ferry is meant than theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.read.sentence.syntax import parse
from assistant.types import Hit, Plan
from assistant.words import missing_names, stem_set

# What these stand for was spoken of.
_POINTS = re.compile(
    r"\b(?:it|its|he|him|his|she|her|hers|they|them|their|theirs|that|this|those|these|there|then|"
    r"same|other|others|another|else|rest|one|ones|more)\b|^\W*(?:and|but|so|or)\b",
    re.IGNORECASE,
)


def may_move_on(typed: str, plan: Plan) -> bool:
    """Tell whether a follow-up that was completed with names speaks of a thing of its own.

    Args:
        typed: the question as it was asked.
        plan: of the same, completed.
    """
    return bool(_things(typed) and _added(typed, plan)) and not _POINTS.search(typed)


def held(typed: str, plan: Plan, hits: Sequence[Hit]) -> bool:
    """Tell whether an article has the things of a question, and a name it was completed with.

    Args:
        typed: the question as it was asked.
        plan: of the same, completed or not.
        hits: what was found for it.
    """
    things, names = _things(typed), _added(typed, plan)
    texts = [f"{hit.article.title}\n{hit.article.body}" for hit in hits]
    about = [t for t in texts if not names or any(not missing_names([n], t) for n in names)]
    return any(things <= stem_set(text) for text in about)


def _added(typed: str, plan: Plan) -> list[str]:
    """Return the names that a question was completed with."""
    return [name for name in plan.names if missing_names([name], typed)]


def _things(text: str) -> frozenset[str]:
    """Return the stems of the plain nouns that a question speaks of as known: `the ferry`."""
    nouns = [t for t in parse(text) if t.pos_ == "NOUN"]
    known = [t for t in nouns if any(c.lower_ == "the" and c.dep_ == "det" for c in t.children)]
    return stem_set(" ".join(t.text for t in known))
