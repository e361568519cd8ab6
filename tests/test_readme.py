from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path

import pytest
from click import Context

from assistant.cli import main
from assistant.config import Settings, variable
from tests import readme

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def generated(function: str) -> str:
    found = re.search(rf"readme\.{function}\(.*?\]\]\] -->\n(.*?)<!-- \[\[\[end", README, re.S)
    assert found, function
    return found[1]


def test_commands_and_settings_are_what_the_program_says() -> None:
    assert generated("commands").strip() == readme.commands().strip()
    assert generated("settings").strip() == readme.settings().strip()


def test_every_command_and_setting_is_there() -> None:
    for name in main.list_commands(Context(main)):
        assert f"Usage: dateline {name} " in README
    for name in Settings.model_fields:
        assert f"`{variable(name)}`" in README
        assert Settings.model_fields[name].description, name


def test_the_answer_shown_is_one_with_a_source() -> None:
    shown = generated("asked")
    assert '$ dateline ask "' in shown
    assert re.search(r"^  \[1\] .+, .+, \w+ \d+, \d{4}$", shown, re.M)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("DATELINE_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    story = ROOT / "eval" / "data" / "articles" / "calla-star-ferry.jsonl"
    main(["load", "--library", "library", str(story)], standalone_mode=False)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len([line for line in code.splitlines() if line]) <= 10
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, "README.md", "exec"), {})
    assert "[1]" in out.getvalue()
    assert "Harbour Press Agency" in out.getvalue()
