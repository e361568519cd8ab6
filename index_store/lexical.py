"""Passages with days in, BM25 rankings out; tantivy in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from index_store.days import ALL, NEVER, Bounds, Validity, day_number
from index_store.errors import LibraryDamagedError, LibraryError

# How much a word found in a field counts.
FIELDS = {"text": 1.0, "title": 1.5, "source": 0.3}
_ANALYZER = "english"
_HEAP_BYTES = 64_000_000
_LONGEST_WORD = 60
_MOST_TERMS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A passage as BM25 sees it; `source` holds outlet and agency."""

    id: str
    title: str
    text: str
    source: str
    validity: Validity


class Lexical:
    """A BM25 index in a folder; made when it is not there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._analyzer = _analyzer()
        with self._mapped():
            self._index = tantivy.Index(_schema(), path=str(folder))
        self._index.register_tokenizer(_ANALYZER, self._analyzer)
        self._schema = self._index.schema

    def change(self, add: Iterable[Entry] = (), remove: Iterable[str] = ()) -> None:
        """Put passages in, replacing those with the same ids, and take others out, in one step."""
        with self._mapped():
            writer = self._index.writer(_HEAP_BYTES, 1)
            try:
                # What a killed process left half written has the names that are needed next.
                writer.garbage_collect_files()
                for passage_id in remove:
                    writer.delete_documents_by_term("id", passage_id)
                for entry in add:
                    writer.delete_documents_by_term("id", entry.id)
                    writer.add_document(_document(entry))
                writer.commit()
            finally:
                writer.wait_merging_threads()
            self._index.reload()

    def query(
        self, terms: Sequence[tuple[str, float]], k: int, bounds: Bounds = ALL
    ) -> list[tuple[str, float]]:
        """Find the passages that may be shown by BM25, best first, ties by id.

        Words that stand nowhere find nothing.

        Args:
            terms: texts with their boosts; a text of several words is looked up word by word.
            k: how many at most.
            bounds: the days.
        """
        clauses = [
            (tantivy.Occur.Should, self._term(field, word, weight * boost))
            for text, boost in terms[:_MOST_TERMS]
            for word in self._analyzer.analyze(text)[:_MOST_TERMS]
            for field, weight in FIELDS.items()
        ]
        if not clauses or k < 1:
            return []
        words = tantivy.Query.boolean_query(clauses)
        must = [(tantivy.Occur.Must, words)]
        must += [(tantivy.Occur.Must, rule) for rule in self._rules(bounds)]
        with self._mapped():
            self._index.reload()
            searcher = self._index.searcher()
            hits = searcher.search(tantivy.Query.boolean_query(must), k, count=False).hits
            found = [(searcher.doc(at)["id"][0], float(score)) for score, at in hits]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def count(self) -> int:
        """Return how many passages there are."""
        with self._mapped():
            self._index.reload()
            return int(self._index.searcher().num_docs)

    def ids(self) -> set[str]:
        """Return the ids of all that is stored."""
        with self._mapped():
            self._index.reload()
            searcher = self._index.searcher()
            hits = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs)).hits
            return {searcher.doc(at)["id"][0] for _, at in hits}

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        """Turn tantivy's errors, of one class all, into ours."""
        try:
            yield
        except ValueError as error:
            if "No space left" in str(error):
                raise LibraryError(
                    f"no space left on the disk of {self._folder}", "free some, then load again"
                ) from error
            raise LibraryDamagedError(
                f"the word index in {self._folder} cannot be used ({error})",
                "dateline doctor --repair",
            ) from error

    def _term(self, field: str, word: str, boost: float) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, field, word, "freq")
        return tantivy.Query.boost_query(term, boost)

    def _rules(self, bounds: Bounds) -> list[tantivy.Query]:
        """Return the same rule as `Bounds.admit` in tantivy's words, none of which scores."""
        rules = []
        if bounds.since:
            rules.append(self._range("day", day_number(bounds.since), None))
        if bounds.until is None:
            rules.append(self._range("end", NEVER, None))
        else:
            until = day_number(bounds.until)
            rules += [self._range("first", None, until), self._range("end", until + 1, None)]
            if not bounds.undated:
                rules.append(self._range("day", 1, None))
        return [tantivy.Query.const_score_query(rule, 0.0) for rule in rules]

    def _range(self, field: str, low: int | None, high: int | None) -> tantivy.Query:
        kind = tantivy.FieldType.Integer
        return tantivy.Query.range_query(self._schema, field, kind, low, high)


def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(_LONGEST_WORD))
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    return builder.filter(tantivy.Filter.stemmer("english")).build()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name=_ANALYZER, index_option="freq")
    for field in ("day", "first", "end"):
        builder.add_integer_field(field, stored=False, indexed=True, fast=True)
    return builder.build()


def _document(entry: Entry) -> tantivy.Document:
    days = entry.validity
    return tantivy.Document(
        id=[entry.id],
        title=[entry.title],
        text=[entry.text],
        source=[entry.source],
        day=days.day,
        first=days.first,
        end=days.end,
    )
