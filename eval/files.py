"""Run files and their cases in, scores, pages, baselines and a judge's marks out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.llm import replied
from assistant.setup import DEFAULT_THRESHOLD
from assistant.weights.tuned import keep
from eval.cases import Case, Row, doubtful, of_split, read_cases
from eval.compare import Comparison, Outcome, compare, from_baseline, outcomes
from eval.drafted import LEAST_UNANSWERABLE, Under, sweep, unchecked, under
from eval.endpoint import open_model
from eval.judge import agreement, judge_run
from eval.own import require_own, rows_in
from eval.page import page
from eval.refusal import OptionError
from eval.rows import read_marks, read_run
from eval.run import read_meta
from eval.score import Scored, score_run
from index_store.errors import CaseError

if TYPE_CHECKING:
    from assistant.config import Settings
    from eval.gates import Gates


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How to look at a run.

    Attributes:
        split: only cases of this split.
        unchecked: score what the model said before all checks.
        threshold: score as if the model's yes/no check had dropped all below.
    """

    split: str | None = None
    unchecked: bool = False
    threshold: float | None = None


PLAIN = View()


def _say_nothing(_: str) -> None:
    """Take what is told, where nobody is to hear it."""


def score_files(
    run: Path, cases: Path | None, view: View = PLAIN, tell: Callable[[str], None] = _say_nothing
) -> list[Scored]:
    """Score a run against its cases, by default those that it was made from.

    Args:
        run: its rows.
        cases: other cases than those.
        view: how to look at it.
        tell: is told how many cases have no row, and which contradict themselves.

    Raises:
        CaseError: a file is malformed, or no case has a row.
        OptionError: the view does not fit the run.
    """
    asked, rows, _ = _answered(run, cases, view.split, tell)
    if view.threshold is not None or view.unchecked:
        _alone(run)
    if view.threshold is not None:
        rows = {name: under(row, view.threshold) for name, row in rows.items()}
    if view.unchecked:
        rows = {name: unchecked(row) for name, row in rows.items()}
    return score_run(asked, rows)


def tune_file(
    run: Path, cases: Path | None, split: str | None, models: Path
) -> tuple[str, Path, list[tuple[Under, bool]]]:
    """Fit the threshold of the yes/no check to a run and keep it; return model, file, figures.

    Raises:
        CaseError: a file is malformed, no case has a row, no model answered alone, or too few of
            the cases are unanswerable.
    """
    asked, rows, _ = _answered(run, cases, split)
    meta = read_meta(run)
    kind, _, model = str(meta.get("reader", "")).partition(":")
    if kind != "llm":
        raise CaseError(f"{run} was not answered by a chat model", "Run it with --reader llm.")
    _alone(run)
    _enough(asked, run)
    least = meta["settings"]["check_threshold"]
    found = sweep(asked, rows, least if least is not None else DEFAULT_THRESHOLD)
    best = next(under.threshold for under, chosen in found if chosen)
    return model, keep(models, model, best), found


def _enough(asked: Sequence[Case], run: Path) -> None:
    """Refuse to fit a threshold to hardly any case that it should leave alone, or give."""
    none = sum(not case.answerable for case in asked)
    if none < LEAST_UNANSWERABLE or none == len(asked):
        raise CaseError(
            f"of {len(asked)} cases in {run} {none} are not answerable: no threshold can be fitted",
            f"It takes answerable ones and at least {LEAST_UNANSWERABLE} that are not.",
        )


def _alone(run: Path) -> None:
    """Refuse a run in which the built-in reader answered beside the model, without its check."""
    if not read_meta(run).get("drafts"):
        raise OptionError(
            f"in {run} not every answer was checked by a chat model",
            "Run it with --reader llm --drafts, so that the model answers alone.",
        )


def _answered(
    run: Path, cases: Path | None, split: str | None, tell: Callable[[str], None] = _say_nothing
) -> tuple[list[Case], dict[str, Row], list[str]]:
    """Read a run, those of its cases that have a row for what they ask, and which ask other."""
    rows = read_run(run)
    named = cases or (Path(given) if (given := read_meta(run).get("cases")) else None)
    if named is None:
        raise CaseError(f"nothing says which cases {run} answers", "Name them with --cases.")
    chosen = of_split(read_cases(named), split)
    asked = [case for case in chosen if case.id in rows and _same(case, rows[case.id])]
    if not asked:
        raise CaseError(f"no case of {named} has a row in {run}")
    if doubts := doubtful(asked):
        tell(doubts)
    stale = [case.id for case in chosen if case.id in rows and not _same(case, rows[case.id])]
    if len(asked) < len(chosen):
        why = f"; {len(stale):,} ask something else by now" if stale else ""
        tell(f"{len(asked):,} of {len(chosen):,} cases of {named} have an answer in {run}{why}")
    return asked, rows, stale


def _same(case: Case, row: Row) -> bool:
    return bool(row.get("asked", case.asked) == case.asked)


def compare_files(
    before: Path, after: Path, cases: Path | None, gates: Gates, tell: Callable[[str], None]
) -> Comparison:
    """Compare two runs; the earlier may be a baseline (a `.json` file).

    Raises:
        CaseError: a file is malformed, no case has a row, or none is in both.
    """
    told: dict[str, None] = {}  # both runs may have the same to tell
    earlier, _ = _outcomes_of(before, cases, told.setdefault)
    later, stale = _outcomes_of(after, cases, told.setdefault)
    for line in told:
        tell(line)
    return compare(earlier, later, gates, stale)


def _outcomes_of(
    path: Path, cases: Path | None, tell: Callable[[str], None]
) -> tuple[dict[str, Outcome], list[str]]:
    if path.suffix == ".json":
        return baseline_of(path), []
    asked, rows, stale = _answered(path, cases, None, tell)
    return outcomes(score_run(asked, rows)), stale


def baseline_of(path: Path) -> dict[str, Outcome]:
    """Read a baseline as outcomes by case.

    Raises:
        CaseError: it is none.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CaseError(f"{path}: not a baseline") from error
    return from_baseline(raw, str(path))


def write_page(scored: Sequence[Scored], run: Path, out: Path) -> None:
    """Write the page of a run, into a folder that is made where there is none.

    Raises:
        CaseError: the file exists and is no page.
    """
    require_own(out, lambda text: text.lower().startswith("<!doctype html"), "a page", "--html")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page(scored, read_meta(run), f"Run {run.stem}"), encoding="utf-8")


def judge_files(
    run: Path, out: Path, settings: Settings, cases: Path | None, hand: Path | None
) -> Iterator[str]:
    """Mark a run with the model of the settings; yield lines on how far the marks agree.

    Marks that are in `out` from before stay until all are there.

    Raises:
        CaseError: a file is malformed, the judge is the model that answered, or what is to be
            written over is something else than marks.
        EndpointError: the model cannot be reached.
    """
    require_own(out, _of_judge, "a file of marks")
    scored = score_files(run, cases)
    rules = {one.case.id: _by_rule(one) for one in scored}
    by_hand = read_marks(hand) if hand is not None else {}
    if hand is not None:
        agreement(rules, by_hand)  # nothing is asked where no case is marked in both
    model = open_model(settings)
    rows = {one.case.id: one.row for one in scored}
    asked = judge_run(
        [one.case for one in scored],
        rows,
        lambda system, user: replied(model, system, user, 8),
        model=model.name,
    )
    marks = {}
    part = out.with_name(f"{out.name}.part")
    with part.open("w", encoding="utf-8") as file:
        for verdict in asked:
            marks[verdict.id] = verdict.label
            file.write(json.dumps({**asdict(verdict), "model": model.name}) + "\n")
    part.replace(out)
    counts = Counter(marks.values())
    yield ", ".join(f"{count} {label}" for label, count in counts.most_common())
    yield _agreement("the deterministic check", marks, rules)
    if hand is not None:
        yield _agreement(f"{hand}", marks, by_hand)


def _of_judge(text: str) -> bool:
    return all(isinstance(row["votes"], list) and row["label"] for row in rows_in(text))


def _by_rule(one: Scored) -> str:
    if one.row["status"] != "answered":
        return "none"
    return "right" if one.figures["strict"] else "wrong"


def _agreement(name: str, marks: dict[str, str], others: dict[str, str]) -> str:
    n, alike, kappa = agreement(marks, others)
    return f"with {name}: {alike:.3f} alike, Cohen's kappa {kappa:.3f}, n = {n}"
