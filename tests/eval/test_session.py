from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Settings
from assistant.loading import open_or_create
from assistant.types import Claim, Draft, Hit, Plan, Step, Usage
from eval import archive, session
from eval.own import hold
from eval.refusal import OptionError
from eval.session import Options, run_cases
from index_store.articles import read_articles
from index_store.build import build
from index_store.errors import CaseError, EndpointError, SettingsError
from tests.fakes import HashEmbedder

ARTICLES = [
    {"id": "may", "title": "Weld elected", "text": "Anna Weld was elected mayor of Hale.",
     "published": "2025-05-02", "source": "Hale News"},
    {"id": "july", "title": "Weld resigns", "text": "Mayor Anna Weld of Hale resigned on Tuesday.",
     "published": "2025-07-02", "source": "Hale News"},
]  # fmt: skip
CASES = [
    {"id": "later", "question": "Is Anna Weld mayor of Hale?", "answers": ["resigned"],
     "as_of": "2025-07-31", "evidence": ["july"], "kind": "as-of"},
    {"id": "early", "question": "Is Anna Weld mayor of Hale?", "answers": ["elected"],
     "as_of": "2025-05-31", "evidence": ["may"], "kind": "as-of"},
    {"id": "open", "question": "What is Anna Weld of Hale?", "answers": ["mayor"]},
]  # fmt: skip


class FirstHit:
    """Answers with the whole of the first passage."""

    name = "first-hit"
    usage = Usage()

    def read(self, plan: Plan, hits: Sequence[Hit]) -> Iterator[Step | Draft]:
        first = max(hits, key=lambda hit: hit.article.day or date.min).passage
        yield Step(name="drafting", detail="")
        quote = (first.article_id, first.start, first.end)
        claim = Claim(text=first.text, quotes=(quote,))
        yield Draft(short=first.text, claims=(claim,), confidence=0.75)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(archive, "embedder_for", lambda _: HashEmbedder())
    monkeypatch.setattr(session, "reader_for", lambda *_: FirstHit())
    for name, rows in (("articles", ARTICLES), ("cases", CASES)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return Settings(library=tmp_path / "own")


def run(settings: Settings, **changes: Any) -> tuple[list[dict[str, Any]], list[str]]:
    folder = settings.library.parent
    told: list[str] = []
    options: dict[str, Any] = {"articles": folder / "articles.jsonl", "echo": told.append}
    options |= {"today": date(2026, 1, 5), **changes}
    out = folder / "runs" / "run.jsonl"
    run_cases(folder / "cases.jsonl", out, settings, Options(**options))
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return rows, told


def test_articles_get_a_library_of_their_own_and_keep_their_ids(settings: Settings) -> None:
    rows, told = run(settings)
    assert [row["id"] for row in rows] == ["later", "early", "open"]
    later, early, undated = rows
    assert later["citations"][0]["article_id"] == "july"
    assert early["citations"][0]["article_id"] == "may"
    assert {hit["article_id"] for hit in early["retrieved"]} == {"may"}
    assert undated["newest_article"] == "2025-07-02"
    assert later["verbatim"] == [True]
    assert later["passages"][0] == ARTICLES[1]["text"]
    assert (later["confidence"], later["reader"]) == (0.75, "first-hit")
    assert later["first_token_s"] >= 0
    assert not settings.library.exists()
    assert told[0].startswith("2 articles, 0 that cannot be read")


def test_a_run_goes_on_with_the_library_that_it_began_with(settings: Settings) -> None:
    run(settings, limit=1)
    folder = settings.library.parent / "runs" / archive.FOLDER
    [library] = folder.iterdir()
    rows, told = run(settings)
    assert len(rows) == 3
    assert "2 asked, 1 were done before" in told[-1]
    assert list(folder.iterdir()) == [library]


def test_other_articles_or_settings_are_another_run(settings: Settings) -> None:
    run(settings, limit=1)
    with pytest.raises(CaseError, match="other settings"):
        run(settings.model_copy(update={"k": 3}))
    with (settings.library.parent / "articles.jsonl").open("a") as file:
        file.write(json.dumps(ARTICLES[0] | {"id": "more", "text": "Hale has 40 mills."}) + "\n")
    with pytest.raises(CaseError, match="other library"):
        run(settings)


def test_a_question_that_was_edited_is_asked_again(settings: Settings) -> None:
    run(settings)
    cases = settings.library.parent / "cases.jsonl"
    cases.write_text(cases.read_text().replace("What is Anna Weld", "Who is Anna Weld"))
    rows, told = run(settings)
    assert told[-3].startswith("open changed since, and asked again: ")
    assert "1 asked, 2 were done before" in told[-1]
    assert rows[-1]["question"] == "Who is Anna Weld of Hale?"


def test_a_run_into_a_file_of_something_else_is_refused(settings: Settings) -> None:
    out = settings.library.parent / "runs" / "run.jsonl"
    out.parent.mkdir()
    out.write_text(json.dumps(CASES[0]))
    with pytest.raises(CaseError, match="not a line of a run"):
        run(settings)
    assert out.read_text() == json.dumps(CASES[0])
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("name", ["now.json", "v1.1", "now"])
def test_a_run_is_named_so_that_nothing_takes_it_for_something_else(
    settings: Settings, name: str
) -> None:
    folder = settings.library.parent
    options = Options(today=date(2026, 1, 5), echo=print, articles=folder / "articles.jsonl")
    with pytest.raises(OptionError, match="is no name for a run"):
        run_cases(folder / "cases.jsonl", folder / name, settings, options)


def test_a_run_that_another_one_writes_is_refused(settings: Settings) -> None:
    out = settings.library.parent / "runs" / "run.jsonl"
    out.parent.mkdir()
    with hold(out), pytest.raises(CaseError, match=r"run\.jsonl is being written by another run"):
        run(settings)
    assert list(out.parent.iterdir()) == []
    run(settings)
    assert not list(out.parent.glob("*.lock"))


def test_a_run_that_fails_at_once_leaves_no_files(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Iterator[Step | Draft]:
        raise EndpointError("no")

    monkeypatch.setattr(FirstHit, "read", refuse)
    with pytest.raises(EndpointError):
        run(settings)
    assert not list((settings.library.parent / "runs").glob("run*"))


def test_cases_that_name_articles_that_are_not_there_are_told(settings: Settings) -> None:
    cases = settings.library.parent / "cases.jsonl"
    span = {"article_id": "gone", "quote": "Weld resigned."}
    rows = [CASES[0] | {"spans": [span], "evidence": ["july", "lost"]}, *CASES[1:]]
    rows += [CASES[2] | {"id": f"more{n}", "evidence": ["gone"]} for n in range(6)]
    cases.write_text("".join(json.dumps(row) + "\n" for row in rows))
    _, told = run(settings, limit=1)
    assert told[1] == "articles that cases name are not there: later (lost, gone)"
    _, told = run(settings)
    assert told[1].endswith("more2 (gone), more3 (gone) and 2 more")


def test_cases_that_contradict_themselves_are_told(settings: Settings) -> None:
    cases = settings.library.parent / "cases.jsonl"
    cases.write_text(json.dumps(CASES[0] | {"must_not": ["Resigned"]}))
    _, told = run(settings)
    assert told[0].startswith("cases that contradict themselves: later ('resigned' is an answer")


def test_an_abstention_has_no_confidence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubt(*_: object) -> Iterator[Step | Draft]:
        yield Draft(short="Weld", claims=(), confidence=0.4, reason="doubted")

    monkeypatch.setattr(FirstHit, "read", doubt)
    rows, _ = run(settings)
    assert [(row["status"], row["confidence"]) for row in rows] == [("abstained", 0.0)] * 3


def test_a_replay_has_only_what_was_published_by_the_day(settings: Settings) -> None:
    rows, _ = run(settings, replay=True)
    assert [row["id"] for row in rows] == ["early", "later", "open"]
    assert rows[0]["newest_article"] == "2025-05-02"
    assert rows[1]["newest_article"] == "2025-07-02"
    with pytest.raises(CaseError, match="--articles"):
        run(settings, replay=True, articles=None)


def test_every_replay_begins_with_an_empty_library(settings: Settings) -> None:
    folder = settings.library.parent
    rows, _ = run(settings, replay=True, repeat=2)
    again = (folder / "runs" / "run.2.jsonl").read_text().splitlines()
    days = ["2025-05-02", "2025-07-02", "2025-07-02"]
    assert [row["newest_article"] for row in rows] == days
    assert [json.loads(row)["newest_article"] for row in again] == days
    cases = folder / "cases.jsonl"
    cases.write_text(cases.read_text().replace("Is Anna Weld mayor", "Was Anna Weld mayor"))
    rows, told = run(settings, replay=True)
    assert "2 asked, 1 were done before" in told[-1]
    assert {row["id"]: row["newest_article"] for row in rows}["early"] == "2025-05-02"
    assert not list((folder / "runs" / archive.FOLDER).iterdir())


def test_a_run_is_repeated_into_files_of_its_own(settings: Settings) -> None:
    run(settings, repeat=2, kinds="as-of")
    names = sorted(path.name for path in (settings.library.parent / "runs").glob("*.jsonl"))
    assert names == ["run.2.jsonl", "run.jsonl"]


def test_articles_that_cannot_be_read_are_told(settings: Settings) -> None:
    with (settings.library.parent / "articles.jsonl").open("a") as file:
        file.write("{broken\n")
    _, told = run(settings)
    assert "1 that cannot be read" in told[0]
    assert "articles.jsonl:3" in told[0]


def test_no_articles_at_all_is_an_error(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text("{broken\n")
    with pytest.raises(CaseError, match="no article"):
        run(settings, articles=tmp_path / "broken.jsonl")


def test_parts_of_retrieval_can_be_left_out(settings: Settings) -> None:
    rows, _ = run(settings, without=("dense", "time"), no_reader=True, limit=1)
    assert (rows[0]["status"], rows[0]["reader"]) == ("abstained", "none")
    assert rows[0]["retrieved"]
    with pytest.raises(CaseError, match="other without"):
        run(settings, no_reader=True)


def test_closed_book_needs_a_model(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="needs a model"):
        run(settings, closed_book=True, articles=None)


@pytest.mark.parametrize("option", ["articles", "no_reader", "without", "replay", "drafts"])
def test_closed_book_takes_no_option_about_articles(settings: Settings, option: str) -> None:
    value: dict[str, Any] = {"articles": _articles(settings), "without": ("dense",)}
    given = {"articles": None, option: value.get(option, True)}
    if option == "replay":
        given["articles"] = value["articles"]
    with pytest.raises(OptionError, match=r"--closed-book .*--" + option.replace("_", "-")):
        run(settings, closed_book=True, **given)


def test_the_library_of_the_settings_is_asked_without_articles(settings: Settings) -> None:
    embedder = HashEmbedder()
    build(open_or_create(settings, embedder), read_articles([str(_articles(settings))]), embedder)
    rows, told = run(settings, articles=None, limit=1)
    assert rows[0]["citations"][0]["quote"] == ARTICLES[1]["text"]
    assert told[0] == "articles that cases name are not there: later (july)", (
        "it has ids of its own"
    )
    meta = json.loads((settings.library.parent / "runs" / "run.meta.json").read_text())
    assert meta["library"]["articles"] == 2
    assert meta["library"]["newest"] == "2025-07-02"


def _articles(settings: Settings) -> Path:
    return settings.library.parent / "articles.jsonl"


def test_questions_that_are_read_at_once_share_the_cores(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []
    monkeypatch.setattr(
        session, "reader_for", lambda _, threads: given.append(threads) or FirstHit()
    )
    monkeypatch.setattr(session.os, "cpu_count", lambda: 4)
    alone, _ = run(settings)
    assert given == [0]
    with pytest.raises(CaseError, match="other workers"):
        run(settings, workers=3)
    for file in (settings.library.parent / "runs").glob("run*"):
        file.unlink()
    given.clear()
    together, _ = run(settings, workers=3)
    assert given == [1]
    changing = {"seconds", "first_token_s"}
    assert [{k: v for k, v in row.items() if k not in changing} for row in alone] == [
        {k: v for k, v in row.items() if k not in changing} for row in together
    ]
