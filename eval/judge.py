"""A case, its row and a chat model in, right, wrong or none by majority of three votes out.

Optional, beside the deterministic checks; abstentions and unanswerable cases go by rule. The
judge must not be the model that answered, and how far it agrees with marks made by hand is told as
Cohen's kappa.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval import stats
from eval.cases import Case, Row
from index_store.errors import CaseError
from prompts import messages

# System and user text in, the reply out.
Ask = Callable[[str, str], str]
LABELS = ("right", "wrong", "none")
VOTES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the judge says of one answer; `votes` may hold `unclear` for a reply of other words."""

    id: str
    label: str
    votes: tuple[str, ...]


def judge(case: Case, row: Row, ask: Ask) -> Verdict:
    """Mark one answer: by rule where nothing is to be judged, else by three votes.

    The known answers come in another order for each vote, so that votes differ where the order
    matters; without a majority the mark is `unclear`.
    """
    if row["status"] != "answered" or not case.answerable:
        label = "none" if row["status"] != "answered" else "wrong"
        return Verdict(id=case.id, label=label, votes=())
    votes = tuple(_vote(case, row, ask, turn) for turn in range(VOTES))
    label, count = Counter(votes).most_common(1)[0]
    return Verdict(id=case.id, label=label if count > VOTES // 2 else "unclear", votes=votes)


def judge_run(
    cases: Sequence[Case], rows: Mapping[str, Row], ask: Ask, *, model: str
) -> Iterator[Verdict]:
    """Mark every case that has a row, in order.

    Raises:
        CaseError: the judge is the model that answered, from the articles or from memory.
    """
    asked = [(case, rows[case.id]) for case in cases if case.id in rows]
    if any(str(row.get("reader")).partition(":")[2] == model for _, row in asked):
        raise CaseError(f"{model} wrote these answers", "Let another model judge them.")
    for case, row in asked:
        yield judge(case, row, ask)


def agreement(marks: Mapping[str, str], others: Mapping[str, str]) -> tuple[int, float, float]:
    """Return over the ids in both: how many, the share marked alike, and Cohen's kappa.

    Raises:
        CaseError: no id is in both.
    """
    shared = [name for name in marks if name in others]
    if not shared:
        raise CaseError("no case is marked in both")
    one, other = [marks[name] for name in shared], [others[name] for name in shared]
    alike = sum(a == b for a, b in zip(one, other, strict=True)) / len(shared)
    return len(shared), alike, stats.kappa(one, other)


def _vote(case: Case, row: Row, ask: Ask, turn: int) -> str:
    known = case.answers or tuple(" or ".join(group) for group in case.all_of)
    at = turn % len(known)
    turned = known[at:] + known[:at]
    joint = " and also " if case.needs_all or case.all_of else " / "
    told = row["text"] if case.needs_all else f"{row['short']} ({row['text']})"
    system, user = messages("judge", question=case.question, known=joint.join(turned), answer=told)
    words = ask(system, user).strip().lower().split()
    first = words[0].strip(".,:!\"'") if words else ""
    return first if first in LABELS else "unclear"
