from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_store.days import NEVER, Bounds, Validity
from index_store.errors import LibraryDamagedError
from index_store.lexical import Entry, Lexical


def entry(name: str, text: str, *, title: str = "", source: str = "", day: int = 0) -> Entry:
    validity = Validity(day=day, first=day or NEVER)
    return Entry(id=name, title=title, text=text, source=source, validity=validity)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Lexical:
    made = Lexical(tmp_path_factory.mktemp("words"))
    made.change(
        add=[
            entry("a:0", "The ministers were negotiating in Zürich.", day=20250105),
            entry("b:0", "A storm closed the port.", title="Ministers negotiate", day=20250201),
            entry("c:0", "A recipe for soup.", source="Harbour Post AFP"),
        ]
    )
    return made


def ids(ranking: list[tuple[str, float]]) -> list[str]:
    return [passage_id for passage_id, _ in ranking]


def test_words_are_found_in_other_forms_and_without_accents(index: Lexical) -> None:
    assert set(ids(index.query([("negotiates", 1.0)], 9))) == {"a:0", "b:0"}
    assert ids(index.query([("zurich", 1.0)], 9)) == ["a:0"]
    assert ids(index.query([("ZÜRICH", 1.0)], 9)) == ["a:0"]


def test_title_and_source_are_searched(index: Lexical) -> None:
    assert ids(index.query([("afp", 1.0)], 9)) == ["c:0"]
    assert set(ids(index.query([("ministers", 1.0)], 9))) == {"a:0", "b:0"}


def test_a_boost_decides_the_order(index: Lexical) -> None:
    assert ids(index.query([("soup", 5.0), ("storm", 1.0)], 9)) == ["c:0", "b:0"]
    assert ids(index.query([("soup", 1.0), ("storm", 5.0)], 9)) == ["b:0", "c:0"]


def test_days_bound_the_search(index: Lexical) -> None:
    terms = [("ministers", 1.0), ("soup", 1.0)]
    assert set(ids(index.query(terms, 9))) == {"a:0", "b:0", "c:0"}
    assert ids(index.query(terms, 9, Bounds(until=date(2025, 1, 5)))) == ["a:0"]
    assert index.query(terms, 9, Bounds(until=date(2025, 1, 4))) == []
    assert ids(index.query(terms, 9, Bounds(since=date(2025, 1, 6)))) == ["b:0"]


def test_a_bound_does_not_change_scores(index: Lexical) -> None:
    free = dict(index.query([("ministers", 1.0)], 9))
    bound = dict(index.query([("ministers", 1.0)], 9, Bounds(until=date(2025, 1, 31))))
    assert bound["a:0"] == pytest.approx(free["a:0"])


def test_nothing_asked_nothing_found(index: Lexical) -> None:
    assert index.query([], 9) == []
    assert index.query([("", 1.0), ("?!", 1.0)], 9) == []
    assert index.query([("soup", 1.0)], 0) == []
    assert index.query([("unheard", 1.0)], 9) == []


@given(st.lists(st.tuples(st.text(), st.floats(0, 10)), max_size=5))
def test_no_text_is_an_error(index: Lexical, terms: list[tuple[str, float]]) -> None:
    index.query(terms, 3)


@pytest.mark.parametrize("text", ['"', "AND OR (", "title:", "xyz*q~2^3", "\x00", "[x TO y]", "\\"])
def test_operators_are_only_words(index: Lexical, text: str) -> None:
    assert ids(index.query([(f"{text} soup {text}", 1.0)], 9)) == ["c:0"]


def test_what_is_put_in_again_replaces_and_what_is_taken_out_is_gone(tmp_path: Path) -> None:
    index = Lexical(tmp_path)
    index.change(add=[entry("a:0", "first"), entry("b:0", "first")])
    index.change(add=[entry("a:0", "second")], remove=["b:0", "unknown"])
    assert index.ids() == {"a:0"}
    assert index.count() == 1
    assert index.query([("first", 1.0)], 9) == []
    assert ids(Lexical(tmp_path).query([("second", 1.0)], 9)) == ["a:0"]


def test_an_open_index_sees_what_another_wrote(tmp_path: Path) -> None:
    reader, writer = Lexical(tmp_path), Lexical(tmp_path)
    assert reader.query([("late", 1.0)], 9) == []
    writer.change(add=[entry("a:0", "late news")])
    assert ids(reader.query([("late", 1.0)], 9)) == ["a:0"]


def test_a_broken_index_says_so(tmp_path: Path) -> None:
    Lexical(tmp_path)
    (tmp_path / "meta.json").write_text("{")
    with pytest.raises(LibraryDamagedError, match="doctor"):
        Lexical(tmp_path)


def test_an_index_that_breaks_while_it_is_open_says_so(tmp_path: Path) -> None:
    index = Lexical(tmp_path)
    index.change(add=[entry("a:0", "first")])
    for part in tmp_path.glob("*.store"):
        part.write_bytes(b"no index at all" * 20)
    for ask in (index.count, index.ids, lambda: index.query([("first", 1.0)], 9)):
        with pytest.raises(LibraryDamagedError, match="doctor"):
            ask()
