"""The project's own gold set in, figures and what the gates refuse against the baseline out."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from eval.archive import code_hash
from eval.compare import Comparison, compare, from_baseline, outcomes, to_baseline
from eval.files import baseline_of, score_files
from eval.gates import read_gates
from eval.own import require_own
from eval.score import Scored
from eval.session import Options, run_cases
from index_store.errors import CaseError

if TYPE_CHECKING:
    from assistant.config import Settings

DATA = Path(str(resources.files("eval"))) / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A run of the gold set; `comparison` is None where there was no baseline to compare with."""

    run: Path
    scored: list[Scored]
    comparison: Comparison | None


def check(
    settings: Settings, out: Path, today: date, echo: Callable[[str], None], data: Path = DATA
) -> Checked:
    """Run the gold set and compare it with the committed baseline.

    The run is named by a hash of code and cases, so a check that was stopped goes on, and one of
    other code begins anew.

    Raises:
        CaseError: the gold set or the baseline cannot be read.
    """
    cases, baseline = data / "cases", data / "baseline.json"
    run = out / f"check-{_name(cases, settings)}.jsonl"
    workers = os.cpu_count() or 1
    options = Options(today=today, echo=echo, articles=data / "articles", workers=workers)
    run_cases(cases, run, settings, options)
    scored = score_files(run, cases)
    if not baseline.exists():
        return Checked(run=run, scored=scored, comparison=None)
    gates = read_gates(data / "gates.toml")
    found = compare(baseline_of(baseline), outcomes(scored), gates)
    return Checked(run=run, scored=scored, comparison=found)


def write_baseline(scored: list[Scored], out: Path) -> None:
    """Write the outcome of every case, one a line, so that a change reads as cases.

    Raises:
        CaseError: the file cannot be written, or holds something else than a baseline.
    """
    require_own(out, lambda text: bool(from_baseline(json.loads(text), str(out))), "a baseline")
    found = to_baseline(outcomes(scored))
    lines = [f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in found.items()]
    try:
        out.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    except OSError as error:
        raise CaseError(f"cannot write {out}: {error.strerror}") from error


def _name(cases: Path, settings: Settings) -> str:
    digest = hashlib.sha256(code_hash("index_store", "assistant", "prompts").encode())
    for file in sorted(cases.glob("*.jsonl")):
        digest.update(file.read_bytes())
    digest.update(settings.model_dump_json(exclude={"library"}).encode())
    return digest.hexdigest()[:10]
