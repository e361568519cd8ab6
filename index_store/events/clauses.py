"""A sentence in, its clauses out, so that a date is tied to the verb it stands with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index_store.verbs import PAST_FORMS

_OPENERS = (
    "who|whom|whose|which|where|when|while|after|before|as|if|whether|unless|although|though|"
    "because|since|until|with|despite|that|following|amid"
)
_CUT = re.compile(
    r"(?:,|;|:|\s[–—-])\s+|(?<!\s)\s++(?=(?:and|but|while|although|though|because|after|before|since|until|when|if|whether|"
    r"unless|that|who|which|whose|where)\s)"
)
_DEPENDENT = re.compile(rf"(?:and\s+|but\s+)?(?:{_OPENERS}|\w+ing)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:with\s.*\s)?\w+ing\b|with\s.*\b\w+ing\b", re.IGNORECASE)
_JOINED = re.compile(r"(?:and|but|yet|or)\s", re.IGNORECASE)
_TOLD = "|".join(
    sorted(
        PAST_FORMS.union(
            "was were had did died cut put set shut quit beat hit hurt spread burst let".split()
        )
    )
)
VERB = re.compile(
    rf"\b(?:{_TOLD}|has|have|is|are|be|been|will|would|may|might|can|could|"
    r"shall|should|says|[a-z]{2,}ed)\b"
)
PAST = re.compile(rf"\b(?:{_TOLD}|has|have|[a-z]{{2,}}ed)\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a sentence.

    Attributes:
        start: where it begins in the article.
        end: where it ends.
        words: its own words, without clauses put inside it.
        opener: the word that makes it depend on another, lower case; empty for a main clause.
    """

    start: int
    end: int
    words: str
    opener: str = ""


def clauses(text: str, span: tuple[int, int], kept: list[tuple[int, int]]) -> list[Clause]:
    """Cut a sentence into clauses.

    Args:
        text: the article.
        span: where the sentence begins and ends.
        kept: spans that no cut may fall into (dates).
    """
    found: list[Clause] = []
    main: Clause | None = None
    for first, last in _pieces(text, span, kept):
        piece = text[first:last]
        depends = _DEPENDENT.match(piece)
        if depends and _is_clause(piece):
            opener = depends.group().split()[-1].lower()
            found.append(Clause(first, last, piece, opener))
        elif main is None or _begins_anew(text, first, piece, found[-1]):
            main = Clause(first, last, piece)
            found.append(main)
        else:
            # `and` goes on with what stands right before it, a comma with the main clause.
            grown = found[-1] if piece.startswith("and ") and first == found[-1].end + 1 else main
            longer = Clause(grown.start, last, f"{grown.words}, {piece}", grown.opener)
            found[found.index(grown)] = longer
            main = longer if grown is main else main
    return found


def _is_clause(piece: str) -> bool:
    """Say whether an opener opens a clause, not a phrase: `after the vote` has no verb."""
    return len(piece.split()) > 2 and bool(VERB.search(piece) or _PARTICIPLE.match(piece))


def _begins_anew(text: str, first: int, piece: str, before: Clause) -> bool:
    """Say whether `but` or `and` joins a clause with a verb of its own, or a semicolon stands."""
    if ";" in text[max(0, first - 2) : first]:
        return True
    head = " ".join(piece.split()[:6])
    return bool(_JOINED.match(piece) and VERB.search(head) and VERB.search(before.words))


def _pieces(text: str, span: tuple[int, int], kept: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    first, end = span
    for match in _CUT.finditer(text, *span):
        inside = any(a < match.end() and match.start() < b for a, b in kept)
        opens_a_date = any(a == match.end() for a, _ in kept) and "," not in match.group()
        if inside or opens_a_date or match.start() <= first:
            continue
        pieces.append((first, match.start()))
        first = match.end()
    if first < end:
        pieces.append((first, end))
    return pieces


def clause_at(found: list[Clause], place: int) -> Clause:
    """Give the narrowest clause around a place."""
    around = [c for c in found if c.start <= place < c.end]
    return min(around or found, key=lambda c: c.end - c.start)
