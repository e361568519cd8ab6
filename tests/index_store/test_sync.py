from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from index_store.errors import InputError
from index_store.store import Library
from index_store.sync import Synced, read_sources, seconds, sync
from index_store.types import IndexSpec
from tests.fakes import HashEmbedder
from tests.site import FEED, HTML, Site, feed_of, page_of
from tests.site import site as site

EMBEDDER = HashEmbedder()
SPEC = IndexSpec(embedder=EMBEDDER.name, dimensions=EMBEDDER.dimensions, chunk_tokens=60)
NOW = datetime(2025, 3, 10, 12, tzinfo=UTC).timestamp()
COMMON = 'delay = "0s"\nallow = ["127.0.0.1"]\n'


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library", SPEC) as made:
        yield made


def run(library: Library, text: str, tmp_path: Path, now: float = NOW) -> dict[str, Synced]:
    path = tmp_path / "SOURCES.toml"
    path.write_text(COMMON + text, encoding="utf-8")
    return {s.name: sync(library, s, EMBEDDER, now) for s in read_sources(path)}


def put_page(site: Site, path: str, title: str, day: str) -> None:
    body = page_of(title, day, f"https://echo.example{path}")
    site.pages[path] = (200, {**HTML, "ETag": f'"{title}"'}, body)


@pytest.fixture
def echo(site: Site) -> str:
    put_page(site, "/storm", "Storm closes port", "2025-03-02")
    put_page(site, "/ferry", "Ferry sails again", "2025-03-03")
    links = [("Storm", f"{site.root}/storm"), ("Ferry", f"{site.root}/ferry")]
    site.pages["/feed"] = (200, {**FEED, "ETag": '"f1"'}, feed_of(*links))
    return f'[[source]]\nname = "Echo"\nfeed = "{site.root}/feed"\n'


def test_a_feed_is_loaded_once_and_then_only_what_is_new(
    library: Library, echo: str, site: Site, tmp_path: Path
) -> None:
    first = run(library, echo, tmp_path)["Echo"]
    assert (first.report.added, first.problem, first.worked) == (2, "", True)
    asked = len(site.paths)
    again = run(library, echo, tmp_path)["Echo"]
    assert (again.report.read, again.unchanged) == (0, 1)
    assert site.paths[asked:] == ["/robots.txt", "/feed"]
    put_page(site, "/vote", "Vote in Hale", "2025-03-05")
    links = [(n.title(), f"{site.root}/{n}") for n in ("storm", "ferry", "vote")]
    site.pages["/feed"] = (200, {**FEED, "ETag": '"f2"'}, feed_of(*links))
    third = run(library, echo, tmp_path, NOW + 900)["Echo"]
    assert (third.report.added, third.unchanged) == (1, 2)
    fresh = library.freshness()["Echo"]
    assert (fresh.articles, fresh.newest) == (3, date(2025, 3, 5))
    assert fresh.done == datetime.fromtimestamp(NOW + 900, UTC)


def test_a_changed_page_becomes_a_new_version(
    library: Library, echo: str, site: Site, tmp_path: Path
) -> None:
    run(library, echo, tmp_path)
    put_page(site, "/storm", "Storm closes port for a week", "2025-03-02")
    site.pages["/feed"] = (
        200, FEED, feed_of(("Storm, updated", f"{site.root}/storm")),
    )  # fmt: skip
    assert run(library, echo, tmp_path, NOW + 900)["Echo"].report.updated == 1
    assert library.counts().versions == 1


def test_an_article_that_failed_is_asked_for_again(
    library: Library, echo: str, site: Site, tmp_path: Path
) -> None:
    page = site.pages["/ferry"]
    site.pages["/ferry"] = (500, {}, b"")
    first = run(library, echo, tmp_path)["Echo"]
    assert first.worked
    assert first.problem == f"{site.root}/ferry: the server answered 500"
    assert library.freshness()["Echo"].problem == first.problem
    site.pages["/ferry"] = page
    again = run(library, echo, tmp_path, NOW + 900)["Echo"]
    assert (again.problem, again.report.added) == ("", 1)
    titles = {row.title for row in library.list()}
    assert titles == {"Storm closes port", "Ferry sails again"}


def test_what_a_feed_says_does_not_replace_the_article(
    library: Library, echo: str, site: Site, tmp_path: Path
) -> None:
    run(library, echo, tmp_path)
    site.pages["/ferry"] = (404, {}, b"")
    url = f"{site.root}/ferry"
    site.pages["/feed"] = (200, FEED, feed_of(("Ferry, updated", url)))
    run(library, echo.replace("Echo", "Other"), tmp_path, NOW + 90_000)
    stored = {row.title for row in library.list()}
    assert "Ferry sails again" in stored


def test_one_that_fails_stops_no_other_and_keeps_its_age(
    library: Library, echo: str, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "2025-02-01-dam.txt").write_text(
        "Dam repaired\n\nThe dam above Hale was repaired, the council said.", encoding="utf-8"
    )
    folder = '[[source]]\nname = "Old"\nfolder = "old"\n'
    run(library, echo + folder, tmp_path)
    feed = site.pages["/feed"]
    site.pages["/feed"] = (503, {}, b"")
    second = run(library, echo + folder, tmp_path, NOW + 3600)
    assert not second["Echo"].worked
    assert "answered 503" in second["Echo"].problem
    assert (second["Old"].worked, second["Old"].unchanged) == (True, 1)
    fresh = library.freshness()
    assert fresh["Echo"].done == datetime.fromtimestamp(NOW, UTC)
    assert fresh["Echo"].tried == datetime.fromtimestamp(NOW + 3600, UTC)
    assert fresh["Echo"].articles == 2
    site.pages["/feed"] = feed
    assert run(library, echo, tmp_path, NOW + 7200)["Echo"].problem == ""
    assert library.freshness()["Echo"].problem == ""


def test_a_folder_that_is_gone_is_that_source_s_trouble(library: Library, tmp_path: Path) -> None:
    done = run(library, '[[source]]\nname = "Old"\nfolder = "gone"\n', tmp_path)["Old"]
    assert not done.worked
    assert "no such file or folder" in done.problem
    assert library.freshness()["Old"].done is None


def test_a_changed_and_a_broken_file_are_read_again(library: Library, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    file, broken = tmp_path / "old" / "dam.txt", tmp_path / "old" / "x.json"
    file.write_text("Dam repaired\n\nThe dam above Hale was repaired.", encoding="utf-8")
    broken.write_text("{", encoding="utf-8")
    text = '[[source]]\nname = "Old"\nfolder = "old"\n'
    assert run(library, text, tmp_path)["Old"].report.added == 1
    file.write_text("Dam repaired\n\nThe dam above Hale was repaired again.", encoding="utf-8")
    again = run(library, text, tmp_path)["Old"]
    assert (again.report.updated, len(again.report.skipped)) == (1, 1)
    broken.unlink()
    assert run(library, text, tmp_path)["Old"].unchanged == 1


def test_a_list_of_addresses(library: Library, echo: str, site: Site, tmp_path: Path) -> None:
    (tmp_path / "picks.txt").write_text(
        f"# to watch\n{site.root}/storm\n\n{site.root}/gone\n", encoding="utf-8"
    )
    done = run(library, '[[source]]\nname = "Picks"\nurls = "picks.txt"\n', tmp_path)["Picks"]
    assert (done.report.added, done.worked) == (1, True)
    assert "/gone: the server answered 404" in done.problem


def test_removing_an_article_takes_it_from_its_source(
    library: Library, echo: str, tmp_path: Path
) -> None:
    run(library, echo, tmp_path)
    library.remove([row.id for row in library.list()][:1])
    fresh = library.freshness()["Echo"]
    assert (fresh.articles, fresh.newest) == (1, date(2025, 3, 2))


def test_a_source_is_stale_when_nothing_came_or_worked_for_long(
    library: Library, echo: str, tmp_path: Path
) -> None:
    run(library, echo.replace('"Echo"\n', '"Echo"\nstale_after = "10d"\n'), tmp_path)
    fresh = library.freshness()["Echo"]
    at = datetime.fromtimestamp(NOW, UTC)
    assert not fresh.is_stale(at)
    assert fresh.is_stale(at + timedelta(days=11)), "no try worked"
    assert fresh.is_stale(at + timedelta(days=8)), "its newest article is of 3 March"


def test_an_address_that_is_none_fails_its_source_alone(
    library: Library, echo: str, tmp_path: Path
) -> None:
    bad = '[[source]]\nname = "Bad"\nurls = ["http://[bad", "http://x.example:99999/a"]\n'
    done = run(library, bad + echo, tmp_path)
    assert done["Bad"].problem == "http://[bad: not a web address and 1 more"
    assert not done["Bad"].worked
    assert done["Echo"].report.added == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no sources"),
        ("[[source]]\nname = 'a'", "has 0 of folder, feed and urls"),
        ("[[source]]\nname = 'a'\nfeed = 'https://e.com'\nfolder = 'x'", "has 2 of"),
        ("[[source]]\nfeed = 'https://e.com'", "source 1: name: Field required"),
        ("[[source]]\nname = 'a'\nfed = 'https://e.com'", "source 1: fed: Extra inputs"),
        ("[[source]]\nname = 'a'\nfeed = 'e.com'", "e.com is not a web address"),
        (
            "delay = '3 weeks'\n[[source]]\nname='a'\nfolder='x'",
            "'3 weeks' is not a length of time",
        ),
        ("limit_mb = 0\n[[source]]\nname='a'\nfolder='x'", "limit_mb: Input should be greater"),
        ("[[source]]\nname='a'\nfolder='x'\n[[source]]\nname='a'\nfolder='y'", "called a"),
        ("[[source]]\nname='a'\nurls='gone.txt'", "gone.txt: cannot be read"),
        ("[source", "not TOML"),
    ],
)
def test_a_file_of_sources_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "SOURCES.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_sources(path)
    assert words in str(caught.value)


def test_a_file_of_sources_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_sources(tmp_path / "SOURCES.toml")


def test_lengths_of_time() -> None:
    assert [seconds(text) for text in ("90s", "15m", "2h", "7 d", "1.5h")] == [
        90, 900, 7200, 604_800, 5400,
    ]  # fmt: skip


def test_half_a_letter_in_a_field_or_a_file_name_ends_nothing(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    names = "id title text url source author agency section location language summary".split()
    row = {name: f"{name} \ud800 is told of here" for name in names}
    row |= {"url": "https://e.example/\ud800?a=\udfff", "language": "e\ud800"}
    (folder / "a.json").write_text(json.dumps(row))
    (folder / "b.json").write_text(json.dumps({"id": "\udfff", "text": "Correction: \ud800 rose."}))
    (folder / os.fsdecode(b"c\xff.txt")).write_text("Dam\n\nThe dam above Hale was repaired.")
    (folder / os.fsdecode(b"c\xfe.txt")).write_text("Port\n\nThe port of Hale was closed.")
    (folder / os.fsdecode(b"d\xff.json")).write_text("{")
    sources = f"[[source]]\nname = 'Files'\nfolder = '{folder}'\n"
    done = run(library, sources, tmp_path)["Files"]
    assert (done.report.added, len(done.report.skipped)) == (4, 1)
    assert done.problem.startswith(f"{folder}/d?.json: not JSON")
    assert run(library, sources, tmp_path)["Files"].unchanged == 4
    assert "url ? is" not in str(library.list())
    assert {row.agency for row in library.list()} == {"agency ? is told of here", None}


def test_a_page_that_was_a_wall_is_asked_for_again(
    library: Library, echo: str, site: Site, tmp_path: Path
) -> None:
    site.pages["/storm"] = (200, HTML, b"<html><body><p></p></body></html>")
    done = run(library, echo, tmp_path)["Echo"]
    assert (done.report.added, len(done.faults)) == (2, 1)
    assert library.article(by_title(library, "Storm")).body == "Short."
    site.pages["/storm"] = (200, HTML, page_of("Storm", "2025-03-02", f"{site.root}/storm"))
    assert run(library, echo, tmp_path)["Echo"].report.updated == 1
    assert "moorings" in library.article(by_title(library, "Storm")).body


def by_title(library: Library, title: str) -> str:
    (found,) = [row.id for row in library.list() if row.title == title]
    return found
