"""Files loaded one after the other, which articles of them are the same in the library."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index_store.articles import read_articles
from index_store.build import BuildReport, build
from index_store.chunk import estimate_tokens
from index_store.store import Library
from index_store.types import IndexSpec
from tests.fakes import HashEmbedder

EMBEDDER = HashEmbedder()
SPEC = IndexSpec(embedder=EMBEDDER.name, dimensions=EMBEDDER.dimensions, chunk_tokens=60)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library", SPEC) as made:
        yield made


def load(library: Library, *paths: object, **options: object) -> BuildReport:
    records = read_articles([str(path) for path in paths], **options)  # type: ignore[arg-type]
    return build(library, records, EMBEDDER, tokenize=estimate_tokens)


def titles(library: Library) -> list[str]:
    return sorted(row.title for row in library.list())


def lines(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def story(what: str, day: str = "2024-03-01", **more: object) -> dict[str, object]:
    text = f"The {what} in Hale was closed on Tuesday after engineers found cracks in it."
    return {"title": f"{what} closed", "text": text, "published": day, **more}


def page(path: Path, title: str, text: str, head: str) -> Path:
    body = f"<article><h1>{title}</h1><p>{text}</p></article>"
    path.write_text(f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>")
    return path


def test_two_outlets_may_count_their_articles_alike(library: Library, tmp_path: Path) -> None:
    echo = lines(tmp_path / "e.jsonl", story("bridge", id=1, source="Hale Echo"))
    post = lines(tmp_path / "p.jsonl", story("library", id=1, source="Dale Post"))
    assert load(library, echo, post).added == 2
    assert load(library, post, echo).unchanged == 2
    moved = lines(tmp_path / "new.jsonl", story("old bridge", id=1, source="Hale Echo"))
    assert load(library, moved).updated == 1, "an outlet's number is the same in any file"
    assert titles(library) == ["library closed", "old bridge closed"]


def test_of_a_number_without_an_outlet_the_words_tell(library: Library, tmp_path: Path) -> None:
    one = lines(tmp_path / "a.jsonl", story("bridge", id=7))
    other = {"id": 7, "title": "Vote in Dale", "text": "Dale votes for a mayor, it said at noon."}
    assert load(library, one, lines(tmp_path / "b.jsonl", other)).added == 2
    assert load(library, tmp_path / "b.jsonl", one).unchanged == 2
    longer = story("bridge", id=7)
    longer["text"] = f"{longer['text']} Traffic was sent over the old road."
    assert load(library, lines(tmp_path / "c.jsonl", longer)).updated == 1


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://echo.example/">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "mainEntityOfPage": '
        '{"@id": "https://google.com/article"}}</script>',
        '<link rel="canonical" href="https://echo.example/wrong">',
    ],
)
def test_an_address_that_is_not_of_the_article_does_not_make_it_another_one(
    library: Library, tmp_path: Path, head: str
) -> None:
    texts = {
        "Storm closes port": "The port of Hale was closed on Sunday as two moorings had broken.",
        "Vote in Dale": "Dale elects its mayor in May, and nobody else has come forward so far.",
    }
    pages = [page(tmp_path / f"{t[0]}.html", t, text, head) for t, text in texts.items()]
    assert load(library, *pages).added == 2
    assert load(library, *reversed(pages)).unchanged == 2
    assert {row.source for row in library.list()} <= {None, "echo.example"}


def test_the_same_address_in_another_file_is_the_same_article(
    library: Library, tmp_path: Path
) -> None:
    head = '<link rel="canonical" href="https://echo.example/storm">'
    text = "The port of Hale was closed on Sunday as two moorings had broken."
    load(library, page(tmp_path / "a.html", "Storm closes port", text, head))
    longer = f"{text} Nobody was hurt, said the harbour master."
    assert load(library, page(tmp_path / "b.html", "Port shut", longer, head)).updated == 1


def test_entries_of_a_feed_may_be_parts_of_one_page(library: Library, tmp_path: Path) -> None:
    long = "The port of Hale was closed on Sunday, the harbour master said. " * 30
    items = [
        f"<item><title>Post {n}</title><link>https://echo.example/live#post-{n}</link>"
        f"<description>{n}. {long}</description></item>"
        for n in range(3)
    ]
    feed = tmp_path / "feed.xml"
    for count, report in ((3, "added"), (3, "unchanged"), (1, "unchanged")):
        text = "".join(items[:count])
        feed.write_text(f"<rss version='2.0'><channel><title>E</title>{text}</channel></rss>")
        assert getattr(load(library, feed), report) == count
    assert titles(library) == ["Post 0", "Post 1", "Post 2"]


def test_what_is_piped_in_is_told_by_its_text(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text, added in (
        (b"Rain\n\nIt rained.", 1),
        (b"Snow\n\nIt snowed.", 1),
        (b"Rain\n\nIt rained.", 0),
    ):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
        assert load(library, "-").added == added
    assert sys.stdin is not None
    assert titles(library) == ["Rain", "Snow"]


@pytest.mark.parametrize("name", ["daily.jsonl", "daily.json"])
def test_records_of_a_file_are_the_same_wherever_they_stand_in_it(
    library: Library, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name

    def export(*whats: str) -> BuildReport:
        records = [story(what, f"2024-03-0{len(what) % 9 + 1}") for what in whats]
        if name.endswith("json"):
            path.write_text(json.dumps(records))
        else:
            lines(path, *records)
        return load(library, path)

    assert export("bridge", "library", "school").added == 3
    report = export("library", "school", "ferry")
    assert (report.added, report.updated, report.unchanged) == (1, 0, 2)
    assert export("ferry", "school", "library").unchanged == 3
    assert export("bridge").unchanged == 1
    assert titles(library) == [f"{w} closed" for w in ("bridge", "ferry", "library", "school")]
    assert library.counts().versions == 0


def test_a_record_of_a_file_takes_corrections_of_text_and_day(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "daily.jsonl"
    load(library, lines(path, story("bridge"), story("weather", "2024-03-02")))
    changed = story("bridge")
    changed["text"] = "Nine bridges were closed."
    report = load(library, lines(path, story("weather", "2024-03-03"), changed))
    assert (report.added, report.updated) == (0, 2)
    assert {row.published for row in library.list()} == {"2024-03-01", "2024-03-03"}
    tomorrow = story("weather", "2024-03-04")
    tomorrow["text"] = "It will rain tomorrow."
    assert load(library, lines(path, tomorrow)).added == 1


def test_a_library_that_knew_its_articles_by_other_ids_knows_them_still(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whats = ("bridge", "library", "school")
    plain = lines(tmp_path / "daily.jsonl", *(story(what) for what in whats))
    numbered = lines(
        tmp_path / "own.jsonl",
        *(story(f"{what} hall", id=n, source="Hale Echo") for n, what in enumerate(whats)),
    )
    old = {f"{plain}:{n}": f"{n:016x}" for n in range(1, 4)}

    def before(record: object, source: object, day: object) -> object:
        known, other = now(record, source, day)  # type: ignore[arg-type]
        return old.get(record.place, other.former or known), other  # type: ignore[attr-defined]

    from index_store import articles

    now = articles.identity
    with monkeypatch.context() as patch:
        patch.setattr(articles, "identity", before)
        assert load(library, plain, numbered).added == 6
    ids = {row.id for row in library.list()}
    assert load(library, plain, numbered).unchanged == 6
    numbered = numbered.rename(tmp_path / "moved.jsonl")
    changed = story("ferry hall", id=1, source="Hale Echo")
    report = load(library, lines(numbered, story("school hall", id=2, source="Hale Echo"), changed))
    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)
    assert {row.id for row in library.list()} == ids


def test_a_copy_is_stored_where_what_it_is_a_copy_of_changes_in_the_same_run(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "b.txt").write_text("Rain in Hale\n\nIt rained in Hale on Monday.")
    load(library, tmp_path / "b.txt")
    for name in ("a.txt", "c.txt"):
        (tmp_path / "b.txt").rename(tmp_path / name)
        (tmp_path / "b.txt").write_text(f"New in {name}\n\nThe ferry sails to {name} again.")
        load(library, *sorted(tmp_path.glob("*.txt")))
        assert len(titles(library)) == len([*tmp_path.glob("*.txt")])
    assert titles(library) == ["New in a.txt", "New in c.txt", "Rain in Hale"]
