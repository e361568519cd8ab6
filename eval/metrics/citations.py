"""A case, its row and a check for entailment in, figures about the citations out.

Source: ALCE (Gao et al. 2023, Enabling Large Language Models to Generate Text with Citations):
recall, the share of sentences that their cited quotes bear out together; precision, the share of
citations that bear out their sentence alone or without which the rest no longer does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from eval.cases import Case, Row
from eval.words import tokens
from eval.words.dates import Day
from index_store.sentences import split
from index_store.times import find_times

Entails = Callable[[str, str], bool]

MARKER = re.compile(r"\[(\d{1,3})\]")
_STOPWORDS = frozenset(
    "of in on at to for from by with and or but as is was were are be been being it its he she "
    "they his her their this that these those has have had will would who whom which what when "
    "where than then so not also into after before over under about there".split()
)
COVER = 0.6


def cited_right(case: Case, row: Row) -> bool | None:
    """Whether a citation's article is in evidence; None when unanswerable or without evidence.

    An abstention that shows the right article as the nearest evidence counts here, not below.
    """
    return _cites(row, case.evidence) if case.answerable and case.evidence else None


def cited_right_answered(case: Case, row: Row) -> bool | None:
    """Do as cited_right, over answered cases alone."""
    return cited_right(case, row) if row["status"] == "answered" else None


def cited_verified(case: Case, row: Row) -> bool | None:
    """Do as cited_right, by the case's field `evidence_verified` alone; None without it."""
    verified = case.extra.get("evidence_verified")
    return _cites(row, verified) if case.answerable and verified else None


def uncited(row: Row) -> bool | None:
    """Whether an answer has no citation at all; None when it abstained."""
    return None if row["status"] != "answered" else not row["citations"]


def out_of_range(row: Row) -> bool:
    """Whether the text has a [n] without a citation of that number."""
    known = {citation["marker"] for citation in row["citations"]}
    return any(int(n) not in known for n in MARKER.findall(row["text"]))


def verbatim(row: Row) -> float | None:
    """Return the share of quotes that stand in their article; None when the run did not check."""
    checks = row.get("verbatim")
    return sum(checks) / len(checks) if checks else None


def after_as_of(case: Case, row: Row) -> bool | None:
    """Whether a source is younger than the case's day; None when it has none or cites nothing."""
    days = [c["published"][:10] for c in row["citations"] if c.get("published")]
    return any(day > case.as_of.isoformat() for day in days) if case.as_of and days else None


def recall(row: Row, entails: Entails) -> float | None:
    """Return the share of the answer's sentences borne out by their quotes; None: no answer."""
    pairs = _sentences(row)
    if not pairs:
        return None
    return sum(bool(q) and entails(" ".join(q), sentence) for sentence, q in pairs) / len(pairs)


def precision(row: Row, entails: Entails) -> float | None:
    """Return the share of citations in the text that bear something out; None when it has none."""
    votes = [
        vote for sentence, quotes in _sentences(row) for vote in _votes(sentence, quotes, entails)
    ]
    return sum(votes) / len(votes) if votes else None


def covers(quote: str, sentence: str) -> bool:
    """Check entailment by words: the default where no model is configured.

    True when the quote has all numbers and dates of the sentence and at least 60 % of its other
    content words.
    """
    given = tokens(quote)
    days = [token for token in given if isinstance(token, Day)]
    words = {token for token in given if isinstance(token, str)}
    told = [token for token in tokens(MARKER.sub("", sentence)) if token not in _STOPWORDS]
    plain = [t for t in told if isinstance(t, str) and not t[0].isdigit()]
    exact = all(_has(token, words, days) for token in told if token not in plain)
    return exact and sum(word in words for word in plain) >= COVER * len(plain)


def _has(token: object, words: set[str], days: Sequence[Day]) -> bool:
    if isinstance(token, Day):
        return any(day.covers(token) for day in days)
    return token in words or any(str(day.year) == token for day in days)


def _cites(row: Row, articles: Sequence[str]) -> bool:
    return any(citation["article_id"] in articles for citation in row["citations"])


def _sentences(row: Row) -> list[tuple[str, list[str]]]:
    """Cut the text of an answer into sentences with what is cited in each.

    What a citation says is its quote, with the days that the quote names resolved, and headline,
    outlet and day of its article.
    """
    if row["status"] != "answered":
        return []
    told = {citation["marker"]: _told(citation) for citation in row["citations"]}
    # A marker behind the full stop belongs to the sentence before it.
    text = re.sub(r"([.!?][\"'”’]?)((?:\s*\[\d{1,3}\])+)", r"\2\1", row["text"])
    return [
        (piece, [told[int(n)] for n in MARKER.findall(piece) if int(n) in told])
        for piece in _pieces(text)
        if MARKER.sub("", piece).strip(" .")
    ]


def _pieces(text: str) -> list[str]:
    """Cut into sentences; a quotation is not cut, and what is in brackets goes with it."""
    pieces: list[str] = []
    last = 0
    for start, end in split(text):
        piece = text[start:end]
        gap = text[last:start]
        inside = bool(pieces) and pieces[-1].count("“") > pieces[-1].count("”")
        if inside or (pieces and piece.startswith("(") and "\n\n" not in gap):
            pieces[-1] += gap + piece
        else:
            pieces.append(piece)
        last = end
    return pieces


def _told(citation: Row) -> str:
    published = (citation.get("published") or "")[:10]
    source = (citation.get("title"), citation.get("source"), published, *_days(citation, published))
    return "\n".join([citation["quote"], *(str(part) for part in source if part)])


def _days(citation: Row, published: str) -> list[str]:
    """Resolve the days that a quote names as news does: `on Tuesday`, by the day of its article."""
    day = date.fromisoformat(published) if published else None
    return [m.value for m in find_times(citation["quote"], day) if m.kind == "date" and m.earliest]


def _votes(sentence: str, quotes: list[str], entails: Entails) -> list[bool]:
    """Judge each citation of one sentence; none counts where all together bear nothing out."""
    if not quotes or not entails(" ".join(quotes), sentence):
        return [False] * len(quotes)
    votes = []
    for n, quote in enumerate(quotes):
        others = quotes[:n] + quotes[n + 1 :]
        needed = not others or not entails(" ".join(others), sentence)
        votes.append(needed or entails(quote, sentence))
    return votes
