"""The sample library as `dateline demo` shows it: what everybody sees first must be right."""

from datetime import date
from pathlib import Path

from assistant.demo import QUESTIONS, run


def test_the_questions_of_the_demo_are_answered_right(tmp_path: Path) -> None:
    said: list[str] = []
    run(tmp_path / "library", port=None, asked_at=date(2026, 5, 1), echo=said.append)
    answers = [said[n + 1] for n, line in enumerate(said) if line.strip().startswith(">")]
    assert len(answers) == len(QUESTIONS)
    last, sank, never = answers
    assert last.startswith("Tuesday, July 1, 2025: ")
    assert "Sunday, February 9, 2025: " in sank.split("“")[0]
    assert "Before that, Sunday, September 11, 2022" in last
    assert "do not answer the question" in never
    assert "“" not in never.split("Nearest")[0]
