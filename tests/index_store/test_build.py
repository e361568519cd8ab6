from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index_store import build as building
from index_store.build import BuildReport, build, rebuild
from index_store.chunk import estimate_tokens
from index_store.errors import EmbedderMismatchError, EndpointUnreachableError, RecordError
from index_store.store import Library
from index_store.types import Article, IndexSpec
from tests.fakes import HashEmbedder

EMBEDDER = HashEmbedder()
SPEC = IndexSpec(embedder=EMBEDDER.name, dimensions=EMBEDDER.dimensions, chunk_tokens=16)


def article(n: int, **values: object) -> Article:
    day = date(2025, 3, 1 + n % 28)
    body = f"Ferry {n} left on March 1, 2025.\n\nIt met a storm and came back {n} hours later."
    made = Article(id=f"a{n:02d}", title=f"Ferry {n}", body=body, published=day)
    return replace(made, **values)  # type: ignore[arg-type]


ARTICLES = [article(n) for n in range(12)]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library", SPEC) as made:
        yield made


@pytest.fixture(autouse=True)
def _small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "GROUP", 8)


def put(
    library: Library, records: Sequence[Article | RecordError], embedder: HashEmbedder = EMBEDDER
) -> BuildReport:
    return build(library, records, embedder, tokenize=estimate_tokens)


class Failing(HashEmbedder):
    """Answers so many calls, then raises."""

    def __init__(self, calls: int, error: BaseException, dimensions: int = 64) -> None:
        super().__init__(dimensions, f"hash-{dimensions}")
        self.calls = calls
        self.error = error

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.calls -= 1
        if self.calls < 0:
            raise self.error
        return super().embed(texts)


def test_every_record_is_counted_once(library: Library) -> None:
    bad = RecordError("news.jsonl:7", "no title")
    undated = article(20, published=None)
    report = put(library, [*ARTICLES, bad, undated, ARTICLES[3]])
    assert (report.added, report.duplicate, report.undated) == (13, 1, 1)
    assert report.skipped == (("news.jsonl:7", "no title"),)
    assert report.read == 15
    assert report.passages == 26
    assert set(report.seconds) >= {"read", "embed", "store"}
    assert library.counts().articles == 13


def test_loading_again_changes_and_embeds_nothing(library: Library) -> None:
    put(library, ARTICLES)
    report = put(library, ARTICLES, Failing(0, AssertionError("embedded again")))
    assert (report.added, report.updated, report.unchanged) == (0, 0, 12)
    assert report.passages == 0


def test_a_copy_of_a_file_elsewhere_is_no_second_article(library: Library) -> None:
    first, second, own = (replace(article(1), id=key) for key in ("0" * 16, "1" * 16, "a50"))
    report = put(library, [first, second])
    assert (report.read, report.added, report.duplicate) == (2, 1, 1)
    report = put(library, [second, own, replace(second, source="Hale Echo")])
    assert (report.added, report.duplicate) == (2, 1)
    assert put(library, [first]).unchanged == 1


def test_a_copy_without_a_date_counts_as_undated_too(library: Library) -> None:
    first, second = (replace(article(1, published=None), id=key) for key in ("0" * 16, "1" * 16))
    report = put(library, [first, second, first])
    assert (report.added, report.duplicate, report.undated) == (1, 2, 3)


def test_a_changed_article_is_counted_as_updated_once(library: Library) -> None:
    put(library, ARTICLES)
    changed = [article(2, body="Ferry 2 sank.", updated=date(2025, 4, 1)), *ARTICLES[3:]]
    report = put(library, changed)
    assert (report.updated, report.unchanged) == (1, 9)
    report = put(library, [*ARTICLES, *changed])
    assert (report.unchanged, report.duplicate) == (13, 9)
    assert library.article("a02").body == "Ferry 2 sank."


def test_two_versions_in_one_run_end_as_two_runs_would(library: Library) -> None:
    report = put(library, [article(1), article(1, body="New words.", updated=date(2025, 5, 1))])
    assert (report.added, report.updated) == (1, 1)
    assert library.article("a01").body == "New words."
    assert library.counts().versions == 1


def test_an_earlier_wording_that_is_put_back_is_the_current_one(library: Library) -> None:
    seven, nine = article(1), article(1, body="Nine were hurt.")
    for version in (seven, nine, seven):
        report = put(library, [version])
    assert (report.updated, report.unchanged) == (1, 0)
    assert library.article("a01").body == seven.body
    assert put(library, [seven]).unchanged == 1
    assert library.lexical([("nine", 1.0)], 5) == []


def test_two_wordings_that_stand_beside_each_other_change_nothing(library: Library) -> None:
    both = [article(1), article(1, body="Nine were hurt.")]
    put(library, both)
    for order in (both, both[::-1], [*both, *both]):
        report = put(library, order)
        assert (report.added, report.updated) == (0, 0)
        assert report.unchanged + report.duplicate == report.read == len(order)
    assert library.counts().versions == 1


def test_what_was_given_by_hand_stays_until_the_text_changes(library: Library) -> None:
    plain = article(1, published=None, not_before=date(2025, 3, 1))
    given = article(1, dated_by="--published", source="Hale Echo", sourced_by="--source")
    put(library, [given])
    for again in (plain, replace(plain, source="e.com", url="https://e.com/a")):
        report = put(library, [again])
        assert report.undated == 0
        held = library.article("a01")
        assert (held.day, held.dated_by, held.source) == (given.day, "--published", "Hale Echo")
    assert put(library, [replace(given, published=date(2025, 4, 1))]).updated == 1
    assert put(library, [replace(plain, source="Orlan Post")]).updated == 1
    held = library.article("a01")
    assert (held.day, held.source) == (date(2025, 4, 1), "Orlan Post")
    assert put(library, [replace(plain, body="New words.")]).undated == 1
    assert library.article("a01").published is None


def test_title_and_text_are_embedded(library: Library) -> None:
    put(library, ARTICLES)
    wanted = EMBEDDER.embed(["Ferry 3\nFerry 3 left on March 1, 2025."])[0]
    (best, score), *_ = library.dense(wanted, 1)
    assert best == "a03:000"
    assert score == pytest.approx(1.0, abs=1e-5)


def test_times_stand_where_they_say_in_the_body(library: Library) -> None:
    put(library, ARTICLES)
    body = library.article("a04").body
    mentions = [m for p in library.passages("a04") for m in p.times]
    assert date(2025, 3, 1) in [m.earliest for m in mentions]
    for p in library.passages("a04"):
        for m in p.times:
            assert p.start <= m.start < m.end <= p.end
            assert body[m.start : m.end] == m.text


def test_ctrl_c_keeps_what_is_done(library: Library) -> None:
    report = put(library, ARTICLES, Failing(2, KeyboardInterrupt()))
    assert report.stopped
    assert report.added == library.counts().articles == 8
    assert put(library, ARTICLES).added == 4


def test_an_embedder_that_fails_loses_nothing(library: Library) -> None:
    with pytest.raises(EndpointUnreachableError):
        put(library, ARTICLES, Failing(1, EndpointUnreachableError("down")))
    assert library.counts().articles == 4
    assert put(library, ARTICLES).added == 8
    assert len(library.dense(EMBEDDER.embed_query("ferry"), 99)) == 24


def test_progress_is_told_after_every_group(library: Library) -> None:
    told: list[BuildReport] = []
    build(library, ARTICLES, EMBEDDER, tokenize=estimate_tokens, progress=told.append)
    assert [report.added for report in told] == [4, 8, 12]


def test_another_embedder_is_refused_before_anything_is_read(library: Library) -> None:
    def records() -> Iterator[Article]:
        raise AssertionError("read")
        yield

    with pytest.raises(EmbedderMismatchError, match="hash-32"):
        build(library, records(), HashEmbedder(32, "hash-32"))


def test_rebuilding_changes_the_embedder_and_keeps_all_else(library: Library) -> None:
    put(library, ARTICLES)
    put(library, [article(2, body="Ferry 2 sank.", updated=date(2025, 4, 1))])
    before = (library.list(), library.lexical([("ferry", 1.0)], 99))
    other = HashEmbedder(32, "hash-32")
    assert rebuild(library, other) == 25
    assert (library.list(), library.lexical([("ferry", 1.0)], 99)) == before
    assert library.spec == replace(SPEC, embedder="hash-32", dimensions=32)
    assert len(library.dense(other.embed_query("ferry"), 99)) == 23
    past = library.dense(other.embed_query("ferry"), 99, until=date(2025, 3, 31))
    assert "a02@1" in {p.article_id for p in library.passages_by_id([i for i, _ in past])}
    with library.writer() as writer:
        assert len([n for n in writer.vectors.names() if n.startswith("dateline-")]) == 1


def test_a_rebuild_that_was_stopped_goes_on(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index_store.store.rebuild._GROUP", 8)
    put(library, ARTICLES)
    with pytest.raises(EndpointUnreachableError):
        rebuild(library, Failing(2, EndpointUnreachableError("down"), 32))
    assert len(library.dense(EMBEDDER.embed_query("ferry"), 99)) == 24, "the old ones still serve"
    assert rebuild(library, HashEmbedder(32, "hash-32")) == 8
    assert len(library.dense(HashEmbedder(32).embed_query("ferry"), 99)) == 24


def test_a_stopped_rebuild_goes_on_although_articles_have_changed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index_store.store.rebuild._GROUP", 8)
    put(library, ARTICLES)
    with pytest.raises(EndpointUnreachableError):
        rebuild(library, Failing(2, EndpointUnreachableError("down"), 32))
    library.remove(["a00"])
    put(library, [article(1, body="New words.", updated=date(2025, 5, 1)), article(30)])
    assert rebuild(library, HashEmbedder(32, "hash-32")) == 11
    with library.writer() as writer:
        assert writer.vectors.ids() == writer.words.ids()
        assert writer.vectors.count() == 25
        assert len([n for n in writer.vectors.names() if n.startswith("dateline-")]) == 1


def test_a_rebuild_for_another_embedder_begins_anew(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index_store.store.rebuild._GROUP", 8)
    put(library, ARTICLES)
    with pytest.raises(EndpointUnreachableError):
        rebuild(library, Failing(2, EndpointUnreachableError("down"), 32))
    assert rebuild(library, HashEmbedder(16, "hash-16")) == 24
    assert len(library.dense(HashEmbedder(16).embed_query("ferry"), 99)) == 24
