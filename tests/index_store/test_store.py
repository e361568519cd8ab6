from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_store.chunk import chunk
from index_store.errors import (
    ArticleMissingError,
    EmbedderMismatchError,
    LibraryDamagedError,
    LibraryError,
    LibraryLockedError,
    LibraryMissingError,
)
from index_store.store import Library, Writer
from index_store.store.records import (
    content_hash,
    read_article,
    read_times,
    write_rest,
    write_times,
)
from index_store.types import Article, Block, IndexSpec, TimeMention
from index_store.vectors import Vectors
from tests.fakes import HashEmbedder

EMBEDDER = HashEmbedder()
SPEC = IndexSpec(embedder=EMBEDDER.name, dimensions=EMBEDDER.dimensions, chunk_tokens=12)
FERRY = Article(
    id="ferry",
    title="Ferry stops",
    body="The ferry stops in May.\n\nA storm broke its rudder.",
    blocks=(Block(kind="body", start=0, end=23), Block(kind="caption", start=25, end=50)),
    url="https://example.org/ferry",
    source="Harbour Post",
    agency="AFP",
    published=datetime(2025, 5, 1, 23, 30, tzinfo=UTC),
    dated_by="meta",
)
PILOT = Article(
    id="pilot", title="A pilot", body="The pilot went home.", published=date(2025, 5, 3)
)
UNDATED = Article(id="undated", title="Soup", body="A recipe.", not_before=date(2025, 2, 1))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library", SPEC) as made:
        yield made


def put(library: Library, *articles: Article) -> None:
    with library.writer("test") as writer:
        add(writer, *articles)


def add(writer: Writer, *articles: Article) -> None:
    items = []
    for article in articles:
        passages = chunk(article, max_tokens=12)
        items.append((article, passages, EMBEDDER.embed([p.text for p in passages])))
    writer.add(items)


def found(library: Library, words: str, until: date | None = None, **more: bool) -> set[str]:
    dense = library.dense(EMBEDDER.embed_query(words), 50, until, **more)
    lexical = library.lexical([(words, 1.0)], 50, until, **more)
    assert {i for i, _ in lexical} <= {i for i, _ in dense}
    return {p.article_id for p in library.passages_by_id([i for i, _ in lexical])}


@pytest.fixture
def locked(library: Library) -> Iterator[Path]:
    """The library's copy in a folder that may be read but not written, by root neither."""
    put(library, FERRY, PILOT)
    assert found(library, "ferry") == {"ferry"}
    folder = Path(tempfile.mkdtemp())
    shutil.copytree(library.folder, folder / "library")
    paths = [folder / "library", *(folder / "library").rglob("*")]
    folder.chmod(0o755)
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield folder / "library"
    if is_root:
        os.seteuid(0)
    for path in paths:
        path.chmod(0o755)
    shutil.rmtree(folder)


def test_a_library_that_may_only_be_read_is_read(locked: Path) -> None:
    before = sorted(locked.rglob("*"))
    with Library.open(locked) as opened:
        assert [row.id for row in opened.list()] == ["pilot", "ferry"]
        assert found(opened, "ferry") == {"ferry"}
        assert found(opened, "pilot", date(2025, 5, 3)) == {"pilot"}
        assert opened.audit()[1] == []
        with pytest.raises(LibraryError, match="may not be written"), opened.writer():
            pass
    assert sorted(locked.rglob("*")) == before


def test_articles_and_passages_come_back_as_they_were(library: Library) -> None:
    put(library, FERRY, PILOT)
    assert library.article("ferry") == FERRY
    assert library.articles_by_id(["pilot", "nobody"]) == {"pilot": PILOT}
    passages = library.passages("ferry")
    assert [(p.id, p.kind) for p in passages] == [("ferry:000", "body"), ("ferry:001", "caption")]
    asked = ["pilot:000", "unknown", "ferry:001"]
    assert [p.id for p in library.passages_by_id(asked)] == ["pilot:000", "ferry:001"]


def test_the_listing_has_the_newest_first_and_the_undated_last(library: Library) -> None:
    put(library, UNDATED, FERRY, PILOT)
    rows = library.list()
    assert [row.id for row in rows] == ["pilot", "ferry", "undated"]
    assert rows[1].published == "2025-05-01T23:30:00+00:00"
    assert (rows[1].source, rows[1].agency, rows[1].passages) == ("Harbour Post", "AFP", 2)
    counts = library.counts()
    assert (counts.articles, counts.passages, counts.undated, counts.versions) == (3, 4, 1, 0)
    assert library.newest_day() == date(2025, 5, 3)
    assert library.newest_day(date(2025, 5, 2)) == date(2025, 5, 1)
    assert library.newest_day(date(2025, 4, 30)) is None


def test_an_unknown_article_is_an_error_with_a_remedy(library: Library) -> None:
    with pytest.raises(ArticleMissingError, match="dateline list"):
        library.article("nobody")


def test_no_library_there(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissingError, match="dateline load"):
        Library.open(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_library_in_a_folder_stays_there_whatever_server_is_named(library: Library) -> None:
    put(library, FERRY)
    with Library.open(library.folder, vectors_url="http://127.0.0.1:9") as opened:
        found = opened.dense(EMBEDDER.embed_query("ferry"), 3)
    assert {passage_id for passage_id, _ in found} == {"ferry:000", "ferry:001"}


def test_a_file_that_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite3").write_bytes(b"something else entirely" * 100)
    with pytest.raises(LibraryDamagedError):
        Library.open(tmp_path)


def test_creating_again_keeps_what_is_there(library: Library) -> None:
    put(library, FERRY)
    again = Library.create(library.folder, replace(SPEC, embedder="other"))
    assert again.spec == SPEC
    assert again.article("ferry") == FERRY
    with pytest.raises(EmbedderMismatchError, match="dateline rebuild"):
        again.require("other", 64)
    with pytest.raises(EmbedderMismatchError, match="dateline rebuild"):
        again.dense(np.zeros(3, dtype=np.float32), 5)
    again.close()


def test_undated_articles_are_left_out_of_the_past_unless_asked_for(library: Library) -> None:
    put(library, UNDATED, FERRY, Article(id="lost", title="Lost", body="A recipe of no date."))
    assert found(library, "recipe") == {"undated", "lost"}
    assert found(library, "recipe", date(2025, 6, 1)) == set()
    assert found(library, "recipe", date(2025, 6, 1), undated=True) == {"undated"}
    assert found(library, "recipe", date(2025, 1, 31), undated=True) == set()


def test_a_changed_article_keeps_its_earlier_version_for_the_past(library: Library) -> None:
    later = replace(FERRY, body="The ferry stops in June.", blocks=(), updated=date(2025, 5, 10))
    put(library, FERRY)
    put(library, later)
    assert library.article("ferry") == later
    assert library.article("ferry@1") == replace(FERRY, id="ferry@1")
    assert found(library, "ferry") == {"ferry"}
    assert found(library, "ferry", date(2025, 5, 9)) == {"ferry@1"}
    assert found(library, "ferry", date(2025, 5, 10)) == {"ferry"}
    for until in (None, date(2025, 5, 9)):
        for p in library.passages_by_id([i for i, _ in library.lexical([("ferry", 1)], 9, until)]):
            assert library.article(p.article_id).body[p.start : p.end] == p.text
    assert library.counts().versions == 1
    assert [row.id for row in library.list()] == ["ferry"]


def test_a_change_without_a_day_of_its_own_replaces_outright(library: Library) -> None:
    put(library, PILOT)
    put(library, replace(PILOT, body="The pilot stayed."))
    assert found(library, "pilot", date(2025, 5, 3)) == {"pilot"}
    assert library.lexical([("home", 1.0)], 5, date(2025, 6, 1)) == []


def test_versions_are_ordered_by_their_days_not_by_arrival(library: Library) -> None:
    texts = ["The pilot left.", "The pilot came back.", "The pilot slept."]
    versions = [
        replace(PILOT, body=text, updated=day)
        for text, day in zip(texts, (None, date(2025, 5, 6), date(2025, 5, 9)), strict=True)
    ]
    for version in (versions[2], versions[0], versions[1]):
        put(library, version)
    assert library.article("pilot") == versions[2]
    for day, text in ((3, texts[0]), (5, texts[0]), (6, texts[1]), (8, texts[1]), (9, texts[2])):
        ids = [i for i, _ in library.lexical([("pilot", 1.0)], 9, date(2025, 5, day))]
        assert [p.text for p in library.passages_by_id(ids)] == [text]


@pytest.mark.parametrize("body", [PILOT.body, "The pilot stayed."])
def test_a_corrected_day_counts_from_when_it_came(library: Library, body: str) -> None:
    put(library, replace(PILOT, dated_by="--published"))
    corrected = replace(PILOT, body=body, published=date(2025, 3, 5), dated_by="--published")
    put(library, corrected)
    assert library.article("pilot") == corrected
    with library.writer() as writer:
        back = replace(PILOT, dated_by="--published")
        assert writer.standing(back) == "returned", "it is no older version, but another day"


def test_an_update_that_tells_only_its_day_is_no_older_than_the_hours_of_that_day(
    library: Library,
) -> None:
    four = replace(PILOT, body="Four died.", published=datetime(2025, 5, 3, 10, tzinfo=UTC))
    five = replace(four, body="Five died.", updated=date(2025, 5, 3))
    put(library, four)
    put(library, five)
    assert library.article("pilot") == five
    put(library, replace(five, body="Three died.", updated=date(2025, 5, 2)))
    assert library.article("pilot") == five, "an older update"
    six = replace(four, body="Six died.", updated=datetime(2025, 5, 3, 9, tzinfo=UTC))
    put(library, six)
    assert library.article("pilot") == six


def test_an_older_version_is_older_than_one_before_an_undated_one(library: Library) -> None:
    versions = [
        replace(PILOT, body=body, published=day)
        for body, day in (("A.", date(2025, 5, 3)), ("B.", None), ("C.", date(2025, 5, 1)))
    ]
    for version in versions:
        put(library, version)
    assert library.article("pilot") == versions[1]


def test_standing(library: Library) -> None:
    later = replace(FERRY, body="Other.", blocks=())
    with library.writer() as writer:
        assert writer.standing(FERRY) == "new"
        add(writer, FERRY)
        assert writer.standing(FERRY) == "same"
        assert writer.standing(later) == "changed"
        add(writer, later)
        assert writer.standing(FERRY) == "returned"
        add(writer, replace(FERRY, body="Newer.", blocks=(), updated=date(2025, 5, 10)))
        assert writer.standing(FERRY) == "same", "by its time it comes before"


def test_removing_is_complete(library: Library) -> None:
    put(library, FERRY, PILOT)
    put(library, replace(FERRY, body="Other words.", blocks=(), updated=date(2025, 6, 1)))
    assert library.remove(["ferry", "nobody"]) == 1
    assert found(library, "ferry") == set()
    assert found(library, "ferry", date(2025, 5, 9)) == set()
    assert library.articles_by_id(["ferry", "ferry@1"]) == {}
    with library.writer() as writer:
        assert writer.vectors.ids() == writer.words.ids() == {"pilot:000"}
    words = b"".join(path.read_bytes() for path in library.folder.glob("library.sqlite3*"))
    assert b"rudder" not in words


def test_a_second_writer_is_told_who_is_writing(library: Library) -> None:
    with library.writer("load news/"):
        with pytest.raises(LibraryLockedError) as caught, library.writer():
            pass
        problem = caught.value.problem
        assert "(load news/)" in problem
        assert "since 20" in problem
        assert caught.value.retryable
    with library.writer():
        pass


def test_a_writer_in_another_process_is_named_and_its_lock_ends_with_it(library: Library) -> None:
    code = (
        "import sys, pathlib; from index_store.store.lock import hold\n"
        "with hold(pathlib.Path(sys.argv[1]), 'load'): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(library.folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(LibraryLockedError, match=f"process {other.pid} on"), library.writer():
            pass
        other.kill()
    put(library, FERRY)
    assert library.counts().articles == 1


def test_readers_see_what_is_written_beside_them(library: Library) -> None:
    with Library.open(library.folder) as reader:
        assert found(reader, "ferry") == set()
        with library.writer() as writer:
            for n in range(3):
                add(writer, replace(FERRY, id=f"ferry{n}"))
                assert len(found(reader, "ferry")) == n + 1
        library.remove(["ferry1"])
        assert found(reader, "ferry") == {"ferry0", "ferry2"}


def test_several_threads_read_while_one_writes(library: Library) -> None:
    put(library, FERRY)
    faults: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(20):
                assert "ferry" in found(library, "ferry")
        except BaseException as error:
            faults.append(error)
            raise

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(4):
        put(library, replace(PILOT, id=f"pilot{n}"))
    for thread in threads:
        thread.join()
    assert not faults


@pytest.mark.parametrize("part", ["vectors", "words", "done"])
def test_a_disk_that_fills_up_leaves_all_or_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    put(library, FERRY)

    def full(*_: object, **__: object) -> None:
        raise LibraryError("no space left on the disk", "free some, then load again")

    with monkeypatch.context() as patch:
        if part == "vectors":
            patch.setattr(Vectors, "add", full)
        elif part == "words":
            patch.setattr("index_store.lexical.Lexical.change", full)
        else:
            patch.setattr(Writer, "_arrange", full)
        with pytest.raises(LibraryError, match="no space"):
            put(library, PILOT, replace(FERRY, body="Changed.", blocks=()))
        assert found(library, "ferry") == {"ferry"}
        assert found(library, "pilot") == set()
        assert [row.id for row in library.list()] == ["ferry"]
    put(library, PILOT)
    assert library.article("ferry") == FERRY
    assert found(library, "pilot") == {"pilot"}
    with library.writer() as writer:
        assert writer.vectors.ids() == writer.words.ids()
        assert len(writer.words.ids()) == 3


class Counted(Vectors):
    """Vectors that count how many of them are open."""

    held = 0

    def __init__(self, folder: Path, collection: str, url: str | None = None) -> None:
        super().__init__(folder, collection, url)
        Counted.held += 1

    def close(self, *, wrote: bool = False) -> None:
        super().close(wrote=wrote)
        Counted.held -= 1


@pytest.mark.parametrize(
    ("failing", "use"),
    [
        ("index_store.vectors.Vectors.names", lambda library: put(library, PILOT)),
        ("index_store.vectors.Vectors.unreachable", Library.audit),
        ("index_store.lexical.Lexical.ids", Library.audit),
    ],
)
def test_what_fails_on_its_way_leaves_no_vectors_open(
    library: Library, monkeypatch: pytest.MonkeyPatch, failing: str, use: Callable[[Library], None]
) -> None:
    def full(*_: object) -> None:
        raise LibraryError("no space left on the disk", "free some, then load again")

    put(library, FERRY)
    with monkeypatch.context() as patch:
        patch.setattr(failing, full)
        patch.setattr("index_store.vectors.Vectors", Counted)
        patch.setattr(Counted, "held", 0)
        with pytest.raises(LibraryError, match="no space"):
            use(library)
        assert Counted.held == 0
    put(library, PILOT)
    assert found(library, "pilot") == {"pilot"}


@pytest.mark.parametrize("part", ["vectors/chroma.sqlite3", "words/meta.json"])
def test_the_next_writer_makes_unreadable_parts_anew(library: Library, part: str) -> None:
    put(library, FERRY, PILOT)
    library.close_parts()
    (library.folder / part).write_bytes(b"torn" * 1000)
    put(library, UNDATED)
    assert found(library, "ferry") == {"ferry"}
    assert found(library, "recipe") == {"undated"}
    with library.writer() as writer:
        assert writer.vectors.ids() == writer.words.ids()
        assert len(writer.words.ids()) == 4


DAYS = st.dates() | st.datetimes(timezones=st.just(UTC)) | st.none()
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(WORDS, WORDS | st.none(), DAYS, DAYS, st.dates() | st.none())
def test_records_survive_writing(
    text: str, maybe: str | None, published: date | None, updated: date | None, day: date | None
) -> None:
    article = Article(
        id="x", title=text, body=text, url=maybe, source=maybe, author=maybe, published=published,
        updated=updated, not_before=day, blocks=(Block(kind="summary", start=0, end=len(text)),),
    )  # fmt: skip
    assert read_article(("x", text, text, write_rest(article), None, None)) == article
    assert content_hash(article) == content_hash(replace(article, story="s"))
    assert content_hash(article) != content_hash(replace(article, title=text + "!"))
    times = (
        TimeMention(
            start=0, end=3, text=text, earliest=day, latest=day, precision="month", how=text
        ),
        TimeMention(start=5, end=9, text=text, kind="set", value="XXXX"),
    )
    assert read_times(write_times(times)) == times


def test_odd_characters_are_stored(library: Library) -> None:
    odd = Article(id="o'; --\"%", title="\x00 \U0001f600", body="Nul \x00 and \u202e marks \ufeff.")
    put(library, odd)
    assert library.article(odd.id) == odd
    assert found(library, "marks") == {odd.id}
    assert library.remove([odd.id]) == 1
