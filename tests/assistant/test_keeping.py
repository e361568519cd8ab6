"""Upkeep as commands: sync, freshness, removal, corrections, times read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main
from assistant.loading import Paced
from assistant.syncing import sync_every
from index_store.build import BuildReport
from index_store.errors import InputError, LibraryLockedError
from index_store.store.tables import TABLES
from tests.site import FEED, HTML, Site, feed_of, page_of
from tests.site import site as site

ARTICLES = [
    ("bridge", "2023-05-04", "Bridge reopens in Orlan", "The bridge reopened on May 4, 2023."),
    ("ferry", "2023-05-09", "Ferry line to Sund ends", "The ferry to Sund will end in June."),
    ("fix", "2023-05-10", "Correction: bridge in Orlan",
     "In our report of May 4 on the bridge in Orlan we wrote that it reopened on Thursday."),
]  # fmt: skip


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("DATELINE_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(tmp_path)
    rows = [
        {"id": name, "published": day, "title": title, "text": text, "source": "Orlan Post",
         "url": f"https://orlan.example/{name}"}
        for name, day, title, text in ARTICLES
    ]  # fmt: skip
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def run(*args: str, status: int = 0, answer: str | None = None) -> Result:
    result = CliRunner().invoke(main, args, input=answer)
    assert result.exit_code == status, result.output
    return result


def printed(*args: str, status: int = 0) -> Any:
    return json.loads(run(*args, "--json", status=status).stdout)


@pytest.fixture
def loaded() -> dict[str, str]:
    run("load", "a.jsonl")
    return {row["url"].rpartition("/")[2]: row["id"] for row in printed("list")}


def sources_of(site: Site, folder: Path) -> None:
    site.pages["/storm"] = (
        200, HTML, page_of("Storm closes port", "2025-03-02", "https://echo.example/storm"),
    )  # fmt: skip
    site.pages["/feed"] = (200, FEED, feed_of(("Storm", f"{site.root}/storm")))
    (folder / "SOURCES.toml").write_text(
        'delay = "0s"\nallow = ["127.0.0.1"]\n'
        f'[[source]]\nname = "Echo"\nfeed = "{site.root}/feed"\n'
        f'[[source]]\nname = "Coast"\nfeed = "{site.root}/gone"\n'
        '[[source]]\nname = "Files"\nfolder = "files"\n'
    )
    (folder / "files").mkdir()
    (folder / "files" / "2024-01-02-dam.txt").write_text("Dam\n\nThe dam above Hale was repaired.")


def test_sync_loads_what_can_be_read_and_names_what_cannot(site: Site, folder: Path) -> None:
    sources_of(site, folder)
    told = run("sync", "SOURCES.toml", status=1).stdout.splitlines()
    assert told == [
        "Echo: 1 added",
        f"Coast: failed; last success never ({site.root}/gone: the server answered 404)",
        "Files: 1 added",
    ]
    (folder / "files" / "a.csv").write_text("title\nA\n")
    (folder / "files" / "b.json").write_text("{")
    lines = run("sync", "SOURCES.toml", status=1).stderr.splitlines()
    assert [line.partition(": ")[2].partition(": ")[0] for line in lines] == [
        f"skipped {place}" for place in (f"{site.root}/gone", "files/a.csv", "files/b.json")
    ]
    assert "Save its rows as JSON" in lines[1]
    (folder / "files" / "a.csv").unlink()
    (folder / "files" / "b.json").unlink()
    again = printed("sync", "SOURCES.toml", status=1)
    assert [(row["name"], row["worked"], row["added"]) for row in again] == [
        ("Echo", True, 0), ("Coast", False, 0), ("Files", True, 0),
    ]  # fmt: skip
    stats = printed("list", "--stats")
    assert stats["newest_article"] == "2025-03-02"
    assert [row["source"] for row in stats["outlets"]] == ["Hale Echo", "outlet unknown"]
    by_name = {row["name"]: row for row in stats["sources"]}
    assert by_name["Echo"]["newest_article"] == "2025-03-02"
    assert by_name["Echo"]["last_success"]
    assert by_name["Coast"]["last_success"] is None
    assert by_name["Coast"]["stale"]
    assert "404" in by_name["Coast"]["problem"]
    text = run("list", "--stats").stdout
    assert "newest article: 2025-03-02" in text
    assert "just now" in text
    assert "never" in text


def test_a_wrong_file_of_sources_is_one_line() -> None:
    result = run("sync", "SOURCES.toml", status=1)
    assert result.stderr == "dateline: SOURCES.toml: No such file or directory. Check the path.\n"
    assert result.stdout == ""


def test_every_goes_on_over_trouble_until_it_is_stopped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rounds: list[str] = []
    waited: list[float] = []
    outcomes: list[Callable[[], bool]] = [lambda: True, _locked, lambda: False]

    def once() -> bool:
        rounds.append("round")
        return outcomes[len(rounds) - 1]()

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if len(rounds) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync_every("15m", once, sleep)
    assert waited == [900, 900, 900]
    assert "busy" in capsys.readouterr().err
    with pytest.raises(InputError, match="not a length of time"):
        sync_every("soon", once, sleep)


def _locked() -> bool:
    raise LibraryLockedError("the library is busy", "wait")


def test_remove_by_address_and_by_id(loaded: dict[str, str]) -> None:
    address = "http://orlan.example/ferry/?utm_source=x"
    assert run("remove", address).stdout == "1 removed\n"
    assert run("remove", loaded["fix"]).stdout == "1 removed\n"
    assert [row["id"] for row in printed("list")] == [loaded["bridge"]]
    assert "no article" in run("remove", "https://orlan.example/none", status=1).stderr
    run("remove", status=2)


def test_what_is_no_address_is_that_of_no_article(folder: Path) -> None:
    row = {"id": "a", "title": "Mine reopens", "text": "It reopened.", "url": "mine.html"}
    (folder / "b.json").write_text(json.dumps(row))
    run("load", "b.json")
    assert "no article none" in run("remove", "none", "--yes", status=1).stderr
    assert len(printed("list")) == 1


def test_remove_by_query_shows_and_asks(loaded: dict[str, str]) -> None:
    asked = run("remove", "--query", "bridge orlan", status=1, answer="n\n")
    assert "Bridge reopens in Orlan" in asked.stderr
    assert "Ferry" not in asked.stderr
    assert len(printed("list")) == 3
    assert "2 removed" in run("remove", "--query", "bridge orlan", answer="y\n").stdout
    assert run("remove", "--query", "nothing such").stdout == "0 removed\n"
    assert run("remove", "--query", "Post sund", "--yes").stdout == "1 removed\n"
    assert printed("list") == []
    assert printed("search", "bridge ferry Orlan") == []


def test_no_text_of_a_removed_article_stays_on_disk(folder: Path) -> None:
    (folder / "b.txt").write_text("Xylophagous\n\nThe word quetzalcoatlus stands only here.")
    run("load", "a.jsonl", "b.txt")
    run("remove", next(row["id"] for row in printed("list") if row["title"] == "Xylophagous"))
    for path in (folder / "library").rglob("*"):
        if path.is_file():
            assert b"quetzalcoatl" not in path.read_bytes().lower(), path
    # Chroma makes this file of memory that is not cleared.
    for path in (folder / "library" / "vectors").glob("*/length.bin"):
        assert not any(path.read_bytes())


def test_corrections_are_shown_from_both_sides(loaded: dict[str, str]) -> None:
    bridge, fix = loaded["bridge"], loaded["fix"]
    row = next(row for row in printed("list") if row["id"] == fix)
    assert (row["corrects"], row["correction_of"]) == ("Correction: bridge in Orlan", bridge)
    assert printed("show", fix)["correction_of"] == bridge
    assert printed("show", bridge)["corrected_by"] == [fix]
    assert f"Corrected by {fix}" in run("show", bridge).stdout
    assert f"Corrects {bridge}" in run("show", fix).stdout


def test_rebuild_finds_times_again(loaded: dict[str, str], folder: Path) -> None:
    tables = sqlite3.connect(folder / "library" / TABLES)
    before = tables.execute("SELECT id, times FROM passages ORDER BY id").fetchall()
    assert any("2023-05-04" in times for _, times in before)
    with tables:
        tables.execute("UPDATE passages SET times = ''")
    told = run("rebuild", "--times").stdout
    assert told == "3 articles read again for the times they name\n"
    assert tables.execute("SELECT id, times FROM passages ORDER BY id").fetchall() == before
    tables.close()
    assert "3 passages embedded again" in run("rebuild").stdout


def test_an_intranet_is_reached_only_when_allowed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/storm"] = (
        200, HTML, page_of("Storm closes port", "2025-03-02", "https://echo.example/storm"),
    )  # fmt: skip
    assert "private network" in run("load", f"{site.root}/storm", status=1).stderr
    Path("SOURCES.toml").write_text(f'[[source]]\nname = "Echo"\nurls = ["{site.root}/storm"]\n')
    assert "private network" in run("sync", "SOURCES.toml", status=1).stdout
    monkeypatch.setenv("DATELINE_ALLOW_HOSTS", "intranet.example, 127.0.0.0/8")
    assert run("sync", "SOURCES.toml").stdout == "Echo: 1 added\n"
    assert printed("load", f"{site.root}/storm")["unchanged"] == 1


def test_progress_is_told_now_and_then_with_its_rate() -> None:
    told: list[str] = []
    times = iter([100.0, 110.0, 131.0, 140.0, 162.0])
    paced = Paced(told.append, every_s=30, clock=lambda: next(times))
    for read in (1, 2, 3, 4):
        paced(BuildReport(read=read, passages=read * 31))
    assert told == [
        "2 articles, 62 passages, 2 a second",
        "4 articles, 124 passages, 2 a second",
    ]


def test_progress_tells_the_time_left_where_the_share_is_known() -> None:
    told: list[str] = []
    times = iter([0.0, 10.0, 60.0, 80.0])
    shares = iter([0.25, None, 0.05])
    paced = Paced(told.append, 0, clock=lambda: next(times), share=lambda: next(shares))
    for _ in range(3):
        paced(BuildReport(read=1, passages=20))
    assert told[0].endswith("2 a second, 25% read, about 30 s left")
    assert told[1].endswith("a second")
    assert told[2].endswith("5% read, about 25 min left")
